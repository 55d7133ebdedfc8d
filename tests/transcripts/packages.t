@ world: bare
What set-up scripts begin with, on a platform's machine: packages whose programs are here are there already.

$ sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y curl jq ca-certificates
Reading package lists... Done
Building dependency tree... Done
Reading state information... Done
curl is already the newest version.
jq is already the newest version.
ca-certificates is already the newest version.
0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.
$ apt install -y nginx
Reading package lists... Done
Building dependency tree... Done
Reading state information... Done
not simulated: the package nginx
[100]
$ apt-get remove vim
not simulated: apt-get remove
[1]
$ sudo -u root echo "as root: $(whoami)"
as root: root
$ sudo nothing-of-the-kind
sudo: nothing-of-the-kind: command not found
[1]
$ sudo
usage: sudo [-u user] [VAR=value] command [arg ...]
[1]
$ echo 'echo hello' > tool && sudo install -o root -g root -m 0755 tool /usr/local/bin/tool && ls -l /usr/local/bin/tool | cut -c1-10 && tool
-rwxr-xr-x
hello
$ install tool
install: missing destination file operand after 'tool'
Try 'install --help' for more information.
[1]
$ install nothing /tmp
install: cannot stat 'nothing': No such file or directory
[1]
$ install -d /opt/a/b && ls -d /opt/a/b
/opt/a/b
$ k3d cluster create lab > log && docker restart k3d-lab-server-0 other; kubectl get nodes
k3d-lab-server-0
Error response from daemon: No such container: other
NAME               STATUS   ROLES           AGE   VERSION
k3d-lab-server-0   Ready    control-plane   6s    v1.35.1
$ systemctl enable --now docker && systemctl is-active docker; systemctl start nginx; systemctl restart; systemctl status docker
active
Failed to start nginx.service: Unit nginx.service not found.
Too few arguments.
not simulated: systemctl status
[1]
