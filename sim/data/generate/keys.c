/* Run while ambit is built: prints the table of data/keys.h. */
#include <stdio.h>

#include "base/check.h"
#include "data/keys.h"

/* Asked for most: each of them stands in its own place. */
static const char frequent[] =
    "metadata status kind name namespace spec type reason ownerReferences deletionTimestamp conditions labels "
    "bytes outcome targetRef host policy at verdict message uid controller";

static const char words[] =
    "action addr address addressType addresses agent annotations api apiVersion app appProtocol "
    "applicationTunnel apply args arguments authority automountServiceAccountToken availableReplicas "
    "blockOwnerDeletion body canonicalName canonicalRevision capacity categories clause client closed closest "
    "cluster clusterIP clusterIPs clusterId command component configMap containerID containerPort "
    "containerStatuses containers count cpu creationTimestamp current-context currentNumberScheduled data "
    "decided_by defaultMode deployment.kubernetes.io/revision desiredNumberScheduled details direction "
    "directories directory dnsPolicy downwardAPI dst.addr dst.hbone_addr dst.identity dst.namespace dst.service "
    "dst.workload duration effect enableServiceLinks endpoints endpointslice.kubernetes.io/managed-by env "
    "ephemeralContainerStatuses ephemeralContainers error exit expirationSeconds f field fieldPath fieldRef "
    "fields finalizers firstTimestamp flags form from fullyLabeledReplicas gateway.istio.io/managed "
    "gateway.networking.k8s.io/gateway-class-name gateway.networking.k8s.io/gateway-name gatewayClassName "
    "generation gone group headers hops hostIP hostIPs hostNetwork hostname id identity image imageID "
    "imagePullPolicy input inputs internalTrafficPolicy involvedObject ip ipFamilies ipFamilyPolicy "
    "istio.io/dataplane-mode istio.io/rev istio.io/use-waypoint istio.io/waypoint-for items key "
    "kubectl.kubernetes.io/last-applied-configuration kubernetes.io/metadata.name kubernetes.io/os "
    "kubernetes.io/service-name lastTimestamp lastTransitionTime level limits line listKind listeners "
    "loadBalancer local locality log managedFields mask matchLabels maxSurge maxUnavailable memory mesh method "
    "methods mode modified mountPath namespaces network node nodeName nodeSelector numberMisscheduled "
    "numberReady observed observedGeneration opened operation operator options own path paths phase pipe plural "
    "pod-template-hash podIP podIPs port ports preemptionPolicy principals priority priorityClassName "
    "progressDeadlineSeconds projected protocol qosClass readOnly ready readyReplicas received release remote "
    "replicas reportingComponent request request_id requests resourceVersion resources response restartCount "
    "restartPolicy revisionHistoryLimit rollingUpdate route rule rules running schedulerName scope "
    "securityContext selector sent served server service service.istio.io/canonical-revision serviceAccount "
    "serviceAccountName serviceAccountToken serving session sessionAffinity shopts shortNames shown side "
    "sidecar.istio.io/inject singular source sources src.addr src.identity src.namespace src.workload start "
    "startTime started startedAt state stdin storage strategy targetPort targetRefs template terminal "
    "terminating terminationGracePeriodSeconds terminationMessagePath terminationMessagePolicy text tier to "
    "tolerationSeconds tolerations trustDomain unavailableReplicas updatedReplicas upstream upstream_local "
    "upstream_time url url_host v value valueFrom values version versions via volumeMounts volumes waiting "
    "wanted what when where why workloadIps workloadName workloadType world zero";

/* Puts each into its place or one behind that; [own]: none of them is taken. */
static void put_keys(struct slice rest, struct slice *keys, bool own)
{
    struct slice word;
    while (slice_next(&rest, ' ', &word)) {
        size_t slot = common_key_slot(word, slice_word(word, 0));
        check(word.length && word.length < COMMON_KEY_SIZE && !(own && keys[slot].length));
        for (; keys[slot].length; slot = (slot + 1) % COMMON_KEY_SLOTS)
            check(!slice_equal(keys[slot], word));
        keys[slot] = word;
    }
}

int main(void)
{
    struct slice keys[COMMON_KEY_SLOTS] = {{0}};
    put_keys(SLICE(frequent), keys, true);
    put_keys(SLICE(words), keys, false);
    puts("#include \"data/keys.h\"\n\nconst struct common_key common_keys[COMMON_KEY_SLOTS] = {");
    for (size_t i = 0; i < COMMON_KEY_SLOTS; i++) {
        struct hash hash = hash_bytes(keys[i]);
        if (keys[i].length)
            printf("    [%zu] = {{0x%llx, 0x%llx}, 0x%llx, \"%.*s\"},\n", i, (unsigned long long)hash.high,
                   (unsigned long long)hash.low, (unsigned long long)common_key_number(keys[i]), (int)keys[i].length,
                   keys[i].data);
    }
    puts("};");
}
