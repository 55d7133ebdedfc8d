@ world: bare
What helm says, as helm v3.18.0 says it: the same script was run by the real one against a repository and an API server
of the test's own, and compared byte for byte but for times. Releases are Secrets of the cluster, revision by revision.

$ helm install x istio/base
Error: INSTALLATION FAILED: repo istio not found
[1]
$ k3d cluster create lab >/dev/null
$ helm version
version.BuildInfo{Version:"v3.18.0", GitCommit:"cc58e3f5a3aa615c6a86275e6f4444b5fdd3cc4e", GitTreeState:"clean", GoVersion:"go1.24.3"}
$ helm version --short
v3.18.0+gcc58e3f
$ helm repo list
Error: no repositories to show
[1]
$ helm repo update
Error: no repositories found. You must add one before updating
[1]
$ helm repo add
Error: "helm repo add" requires 2 arguments

Usage:  helm repo add [NAME] [URL] [flags]
[1]
$ helm repo add istio
Error: "helm repo add" requires 2 arguments

Usage:  helm repo add [NAME] [URL] [flags]
[1]
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" has been added to your repositories
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" already exists with the same configuration, skipping
$ helm repo add istio https://istio-release.storage.googleapis.com/charts --force-update
"istio" has been added to your repositories
$ helm repo add istio https://istio-release.storage.googleapis.com/charts/
Error: repository name (istio) already exists, please specify a different name
[1]
$ helm repo add i/o https://istio-release.storage.googleapis.com/charts
Error: repository name (i/o) contains '/', please specify a different name without '/'
[1]
$ helm repo list
NAME 	URL                                                
istio	https://istio-release.storage.googleapis.com/charts
$ helm repo list -o yaml
- name: istio
  url: https://istio-release.storage.googleapis.com/charts
$ helm repo update istio
Hang tight while we grab the latest from your chart repositories...
...Successfully got an update from the "istio" chart repository
Update Complete. ⎈Happy Helming!⎈
$ helm repo update nothing
Error: no repositories found matching 'nothing'.  Nothing will be updated
[1]
$ helm repo update
Hang tight while we grab the latest from your chart repositories...
...Successfully got an update from the "istio" chart repository
Update Complete. ⎈Happy Helming!⎈
$ helm repo remove nothing
Error: no repo named "nothing" found
[1]
$ helm install istio-base istio/base -n istio-system
Error: INSTALLATION FAILED: create: failed to create: namespaces "istio-system" not found
[1]
$ helm install istio-base istio/base -n istio-system --create-namespace
NAME: istio-base
LAST DEPLOYED: Mon Nov 23 09:00:17 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 1
TEST SUITE: None
NOTES:
Istio base successfully installed!

To learn more about the release, try:
  $ helm status istio-base -n istio-system
  $ helm get all istio-base -n istio-system
$ helm install istio-base istio/base -n istio-system
Error: INSTALLATION FAILED: cannot re-use a name that is still in use
[1]
$ helm install istio/istiod
Error: INSTALLATION FAILED: must either provide a name or specify --generate-name
[1]
$ helm install istiod istio/istiod extra
Error: INSTALLATION FAILED: expected at most two arguments, unexpected arguments: extra
[1]
$ helm install
Error: "helm install" requires at least 1 argument

Usage:  helm install [NAME] [CHART] [flags]
[1]
$ helm install x istio/nope -n istio-system
Error: INSTALLATION FAILED: chart "nope" matching  not found in istio index. (try 'helm repo update'): no chart name found
[1]
$ helm install x nope/base -n istio-system
Error: INSTALLATION FAILED: repo nope not found
[1]
$ helm install x base -n istio-system
Error: INSTALLATION FAILED: non-absolute URLs should be in form of repo_name/path_to_chart, got: base
[1]
$ helm install x ./base
Error: INSTALLATION FAILED: path "./base" not found
[1]
$ helm install x istio/istiod --bogus
Error: unknown flag: --bogus
[1]
$ helm install x istio/istiod -Z
Error: unknown shorthand flag: 'Z' in -Z
[1]
$ helm install X istio/istiod -n istio-system
Error: INSTALLATION FAILED: release name "X": invalid release name, must match regex ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53
[1]
$ helm install x istio/istiod --set a
Error: INSTALLATION FAILED: failed parsing --set data: key "a" has no value
[1]
$ helm install x istio/istiod --set a=b=c,d --dry-run=client
Error: INSTALLATION FAILED: failed parsing --set data: key "d" has no value
[1]
$ helm install x istio/istiod --set 'a={b,c' --dry-run=client
Error: INSTALLATION FAILED: failed parsing --set data: list must terminate with '}'
[1]
$ helm install x istio/istiod --set 'a={{b,c},{d}}' --dry-run=client
Error: INSTALLATION FAILED: failed parsing --set data: key "{d}}" has no value
[1]
$ helm install x istio/istiod --set 'a=b,,c=d' --dry-run=client
Error: INSTALLATION FAILED: failed parsing --set data: key "" has no value (cannot end with ,)
[1]
$ helm install x istio/istiod --set 'a[0]=b' --dry-run=client
not simulated: the chart istiod without --set profile=ambient (it is installed with it)
not simulated: the value a (it changes nothing)
not simulated: Istio's istiod in the namespace default
[1]
$ helm install x istio/istiod -f nothing.yaml
Error: INSTALLATION FAILED: open nothing.yaml: no such file or directory
[1]
$ helm install x istio/istiod --timeout 5
Error: invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"
[1]
$ helm install x istio/istiod -n
Error: flag needs an argument: 'n' in -n
[1]
$ helm install istiod istio/istiod -n istio-system --set profile=ambient --wait
NAME: istiod
LAST DEPLOYED: Mon Nov 23 09:00:22 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 1
TEST SUITE: None
NOTES:
"istiod" successfully installed!

To learn more about the release, try:
  $ helm status istiod -n istio-system
  $ helm get all istiod -n istio-system
$ helm upgrade istiod istio/istiod -n istio-system
Release "istiod" has been upgraded. Happy Helming!
NAME: istiod
LAST DEPLOYED: Mon Nov 23 09:00:25 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 2
TEST SUITE: None
NOTES:
"istiod" successfully installed!

To learn more about the release, try:
  $ helm status istiod -n istio-system
  $ helm get all istiod -n istio-system
$ helm upgrade other istio/istiod -n istio-system
Error: UPGRADE FAILED: "other" has no deployed releases
[1]
$ helm upgrade --install istio-cni istio/cni -n istio-system
Release "istio-cni" does not exist. Installing it now.
not simulated: the chart cni without --set profile=ambient (it is installed with it)
NAME: istio-cni
LAST DEPLOYED: Mon Nov 23 09:00:27 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 1
TEST SUITE: None
NOTES:
"istio-cni" successfully installed!

To learn more about the release, try:
  $ helm status istio-cni -n istio-system
  $ helm get all istio-cni -n istio-system
$ helm upgrade -i istio-cni istio/cni -n istio-system --reuse-values
not simulated: the chart cni without --set profile=ambient (it is installed with it)
Release "istio-cni" has been upgraded. Happy Helming!
NAME: istio-cni
LAST DEPLOYED: Mon Nov 23 09:00:30 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 2
TEST SUITE: None
NOTES:
"istio-cni" successfully installed!

To learn more about the release, try:
  $ helm status istio-cni -n istio-system
  $ helm get all istio-cni -n istio-system
$ helm upgrade
Error: "helm upgrade" requires 2 arguments

Usage:  helm upgrade [RELEASE] [CHART] [flags]
[1]
$ helm upgrade istiod
Error: "helm upgrade" requires 2 arguments

Usage:  helm upgrade [RELEASE] [CHART] [flags]
[1]
$ helm list
NAME	NAMESPACE	REVISION	UPDATED	STATUS	CHART	APP VERSION
$ helm list -n istio-system
NAME      	NAMESPACE   	REVISION	UPDATED                             	STATUS  	CHART        	APP VERSION
istio-base	istio-system	1       	2026-11-23 09:00:17.041 +0000 UTC   	deployed	base-1.30.3  	1.30.3     
istio-cni 	istio-system	2       	2026-11-23 09:00:30.466001 +0000 UTC	deployed	cni-1.30.3   	1.30.3     
istiod    	istio-system	2       	2026-11-23 09:00:25.243 +0000 UTC   	deployed	istiod-1.30.3	1.30.3     
$ helm ls -A
NAME      	NAMESPACE   	REVISION	UPDATED                             	STATUS  	CHART        	APP VERSION
istio-base	istio-system	1       	2026-11-23 09:00:17.041 +0000 UTC   	deployed	base-1.30.3  	1.30.3     
istio-cni 	istio-system	2       	2026-11-23 09:00:30.466001 +0000 UTC	deployed	cni-1.30.3   	1.30.3     
istiod    	istio-system	2       	2026-11-23 09:00:25.243 +0000 UTC   	deployed	istiod-1.30.3	1.30.3     
$ helm ls -n istio-system -q
istio-base
istio-cni
istiod
$ helm list -n istio-system -o yaml
- app_version: 1.30.3
  chart: base-1.30.3
  name: istio-base
  namespace: istio-system
  revision: "1"
  status: deployed
  updated: 2026-11-23 09:00:17.041 +0000 UTC
- app_version: 1.30.3
  chart: cni-1.30.3
  name: istio-cni
  namespace: istio-system
  revision: "2"
  status: deployed
  updated: 2026-11-23 09:00:30.466001 +0000 UTC
- app_version: 1.30.3
  chart: istiod-1.30.3
  name: istiod
  namespace: istio-system
  revision: "2"
  status: deployed
  updated: 2026-11-23 09:00:25.243 +0000 UTC
$ helm list -n istio-system -o nope
Error: invalid argument "nope" for "-o, --output" flag: invalid format type
[1]
$ helm list --short -A
istio-base
istio-cni
istiod
$ helm status istiod -n istio-system
NAME: istiod
LAST DEPLOYED: Mon Nov 23 09:00:25 2026
NAMESPACE: istio-system
STATUS: deployed
REVISION: 2
TEST SUITE: None
NOTES:
"istiod" successfully installed!

To learn more about the release, try:
  $ helm status istiod -n istio-system
  $ helm get all istiod -n istio-system
$ helm status istiod
Error: release: not found
[1]
$ helm status
Error: "helm status" requires 1 argument

Usage:  helm status RELEASE_NAME [flags]
[1]
$ helm status istiod -n istio-system --revision 1
NAME: istiod
LAST DEPLOYED: Mon Nov 23 09:00:22 2026
NAMESPACE: istio-system
STATUS: superseded
REVISION: 1
TEST SUITE: None
NOTES:
"istiod" successfully installed!

To learn more about the release, try:
  $ helm status istiod -n istio-system
  $ helm get all istiod -n istio-system
$ helm history istiod -n istio-system
REVISION	UPDATED                 	STATUS    	CHART        	APP VERSION	DESCRIPTION     
1       	Mon Nov 23 09:00:22 2026	superseded	istiod-1.30.3	1.30.3     	Install complete
2       	Mon Nov 23 09:00:25 2026	deployed  	istiod-1.30.3	1.30.3     	Upgrade complete
$ helm history nope -n istio-system
Error: release: not found
[1]
$ helm history istiod -n istio-system --max 1
REVISION	UPDATED                 	STATUS  	CHART        	APP VERSION	DESCRIPTION     
2       	Mon Nov 23 09:00:25 2026	deployed	istiod-1.30.3	1.30.3     	Upgrade complete
$ helm get values istiod -n istio-system
USER-SUPPLIED VALUES:
profile: ambient
$ helm get values istiod -n istio-system --revision 1
USER-SUPPLIED VALUES:
profile: ambient
$ helm get values nope -n istio-system
Error: release: not found
[1]
$ helm get notes istiod -n istio-system
NOTES:
"istiod" successfully installed!

To learn more about the release, try:
  $ helm status istiod -n istio-system
  $ helm get all istiod -n istio-system

$ helm rollback istiod 1 -n istio-system
Rollback was a success! Happy Helming!
$ helm rollback istiod 9 -n istio-system
Error: release has no 9 version
[1]
$ helm rollback nope -n istio-system
Error: release: not found
[1]
$ helm rollback
Error: "helm rollback" requires at least 1 argument

Usage:  helm rollback <RELEASE> [REVISION] [flags]
[1]
$ helm uninstall
Error: "helm uninstall" requires at least 1 argument

Usage:  helm uninstall RELEASE_NAME [...] [flags]
[1]
$ helm uninstall nope -n istio-system
Error: uninstall: Release not loaded: nope: release: not found
[1]
$ helm uninstall istio-cni -n istio-system
release "istio-cni" uninstalled
$ helm delete istiod istio-base -n istio-system
release "istiod" uninstalled
These resources were kept due to the resource policy:
[CustomResourceDefinition] wasmplugins.extensions.istio.io
[CustomResourceDefinition] destinationrules.networking.istio.io
[CustomResourceDefinition] envoyfilters.networking.istio.io
[CustomResourceDefinition] gateways.networking.istio.io
[CustomResourceDefinition] proxyconfigs.networking.istio.io
[CustomResourceDefinition] serviceentries.networking.istio.io
[CustomResourceDefinition] sidecars.networking.istio.io
[CustomResourceDefinition] virtualservices.networking.istio.io
[CustomResourceDefinition] workloadentries.networking.istio.io
[CustomResourceDefinition] workloadgroups.networking.istio.io
[CustomResourceDefinition] authorizationpolicies.security.istio.io
[CustomResourceDefinition] peerauthentications.security.istio.io
[CustomResourceDefinition] requestauthentications.security.istio.io
[CustomResourceDefinition] telemetries.telemetry.istio.io

release "istio-base" uninstalled
$ helm uninstall nope -n istio-system --ignore-not-found
release "nope" uninstalled
$ helm list -A
NAME	NAMESPACE	REVISION	UPDATED	STATUS	CHART	APP VERSION
$ helm frobnicate
Error: unknown command "frobnicate" for "helm"
Run 'helm --help' for usage.
[1]
$ helm instal x istio/base
Error: unknown command "instal" for "helm"

Did you mean this?
	install

Run 'helm --help' for usage.
[1]
$ helm frob --bogus
Error: unknown command "frob" for "helm"
Run 'helm --help' for usage.
[1]
$ helm --bogus
Error: unknown flag: --bogus
[1]
$ helm list extra
Error: "helm list" accepts no arguments

Usage:  helm list [flags]
[1]
$ helm repo remove istio
"istio" has been removed from your repositories
$ helm repo remove istio
Error: no repositories configured
[1]
$ helm repo rm
Error: "helm repo remove" requires at least 1 argument

Usage:  helm repo remove [REPO1 [REPO2 ...]] [flags]
[1]
$ helm uninstall istiod -n nope
Error: uninstall: Release not loaded: istiod: release: not found
[1]
$ helm list -n nope
NAME	NAMESPACE	REVISION	UPDATED	STATUS	CHART	APP VERSION
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" has been added to your repositories
$ helm install istiod istio/istiod -n istio-system --dry-run
not simulated: the chart istiod without --set profile=ambient (it is installed with it)
not simulated: helm install --dry-run: the manifests of the chart istiod
[1]
$ helm install istiod istio/istiod -n nope
not simulated: the chart istiod without --set profile=ambient (it is installed with it)
Error: INSTALLATION FAILED: create: failed to create: namespaces "nope" not found
[1]
$ helm uninstall istiod -n istio-system --keep-history
Error: uninstall: Release not loaded: istiod: release: not found
[1]
$ helm list -n istio-system
NAME	NAMESPACE	REVISION	UPDATED	STATUS	CHART	APP VERSION
$ helm list -n istio-system --all
NAME	NAMESPACE	REVISION	UPDATED	STATUS	CHART	APP VERSION
$ helm uninstall istiod -n istio-system
Error: uninstall: Release not loaded: istiod: release: not found
[1]
$ helm uninstall istiod -n istio-system --wait
Error: uninstall: Release not loaded: istiod: release: not found
[1]
$ helm repo remove istio other
"istio" has been removed from your repositories
Error: no repo named "other" found
[1]
%%
What a release brought goes with it, the definitions stay; a value that an upgrade no longer gives is no longer there.
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" has been added to your repositories
$ helm install istio-base istio/base -n istio-system --create-namespace | grep STATUS
STATUS: deployed
$ helm install istiod istio/istiod -n istio-system --set profile=ambient,pilot.env.A=1 --set-string pilot.env.B=true --wait | grep STATUS
STATUS: deployed
$ kubectl get deployment istiod -n istio-system -o jsonpath='{.spec.template.spec.containers[0].env}{"\n"}'
[{"name":"REVISION","value":"default"},{"name":"PILOT_ENABLE_AMBIENT","value":"true"},{"name":"CA_TRUSTED_NODE_ACCOUNTS","value":"istio-system/ztunnel"},{"name":"A","value":"1"},{"name":"B","value":"true"}]
$ helm get values istiod -n istio-system; helm get values istiod -n istio-system -o json
USER-SUPPLIED VALUES:
pilot:
  env:
    A: 1
    B: "true"
profile: ambient
{"pilot":{"env":{"A":1,"B":"true"}},"profile":"ambient"}
$ helm upgrade istiod istio/istiod -n istio-system --set profile=ambient,pilot.env.B=2 | grep REVISION
REVISION: 2
$ kubectl get deployment istiod -n istio-system -o jsonpath='{.spec.template.spec.containers[0].env}{"\n"}'
[{"name":"REVISION","value":"default"},{"name":"PILOT_ENABLE_AMBIENT","value":"true"},{"name":"CA_TRUSTED_NODE_ACCOUNTS","value":"istio-system/ztunnel"},{"name":"B","value":"2"}]
$ helm rollback istiod 1 -n istio-system
Rollback was a success! Happy Helming!
$ kubectl get deployment istiod -n istio-system -o jsonpath='{.spec.template.spec.containers[0].env}{"\n"}'
[{"name":"REVISION","value":"default"},{"name":"PILOT_ENABLE_AMBIENT","value":"true"},{"name":"CA_TRUSTED_NODE_ACCOUNTS","value":"istio-system/ztunnel"},{"name":"B","value":"true"},{"name":"A","value":"1"}]
$ helm history istiod -n istio-system
REVISION	UPDATED                 	STATUS    	CHART        	APP VERSION	DESCRIPTION     
1       	Mon Nov 23 09:00:44 2026	superseded	istiod-1.30.3	1.30.3     	Install complete
2       	Mon Nov 23 09:00:48 2026	superseded	istiod-1.30.3	1.30.3     	Upgrade complete
3       	Mon Nov 23 09:00:51 2026	deployed  	istiod-1.30.3	1.30.3     	Rollback to 1   
$ kubectl get secret -n istio-system -l owner=helm --show-labels | sed "s/  */ /g" | cut -d" " -f1,2,5-
NAME TYPE LABELS
sh.helm.release.v1.istio-base.v1 helm.sh/release.v1 modifiedAt=1795424442,name=istio-base,owner=helm,status=deployed,version=1
sh.helm.release.v1.istiod.v1 helm.sh/release.v1 modifiedAt=1795424444,name=istiod,owner=helm,status=superseded,version=1
sh.helm.release.v1.istiod.v2 helm.sh/release.v1 modifiedAt=1795424448,name=istiod,owner=helm,status=superseded,version=2
sh.helm.release.v1.istiod.v3 helm.sh/release.v1 modifiedAt=1795424451,name=istiod,owner=helm,status=deployed,version=3
$ helm uninstall istiod -n istio-system; kubectl get deployment,configmap,service -n istio-system
release "istiod" uninstalled
NAME                           DATA   AGE
configmap/istio-ca-root-cert   1      36s
configmap/kube-root-ca.crt     1      36s
$ helm uninstall istio-base -n istio-system; kubectl get secret -n istio-system -l owner=helm; kubectl get crd authorizationpolicies.security.istio.io -o name
These resources were kept due to the resource policy:
[CustomResourceDefinition] wasmplugins.extensions.istio.io
[CustomResourceDefinition] destinationrules.networking.istio.io
[CustomResourceDefinition] envoyfilters.networking.istio.io
[CustomResourceDefinition] gateways.networking.istio.io
[CustomResourceDefinition] proxyconfigs.networking.istio.io
[CustomResourceDefinition] serviceentries.networking.istio.io
[CustomResourceDefinition] sidecars.networking.istio.io
[CustomResourceDefinition] virtualservices.networking.istio.io
[CustomResourceDefinition] workloadentries.networking.istio.io
[CustomResourceDefinition] workloadgroups.networking.istio.io
[CustomResourceDefinition] authorizationpolicies.security.istio.io
[CustomResourceDefinition] peerauthentications.security.istio.io
[CustomResourceDefinition] requestauthentications.security.istio.io
[CustomResourceDefinition] telemetries.telemetry.istio.io

release "istio-base" uninstalled
No resources found in istio-system namespace.
customresourcedefinition.apiextensions.k8s.io/authorizationpolicies.security.istio.io
$ for i in 1 2 3 4 5 6 7 8 9 10 11 12; do helm upgrade -i istio-base istio/base -n istio-system >/dev/null; done; helm history istio-base -n istio-system | cut -f1,3,6
REVISION	STATUS    	DESCRIPTION     
3       	superseded	Upgrade complete
4       	superseded	Upgrade complete
5       	superseded	Upgrade complete
6       	superseded	Upgrade complete
7       	superseded	Upgrade complete
8       	superseded	Upgrade complete
9       	superseded	Upgrade complete
10      	superseded	Upgrade complete
11      	superseded	Upgrade complete
12      	deployed  	Upgrade complete
$ mkdir base && helm install y ./base; helm install y istio/gateway; helm install y --dry-run istio/base; helm template y istio/base; helm list --filter x; helm search repo istio; helm plugin list
not simulated: the chart ./base
not simulated: the chart istio/gateway
not simulated: helm install --dry-run: the manifests of the chart base
not simulated: helm template
NAME	NAMESPACE	REVISION	UPDATED	STATUS	CHART	APP VERSION
not simulated: helm search
not simulated: helm plugin
[1]
$ helm help | head -20
The Kubernetes package manager: here, for Istio's charts.

Usage:
  helm [command]

Available Commands:
  get         download extended information of a named release
  history     fetch release history
  install     install a chart
  list        list releases
  repo        add, list, remove, update, and index chart repositories
  rollback    roll back a release to a previous revision
  status      display the status of the named release
  uninstall   uninstall a release
  upgrade     upgrade a release
  version     print the client version information

Flags:
  -a, --all                        releases that are not deployed, too
  -A, --all-namespaces             in all namespaces
%%
A list stands in braces, and a backslash hides a comma.
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" already exists with the same configuration, skipping
$ kubectl create namespace q
namespace/q created
$ helm install r istio/base -n q --set 'a={b, 1,true,"c"},d=e\,f,g.h={},i={j{k},=l,m=' --set-string 'n={1,null}'
not simulated: the value a (it changes nothing)
not simulated: the value d (it changes nothing)
not simulated: the value g.h (it changes nothing)
not simulated: the value i (it changes nothing)
not simulated: the value m (it changes nothing)
not simulated: the value n (it changes nothing)
NAME: r
LAST DEPLOYED: Mon Nov 23 09:01:23 2026
NAMESPACE: q
STATUS: deployed
REVISION: 1
TEST SUITE: None
NOTES:
Istio base successfully installed!

To learn more about the release, try:
  $ helm status r -n q
  $ helm get all r -n q
$ helm get values r -n q
USER-SUPPLIED VALUES:
a:
- b
- ' 1'
- true
- '"c"'
d: e,f
g:
  h:
  - ""
i:
- j{k
m: ""
"n":
- "1"
- "null"
%%
An index makes a list, as helm's strvals makes one; what is wrong with one is said in its words.
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" already exists with the same configuration, skipping
$ for set in 'a[1]=x' 'a[0].b=x,a[0].c[1]=y' 'a[0][1]=x' 'a.b[0]={c,d}' 'a[0]=1,a[0]=2' 'a[0=x,b=c'; do helm upgrade -i r istio/base -n default --reset-values --set "$set" >/dev/null 2>&1; helm get values r; done
USER-SUPPLIED VALUES:
a:
- null
- x
USER-SUPPLIED VALUES:
a:
- b: x
  c:
  - null
  - "y"
USER-SUPPLIED VALUES:
a:
- - null
  - x
USER-SUPPLIED VALUES:
a:
  b:
  - - c
    - d
USER-SUPPLIED VALUES:
a:
- 2
USER-SUPPLIED VALUES:
b: c
$ for set in 'a[-1]=x' 'a[b]=x' 'a[65537]=x' 'a[]=x' 'a[0]b=x' 'a.[0]=x' 'a=1,a[0]=x'; do helm upgrade r istio/base --set "$set"; done
Error: failed parsing --set data: negative -1 index not allowed
Error: failed parsing --set data: error parsing index: strconv.Atoi: parsing "b": invalid syntax
Error: failed parsing --set data: index of 65537 is greater than maximum supported index of 65536
Error: failed parsing --set data: error parsing index: strconv.Atoi: parsing "": invalid syntax
Error: failed parsing --set data: unexpected data at end of array index: ['b']
Error: failed parsing --set data: key map "a" has no value
Error: failed parsing --set data: unable to parse key: interface conversion: interface {} is int64, not []interface {}
[1]
$ printf 'l: [1, {a: b}]\nm: {k: [x]}\n' > v.yaml; helm upgrade r istio/base --reset-values -f v.yaml | grep REV; helm get values r; helm uninstall r | tail -1
not simulated: the value l (it changes nothing)
not simulated: the value m.k (it changes nothing)
REVISION: 7
USER-SUPPLIED VALUES:
l:
- 1
- a: b
m:
  k:
  - x
release "r" uninstalled
%%
A version is a constraint, as Masterminds' semver reads it: what 1.30.3 meets is no other Istio, and what is none is refused.
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" already exists with the same configuration, skipping
$ helm install v istio/base | head -1
NAME: v
$ for version in 1.30 1.x '^1.30' '~1.30.1' '>=1.29.0, <2' '1.29 - 1.31' '1.29.1 || v1.30.3' '>=1.30.0-0' '*'; do helm upgrade v istio/base --version "$version" 2>&1 | head -1; done
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
Release "v" has been upgraded. Happy Helming!
$ for version in 1.29.0 '~1.29' '<1.30' '>1.30' '!=1.30.3' 1.30.3-rc.1; do helm upgrade v istio/base --version "$version" 2>&1 | head -1; done
not simulated: Istio 1.29.0 (1.30.3 is installed)
not simulated: Istio ~1.29 (1.30.3 is installed)
not simulated: Istio <1.30 (1.30.3 is installed)
not simulated: Istio >1.30 (1.30.3 is installed)
not simulated: Istio !=1.30.3 (1.30.3 is installed)
not simulated: Istio 1.30.3-rc.1 (1.30.3 is installed)
$ for version in abc '>= abc' 1.30.3.4; do helm upgrade v istio/base --version "$version"; done; helm uninstall v | tail -1
Error: chart "base" matching abc not found in istio index. (try 'helm repo update'): improper constraint: abc
Error: chart "base" matching >= abc not found in istio index. (try 'helm repo update'): improper constraint: >= abc
Error: chart "base" matching 1.30.3.4 not found in istio index. (try 'helm repo update'): improper constraint: 1.30.3.4
release "v" uninstalled
%%
What list shows: by status, by name, in part.
$ helm repo add istio https://istio-release.storage.googleapis.com/charts
"istio" already exists with the same configuration, skipping
$ for name in one two three; do helm install $name istio/base >/dev/null; done; helm upgrade two istio/base >/dev/null; helm uninstall three --keep-history | tail -1
release "three" uninstalled
$ helm list -q; echo; helm list -q --uninstalled; helm list -q --failed; helm list -aqr; echo; helm list --superseded --no-headers
one
two

three
two
three
one

two	default	1	2026-11-23 09:02:16.704 +0000 UTC	superseded	base-1.30.3	1.30.3
$ helm list -q -f '^t'; echo; helm list -q --filter 'o$'; helm list -q -f 'on|x'; helm list -f '('; helm list -q -m 1; helm list -q --offset 1; helm list -q -l name=one
two

two
one
Error: error parsing regexp: missing closing ): `(`
one
two
one
%%
By date, and with dates as Go's layouts have them; the real helm (4.1.4) prints the same of such releases.
$ helm upgrade one istio/base >/dev/null; helm list; helm list -d; helm list -d -r -q
NAME	NAMESPACE	REVISION	UPDATED                          	STATUS  	CHART      	APP VERSION
one 	default  	2       	2026-11-23 09:02:23.86 +0000 UTC 	deployed	base-1.30.3	1.30.3     
two 	default  	2       	2026-11-23 09:02:20.786 +0000 UTC	deployed	base-1.30.3	1.30.3     
NAME	NAMESPACE	REVISION	UPDATED                          	STATUS  	CHART      	APP VERSION
two 	default  	2       	2026-11-23 09:02:20.786 +0000 UTC	deployed	base-1.30.3	1.30.3     
one 	default  	2       	2026-11-23 09:02:23.86 +0000 UTC 	deployed	base-1.30.3	1.30.3     
one
two
$ for layout in 'Mon Jan 2 15:04:05 2006' 'January _2 2006 03:04PM' '2006-01-02T15:04:05.000Z07:00' '15:04:05.999999999 -0700 MST' 'Monday 02 06 pm' '002 __2' Janus x '3:4:5 1/2/06 -07:00 -07 Z0700' '15h04 05.00 .99 ,0005 _2006'; do helm list --no-headers -f one --time-format "$layout" | cut -f4; done
Mon Nov 23 09:02:23 2026
November 23 2026 09:02AM
2026-11-23T09:02:23.860Z
09:02:23.86 +0000 UTC
Monday 23 26 am
327 327
Janus
x
9:2:23 11/23/26 +00:00 +00 Z
09h02 23.86 .86 ,0023 _2026
$ helm history one -o yaml; helm history one -o json
- app_version: 1.30.3
  chart: base-1.30.3
  description: Install complete
  revision: 1
  status: superseded
  updated: "2026-11-23T09:02:14.663Z"
- app_version: 1.30.3
  chart: base-1.30.3
  description: Upgrade complete
  revision: 2
  status: deployed
  updated: "2026-11-23T09:02:23.86Z"
[{"revision":1,"updated":"2026-11-23T09:02:14.663Z","status":"superseded","chart":"base-1.30.3","app_version":"1.30.3","description":"Install complete"},{"revision":2,"updated":"2026-11-23T09:02:23.86Z","status":"deployed","chart":"base-1.30.3","app_version":"1.30.3","description":"Upgrade complete"}]
