istioctl's help and what it says to words that it does not know.
$ istioctl
Istio configuration command line utility for service operators to
debug and diagnose their Istio mesh.

Usage:
  istioctl [command]

Available Commands:
  admin                Manage control plane (istiod) configuration
  analyze              Analyze Istio configuration and print validation messages
  authz                (authz is experimental. Use `istioctl experimental authz`)
  bug-report           Cluster information and log capture support tool.
  completion           Generate the autocompletion script for the specified shell
  create-remote-secret Create a secret with credentials to allow Istio to access remote Kubernetes apiservers
  dashboard            Access to Istio web UIs
  experimental         Experimental commands that may be modified or deprecated
  install              Applies an Istio manifest, installing or reconfiguring Istio on a cluster.
  kube-inject          Inject Istio sidecar into Kubernetes pod resources
  manifest             Commands related to Istio manifests
  options              Displays istioctl global options
  proxy-config         Retrieve information about proxy configuration from Envoy [kube only]
  proxy-status         Retrieves the synchronization status of each Envoy in the mesh
  remote-clusters      Lists the remote clusters each istiod instance is connected to.
  tag                  Command group used to interact with revision tags
  uninstall            Uninstall Istio from a cluster
  upgrade              Upgrade Istio control plane in-place
  validate             Validate Istio policy and rules files
  version              Prints out build version information
  waypoint             Manage waypoint configuration
  ztunnel-config       Update or retrieve current Ztunnel configuration.

Flags:
      --as string                   Username to impersonate for the operation. User could be a regular user or a service account in a namespace
      --as-group string             Group to impersonate for the operation, this flag can be repeated to specify multiple groups.
      --as-uid string               UID to impersonate for the operation.
      --context string              Kubernetes configuration context
  -h, --help                        help for istioctl
  -i, --istioNamespace string       Istio system namespace (default "istio-system")
      --kubeclient-timeout string   Kubernetes client timeout as a time.Duration string (default "15s")
  -c, --kubeconfig string           Kubernetes configuration file
  -n, --namespace string            Kubernetes namespace
      --vklog int                   number for the log level verbosity. Like -v flag. ex: --vklog=9

Use "istioctl [command] --help" for more information about a command.
$ istioctl waypoint apply --help
Apply a waypoint configuration to the cluster

Usage:
  istioctl waypoint apply [flags]

Examples:
  # Apply a waypoint to the current namespace
  istioctl waypoint apply

  # Apply a waypoint to a specific namespace and wait for it to be ready
  istioctl waypoint apply --namespace default --wait

  # Apply a waypoint to a specific namespace with a specific revision
  istioctl waypoint apply --revision 1-30-3 --namespace default

Flags:
      --enroll-namespace            If set, the namespace will be labeled with the waypoint name
      --for string                  Specify the traffic type [all none service workload] for the waypoint
  -h, --help                        help for apply
      --overwrite                   Overwrite the existing Waypoint used by the namespace
  -r, --revision string             The revision to label the waypoint with
  -w, --wait                        Wait for the waypoint to be ready
      --waypoint-timeout duration   Timeout for waiting for waypoint to be ready (default 1m30s)

Global Flags:
      --as string                   Username to impersonate for the operation. User could be a regular user or a service account in a namespace
      --as-group string             Group to impersonate for the operation, this flag can be repeated to specify multiple groups.
      --as-uid string               UID to impersonate for the operation.
      --context string              Kubernetes configuration context
  -i, --istioNamespace string       Istio system namespace (default "istio-system")
      --kubeclient-timeout string   Kubernetes client timeout as a time.Duration string (default "15s")
  -c, --kubeconfig string           Kubernetes configuration file
      --name string                 name of the waypoint (default "waypoint")
  -n, --namespace string            Kubernetes namespace
      --vklog int                   number for the log level verbosity. Like -v flag. ex: --vklog=9
$ istioctl zc -h | head -n 5
A group of commands used to update or retrieve Ztunnel configuration from a Ztunnel instance.

Usage:
  istioctl ztunnel-config [command]

$ istioctl help proxy-status
Retrieves last sent and last acknowledged xDS sync from Istiod to each Envoy in the mesh

Usage:
  istioctl proxy-status [<type>/]<name>[.<namespace>] [flags]

Aliases:
  proxy-status, ps

Examples:
  # Retrieve sync status for all Envoys in a mesh
  istioctl proxy-status

  # Retrieve sync diff for a single Envoy and Istiod
  istioctl proxy-status istio-egressgateway-59585c5b9c-ndc59.istio-system

Flags:
  -f, --file string       Envoy config dump JSON file
  -h, --help              help for proxy-status
  -o, --output string     Output format: table or json (default "table")
  -r, --revision string   Control plane revision
  -v, --verbosity int     Level of detail: 0 or 1 (default 0)

Global Flags:
      --as string                   Username to impersonate for the operation. User could be a regular user or a service account in a namespace
      --as-group string             Group to impersonate for the operation, this flag can be repeated to specify multiple groups.
      --as-uid string               UID to impersonate for the operation.
      --context string              Kubernetes configuration context
  -i, --istioNamespace string       Istio system namespace (default "istio-system")
      --kubeclient-timeout string   Kubernetes client timeout as a time.Duration string (default "15s")
  -c, --kubeconfig string           Kubernetes configuration file
  -n, --namespace string            Kubernetes namespace
      --vklog int                   number for the log level verbosity. Like -v flag. ex: --vklog=9
$ istioctl waypont list
Error: unknown command "waypont" for "istioctl"

Did you mean this?
	waypoint

Run 'istioctl --help' for usage.
[64]
$ istioctl frobnicate
Error: unknown command "frobnicate" for "istioctl"
Run 'istioctl --help' for usage.
[64]
$ istioctl waypoint frobnicate
Error: unknown subcommand "frobnicate"
[1]
$ istioctl zc frobnicate | head -n 4
A group of commands used to update or retrieve Ztunnel configuration from a Ztunnel instance.

Usage:
  istioctl ztunnel-config [command]
$ istioctl version --bogus
Error: unknown flag: --bogus
[64]
$ istioctl waypoint list -q
Error: unknown shorthand flag: 'q' in -q
[64]
$ istioctl waypoint list -n
Error: flag needs an argument: 'n' in -n
[64]
$ istioctl -n accounts waypoint list
No waypoints found.
$ istioctl version --context nope
Error: context "nope" does not exist
[1]
%%
Who is there.
$ istioctl version
client version: 1.30.3
control plane version: 1.30.3
data plane version: 1.30.3 (2 proxies)
$ istioctl version --remote=false
client version: 1.30.3
$ istioctl version -o yaml
clientVersion:
  golang_version: go1.25.7
  revision: unknown
  status: Clean
  tag: 1.30.3
  version: 1.30.3
dataPlaneVersion:
- ID: ztunnel-9sjhl.istio-system
  IstioVersion: 1.30.3
- ID: ztunnel-pl8x4.istio-system
  IstioVersion: 1.30.3
meshVersion:
- Component: pilot
  Info:
    golang_version: go1.25.7
    revision: unknown
    status: Clean
    tag: 1.30.3
    version: 1.30.3
$ istioctl version -o toml
Error: --output must be 'yaml' or 'json'
[1]
$ istioctl ps
NAME                           CLUSTER        ISTIOD                      VERSION     SUBSCRIBED TYPES
ztunnel-9sjhl.istio-system     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
ztunnel-pl8x4.istio-system     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
$ istioctl ps -v 1 -n istio-system
NAME                           CLUSTER        CDS         ECDS        EDS         LDS         RDS         ISTIOD                      VERSION
ztunnel-9sjhl.istio-system     Kubernetes     IGNORED     IGNORED     IGNORED     IGNORED     IGNORED     istiod-9dtvv57p77-45lvr     1.30.3
ztunnel-pl8x4.istio-system     Kubernetes     IGNORED     IGNORED     IGNORED     IGNORED     IGNORED     istiod-9dtvv57p77-45lvr     1.30.3
$ istioctl waypoint apply -n accounts --wait
✅ waypoint accounts/waypoint applied
✅ waypoint accounts/waypoint is ready!
$ istioctl proxy-status
NAME                                   CLUSTER        ISTIOD                      VERSION     SUBSCRIBED TYPES
waypoint-ph8zlqvbhr-trhrd.accounts     Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      4 (CDS,LDS,EDS,RDS)
ztunnel-9sjhl.istio-system             Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
ztunnel-pl8x4.istio-system             Kubernetes     istiod-9dtvv57p77-45lvr     1.30.3      2 (WADS,WDS)
$ istioctl ps deploy/waypoint.accounts
Clusters Match
Listeners Match
Routes Match
$ istioctl ps ds/ztunnel.istio-system
Sync diff is not available for ztunnel pod ztunnel-9sjhl.istio-system
$ istioctl ps curl.finance
Error: could not contact sidecar: failure running port forward process: Get "http://localhost:49238/config_dump": EOF
[1]
$ istioctl ps nope
Error: could not contact sidecar: failure running port forward process: pods "nope" not found
[1]
$ istioctl remote-clusters
NAME           SECRET     STATUS     ISTIOD
Kubernetes                synced     istiod-9dtvv57p77-45lvr
$ kubectl scale deploy istiod -n istio-system --replicas=0
deployment.apps/istiod scaled
$ istioctl version
Istio is not present in the cluster: no running Istio pods in namespace "istio-system"
client version: 1.30.3
$ istioctl ps
Error: unable to find any Istiod instances
[1]
