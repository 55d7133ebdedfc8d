Files to a container and back. A tar in the container carries them: an image without one cannot take part.
$ kubectl cp README finance/curl:/tmp/README; kubectl exec -n finance curl -- head -1 /tmp/README
These three L4 policies are in force in the namespace accounts; ztunnel enforces them at the accounts pod.
$ kubectl cp -n finance curl:/tmp/README copy; cmp README copy 2>/dev/null || diff README copy
tar: removing leading '/' from member names
$ kubectl cp finance/curl:/nope x
tar: removing leading '/' from member names
tar: can't open '/nope': No such file or directory
tar: error exit delayed from previous errors
command terminated with exit code 1
[1]
$ mkdir d; echo one > d/a; kubectl cp d finance/curl:/tmp/d; kubectl exec -n finance curl -- cat /tmp/d/a
one
$ kubectl cp finance/curl:/tmp/d e; cat e/a
tar: removing leading '/' from member names
one
$ kubectl cp README accounts/$(kubectl get pod -n accounts -o jsonpath='{.items[0].metadata.name}'):/tmp/x 2>&1 | sed "s/exec \"[0-9a-f]*\"/exec/"
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "tar": executable file not found in $PATH
%%
What it wants.
$ kubectl cp
error: source and destination are required
[1]
$ kubectl cp a b
error: one of src or dest must be a remote file specification
[1]
$ kubectl cp a b c
error: source and destination are required
[1]
$ kubectl cp nope finance/curl:/tmp/x
error: nope doesn't exist in local filesystem
[1]
$ kubectl cp finance/curl:/x
error: source and destination are required
[1]
$ kubectl cp a:b c:d
error: one of src or dest must be a local file specification
[1]
$ kubectl cp ":x" y
error: filespec must match the canonical format: [[namespace/]pod:]file/path
[1]
