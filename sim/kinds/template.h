/* Fields, defaults and rules of what several kinds embed: ObjectMeta, PodSpec, PodTemplateSpec. */
#ifndef AMBIT_KINDS_TEMPLATE_H
#define AMBIT_KINDS_TEMPLATE_H

#include "kinds/kind.h"

/* k8s.io/apimachinery meta/v1 ObjectMeta */
#define METADATA_FIELDS                                                                                        \
    "name=\"Name must be unique within a namespace.\" generateName namespace labels{} annotations{} uid "      \
    "resourceVersion generation:integer creationTimestamp:date deletionTimestamp:date "                        \
    "deletionGracePeriodSeconds:integer finalizers[] selfLink managedFields:any "                              \
    "ownerReferences[]{apiVersion! kind! name! uid! controller:boolean blockOwnerDeletion:boolean}"

#define SELECTOR_FIELDS                                                                                        \
    "matchLabels{}=\"Map of label keys and values that must all be present.\" "                                \
    "matchExpressions[]{key! operator! values[]}"

#define PROBE_FIELDS                                                                                           \
    "exec:any httpGet:any tcpSocket:any grpc:any initialDelaySeconds:integer timeoutSeconds:integer "          \
    "periodSeconds:integer successThreshold:integer failureThreshold:integer "                                 \
    "terminationGracePeriodSeconds:integer"

#define CONTAINER_FIELDS                                                                                       \
    "name!=\"Name of the container, a DNS label, unique in the pod.\" image=\"Container image name.\" "        \
    "command[]=\"Entrypoint array; replaces the image's ENTRYPOINT.\" "                                        \
    "args[]=\"Arguments to the entrypoint; replace the image's CMD.\" workingDir "                             \
    "ports[]{name=\"Name of the port, for a Service's targetPort.\" containerPort:integer=\"The port on the "  \
    "pod's address.\" "                                                                                        \
    "hostPort:integer hostIP protocol:enum(SCTP,TCP,UDP)=\"TCP by default.\"}"                                 \
    "=\"Ports that the container listens on; listening needs no entry here.\" "                                \
    "env[]{name! value valueFrom:any}=\"Environment variables.\" envFrom:any[] "                               \
    "resources{limits:quantity{} requests:quantity{} claims:any[]}"                                            \
    "=\"What it asks for (requests) and may not pass (limits).\" resizePolicy:any[] restartPolicy "            \
    "restartPolicyRules:any[] "                                                                                \
    "volumeMounts[]{name! mountPath! subPath subPathExpr readOnly:boolean recursiveReadOnly "                  \
    "mountPropagation}=\"Where the pod's volumes appear in the container.\" volumeDevices:any[] "              \
    "livenessProbe{" PROBE_FIELDS "}"                                                                          \
    "=\"When it fails, the container is restarted.\" readinessProbe{" PROBE_FIELDS                             \
    "}=\"While it fails, Services send the pod nothing.\" startupProbe{" PROBE_FIELDS                          \
    "} lifecycle:any terminationMessagePath terminationMessagePolicy "                                         \
    "imagePullPolicy:enum(Always,IfNotPresent,Never)=\"When the node fetches the image.\" "                    \
    "securityContext:any stdin:boolean stdinOnce:boolean "                                                     \
    "tty:boolean"

#define POD_SPEC_FIELDS                                                                                        \
    "containers[]{" CONTAINER_FIELDS "}=\"The containers of the pod; at least one.\" "                         \
    "initContainers[]{" CONTAINER_FIELDS                                                                       \
    "}=\"They run one by one before the containers.\" ephemeralContainers:any[] "                              \
    "volumes:any=\"Volumes that the containers may mount.\" "                                                  \
    "restartPolicy:enum(Always,Never,OnFailure)=\"Always by default.\" "                                       \
    "terminationGracePeriodSeconds:integer=\"How long a deleted pod has to end by itself; 30 by default.\" "   \
    "activeDeadlineSeconds:integer dnsPolicy:enum(ClusterFirst,ClusterFirstWithHostNet,Default,None) "         \
    "nodeSelector{}=\"Only nodes with these labels will do.\" "                                                \
    "serviceAccountName=\"The ServiceAccount that the pod runs as.\" serviceAccount "                          \
    "automountServiceAccountToken:boolean nodeName=\"The node it runs on; the scheduler says it.\" "           \
    "hostNetwork:boolean=\"True: it has the node's address, and the ambient mesh leaves it out.\" "            \
    "hostPID:boolean hostIPC:boolean "                                                                         \
    "shareProcessNamespace:boolean securityContext:any imagePullSecrets:any[] hostname subdomain "             \
    "affinity:any schedulerName tolerations:any[]=\"Taints of nodes that it bears.\" "                         \
    "hostAliases:any[] priorityClassName priority:integer "                                                    \
    "dnsConfig:any readinessGates:any[] runtimeClassName enableServiceLinks:boolean preemptionPolicy "         \
    "overhead:any topologySpreadConstraints:any[] setHostnameAsFQDN:boolean os:any hostUsers:boolean "         \
    "schedulingGates:any[] resourceClaims:any[] resources:any hostnameOverride"

#define POD_TEMPLATE_FIELDS                                                                                    \
    "metadata{" METADATA_FIELDS "} spec{" POD_SPEC_FIELDS "}=\"What the pods should be like.\""

/* [spec] is an arena PodSpec (pkg/apis/core/v1/defaults.go). */
void pod_spec_set_defaults(struct arena *arena, struct value *spec);
void pod_template_set_defaults(struct arena *arena, struct value *object); /* of object.spec.template */

/* [path] is where the PodSpec stands: "spec" or "spec.template.spec". */
void pod_spec_validate(struct findings *findings, const struct value *spec, const char *path);

/* Counts, selector and template of a workload object (apps validation): none below zero; selector needed,
 * unchanging, matching the template. */
void workload_validate(struct findings *findings, const struct value *object, const struct value *old);

#endif
