A job that writes into a file may outlive its shell: when the lab is left, its file is closed, and nothing else happens.
$ kubectl get nodes -w > seen &
[1] 2
$ sleep 1; cat seen
