The learner's own machine has a tree of files as any Debian; nothing of it is in a world until somebody changes it.
$ ls -l / | head -4; ls -ld /bin /root /tmp; readlink -f /bin/sh
total 60
lrwxrwxrwx  1 root root    7 Sep 22  2025 bin -> usr/bin
drwxr-xr-x  2 root root 4096 Sep 22  2025 boot
drwxr-xr-x  2 root root 4096 Sep 22  2025 dev
lrwxrwxrwx 1 root root    7 Sep 22  2025 /bin -> usr/bin
drwx------ 3 root root 4096 Nov 23 08:45 /root
drwxrwxrwt 2 root root 4096 Sep 22  2025 /tmp
/usr/bin/sh
%%
$ . /etc/os-release; echo $PRETTY_NAME; cat /etc/debian_version /etc/hostname /etc/shells
Debian GNU/Linux 12 (bookworm)
12.12
server
# valid login shells
/bin/sh
/usr/bin/sh
/bin/bash
/usr/bin/bash
%%
$ cat /proc/version; uname -r; kubectl get node server -o jsonpath='{.status.nodeInfo.kernelVersion}{"\n"}'
Linux version 6.12.48 #1 SMP PREEMPT_DYNAMIC
6.12.48
6.12.48
%%
$ cat /proc/meminfo; ls /sys/class; rm /proc/version; echo x > /proc/version
cat: /proc/meminfo: not simulated
ls: cannot access '/sys/class': not simulated
rm: cannot remove '/proc/version': Operation not permitted
-bash: /proc/version: Operation not permitted
[1]
%%
Programs have files, which `which`, `type`, `find` and `test` see.
$ ls -l /usr/local/bin/kubectl; which kubectl ls; type -a kubectl; find / -name kubectl; test -x /bin/sh && echo yes
-rwxr-xr-x 1 root root 48 Sep 22  2025 /usr/local/bin/kubectl
/usr/local/bin/kubectl
/usr/bin/ls
kubectl is /usr/local/bin/kubectl
/usr/local/bin/kubectl
yes
%%
$ /usr/local/bin/kubectl get ns finance -o name; env -i /bin/echo by path; cat /bin/true | tr -d '\177\0'
namespace/finance
by path
ELFnot simulated: the machine code of true
%%
$ bash /bin/true
/bin/true: /bin/true: cannot execute binary file
[126]
%%
A copy runs as the original does, and a file that is written over one is what its words say.
$ cp /usr/local/bin/kubectl /root/k; ./k get ns rogue -o name; rm k
namespace/rogue
%%
$ printf '#!/bin/sh\necho my own "$1"\n' > /usr/local/bin/istioctl; istioctl version; istioctl analyze
my own version
my own analyze
%%
$ lab undo
undone: printf '#!/bin/sh\necho my own "$1"\n' > /usr/local/bin/istioctl; istioctl version; istioctl analyze
  file /usr/local/bin/istioctl is as it was
%%
$ istioctl version | head -1
client version: 1.30.3
%%
Scripts are found along $PATH, by whoever starts them, with the interpreter that their first line names.
$ mkdir bin; printf '#!/usr/bin/env bash\necho $0: $1\n' > bin/hello; chmod +x bin/hello; hello; PATH=$PATH:/root/bin; hello you; echo me | xargs hello; type hello
-bash: hello: command not found
/root/bin/hello: you
/root/bin/hello: me
hello is /root/bin/hello
%%
$ printf '#!/usr/bin/python3\n' > bin/p; chmod +x bin/p; p; echo $?
-bash: /root/bin/p: cannot execute: required file not found
127
%%
$ PATH=/root/bin; ls; /bin/ls -d /root; kubectl; echo $?; PATH=; kubectl; echo $?
-bash: ls: command not found
/root
-bash: kubectl: command not found
127
-bash: kubectl: No such file or directory
127
%%
$ PATH=/usr/local/bin:/usr/bin
%%
What this machine lacks is not found by `command -v`, and says so when it is called.
$ for name in docker apt-get apt sudo k9s git helm kind k3d minikube terraform; do command -v $name; $name version; echo $?; done
docker: not simulated
127
apt-get: not simulated
127
apt: not simulated
127
sudo: not simulated
127
k9s: not simulated
127
git: not simulated
127
helm: not simulated
127
kind: not simulated
127
k3d: not simulated
127
minikube: not simulated
127
terraform: not simulated
127
%%
The learner is root, so whatever is removed is gone, but for the way back.
$ rm /usr/local/bin/kubectl; kubectl get ns; which kubectl; rm -rf /usr /bin; ls; echo $?
-bash: kubectl: command not found
-bash: ls: command not found
127
%%
$ lab undo
undone: rm /usr/local/bin/kubectl; kubectl get ns; which kubectl; rm -rf /usr /bin; ls; echo $?
  file /bin is back
  file /usr is back
%%
$ kubectl get ns finance -o name; ls -d /bin
namespace/finance
/bin
%%
Names in /etc/hosts are known.
$ echo "127.0.0.1 own.example" >> /etc/hosts; curl -sS own.example; curl -sS other.example
curl: (7) Failed to connect to own.example port 80 after 0 ms: Could not connect to server
curl: (6) Could not resolve host: other.example
[6]
%%
A container has its image's programs, in the same way.
$ kubectl exec rogue-curl -n rogue -- sh -c 'which sh curl; ls /etc/os-release /usr/bin/curl; cp /bin/echo /tmp/say && /tmp/say in a pod; uname -r; rm /bin/ls'
/bin/sh
/usr/bin/curl
/etc/os-release
/usr/bin/curl
in a pod
6.12.48
rm: cannot remove '/bin/ls': Permission denied
command terminated with exit code 1
[1]
%%
