Go templates, as kubectl prints them (compared with 1.35.2). The namespace of the learner's policies is the object.
$ kubectl get ns default -o go-template='{{.foo}}'
<no value>
\ no newline
$ kubectl get ns default -o go-template='{{.metadata.name}} {{len .metadata.labels}}{{"\n"}}'
default 1
$ kubectl get ns default -o go-template='{{bad'
error: error parsing template {{bad, template: output:1: function "bad" not defined
[1]
$ kubectl get ns default -o go-template='{{bad}}'
error: error parsing template {{bad}}, template: output:1: function "bad" not defined
[1]
$ kubectl get ns default -o go-template='{{range $k, $v := .metadata.labels}}{{$k}}={{$v}};{{end}}'
kubernetes.io/metadata.name=default;
\ no newline
$ kubectl get ns default -o go-template='{{if eq .metadata.name "default"}}yes{{else}}no{{end}}'
yes
\ no newline
$ kubectl get ns default -o go-template='{{index .metadata.labels "kubernetes.io/metadata.name"}}'
default
\ no newline
$ kubectl get ns default -o go-template='{{printf "%s-%d" .metadata.name 3}}'
default-3
\ no newline
$ kubectl get ns default -o go-template='{{.metadata}}'
map[creationTimestamp:2026-11-23T08:18:00Z labels:map[kubernetes.io/metadata.name:default] name:default resourceVersion:24 uid:3c821fbf-5910-4163-a7ff-0d388687ffb2]
\ no newline
$ kubectl get ns default -o go-template='{{with .status}}{{.phase}}{{end}}'
Active
\ no newline
$ kubectl get ns default -o go-template='{{- /* c */ -}} x {{- "y" -}} z'
xyz
\ no newline
$ kubectl get ns default -o go-template='{{.metadata.name | len}}'
7
\ no newline
$ kubectl get ns default -o go-template='{{.metadata.name.foo}}'
Error executing template: template: output:1:11: executing "output" at <.metadata.name.foo>: can't evaluate field foo in type interface {}. Printing more information for debugging the template:
	template was:
		{{.metadata.name.foo}}
	raw data was:
		{"apiVersion":"v1","kind":"Namespace","metadata":{"creationTimestamp":"2026-11-23T08:18:00Z","labels":{"kubernetes.io/metadata.name":"default"},"name":"default","resourceVersion":"24","uid":"3c821fbf-5910-4163-a7ff-0d388687ffb2"},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}
	object given to template engine was:
		map[apiVersion:v1 kind:Namespace metadata:map[creationTimestamp:2026-11-23T08:18:00Z labels:map[kubernetes.io/metadata.name:default] name:default resourceVersion:24 uid:3c821fbf-5910-4163-a7ff-0d388687ffb2] spec:map[finalizers:[kubernetes]] status:map[phase:Active]]

error: error executing template "{{.metadata.name.foo}}": template: output:1:11: executing "output" at <.metadata.name.foo>: can't evaluate field foo in type interface {}
[1]
$ kubectl get ns -o go-template='{{range $i, $e := .items}}{{if $i}},{{end}}{{$e.metadata.name}}{{end}}'
accounts,default,finance,istio-system,kube-node-lease,kube-public,kube-system,rogue
\ no newline
$ kubectl get ns default -o go-template='{{and true .nope}} {{or .nope "d"}} {{not true}}'
<no value> d false
\ no newline
$ kubectl get ns default -o template --template='{{.kind}}'
Namespace
\ no newline
$ kubectl get ns default -o template='{{.kind}}'
Namespace
\ no newline
$ kubectl get ns default --template='{{.kind}}'
Namespace
\ no newline
$ kubectl get ns default -o go-template='{{"aGk=" | base64decode}} {{exists . "metadata" "name"}}'
hi true
\ no newline
$ kubectl get ns default -o go-template='{{range .nope}}x{{else}}none{{end}}'
none
\ no newline
$ kubectl get ns default -o go-template='{{$x := .kind}}{{$x}}{{end}}'
error: error parsing template {{$x := .kind}}{{$x}}{{end}}, template: output:1: unexpected {{end}}
[1]
$ kubectl get ns default -o go-template='{{if}}'
error: error parsing template {{if}}, template: output:1: missing value for if
[1]
$ kubectl get ns default -o go-template='{{range .items}}'
error: error parsing template {{range .items}}, template: output:1: unexpected EOF
[1]
$ kubectl get pods -A -o go-template='{{range .items}}{{range .spec.containers}}{{.image}} {{end}}{{end}}'
hashicorp/http-echo:1.0.0 curlimages/curl:8.11.1 docker.io/istio/install-cni:1.30.3-distroless docker.io/istio/install-cni:1.30.3-distroless docker.io/istio/pilot:1.30.3-distroless docker.io/istio/ztunnel:1.30.3-distroless docker.io/istio/ztunnel:1.30.3-distroless registry.k8s.io/coredns/coredns:v1.12.4 registry.k8s.io/coredns/coredns:v1.12.4 registry.k8s.io/etcd:3.6.6-0 registry.k8s.io/kube-apiserver:v1.35.1 registry.k8s.io/kube-controller-manager:v1.35.1 registry.k8s.io/kube-proxy:v1.35.1 registry.k8s.io/kube-proxy:v1.35.1 registry.k8s.io/kube-scheduler:v1.35.1 curlimages/curl:8.11.1 
\ no newline
$ kubectl get ns default -o go-template='{{index .spec.finalizers 5}}'
Error executing template: template: output:1:2: executing "output" at <index .spec.finalizers 5>: error calling index: index out of range: 5. Printing more information for debugging the template:
	template was:
		{{index .spec.finalizers 5}}
	raw data was:
		{"apiVersion":"v1","kind":"Namespace","metadata":{"creationTimestamp":"2026-11-23T08:18:00Z","labels":{"kubernetes.io/metadata.name":"default"},"name":"default","resourceVersion":"24","uid":"3c821fbf-5910-4163-a7ff-0d388687ffb2"},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}
	object given to template engine was:
		map[apiVersion:v1 kind:Namespace metadata:map[creationTimestamp:2026-11-23T08:18:00Z labels:map[kubernetes.io/metadata.name:default] name:default resourceVersion:24 uid:3c821fbf-5910-4163-a7ff-0d388687ffb2] spec:map[finalizers:[kubernetes]] status:map[phase:Active]]

error: error executing template "{{index .spec.finalizers 5}}": template: output:1:2: executing "output" at <index .spec.finalizers 5>: error calling index: index out of range: 5
[1]
$ kubectl get ns default -o go-template='{{.nope.x}}'
<no value>
\ no newline
$ kubectl get ns default -o go-template='{{len .nope}}'
Error executing template: template: output:1:2: executing "output" at <len .nope>: error calling len: reflect: call of reflect.Value.Type on zero Value. Printing more information for debugging the template:
	template was:
		{{len .nope}}
	raw data was:
		{"apiVersion":"v1","kind":"Namespace","metadata":{"creationTimestamp":"2026-11-23T08:18:00Z","labels":{"kubernetes.io/metadata.name":"default"},"name":"default","resourceVersion":"24","uid":"3c821fbf-5910-4163-a7ff-0d388687ffb2"},"spec":{"finalizers":["kubernetes"]},"status":{"phase":"Active"}}
	object given to template engine was:
		map[apiVersion:v1 kind:Namespace metadata:map[creationTimestamp:2026-11-23T08:18:00Z labels:map[kubernetes.io/metadata.name:default] name:default resourceVersion:24 uid:3c821fbf-5910-4163-a7ff-0d388687ffb2] spec:map[finalizers:[kubernetes]] status:map[phase:Active]]

error: error executing template "{{len .nope}}": template: output:1:2: executing "output" at <len .nope>: error calling len: reflect: call of reflect.Value.Type on zero Value
[1]
$ kubectl get ns default -o go-template='{{if gt (len .spec.finalizers) 0}}{{println "many" 1 2}}{{else if true}}x{{end}}'
many 1 2
$ kubectl get ns default -o go-template='{{print 1 2 "a" 3}} {{.kind | printf "%q"}} {{"x"'
error: error parsing template {{print 1 2 "a" 3}} {{.kind | printf "%q"}} {{"x", template: output:1: unclosed action
[1]
$ kubectl get ns default -o go-template='a{{/* comment */}}b{{.kind -}}   c {{$.kind}} {{$nope}}'
error: error parsing template a{{/* comment */}}b{{.kind -}}   c {{$.kind}} {{$nope}}, template: output:1: undefined variable "$nope"
[1]
$ kubectl get ns default -o go-template='{{range $i, $v := .spec.finalizers}}{{$i}}:{{$v}}{{end}}{{with .nope}}x{{else}}y{{end}}'
0:kubernetesy
\ no newline
$ kubectl get ns default -o go-template='{{else}}'
error: error parsing template {{else}}, template: output:1: unexpected {{else}}
[1]
$ kubectl get ns default -o go-template='{{.a.b.c'
error: error parsing template {{.a.b.c, template: output:1: unclosed action
[1]
$ kubectl get ns default -o go-template='{{"\t|"}}{{`raw\n`}}'
	|raw\n
\ no newline
$ kubectl get ns default -o go-template='{{1.5}}'
not simulated: a fraction in a template
[1]
$ kubectl get ns default -o go-template='{{template "x"}}'
not simulated: {{template}}
[1]
$ kubectl get ns default -o go-template='{{break}}'
not simulated: {{break}}
[1]
%%
Templates in files.
$ kubectl get ns default -o custom-columns-file=nope
error: error reading template nope, open nope: no such file or directory
[1]
$ kubectl get ns default -o jsonpath-file=nope
error: error reading --template nope, open nope: no such file or directory
[1]
$ kubectl get ns default -o go-template-file=nope
error: error reading --template nope, open nope: no such file or directory
[1]
$ echo '{{.kind}}' > t; kubectl get ns default -o go-template-file=t
Namespace
$ printf 'NAME PHASE\n.metadata.name .status.phase\n' > c; kubectl get ns default -o custom-columns-file=c
NAME      PHASE
default   Active
$ echo '{.status.phase}' > j; kubectl get ns default -o jsonpath-file=j
Active
$ kubectl label ns default a=b; kubectl get ns default -o go-template='{{range $k, $v := .metadata.labels}}{{$k}} {{end}}'
namespace/default labeled
a kubernetes.io/metadata.name 
\ no newline
