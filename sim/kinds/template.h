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
    "ports[]{name containerPort:integer hostPort:integer hostIP protocol:enum(SCTP,TCP,UDP)} "                 \
    "env[]{name! value valueFrom:any} envFrom:any[] "                                                          \
    "resources{limits:quantity{} requests:quantity{} claims:any[]} resizePolicy:any[] restartPolicy "          \
    "restartPolicyRules:any[] "                                                                                \
    "volumeMounts[]{name! mountPath! subPath subPathExpr readOnly:boolean recursiveReadOnly "                  \
    "mountPropagation} volumeDevices:any[] livenessProbe{" PROBE_FIELDS "} readinessProbe{" PROBE_FIELDS       \
    "} startupProbe{" PROBE_FIELDS "} lifecycle:any terminationMessagePath terminationMessagePolicy "          \
    "imagePullPolicy:enum(Always,IfNotPresent,Never) securityContext:any stdin:boolean stdinOnce:boolean "     \
    "tty:boolean"

#define POD_SPEC_FIELDS                                                                                        \
    "containers[]{" CONTAINER_FIELDS "}=\"The containers of the pod; at least one.\" "                         \
    "initContainers[]{" CONTAINER_FIELDS "} ephemeralContainers:any[] "                                        \
    "volumes:any "                                                                                             \
    "restartPolicy:enum(Always,Never,OnFailure) terminationGracePeriodSeconds:integer "                        \
    "activeDeadlineSeconds:integer dnsPolicy:enum(ClusterFirst,ClusterFirstWithHostNet,Default,None) "         \
    "nodeSelector{} serviceAccountName=\"The ServiceAccount that the pod runs as.\" serviceAccount "           \
    "automountServiceAccountToken:boolean nodeName hostNetwork:boolean hostPID:boolean hostIPC:boolean "       \
    "shareProcessNamespace:boolean securityContext:any imagePullSecrets:any[] hostname subdomain "             \
    "affinity:any schedulerName tolerations:any[] hostAliases:any[] priorityClassName priority:integer "       \
    "dnsConfig:any readinessGates:any[] runtimeClassName enableServiceLinks:boolean preemptionPolicy "         \
    "overhead:any topologySpreadConstraints:any[] setHostnameAsFQDN:boolean os:any hostUsers:boolean "         \
    "schedulingGates:any[] resourceClaims:any[] resources:any hostnameOverride"

#define POD_TEMPLATE_FIELDS "metadata{" METADATA_FIELDS "} spec{" POD_SPEC_FIELDS "}"

/* [spec] is an arena PodSpec (pkg/apis/core/v1/defaults.go). */
void pod_spec_set_defaults(struct arena *arena, struct value *spec);
void pod_template_set_defaults(struct arena *arena, struct value *object); /* of object.spec.template */

/* [path] is where the PodSpec stands: "spec" or "spec.template.spec". */
void pod_spec_validate(struct findings *findings, const struct value *spec, const char *path);

/* Counts, selector and template of a workload object (apps validation): none below zero; selector needed,
 * unchanging, matching the template. */
void workload_validate(struct findings *findings, const struct value *object, const struct value *old);

#endif
