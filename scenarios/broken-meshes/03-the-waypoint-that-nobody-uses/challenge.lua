local URL      = "http://accounts.accounts:8080"
local WAYPOINT = "accounts/waypoint"
local finance  = lab.pod "finance/curl"
local rogue    = lab.pod "rogue/rogue-curl"
local POST     = "kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080"
local SERVICES = "istioctl ztunnel-config services --service-namespace accounts"
local LOGS     = "kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=10"
local LABEL    = "istio.io/use-waypoint"

challenge {
  apply = { "setup/namespaces.yaml", "setup/workloads.yaml", "setup/l4-policies.yaml", "setup/waypoint.yaml",
            "setup/allow-get-only.yaml" },
  hints = lab.states { client = finance, url = URL },
}

local function label(object) return object and (object.metadata.labels or {})[LABEL] end
local function of_namespace(w, name) return label(w:get("namespaces", name)) end
local function of_service(w) return label(w:get("services", "accounts", "accounts")) end
local function status(w, pod, method) return w:send(pod, method, URL).status end

task { "see", title = "See the POST answered",
  check = function(w) w:sent { pod = finance, method = "POST", status = 200, via = "" } end,
  hints = {
    { when = function(w) return w:send(finance, "POST", URL).status ~= 200 end,
      "It is refused already. Go back to the start and see it answered first.", command = "lab reset" },
    { "Send the auditor's POST.", command = POST },
  },
  solve = "kubectl get gateway,pods -n accounts\n" .. POST .. "\n" }

task { "diagnose", title = "Find out why nobody comes by", points = 2,
  check = function(w) w:shown { "accounts", "is not bound to a waypoint" } end,
  hints = {
    { when = function(w) return w:shown { "accounts", "None", "1/1" } end,
      "WAYPOINT is None: nobody is sent there. What does the policy say to whom it is bound?",
      command = "kubectl describe authorizationpolicy allow-get-only -n accounts" },
    { "The policy's status says to whom it is bound; istioctl analyze reads it for you.", command = "istioctl analyze -n accounts" },
  },
  solve = SERVICES .. "\nistioctl analyze -n accounts\n" }

task { "mend", title = "Send the traffic through the waypoint", points = 4, needs = "see",
  check = function(w)
    w:send(finance, "GET", URL):expect { status = 200, body = "accounts-v1 responding\n", via = WAYPOINT }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
    w:send(finance, "DELETE", URL):expect { status = 403, decided_by = WAYPOINT }
    w:send(rogue, "GET", URL):expect { status = 403, decided_by = WAYPOINT }
  end,
  hints = {
    { when = function(w) return not w:get("gateways.gateway.networking.k8s.io", "waypoint", "accounts") end,
      "The waypoint is gone now. It was never what was wrong.", command = "lab undo" },
    { when = function(w)
        local said = of_service(w) or of_namespace(w, "accounts")
        return said and said ~= "waypoint" and said ~= "none"
      end,
      "The label is there, and names a waypoint that does not exist. It has to be the Gateway's name, 'waypoint'; otherwise it fails "
      .. "open, as before.", command = "kubectl get gateway -n accounts" },
    { when = function(w) return of_service(w) == "none" end,
      "The service itself says none, and its own label counts before the namespace's.",
      command = "kubectl label service accounts -n accounts " .. LABEL .. "-" },
    { when = function(w) return of_namespace(w, "finance") or of_namespace(w, "rogue") end,
      "You labelled the caller. A waypoint belongs to the one who is *called*: the label goes to the namespace accounts, or to its "
      .. "service.", command = "kubectl label namespace accounts " .. LABEL .. "=waypoint" },
    { when = function(w)
        local pod = w:list("pods", "accounts", "app=accounts")[1]
        return label(pod) or label(w:get("deployments.apps", "accounts", "accounts"))
      end,
      "You labelled the pod or its Deployment. Finance calls the *service*; a label on a pod is for calls to its own address.",
      command = "kubectl label service accounts -n accounts " .. LABEL .. "=waypoint" },
    { when = function(w) return w:send(finance, "GET", URL).via == WAYPOINT and status(w, finance, "POST") == 200 end,
      "Traffic passes the waypoint, and nobody looks at the method: where is allow-get-only?", command = "lab undo" },
    { when = function(w) return w:send(finance, "GET", URL).via == "" and status(w, finance, "GET") == 0 end,
      "Finance is shut out altogether now. The L4 policies were right; traffic goes past the waypoint.", command = "lab undo" },
    { when = function(w) return w:shown { "is not bound to a waypoint" } end,
      "The service is not bound: nothing says which waypoint to use. A label on the service, or on its namespace, does.",
      command = "kubectl label namespace accounts " .. LABEL .. "=waypoint" },
    { when = function(w) return w:send(finance, "GET", URL).via == "" end,
      "The call goes past the waypoint. Task 2 finds out why.", command = SERVICES },
  },
  solve = "kubectl label namespace accounts " .. LABEL .. "=waypoint\n" }

task { "log", title = "See the POST in the log that was empty", needs = "mend",
  check = function(w)
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
    w:shown { log = WAYPOINT, method = "POST", status = 403 }
  end,
  hints = {
    { when = function(w) return w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT } end,
      "It was refused. Now read the waypoint's log.", command = LOGS },
    { "Send the POST once more, then read the waypoint's log.", command = POST .. "\n" .. LOGS },
  },
  solve = POST .. "\n" .. LOGS .. "\n" }

task { "one-service", title = "One service only", optional = true, points = 2, needs = "mend",
  check = function(w)
    if of_namespace(w, "accounts") then w:fail "the label is on the namespace" end
    w:send(finance, "GET", URL):expect { status = 200, via = WAYPOINT }
  end,
  hints = {
    { when = function(w) return of_namespace(w, "accounts") and of_service(w) end,
      "Both have the label. Take the namespace's away.", command = "kubectl label namespace accounts " .. LABEL .. "-" },
    { "Label the service, then take the namespace's label away.",
      command = "kubectl label service accounts -n accounts " .. LABEL .. "=waypoint\nkubectl label namespace accounts " .. LABEL .. "-" },
  },
  solve = "kubectl label service accounts -n accounts " .. LABEL .. "=waypoint\nkubectl label namespace accounts " .. LABEL .. "-\n" }
