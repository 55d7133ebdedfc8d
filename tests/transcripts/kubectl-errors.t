What kubectl says to mistakes, word for word.
$ kubectl get
You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples
[1]
$ kubectl bogus
error: unknown command "bogus" for "kubectl"

Did you mean this?
	logs
[1]
$ kubectl get foo
error: the server doesn't have a resource type "foo"
[1]
$ kubectl get pods --bogus
error: unknown flag: --bogus
See 'kubectl get --help' for usage.
[1]
$ kubectl get pods -Z
error: unknown shorthand flag: 'Z' in -Z
See 'kubectl get --help' for usage.
[1]
$ kubectl get pods -n
error: flag needs an argument: 'n' in -n
See 'kubectl get --help' for usage.
[1]
$ kubectl get pods -o bogus
error: unable to match a printer suitable for the output format "bogus", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml
[1]
$ kubectl get pods -o jsonpath
error: template format specified but no template given
[1]
$ kubectl get pod curl -n finance -l app=curl
error: name cannot be provided when a selector is specified
[1]
$ kubectl get pod curl -A
error: a resource cannot be retrieved by name across all namespaces
[1]
$ kubectl get pods pod/curl
error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'
[1]
$ kubectl get pods -l 'a b'
Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "a b", field selector "": unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt
[1]
$ kubectl get pods --field-selector nope=1
Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "nope=1": field label not supported: nope
[1]
$ kubectl describe
error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.
[1]
$ kubectl delete
error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'
[1]
$ kubectl delete pods
error: resource(s) were provided, but no name was specified
[1]
$ kubectl logs
error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command
See 'kubectl logs -h' for help and examples
[1]
$ kubectl logs nope
error: error from server (NotFound): pods "nope" not found in namespace "default"
[1]
$ kubectl logs --tail=x nope
error: invalid argument "x" for "--tail" flag: strconv.ParseInt: parsing "x": invalid syntax
See 'kubectl logs --help' for usage.
[1]
$ kubectl create namespace
error: exactly one NAME is required, got 0
See 'kubectl create namespace -h' for help and examples
[1]
$ kubectl create namespace Foo
The Namespace "Foo" is invalid: metadata.name: Invalid value: "Foo": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')
[1]
$ kubectl rollout nope
error: unknown command "nope"
See 'kubectl rollout -h' for help and examples
[1]
$ kubectl scale deployment accounts -n accounts
error: required flag(s) "replicas" not set
[1]
$ kubectl wait pod/curl -n finance
error: unrecognized condition: ""
[1]
$ kubectl --context nope get pods
Error in configuration: context was not found for specified context: nope
[1]
$ kubectl top pods
error: Metrics API not available
[1]
%%
What exists in life but not here says so.
$ kubectl proxy --port=8001
not simulated: kubectl proxy
[1]
$ kubectl debug -it node/server --image=busybox
not simulated: kubectl debug node/NAME
[1]
