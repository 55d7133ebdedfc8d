/* Run while ambit is built: prints the table of data/keys.h. */
#include <stdio.h>

#include "base/check.h"
#include "data/keys.h"

static const char words[] =
    "action addr address addressType addresses agent annotations api apiVersion app appProtocol applicationTunnel "
    "apply args at authority availableReplicas blockOwnerDeletion canonicalName canonicalRevision capacity "
    "categories clause client closed closest cluster clusterIP clusterIPs clusterId command component conditions "
    "configMap containerID containerPort containerStatuses containers controller count cpu creationTimestamp "
    "currentNumberScheduled data defaultMode deployment.kubernetes.io/revision desiredNumberScheduled details "
    "direction directory dnsPolicy downwardAPI dst.addr dst.hbone_addr dst.identity dst.namespace dst.service "
    "dst.workload duration effect enableServiceLinks endpoints endpointslice.kubernetes.io/managed-by env error "
    "expirationSeconds f field fieldPath fieldRef fields finalizers firstTimestamp flags form from "
    "fullyLabeledReplicas gateway.istio.io/managed gateway.networking.k8s.io/gateway-class-name "
    "gateway.networking.k8s.io/gateway-name gatewayClassName generation group hops host hostIP hostIPs hostNetwork "
    "hostname id identity image imageID imagePullPolicy internalTrafficPolicy involvedObject ip ipFamilies "
    "ipFamilyPolicy istio.io/dataplane-mode istio.io/rev istio.io/use-waypoint istio.io/waypoint-for items key kind "
    "kubectl.kubernetes.io/last-applied-configuration kubernetes.io/metadata.name kubernetes.io/os "
    "kubernetes.io/service-name labels lastTimestamp lastTransitionTime level line listKind listeners loadBalancer "
    "local locality log managedFields matchLabels maxSurge maxUnavailable memory message metadata method methods "
    "mode modified mountPath name namespace namespaces network node nodeName nodeSelector numberMisscheduled "
    "numberReady observed observedGeneration opened operation operator options own ownerReferences path paths phase "
    "pipe plural pod-template-hash podIP podIPs policy port ports preemptionPolicy principals priority "
    "priorityClassName progressDeadlineSeconds projected protocol qosClass readOnly ready readyReplicas reason "
    "received release remote replicas reportingComponent request request_id requests resourceVersion resources "
    "response restartCount restartPolicy revisionHistoryLimit rollingUpdate route rule rules running schedulerName "
    "scope securityContext selector sent served service serviceAccount serviceAccountName serviceAccountToken "
    "serving sessionAffinity shortNames side sidecar.istio.io/inject singular source sources spec src.addr "
    "src.identity src.namespace src.workload start startTime started startedAt state status storage strategy "
    "targetPort targetRef targetRefs template terminating terminationGracePeriodSeconds terminationMessagePath "
    "terminationMessagePolicy text tier to tolerationSeconds tolerations trustDomain type uid unavailableReplicas "
    "updatedReplicas upstream upstream_local upstream_time url v value valueFrom values verdict versions via "
    "volumeMounts volumes waiting wanted where why workloadIps workloadName workloadType";

int main(void)
{
    struct slice rest = SLICE(words), word, keys[COMMON_KEY_SLOTS] = {{0}};
    while (slice_next(&rest, ' ', &word)) {
        size_t slot = common_key_slot(word, slice_word(word, 0));
        check(word.length && word.length < COMMON_KEY_SIZE);
        for (; keys[slot].length; slot = (slot + 1) % COMMON_KEY_SLOTS)
            check(!slice_equal(keys[slot], word));
        keys[slot] = word;
    }
    puts("#include \"data/keys.h\"\n\nconst struct common_key common_keys[COMMON_KEY_SLOTS] = {");
    for (size_t i = 0; i < COMMON_KEY_SLOTS; i++) {
        struct hash hash = hash_bytes(keys[i]);
        if (keys[i].length)
            printf("    [%zu] = {{0x%llx, 0x%llx}, \"%.*s\"},\n", i, (unsigned long long)hash.high,
                   (unsigned long long)hash.low, (int)keys[i].length, keys[i].data);
    }
    puts("};");
}
