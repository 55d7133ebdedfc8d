local PROBE = "kubectl run probe --image=curlimages/curl:8.11.1 -- sleep infinity"

local function istiod(w)
  return w:list("pods", "istio-system", "app=istiod")[1] or w:broken "istiod has no pod any more. lab undo brings it back."
end

task { "nodes", title = "Meet the nodes",
  check = function(w)
    for _, node in ipairs(w:list "nodes") do w:shown { node.metadata.name, "Ready", node.status.nodeInfo.kubeletVersion } end
  end,
  hints = { { "A cluster is its nodes. Let kubectl list them.", command = "kubectl get nodes" } },
  solve = "kubectl get nodes\n" }

task { "mesh", title = "Find the mesh, part by part and node by node", points = 2,
  check = function(w)
    w:shown { "istiod-", "Running", istiod(w).spec.nodeName }
    for _, node in ipairs(w:list "nodes") do
      w:shown { "ztunnel-", "Running", node.metadata.name }
      w:shown { "istio-cni-node-", "Running", node.metadata.name }
    end
  end,
  hints = {
    { when = function(w) return w:shown { "ztunnel-", "Running" } end,
      "You have seen the pods, but not on which node each of them is. Ask for the wide form of the table.",
      command = "kubectl get pods -n istio-system -o wide" },
    { "Istio lives in a namespace of its own: istio-system.", command = "kubectl get pods -n istio-system -o wide" },
  },
  solve = "kubectl get pods -n istio-system -o wide\n" }

task { "agreement", title = "See that every proxy hears istiod",
  check = function(w)
    w:shown { "data plane version:", "proxies" }
    w:shown { "ztunnel-", ".istio-system", istiod(w).metadata.name }
  end,
  hints = {
    { when = function(w) return w:shown { "data plane version:" } end,
      "That is the version. Now ask istiod which proxies are connected to it.", command = "istioctl proxy-status" },
    { "istioctl asks istiod: once for versions, once for the proxies it feeds.",
      command = "istioctl version\nistioctl proxy-status" },
  },
  solve = "istioctl version\nistioctl proxy-status\n" }

task { "classes", title = "See what may be added later",
  check = function(w) w:shown { "istio-waypoint", "istio.io/mesh-controller" } end,
  hints = { { "A GatewayClass is a kind of proxy that somebody will make for you. Which ones are there?",
              command = "kubectl get gatewayclass" } },
  solve = "kubectl get gatewayclass\n" }

task { "no-sidecar", title = "Start a pod and look for the sidecar", points = 2,
  check = function(w)
    local pod = w:get("pods", "probe", "default") or w:fail "there is no pod 'probe' in the namespace default"
    if #pod.spec.containers ~= 1 then w:fail "the pod 'probe' has more than one container: somebody injected one" end
    w:shown { "probe", "1/1", "Running" }
    w:shown { "probe", pod.status.podIP, pod.spec.nodeName, "TCP" }
  end,
  hints = {
    { when = function(w) return not w:get("pods", "probe", "default") end,
      "Start the pod first. It sleeps; that is all it does.", command = PROBE },
    { when = function(w) return w:shown { "probe", "1/1", "Running" } end,
      "One container. Now see whether ztunnel knows the pod: ask for its workloads.",
      command = "istioctl ztunnel-config workloads --workload-namespace default" },
    { "List the pods of the namespace default and look at READY.", command = "kubectl get pods" },
  },
  solve = PROBE .. "\nkubectl wait --for=condition=Ready pod/probe\nkubectl get pods\n"
    .. "istioctl ztunnel-config workloads --workload-namespace default\n" }

task { "count", title = "Twenty nodes, a thousand pods", optional = true,
  ask = { "A cluster of 20 nodes runs 1,000 pods of the mesh. How many ztunnels are there?", text = "^%s*20%s*$", solution = "20" },
  hints = { { "Does a ztunnel belong to a pod, or to a node? Look at what kind of thing it is.", command = "kubectl get daemonset -n istio-system" } } }

task { "comes-back", title = "Take a ztunnel away", optional = true,
  check = function(w)
    local set = w:get("daemonsets.apps", "ztunnel", "istio-system") or w:fail "the DaemonSet ztunnel is gone: lab undo"
    local newest
    for _, pod in ipairs(w:list("pods", "istio-system", "app=ztunnel")) do
      if pod.metadata.creationTimestamp ~= set.metadata.creationTimestamp then newest = pod end
    end
    if not newest then w:fail "both ztunnels are still the first ones" end
    w:shown { newest.metadata.name, "1/1", "Running" }
  end,
  hints = {
    { when = function(w) return not w:get("daemonsets.apps", "ztunnel", "istio-system") end,
      "You took away the DaemonSet itself, so nobody makes new ones.", command = "lab undo" },
    { "Delete the ztunnel of agent-0, then list those that are there.",
      command = "kubectl delete pod -n istio-system -l app=ztunnel --field-selector spec.nodeName=agent-0\n"
        .. "kubectl get pods -n istio-system -l app=ztunnel" },
  },
  solve = "kubectl delete pod -n istio-system -l app=ztunnel --field-selector spec.nodeName=agent-0\nsleep 5\n"
    .. "kubectl get pods -n istio-system -l app=ztunnel\n" }
