/* Fields, defaults and rules of what several kinds embed: ObjectMeta, PodSpec, PodTemplateSpec. */
#ifndef AMBIT_KINDS_TEMPLATE_H
#define AMBIT_KINDS_TEMPLATE_H

#include "kinds/kind.h"

/* k8s.io/apimachinery meta/v1 ObjectMeta */
#define METADATA_FIELDS                                                                                        \
    "annotations{}=\"Free texts by key, for tools and people; nothing selects by them.\" "                     \
    "creationTimestamp:date=\"When the server made the object.\" "                                             \
    "deletionGracePeriodSeconds:integer=\"How long it still has to end by itself, once it is being "           \
    "deleted.\" deletionTimestamp:date=\"When it will be gone; set by the server when somebody "               \
    "deletes it.\" finalizers[]=\"What must be done elsewhere before the object may go; it stays "             \
    "until the list is empty.\" generateName=\"The beginning of a name that the server completes, "            \
    "when name is not given.\" generation:integer=\"Counts the changes of what is wanted.\" "                  \
    "labels{}=\"Texts by key that Services, policies and commands select by.\" "                               \
    "managedFields:ManagedFieldsEntry[]=\"Which tool set which field last; kept by the server.\" "             \
    "name=\"Name must be unique within a namespace.\" namespace=\"The namespace it is in; default "            \
    "when nothing is said. It cannot be changed.\" "                                                           \
    "ownerReferences:OwnerReference[]{apiVersion!=\"The owner's API version.\" "                               \
    "blockOwnerDeletion:boolean=\"True: the owner waits for this object when it is deleted in the "            \
    "foreground.\" controller:boolean=\"True: the owner is the one that steers this object.\" "                \
    "kind!=\"The owner's kind.\" name!=\"The owner's name.\" uid!=\"The owner's uid.\"}=\"The "                \
    "objects this one belongs to: when the last of them is gone, it goes, too.\" "                             \
    "resourceVersion=\"Changes with every write; a write that names an old one is refused.\" "                 \
    "selfLink=\"No longer set by the server.\" uid=\"Tells this object from all others that had its "          \
    "name before or will have it.\""

/* meta/v1 LabelSelector */
#define SELECTOR_FIELDS                                                                                        \
    "matchExpressions:LabelSelectorRequirement[]{key!=\"The label's key.\" operator!=\"In, NotIn, "            \
    "Exists or DoesNotExist.\" values[]=\"What In and NotIn compare with.\"}=\"Conditions that must "          \
    "all hold.\" matchLabels{}=\"Map of label keys and values that must all be present.\""

#define PROBE_FIELDS                                                                                           \
    "exec:ExecAction=\"A command in the container; 0 is success.\" failureThreshold:integer=\"After "          \
    "so many failures in a row it has failed; 3 by default.\" grpc:GRPCAction=\"A call of the gRPC "           \
    "health protocol.\" httpGet:HTTPGetAction=\"A GET from the node; 200 to 399 is success.\" "                \
    "initialDelaySeconds:integer=\"How long after the start the first probe comes.\" "                         \
    "periodSeconds:integer=\"How often it comes; 10 by default.\" successThreshold:integer=\"After "           \
    "so many successes in a row it is good again; 1 by default.\" tcpSocket:TCPSocketAction=\"A "              \
    "connection to a port; that it opens is success.\" terminationGracePeriodSeconds:integer=\"How "           \
    "long the container has to end when the probe failed.\" timeoutSeconds:integer=\"How long one "            \
    "probe may take; 1 by default.\""

#define CONTAINER_FIELDS                                                                                       \
    "args[]=\"Arguments to the entrypoint; replace the image's CMD.\" command[]=\"Entrypoint array; "          \
    "replaces the image's ENTRYPOINT.\" env:EnvVar[]{name!=\"Name of the variable.\" value=\"Its "             \
    "value; $(NAME) stands for a variable that was named before.\" valueFrom:EnvVarSource=\"Where "            \
    "its value comes from: a field of the pod, a ConfigMap or a Secret.\"}=\"Environment "                     \
    "variables.\" envFrom:EnvFromSource[]=\"ConfigMaps and Secrets whose keys all become "                     \
    "variables.\" image=\"Container image name.\" "                                                            \
    "imagePullPolicy:enum(Always,IfNotPresent,Never)=\"When the node fetches the image.\" "                    \
    "lifecycle:Lifecycle=\"What is done after the start and before the end.\" "                                \
    "livenessProbe:Probe{" PROBE_FIELDS                                                                        \
    "}=\"When it fails, the container is restarted.\" name!=\"Name of the container, a DNS label, "            \
    "unique in the pod.\" ports:ContainerPort[]{containerPort:integer=\"The port on the pod's "                \
    "address.\" hostIP=\"The node's address that hostPort is opened on.\" hostPort:integer=\"The "             \
    "same port on the node; rarely wanted.\" name=\"Name of the port, for a Service's targetPort.\" "          \
    "protocol:enum(SCTP,TCP,UDP)=\"TCP by default.\"}=\"Ports that the container listens on; "                 \
    "listening needs no entry here.\" readinessProbe:Probe{" PROBE_FIELDS                                      \
    "}=\"While it fails, Services send the pod nothing.\" "                                                    \
    "resizePolicy:ContainerResizePolicy[]=\"Whether a change of its resources needs a restart.\" "             \
    "resources:ResourceRequirements{claims:ResourceClaim[]=\"Entries of the pod's resourceClaims "             \
    "that this container uses.\" limits:quantity{}=\"What it may not pass.\" "                                 \
    "requests:quantity{}=\"What it asks for; the scheduler looks for a node that has it.\"}=\"What "           \
    "it asks for (requests) and may not pass (limits).\" restartPolicy=\"Always, for an init "                 \
    "container: it goes on running beside the containers, a sidecar.\" "                                       \
    "restartPolicyRules:ContainerRestartRule[]=\"By which exit codes it is restarted.\" "                      \
    "securityContext:SecurityContext=\"As which user it runs, and what the kernel lets it do; goes "           \
    "before the pod's.\" startupProbe:Probe{" PROBE_FIELDS                                                     \
    "}=\"Until it succeeds, the other probes wait.\" stdin:boolean=\"Whether its standard input is "           \
    "kept open.\" stdinOnce:boolean=\"Whether standard input is closed after the first who was "               \
    "attached to it.\" terminationMessagePath=\"The file that its last words are read from; "                  \
    "/dev/termination-log by default.\" terminationMessagePolicy=\"Whether the end of its log stands "         \
    "in for that file.\" tty:boolean=\"Whether it gets a terminal; needs stdin.\" "                            \
    "volumeDevices:VolumeDevice[]=\"Block devices that it gets.\" "                                            \
    "volumeMounts:VolumeMount[]{mountPath!=\"Where it appears.\" mountPropagation=\"Whether mounts "           \
    "made later are seen across.\" name!=\"The name of one of the pod's volumes.\" "                           \
    "readOnly:boolean=\"Whether it cannot be written.\" recursiveReadOnly=\"Whether what is mounted "          \
    "below cannot be written, either.\" subPath=\"A path inside the volume, instead of its root.\" "           \
    "subPathExpr=\"The same with $(NAME) for environment variables.\"}=\"Where the pod's volumes "             \
    "appear in the container.\" workingDir=\"The directory that its process begins in.\""

#define POD_SPEC_FIELDS                                                                                        \
    "activeDeadlineSeconds:integer=\"After so long the pod is ended and has failed.\" "                        \
    "affinity:Affinity=\"Near to, or far from, which nodes and pods it should be.\" "                          \
    "automountServiceAccountToken:boolean=\"False: the service account's token is not put into the "           \
    "containers.\" containers:Container[]{" CONTAINER_FIELDS                                                   \
    "}=\"The containers of the pod; at least one.\" dnsConfig:PodDNSConfig=\"Name servers, search "            \
    "domains and options beyond those of dnsPolicy.\" "                                                        \
    "dnsPolicy:enum(ClusterFirst,ClusterFirstWithHostNet,Default,None)=\"Who resolves names: "                 \
    "ClusterFirst asks the cluster's DNS, Default is the node's way.\" "                                       \
    "enableServiceLinks:boolean=\"Whether Services become environment variables; true by default.\" "          \
    "ephemeralContainers:EphemeralContainer[]{" CONTAINER_FIELDS                                               \
    " targetContainerName=\"The container whose processes it sees.\"}=\"Containers that kubectl "              \
    "debug adds to a running pod.\" hostAliases:HostAlias[]=\"More lines for /etc/hosts.\" "                   \
    "hostIPC:boolean=\"True: it shares the node's inter-process communication.\" "                             \
    "hostNetwork:boolean=\"True: it has the node's address, and the ambient mesh leaves it out.\" "            \
    "hostPID:boolean=\"True: it sees the node's processes.\" hostUsers:boolean=\"False: its users "            \
    "are mapped to others on the node.\" hostname=\"Its host name; the pod's name by default.\" "              \
    "hostnameOverride=\"Its host name whatever the other fields say.\" "                                       \
    "imagePullSecrets:LocalObjectReference[]=\"Secrets with the credentials of registries.\" "                 \
    "initContainers:Container[]{" CONTAINER_FIELDS                                                             \
    "}=\"They run one by one before the containers.\" nodeName=\"The node it runs on; the scheduler "          \
    "says it.\" nodeSelector{}=\"Only nodes with these labels will do.\" os:PodOS=\"The operating "            \
    "system that it is for.\" overhead:quantity{}=\"What the pod itself costs beyond its "                     \
    "containers.\" preemptionPolicy=\"Whether it may push out pods of lower priority.\" "                      \
    "priority:integer=\"Its priority as a number, from its class.\" priorityClassName=\"How "                  \
    "important it is: the name of a PriorityClass.\" readinessGates:PodReadinessGate[]=\"Conditions "          \
    "that must be true, too, before it is ready.\" resourceClaims:PodResourceClaim[]=\"Devices that "          \
    "must be given to it before it starts.\" resources:ResourceRequirements=\"What all containers "            \
    "together ask for and may not pass.\" restartPolicy:enum(Always,Never,OnFailure)=\"Always by "             \
    "default.\" runtimeClassName=\"Which runtime of the node runs it.\" schedulerName=\"Which "                \
    "scheduler finds its node.\" schedulingGates:PodSchedulingGate[]=\"It is not scheduled until "             \
    "this list is empty.\" securityContext:PodSecurityContext=\"As which users its containers run, "           \
    "where they do not say it themselves.\" serviceAccount=\"The former name of "                              \
    "serviceAccountName.\" serviceAccountName=\"The ServiceAccount that the pod runs as.\" "                   \
    "setHostnameAsFQDN:boolean=\"True: the host name is the long one.\" "                                      \
    "shareProcessNamespace:boolean=\"True: its containers see each other's processes.\" "                      \
    "subdomain=\"Makes its long name HOSTNAME.SUBDOMAIN.NAMESPACE.svc.cluster.local.\" "                       \
    "terminationGracePeriodSeconds:integer=\"How long a deleted pod has to end by itself; 30 by "              \
    "default.\" tolerations:Toleration[]=\"Taints of nodes that it bears.\" "                                  \
    "topologySpreadConstraints:TopologySpreadConstraint[]=\"How such pods are spread over nodes and "          \
    "zones.\" volumes:Volume[]=\"Volumes that the containers may mount.\""

#define POD_TEMPLATE_FIELDS                                                                                    \
    "metadata:ObjectMeta{" METADATA_FIELDS "}=\"What its pods' metadata begins with; the labels must fit the " \
    "selector.\" spec:PodSpec{" POD_SPEC_FIELDS "}=\"What the pods should be like.\""

/* [spec] is an arena PodSpec (pkg/apis/core/v1/defaults.go). */
void pod_spec_set_defaults(struct arena *arena, struct value *spec);
void pod_template_set_defaults(struct arena *arena, struct value *object); /* of object.spec.template */

/* [path] is where the PodSpec stands: "spec" or "spec.template.spec". */
void pod_spec_validate(struct findings *findings, const struct value *spec, const char *path);

/* Counts, selector and template of a workload object (apps validation): none below zero; selector needed,
 * unchanging, matching the template. */
void workload_validate(struct findings *findings, const struct value *object, const struct value *old);

#endif
