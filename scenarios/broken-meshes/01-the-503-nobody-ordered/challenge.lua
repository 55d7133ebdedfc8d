local URL      = "http://accounts.accounts:8080"
local WAYPOINT = "accounts/waypoint"
local finance  = lab.pod "finance/curl"
local rogue    = lab.pod "rogue/rogue-curl"
local janitor  = lab.pod "accounts/janitor"
local GET      = "kubectl exec curl -n finance -- curl -sS -i accounts.accounts:8080"
local LOG      = "kubectl logs -n istio-system -l app=ztunnel --tail=5 | grep 'policy rejection'"

challenge {
  apply = { "setup/namespaces.yaml", "setup/workloads.yaml", "setup/janitor.yaml", "setup/l4-policies.yaml",
            "setup/allow-get-only.yaml", "setup/waypoint.yaml" },
  hints = lab.states { client = finance, url = URL },
}

local function pod_url(w)
  local pod = w:list("pods", "accounts", "app=accounts")[1]
  if not pod or not pod.status.podIP then w:fail "accounts has no running pod" end
  return "http://" .. pod.status.podIP .. ":8080"
end
local function status(w, pod, method, url) return w:send(pod, method, url or URL).status end
local function bound(w)
  local labels = w:get("namespaces", "accounts").metadata.labels or {}
  return labels["istio.io/use-waypoint"]
end

task { "see", title = "See the 503",
  check = function(w) w:sent { pod = finance, method = "GET", status = 503, via = WAYPOINT } end,
  hints = {
    { when = function(w) return status(w, finance, "GET") ~= 503 end,
      "It is no 503 any more: you have changed something already. Go back and see it first.", command = "lab reset" },
    { "Call accounts from finance's pod.", command = GET },
  },
  solve = GET .. "\n" }

task { "diagnose", title = "Find out who refused whom", points = 2, needs = "see",
  check = function(w)
    w:sent { pod = finance, status = 503, via = WAYPOINT }
    w:shown { "cluster.local/ns/accounts/sa/waypoint" }
  end,
  hints = {
    { when = function(w) return status(w, finance, "GET") ~= 503 end,
      "You are mending already: lab hint 3 is about that. Do you know whom ztunnel refused? Its log still does.", command = LOG },
    { when = function(w) return w:shown { log = WAYPOINT, method = "GET", status = 503 } end,
      "The waypoint's log says that its own connection onwards was cut (UC). By whom? The next one in line is the ztunnel "
      .. "of the accounts pod.", command = LOG },
    { "lab why tells who was the last to see the request, and whom that one saw. Find the same in the logs that every cluster has: "
      .. "the waypoint's first, then ztunnel's.",
      command = "kubectl logs -n accounts -l gateway.networking.k8s.io/gateway-name=waypoint --tail=3\n" .. LOG },
  },
  solve = "lab why\n" .. LOG .. "\n" }

task { "mend", title = "Restore service, and keep the door shut", points = 5, needs = "see",
  check = function(w)
    w:send(finance, "GET", URL):expect { status = 200, body = "accounts-v1 responding\n", via = WAYPOINT }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
    for _, stranger in ipairs { rogue, janitor } do
      w:send(stranger, "GET", URL):expect { status = 403, decided_by = WAYPOINT }
      w:send(stranger, "GET", pod_url(w)):expect { status = 0, exit = 56, decided_by = "ztunnel" }
    end
  end,
  hints = {
    { when = function(w) return not bound(w) or status(w, finance, "POST") == 200 end,
      "The 503 is gone, and so is the guard who reads methods: a POST is answered. The waypoint was not what was wrong. Take "
      .. "that back, and let the second guard know the first.", command = "lab undo" },
    { when = function(w) return status(w, finance, "GET") == 200 and status(w, rogue, "GET", pod_url(w)) == 200 end,
      "Service is restored for everybody: rogue walks in at the pod's own address, past the waypoint. A deleted policy also stops "
      .. "guarding. Put it back and say who else may come: the waypoint.", command = "lab undo" },
    { when = function(w) return status(w, finance, "GET") == 200 and status(w, janitor, "GET", pod_url(w)) == 200 end,
      "You admitted the whole namespace accounts, and janitor lives there too. The waypoint has an account of its own: name it "
      .. "in principals.", command = "kubectl get pods -n accounts -o custom-columns=POD:.metadata.name,ACCOUNT:.spec.serviceAccountName" },
    { when = function(w) return status(w, rogue, "GET") == 200 or status(w, janitor, "GET") == 200 end,
      "A stranger is answered through the waypoint. allow-get-only was right as it was: who admits finance's GET at the waypoint is "
      .. "not what fails.", command = "lab undo" },
    { when = function(w)
        for _, item in ipairs(w:list("authorizationpolicies", "accounts")) do
          for _, rule in ipairs(item.spec.rules or {}) do
            for _, from in ipairs(rule.from or {}) do
              for _, principal in ipairs((from.source or {}).principals or {}) do
                if principal:find "waypoint" and principal ~= "cluster.local/ns/accounts/sa/waypoint" then return true end
              end
            end
          end
        end
      end,
      "Nearly: the principal has to be letter by letter the identity that ztunnel sees, without spiffe://.", command = "lab why" },
    { when = function(w) return status(w, finance, "GET") == 503 and w:shown { "cluster.local/ns/accounts/sa/waypoint" } end,
      "Still 503. The ztunnel before accounts sees one caller only, the waypoint, and none of its ALLOW policies names that "
      .. "identity: cluster.local/ns/accounts/sa/waypoint.", command = "lab why" },
    { when = function(w) return status(w, finance, "GET") == 503 end,
      "503: the waypoint said yes, the next one said no. Task 2 finds out who that is and whom it saw." },
  },
  solve = lab.file "solution/admit-the-waypoint.sh",
  mutants = { "drop from", "wrong namespace", "action ALLOW to DENY" } }

task { "second-door", title = "Close the way past the waypoint", optional = true, points = 2, needs = "mend",
  check = function(w)
    w:send(finance, "POST", pod_url(w)):expect { status = 0, exit = 56, decided_by = "ztunnel" }
    w:send(finance, "GET", URL):expect { status = 200, via = WAYPOINT }
  end,
  hints = {
    { "allow-finance lets finance in at the pod itself. Now that the waypoint is admitted, who needs it?",
      command = "kubectl delete authorizationpolicy allow-finance -n accounts" } },
  solve = "kubectl delete authorizationpolicy allow-finance -n accounts\n" }
