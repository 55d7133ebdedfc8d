local URL     = "http://accounts.accounts:8080"
local finance = lab.pod "finance/curl"
local rogue   = lab.pod "rogue/rogue-curl"
local GET     = "kubectl exec curl -n finance -- curl -sS accounts.accounts:8080"
local READ    = "kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080"
local LOG     = "kubectl logs -n istio-system -l app=ztunnel --tail=10 | grep 'policy rejection'"
local IP      = "$(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}')"
local REFUSED = { status = 0, exit = 56, decided_by = "ztunnel" }
local INTERN  = [[
kubectl apply -f /root/intern.yaml
kubectl wait --for=condition=Ready pod/intern -n finance
kubectl exec intern -n finance -- curl -sS accounts.accounts:8080
]]

challenge {
  after = "enrol-both-namespaces",
  apply = "setup/rogue-joins.yaml",
  files = { ["/root/intern.yaml"] = "setup/intern.yaml" },
  states = lab.states { client = finance, url = URL },
}

local function any_policy(w, wanted)
  for _, item in ipairs(w:list("authorizationpolicies", "accounts")) do
    if wanted(item.spec or {}) then return item end
  end
end
local function status(w, pod, method) return w:send(pod, method or "GET", URL).status end
local function server(w)
  return w:list("pods", "accounts", "app=accounts")[1] or w:broken "accounts has no pod any more. lab undo leads back."
end
-- Somebody who is neither finance nor rogue: the pod of the first challenge, if it is still there.
local function refuse_others(w)
  if w:get("pods", "probe", "default") then w:send("default/probe", "GET", URL):expect(REFUSED) end
end

task { "before", title = "See that a name is not yet a right",
  check = function(w) w:sent { pod = rogue, method = "GET", status = 200 } end,
  hints = {
    { when = function(w) return status(w, rogue) == 0 end,
      "rogue is refused already. Go back to before your policy (lab undo), look, and come again (lab redo).", command = "lab undo" },
    { "Call accounts from rogue's pod.", command = READ },
  },
  solve = READ .. "\n" }

task { "deny", title = "Let nobody in", points = 2,
  check = function(w)
    w:send(rogue, "GET", URL):expect(REFUSED)
    refuse_others(w)
    w:sent { pod = finance, method = "GET", status = 0 }
  end,
  hints = {
    { when = function(w) return any_policy(w, function(spec) return spec.action == "DENY" end) and status(w, finance) == 200 end,
      "You refuse somebody by name, and let in everybody else who may come one day. Turn it round: allow nobody, by a policy "
      .. "with an empty spec.", command = "kubectl get authorizationpolicy -n accounts -o yaml" },
    { when = function(w) return any_policy(w, function(spec) return spec.action == "DENY" and not spec.rules end) end,
      "A DENY without a rule matches nothing, so it denies nothing. It is an ALLOW without a rule that lets nobody in: spec: {}" },
    { when = function(w) return any_policy(w, function(spec) return spec.rules and spec.rules[1] and not next(spec.rules[1]) end)
        and status(w, rogue) == 200 end,
      "rules: [{}] is one rule that asks for nothing, so everybody satisfies it. No rule at all is what you want: spec: {}" },
    { when = function(w) return status(w, rogue) == 0 and status(w, finance) == 0 end,
      "Everybody is shut out now. See it from finance's side.", command = GET },
    { when = function(w) return w:list("authorizationpolicies", "default")[1] end,
      "There is a policy in the namespace default. Policies guard the pods of their own namespace: it belongs in accounts." },
    { "An AuthorizationPolicy in accounts with an empty spec, then a call from finance.", command = GET },
  },
  solve = lab.file("solution/deny-all.sh") .. GET .. "\n" }

task { "allow", title = "Let finance in, and only finance", points = 4, needs = "deny",
  check = function(w)
    w:send(finance, "GET", URL):expect { status = 200, body = "accounts-v1 responding\n" }
    w:send(rogue, "GET", URL):expect(REFUSED)
    refuse_others(w)
    w:sent { pod = finance, method = "GET", status = 200 }
    w:sent { pod = rogue, method = "GET", status = 0 }
  end,
  hints = {
    { when = function(w) return status(w, finance) == 200 and status(w, rogue) == 200 end,
      "Now everybody is in. Is deny-all still there, and does your rule say from whom?",
      command = "kubectl get authorizationpolicy -n accounts -o yaml" },
    { when = function(w) return status(w, finance) == 200 and status(w, rogue) == 0 end,
      "It works. Now see it yourself: once from finance, once from rogue.", command = GET .. "\n" .. READ },
    { when = function(w) return any_policy(w, function(spec) return spec.action == "DENY" end) end,
      "A DENY comes before every ALLOW. Say what is allowed; what nobody allows is refused already." },
    { when = function(w) return any_policy(w, function(spec) return spec.rules end) end,
      "There is a rule, and finance does not satisfy it. lab why shows what came closest and what it wanted.", command = "lab why" },
    { "A second policy: action ALLOW, one rule, from source namespaces finance." },
  },
  solve = lab.file("solution/allow-finance.sh") .. GET .. "\n" .. READ .. "\n",
  mutants = { "drop from", "namespaces finance to rogue", "wrong namespace", "action ALLOW to DENY" } }

task { "log", title = "Read in ztunnel's log why rogue was refused", needs = "deny",
  check = function(w)
    w:shown { 'src.workload="rogue-curl"', 'src.identity="spiffe://cluster.local/ns/rogue/sa/default"', "policy rejection" }
  end,
  hints = {
    { when = function(w) return w:sent { pod = rogue, status = 0 } end,
      "rogue was refused, and the ztunnel before accounts has written it down.", command = LOG },
    { "Let rogue call once more, then read ztunnel's log.", command = READ .. "\n" .. LOG },
  },
  solve = READ .. "\n" .. LOG .. "\n" }

task { "no-403", title = "Why is it not a 403?", optional = true,
  ask = { "Rogue's call ended in a reset (curl 56), not in a 403. Why?",
          answers = { "the policy is not in force yet", "ztunnel reads no HTTP, so it cannot write any", "accounts is down" },
          solution = 2 },
  hints = { { "A 403 is a line of HTTP. Who refused the call, and does that one write HTTP?", command = "lab why" } } }

task { "no-way-around", title = "No way around: call the pod itself", optional = true, needs = "deny",
  check = function(w)
    local ip = server(w).status.podIP
    w:send(rogue, "GET", "http://" .. ip .. ":8080"):expect(REFUSED)
    w:sent { pod = rogue, url_host = ip, status = 0 }
  end,
  hints = { { "Call the address of the accounts pod from rogue.", command = "kubectl exec rogue-curl -n rogue -- curl -sS " .. IP .. ":8080" } },
  solve = "kubectl exec rogue-curl -n rogue -- curl -sS " .. IP .. ":8080\n" }

task { "one-account", title = "One account, not the whole namespace", optional = true, points = 2, needs = "allow",
  check = function(w)
    local other
    for _, pod in ipairs(w:list("pods", "finance")) do
      if pod.spec.serviceAccountName and pod.spec.serviceAccountName ~= "default" then other = pod.metadata.name end
    end
    if not other then w:fail "finance has no pod of another account than default" end
    w:send("finance/" .. other, "GET", URL):expect(REFUSED)
    w:send(finance, "GET", URL):expect { status = 200 }
    w:send(rogue, "GET", URL):expect(REFUSED)
  end,
  hints = {
    { when = function(w) return w:get("pods", "intern", "finance") and status(w, "finance/intern") == 200 end,
      "The pod of the other account is let in: the rule still names the namespace. principals names the account.",
      command = "kubectl explain authorizationpolicy.spec.rules.from.source.principals" },
    { when = function(w) return w:get("pods", "intern", "finance") and status(w, finance) == 0 end,
      "Now finance's own pod is shut out. A principal is cluster.local/ns/NAMESPACE/sa/ACCOUNT, without spiffe://." },
    { "Start a pod of another service account in finance, and narrow the rule to the account default.", command = INTERN },
  },
  solve = (lab.file("solution/allow-finance.sh"):gsub('namespaces: %["finance"%]', 'principals: ["cluster.local/ns/finance/sa/default"]'))
    .. INTERN }
