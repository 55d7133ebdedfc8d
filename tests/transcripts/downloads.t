@ world: bare
What a set-up downloads. A URL that is no row of tools/builder/downloads.c is not reached.

$ curl -sL https://istio.io/downloadIstio | ISTIO_VERSION=1.25.2 sh - 2>&1 | sed -n '2,6p;$p'
Downloading istio-1.25.2 from https://github.com/istio/istio/releases/download/1.25.2/istio-1.25.2-linux-amd64.tar.gz ...

Istio 1.25.2 download complete!

The Istio release archive has been downloaded to the istio-1.25.2 directory.
not simulated: Istio 1.25.2 (istioctl here is 1.30.3)
$ ls -l istio-1.25.2/bin | cut -c1-10
total 4
-rwxr-xr-x
$ curl -fsSL -o /tmp/i.tgz https://github.com/istio/istio/releases/download/1.30.3/istioctl-1.30.3-linux-amd64.tar.gz && tar -tzf /tmp/i.tgz
istioctl
$ tar -xzf /tmp/i.tgz -C /usr/local/bin && ls /usr/local/bin
check     istioctl  lab       redo      trace     why
hint      kubectl   mesh      tasks     undo
$ curl -s -o /dev/null -w '%{http_code}\n' https://kind.sigs.k8s.io/dl/v0.31.0/kind-linux-amd64
200
$ curl -sS https://example.com/
curl: (6) Could not resolve host: example.com
[6]
$ curl -sfL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | bash
Helm v3.19.4 is already latest
$ mkdir -p d/e && echo one > d/one && echo two > d/e/two && tar czvf d.tgz d && rm -r d
d/
d/e/
d/e/two
d/one
$ tar tf d.tgz; tar xf d.tgz --strip-components=1 && cat one e/two
d/
d/e/
d/e/two
d/one
one
two
$ tar xf d.tgz d/one -O
one
$ tar xf one
tar: This does not look like a tar archive
tar: Exiting with failure status due to previous errors
[2]
$ tar xf nothing.tar
tar: nothing.tar: Cannot open: No such file or directory
tar: Error is not recoverable: exiting now
[2]
$ tar cf x.tar
tar: Cowardly refusing to create an empty archive
Try 'tar --help' or 'tar --usage' for more information.
[2]
$ tar
tar: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options
Try 'tar --help' or 'tar --usage' for more information.
[2]
$ head -c 700 d.tgz | tar t
d/
