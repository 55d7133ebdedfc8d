Help is made from the rows of the verbs and their flags, in the form of kubectl.
$ kubectl --help | head -12
kubectl controls the Kubernetes cluster manager.

 Find more information at: https://kubernetes.io/docs/reference/kubectl/

Basic Commands (Beginner):
  create          Create a resource from a file or from stdin
  expose          Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service
  run             Run a particular image on the cluster
  set             Set specific features on objects

Basic Commands (Intermediate):
  explain         Get documentation for a resource
$ kubectl help scale
Set a new size for a deployment, replica set, or replication controller.

Examples:
  # Three pods
  kubectl scale --replicas=3 deployment/accounts -n accounts

Options:
    --all=false:
	all objects of the types

    --allow-missing-template-keys=true:
	accepted, without effect

    --current-replicas=-1:
	only when the size is this now

    --dry-run='none':
	client or server: change nothing

    -f, --filename=[]:
	the objects named in a file, a directory or - (standard input)

    -k, --kustomize='':
	a kustomization

    -o, --output='':
	yaml, json, name

    -R, --recursive=false:
	the directories in the directory of -f too

    --replicas=0:
	the new size

    --resource-version='':
	accepted, without effect

    -l, --selector='':
	select by labels

    --show-managed-fields=false:
	keep metadata.managedFields in YAML and JSON

    --template='':
	the template of -o jsonpath and go-template

    --timeout=0s:
	accepted, without effect

Usage:
  kubectl scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]

Use "kubectl options" for a list of global command-line options (applies to all commands).
$ kubectl rollout --help | head -12
Manage the rollout of one or many resources: deployments, daemonsets and statefulsets.

Examples:
  # Wait until a deployment serves its new template
  kubectl rollout status deployment/accounts -n accounts
  
  # Make new pods of the same template
  kubectl rollout restart deployment/accounts -n accounts
  
  # Go back to the template before
  kubectl rollout undo deployment/accounts -n accounts

$ kubectl rollout; echo $?
Manage the rollout of one or many resources: deployments, daemonsets and statefulsets.

Examples:
  # Wait until a deployment serves its new template
  kubectl rollout status deployment/accounts -n accounts
  
  # Make new pods of the same template
  kubectl rollout restart deployment/accounts -n accounts
  
  # Go back to the template before
  kubectl rollout undo deployment/accounts -n accounts

Available Commands:
  history       View rollout history
  pause         Mark the provided resource as paused
  restart       Restart a resource
  resume        Resume a paused resource
  status        Show the status of the rollout
  undo          Undo a previous rollout

Usage:
  kubectl rollout SUBCOMMAND [options]

Use "kubectl rollout <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
1
$ kubectl create service
Create a service using a specified subcommand.

Aliases:
service, svc

Available Commands:
  clusterip      Create a ClusterIP service
  externalname   Create an ExternalName service
  loadbalancer   Create a LoadBalancer service
  nodeport       Create a NodePort service

Usage:
  kubectl create service [flags] [options]

Use "kubectl create service <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
[1]
$ kubectl help config use-context
Set the current-context in a kubeconfig file.

Aliases:
use-context, use

Usage:
  kubectl config use-context CONTEXT_NAME [options]

Use "kubectl options" for a list of global command-line options (applies to all commands).
$ kubectl options | head -6
The following options can be passed to any command:

    --as='':
	act as another user (accepted, without effect)

    --as-group=[]:
$ kubectl help nonsense | head -1
kubectl controls the Kubernetes cluster manager.
$ kubectl --help | tail -6

Usage:
  kubectl [flags] [options]

Use "kubectl <command> --help" for more information about a given command.
Use "kubectl options" for a list of global command-line options (applies to all commands).
