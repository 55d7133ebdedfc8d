local URL      = "http://accounts.accounts:8080"
local WAYPOINT = "accounts/waypoint"
local finance  = lab.pod "finance/curl"
local rogue    = lab.pod "rogue/rogue-curl"
local POST     = "kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080"
local DESCRIBE = "kubectl describe authorizationpolicy no-writes -n accounts"
local DELETE   = "kubectl delete authorizationpolicy allow-finance -n accounts"

challenge {
  apply = { "setup/namespaces.yaml", "setup/workloads.yaml", "setup/allow-finance.yaml", "setup/no-writes.yaml" },
  files = { ["/root/no-writes.yaml"] = "setup/no-writes.yaml", ["/root/allow-finance.yaml"] = "setup/allow-finance.yaml" },
  hints = lab.states { client = finance, url = URL },
}

local function any_policy(w, wanted)
  for _, item in ipairs(w:list("authorizationpolicies", "accounts")) do
    if wanted(item.spec or {}, item) then return item end
  end
end
local function names_methods(spec)
  for _, rule in ipairs(spec.rules or {}) do
    for _, to in ipairs(rule.to or {}) do
      if (to.operation or {}).methods then return true end
    end
  end
end
local function status(w, pod, method, url) return w:send(pod, method, url or URL).status end
local function pod_url(w)
  local pod = w:list("pods", "accounts", "app=accounts")[1]
  if not pod or not pod.status.podIP then w:fail "accounts has no running pod" end
  return "http://" .. pod.status.podIP .. ":8080"
end

task { "see", title = "See the gap",
  check = function(w) w:sent { pod = finance, method = "POST", status = 200 } end,
  hints = {
    { when = function(w) return status(w, finance, "POST") ~= 200 end,
      "A POST is refused already. Go back to the start and see it answered first.", command = "lab reset" },
    { "Send the POST that the audit sent.", command = POST },
  },
  solve = "kubectl get authorizationpolicy -n accounts\n" .. POST .. "\n" }

task { "diagnose", title = "Ask the policy what became of it", points = 2,
  check = function(w) w:shown { "ztunnel does not support HTTP attributes" } end,
  hints = { { "Its status has a condition for each who might enforce it.", command = DESCRIBE } },
  solve = DESCRIBE .. "\n" }

task { "mend", title = "Make it true", points = 5, needs = "see",
  check = function(w)
    w:send(finance, "GET", URL):expect { status = 200, body = "accounts-v1 responding\n" }
    for _, method in ipairs { "POST", "PUT", "PATCH", "DELETE" } do
      w:send(finance, method, URL):expect { status = 403, decided_by = WAYPOINT }
    end
    for _, method in ipairs { "GET", "POST" } do
      if status(w, rogue, method) == 200 then w:send(rogue, method, URL):expect { status = 403 } end
    end
  end,
  hints = {
    { when = function(w) return status(w, finance, "GET") == 0 and status(w, finance, "POST") == 0 end,
      "No write gets through, and no read either: whoever decides there cannot tell them apart. It takes somebody who reads HTTP.",
      command = "lab undo" },
    { when = function(w) return status(w, finance, "GET") == 503 end,
      "A 503: the waypoint says yes and the ztunnel behind it says no. allow-finance admits finance there; who comes in now is the "
      .. "waypoint, cluster.local/ns/accounts/sa/waypoint.", command = "lab why" },
    { when = function(w) return w:send(finance, "GET", URL).via == "" and any_policy(w, function(spec) return spec.targetRefs end) end,
      "The policy is addressed to a waypoint, and there is none in the way of the service.",
      command = "istioctl waypoint apply -n accounts --enroll-namespace --wait" },
    { when = function(w)
        return w:send(finance, "GET", URL).via ~= "" and any_policy(w, function(spec) return not spec.targetRefs and names_methods(spec) end)
      end,
      "A waypoint is there and nobody has told it anything: the policy with the methods still has a selector, so ztunnel keeps it. "
      .. "targetRefs hands it over: kind Service, group \"\", name accounts.",
      command = "kubectl get authorizationpolicy -n accounts -o yaml" },
    { when = function(w) return status(w, finance, "POST") == 403 and status(w, rogue, "GET") == 200 end,
      "Writes are refused, and now rogue reads: ztunnel sees the waypoint, no longer who is behind it. That rogue stays out has to be "
      .. "said at the waypoint too: an ALLOW with from finance and targetRefs." },
    { when = function(w) return status(w, finance, "GET") == 403 end,
      "Now finance cannot read either: an ALLOW at the waypoint does not name its GET.", command = "lab why" },
    { when = function(w) return w:shown { "ztunnel does not support HTTP attributes" } end,
      "Methods are HTTP, so it takes a waypoint. First the guard, then the policy addressed to it (targetRefs), and at ztunnel a rule "
      .. "that admits the waypoint.", command = "istioctl waypoint apply -n accounts --enroll-namespace --wait" },
    { when = function(w) return status(w, finance, "POST") == 200 end,
      "The POST is still answered. Task 2 asks the policy why.", command = DESCRIBE },
  },
  solve = lab.file "solution/mend.sh",
  mutants = { "drop from", "targetRefs to selector", "drop methods POST", "drop methods DELETE", "wrong namespace" } }

task { "any-address", title = "By any address", points = 3, needs = "mend",
  check = function(w)
    for _, method in ipairs { "POST", "DELETE" } do
      w:send(finance, method, pod_url(w)):expect { status = 0, exit = 56, decided_by = "ztunnel" }
    end
    w:send(rogue, "GET", pod_url(w)):expect { status = 0, exit = 56, decided_by = "ztunnel" }
    w:send(finance, "GET", URL):expect { status = 200 }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
  end,
  hints = {
    { when = function(w) return status(w, rogue, "GET", pod_url(w)) == 200 end,
      "At the pod's own address even rogue is answered: no ALLOW is left at ztunnel, so it admits everybody. One has to stay, the "
      .. "one for the waypoint." , command = "lab undo" },
    { when = function(w) return status(w, finance, "POST", pod_url(w)) == 200 end,
      "What lets finance in at the pod's own address is allow-finance, at ztunnel. Finance comes through the waypoint now, and does "
      .. "not need it any more.", command = DELETE },
  },
  solve = DELETE .. "\n" }
