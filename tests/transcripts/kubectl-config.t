Which cluster, which user, which namespace: the kubeconfig is a file of the machine, and kubectl config edits it.
$ kubectl config current-context
kubernetes-admin@kubernetes
$ kubectl config get-contexts
CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE
*         kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   
$ head -5 ~/.kube/config
apiVersion: v1
clusters:
- cluster:
    server: https://server:6443
  name: kubernetes
$ kubectl config set-context --current --namespace=accounts
Context "kubernetes-admin@kubernetes" modified.
$ kubectl get pods -o name
pod/accounts-6jxp7zxtn8-7p2xg
$ kubectl config view --minify -o jsonpath='{..namespace}{"\n"}'
accounts
%%
A context is a row; --context takes another one for a single command.
$ kubectl config set-context dev --cluster=kubernetes --user=kubernetes-admin --namespace=finance
Context "dev" created.
$ kubectl config set-context dev --namespace=finance
Context "dev" modified.
$ kubectl --context dev get pods -o name
pod/curl
$ kubectl config use-context dev
Switched to context "dev".
$ kubectl config get-contexts
CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE
*         dev                           kubernetes   kubernetes-admin   finance
          kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   accounts
$ kubectl config get-contexts -o name nope
error: context nope not found
[1]
$ kubectl config rename-context dev money
Context "dev" renamed to "money".
$ kubectl config delete-context money
warning: this removed your active context, use "kubectl config use-context" to select a different one
deleted context money from /root/.kube/config
$ kubectl get pods
Error in configuration: context was not found for specified context: money
[1]
$ kubectl config use-context kubernetes-admin@kubernetes
Switched to context "kubernetes-admin@kubernetes".
$ kubectl get pods -o name
pod/accounts-6jxp7zxtn8-7p2xg
%%
Single values, clusters, users; secrets are not shown.
$ kubectl config set contexts.lab.namespace rogue
Property "contexts.lab.namespace" set.
$ kubectl config unset contexts.lab
Property "contexts.lab" unset.
$ kubectl config set-cluster c2 --server=https://x:1
Cluster "c2" set.
$ kubectl config set-credentials u2 --token=abc
User "u2" set.
$ kubectl config set-credentials u3 --username=a --token=b
error: you cannot specify more than one authentication method at the same time: --token, --username/--password
[1]
$ kubectl config view
apiVersion: v1
clusters:
- cluster:
    server: https://x:1
  name: c2
- cluster:
    server: https://server:6443
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    namespace: accounts
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
users:
- name: kubernetes-admin
  user: {}
- name: u2
  user:
    token: REDACTED
$ kubectl config view --raw -o jsonpath='{.users[*].user.token}{"\n"}'
abc
$ kubectl config delete-user u2; kubectl config delete-cluster c2
deleted user u2 from /root/.kube/config
deleted cluster c2 from /root/.kube/config
$ kubectl config set a.b c
error: unable to parse a.b after [] at api.Config
[1]
$ kubectl config set-context dead --cluster=none; kubectl --context dead get pods
Context "dead" created.
error: no server found for cluster "none"
[1]
%%
What cannot be.
$ kubectl config use-context nope
error: no context exists with the name: "nope"
[1]
$ kubectl --context nope get pods
Error in configuration: context was not found for specified context: nope
[1]
$ kubectl config set-context
error: you must specify a non-empty context name or --current
[1]
$ kubectl config set-context --current x
error: you cannot specify both a context name and --current
[1]
$ kubectl config rename-context nope x
error: cannot rename the context "nope", it's not in /root/.kube/config
[1]
$ kubectl config delete-context nope
error: cannot delete context nope, not in /root/.kube/config
[1]
$ kubectl config get-contexts -o yaml
error: --output yaml is not available in kubectl config get-contexts; resetting to default output format
[1]
$ kubectl config foo
error: unknown command "foo"
See 'kubectl config -h' for help and examples
[1]
$ kubectl --kubeconfig nope get pods
error: stat nope: no such file or directory
[1]
$ KUBECONFIG=/tmp/empty kubectl get pods
The connection to the server localhost:8080 was refused - did you specify the right host or port?
[1]
$ KUBECONFIG=/tmp/empty kubectl config view
apiVersion: v1
clusters: null
contexts: null
current-context: ""
kind: Config
users: null
$ echo "a: [" > bad; kubectl --kubeconfig bad get pods
error: error loading config file "bad": yaml: line 1: did not find expected node content
[1]
$ kubectl config unset current-context; kubectl config current-context; kubectl get ns
Property "current-context" unset.
error: current-context is not set
The connection to the server localhost:8080 was refused - did you specify the right host or port?
[1]
