local URL      = "http://accounts.accounts:8080"
local WAYPOINT = "accounts/waypoint"
local finance  = lab.pod "finance/curl"
local rogue    = lab.pod "rogue/rogue-curl"
local SHOW     = "kubectl get pods -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint"
local LOGS     = "kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=10"
local GET      = "kubectl exec curl -n finance -- curl -sS accounts.accounts:8080"
local POST     = "kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080"

challenge {
  apply = { "setup/namespaces.yaml", "setup/workloads.yaml", "setup/deny-all.yaml", "setup/allow-finance.yaml",
            "setup/allow-waypoint.yaml" },
  files = { ["/root/README"] = "setup/readme.txt", ["/root/deny-all.yaml"] = "setup/deny-all.yaml",
            ["/root/allow-finance.yaml"] = "setup/allow-finance.yaml",
            ["/root/allow-waypoint.yaml"] = "setup/allow-waypoint.yaml" },
  states = lab.states { client = finance, url = URL },
}

local function policy(w, wanted)
  for _, item in ipairs(w:list("authorizationpolicies", "accounts")) do
    if wanted(item.spec or {}) then return item end
  end
end
local function at_waypoint(spec) return spec.targetRefs or spec.targetRef end
local function gateway(w) return w:get("gateways.gateway.networking.k8s.io", "waypoint", "accounts") end
local function answers(pod, method, status)
  return function(w) return w:send(pod, method, URL).status == status end
end
local function pod_ip(w)
  local pod = w:list("pods", "accounts", "app=accounts")[1]
  return pod and pod.status and pod.status.podIP or w:fail "there is no accounts pod with an IP"
end

-- Runs a command while the policy of task 3 is away; puts back what was there.
local function without_policy(command)
  return "kubectl get authorizationpolicy allow-get-only -n accounts -o yaml 2> /dev/null | grep -v resourceVersion: > /tmp/kept.yaml\n"
    .. "kubectl delete authorizationpolicy allow-get-only -n accounts --ignore-not-found\n" .. command
    .. "\n[ -s /tmp/kept.yaml ] && kubectl apply -f /tmp/kept.yaml\n"
end

task { "waypoint", title = "Deploy a waypoint for the namespace accounts", points = 2,
  check = function(w)
    w:send(finance, "GET", URL):expect { via = WAYPOINT }
  end,
  hints = {
    { when = function(w) return not gateway(w) end,
      "There is no Gateway 'waypoint' in accounts yet. istioctl makes one, and enrols the namespace with the same command.",
      command = "istioctl waypoint apply -n accounts --enroll-namespace" },
    { when = function(w) return not (w:get("namespaces", "accounts").metadata.labels or {})["istio.io/use-waypoint"] end,
      "The waypoint is there, but nobody is sent to it: the namespace lacks the label istio.io/use-waypoint.",
      command = "kubectl label namespace accounts istio.io/use-waypoint=waypoint" },
    { "The request does not pass the waypoint: the label istio.io/use-waypoint must name it.",
      command = "kubectl get namespace accounts --show-labels" },
  },
  solve = "istioctl waypoint apply -n accounts --enroll-namespace\n" }

task { "running", title = "See that the waypoint runs", needs = "waypoint",
  check = function(w)
    local pod = w:list("pods", "accounts", "gateway.networking.k8s.io/gateway-name=waypoint")[1]
      or w:fail "there is no waypoint pod in accounts"
    w:shown { pod.metadata.name, "1/1", "Running" }
  end,
  hints = {
    { when = function(w) return not w:list("pods", "accounts", "gateway.networking.k8s.io/gateway-name=waypoint")[1] end,
      "There is no waypoint pod: that is task 1." },
    { "Ask for the waypoint's pod until it is 1/1 and Running.", command = SHOW },
  },
  solve = "kubectl rollout status deployment/waypoint -n accounts\n" .. SHOW .. "\nkubectl get gateway -n accounts\n" }

task { "policy", title = "Finance may read, nobody may write", points = 4, needs = "waypoint",
  check = function(w)
    w:send(finance, "GET", URL):expect { status = 200, body = "accounts-v1 responding\n", via = WAYPOINT }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
    w:send(rogue, "GET", URL):expect { status = 403, decided_by = WAYPOINT }
    w:send(finance, "PATCH", URL):expect { status = 403, decided_by = WAYPOINT }
  end,
  hints = {
    { when = function(w) return w:send(finance, "GET", URL).via == "" end,
      "The request meets no waypoint, so no method is looked at. Do task 1 first." },
    { when = function(w) return policy(w, function(spec) return at_waypoint(spec) and spec.action == "DENY" end)
        and not policy(w, function(spec) return at_waypoint(spec) and spec.action ~= "DENY" end) end,
      "A DENY by itself refuses what it names and lets in everything else: rogue, and methods you did not think of. Say "
      .. "what is allowed, with an ALLOW." },
    { when = function(w) return policy(w, at_waypoint) and answers(finance, "POST", 200)(w) end,
      "A policy reached the waypoint, and yet POST is answered. Every ALLOW counts: look for a rule that names POST, or no method at all.",
      command = "kubectl get authorizationpolicy -n accounts -o yaml" },
    { when = function(w) return policy(w, at_waypoint) and answers(rogue, "GET", 200)(w) end,
      "rogue can read as well: the rule says what may be done, but not from where (from.source.namespaces)." },
    { when = function(w) return policy(w, at_waypoint) and answers(finance, "PATCH", 200)(w) end,
      "Methods that you did not think of get through. Name those that are allowed (methods), not those that are not." },
    { "Write an ALLOW policy in accounts with targetRefs to the Service accounts, from finance, methods GET." },
  },
  solve = lab.file "solution/allow-get-only.sh",
  mutants = { "drop from", "add methods POST", "targetRefs to selector", "methods lower case" } }

task { "compare", title = "Compare GET and POST", points = 2, needs = "policy",
  check = function(w)
    w:sent { pod = finance, method = "GET", status = 200, via = WAYPOINT }
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
  end,
  hints = {
    { when = answers(finance, "POST", 200), "A POST would still be answered: finish task 3 first." },
    { "Send both from the pod curl in finance, to the service.", command = GET .. "\n" .. POST },
  },
  solve = GET .. "\n" .. POST .. "\n" }

task { "log", title = "Read what the waypoint saw", needs = "compare",
  check = function(w)
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
    w:shown { log = WAYPOINT, method = "POST", status = 403 }
  end,
  hints = { { "The waypoint's pod writes one line for each request. Yours is the POST with 403.", command = LOGS } },
  solve = LOGS .. "\n" }

task { "first-door", title = "The first door: rogue reads before there is a rule", optional = true, needs = "waypoint",
  check = function(w) w:sent { pod = rogue, method = "GET", status = 200, via = WAYPOINT } end,
  hints = {
    { when = answers(rogue, "GET", 403),
      "The door is closed already: the waypoint has a policy. Go back (lab undo) to before it, or delete it, and try again.",
      command = "kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080" },
    { "Between enrolling and the first policy the waypoint lets everybody through, and ztunnel lets the waypoint in.",
      command = "kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080" },
  },
  solve = without_policy "kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080" }

task { "second-door", title = "The second door: close the way past the waypoint", optional = true, points = 2, needs = "policy",
  check = function(w)
    local ip = pod_ip(w)
    w:sent { pod = finance, method = "POST", status = 200, address = ip }
    w:send(finance, "POST", "http://" .. ip .. ":8080"):expect { status = 0, exit = 56 }
    w:send(finance, "GET", URL):expect { status = 200, via = WAYPOINT }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
  end,
  hints = {
    { when = function(w) return w:sent { pod = finance, method = "POST", status = 200, address = pod_ip(w) } end,
      "You have been through the door. What lets finance in at ztunnel is allow-finance; the waypoint does not need it.",
      command = "kubectl delete authorizationpolicy allow-finance -n accounts" },
    { "Send a POST from finance to the IP of the accounts pod: that is no call to the service, so no waypoint is in its way.",
      command = "kubectl exec curl -n finance -- curl -sS -X POST "
        .. "$(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}'):8080" },
  },
  solve = lab.file "solution/second-door.sh" }

task { "feel", title = "Feel it: the POST that was answered is refused", optional = true, needs = "policy",
  check = function(w)
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
    w:sent { pod = finance, method = "POST", status = 200, url_host = "accounts.accounts" }
  end,
  hints = {
    { when = function(w) return w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT } end,
      "You have seen it refused, and not yet answered. Delete the policy, send the POST, and take the deletion back (lab undo).",
      command = "kubectl delete authorizationpolicy allow-get-only -n accounts\n" .. POST },
    { "Send the POST without the policy and with it.", command = POST },
  },
  solve = without_policy(POST) .. POST .. "\n" }
