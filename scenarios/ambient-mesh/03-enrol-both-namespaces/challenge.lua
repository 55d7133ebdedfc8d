local URL     = "http://accounts.accounts:8080"
local finance = lab.pod "finance/curl"
local rogue   = lab.pod "rogue/rogue-curl"
local LABEL   = "kubectl label namespace accounts finance istio.io/dataplane-mode=ambient"
local GET     = "kubectl exec curl -n finance -- curl -sS accounts.accounts:8080"
local READ    = "kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080"
local TABLE   = "istioctl ztunnel-config workloads | grep -E 'NAMESPACE|accounts|finance|rogue'"
local LOG     = "kubectl logs -n istio-system -l app=ztunnel --tail=10 | grep 'src.workload=\"%s\"'"
local STRICT  = [[
kubectl apply -f - <<EOF
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: mtls-only
  namespace: accounts
spec:
  mtls:
    mode: STRICT
EOF
]]

challenge { after = "deploy-the-application" }

local function mode(w, namespace)
  local found = w:get("namespaces", namespace)
  return found and (found.metadata.labels or {})["istio.io/dataplane-mode"]
end
-- The ztunnel of the server has seen the client's identity on the way of this reply.
local function identity(reply)
  for _, hop in ipairs(reply.hops) do
    if hop.at == "ztunnel" and hop.side == "inbound" then return hop.identity or "" end
  end
end
local function server(w)
  return w:list("pods", "accounts", "app=accounts")[1] or w:broken "accounts has no pod any more. lab undo leads back."
end

task { "enrol", title = "Enrol accounts and finance", points = 3,
  check = function(w)
    local reply = w:send(finance, "GET", URL)
    reply:expect { status = 200 }
    if not identity(reply) then w:fail "the call reaches accounts, but no ztunnel stands before its pod: accounts is not enrolled" end
    if identity(reply) == "" then w:fail "accounts is enrolled; the call from finance still comes in plain text" end
  end,
  hints = {
    { when = function(w) return mode(w, "accounts") and mode(w, "accounts") ~= "ambient" or mode(w, "finance") and mode(w, "finance") ~= "ambient" end,
      "The label is there, with a word that ztunnel does not know. It has to be 'ambient'.", command = LABEL .. " --overwrite" },
    { when = function(w) return (w:get("namespaces", "accounts").metadata.labels or {})["istio-injection"] end,
      "istio-injection is the label for sidecars. This mesh has none: the label is istio.io/dataplane-mode=ambient.", command = LABEL },
    { when = function(w) return mode(w, "accounts") and not mode(w, "finance") end,
      "accounts is in, its caller is not. mTLS has two ends.", command = LABEL },
    { when = function(w) return mode(w, "finance") and not mode(w, "accounts") end,
      "finance is in, the service it calls is not. mTLS has two ends.", command = LABEL },
    { "A namespace joins by a label: istio.io/dataplane-mode=ambient. Two namespaces may stand in one command.", command = LABEL },
  },
  solve = LABEL .. "\n",
  mutants = { "drop istio.io/dataplane-mode" } }

task { "hbone", title = "See TCP turn into HBONE", needs = "enrol",
  check = function(w)
    w:shown { "curl", w:get("pods", "curl", "finance").status.podIP, "HBONE" }
    w:shown { server(w).metadata.name, "HBONE" }
  end,
  hints = {
    { when = function(w) return mode(w, "accounts") ~= "ambient" end, "It is still TCP: do task 1 first." },
    { "The same table as before, of ztunnel's workloads.", command = TABLE } },
  solve = TABLE .. "\n" }

task { "identities", title = "Call, and read both identities in ztunnel's log", points = 2, needs = "enrol",
  check = function(w)
    w:sent { pod = finance, method = "GET", status = 200 }
    w:shown { 'src.identity="spiffe://cluster.local/ns/finance/sa/default"',
              'dst.identity="spiffe://cluster.local/ns/accounts/sa/default"' }
  end,
  hints = {
    { when = function(w) return w:sent { pod = finance, method = "GET", status = 200 } end,
      "You have called. ztunnel wrote a line at each end; your terminal has not shown one with both identities yet.",
      command = LOG:format "curl" },
    { "Call accounts from finance, then read ztunnel's log.", command = GET .. "\n" .. LOG:format "curl" },
  },
  solve = GET .. "\n" .. LOG:format "curl" .. "\n" }

task { "stranger", title = "See that rogue still gets in, without a name", needs = "enrol",
  check = function(w)
    if mode(w, "rogue") then w:fail "rogue is enrolled as well now, so it has a name. Take its label away for this task (lab undo)." end
    w:sent { pod = rogue, method = "GET", status = 200 }
    w:shown { 'src.workload="rogue-curl"', 'direction="inbound"' }
  end,
  hints = {
    { when = function(w) return mode(w, "rogue") end,
      "You have enrolled rogue too. See first what it is without the mesh.",
      command = "kubectl label namespace rogue istio.io/dataplane-mode-" },
    { when = function(w) return w:send(rogue, "GET", URL).status == 0 end,
      "rogue is refused already: STRICT is in force. See the open door first.", command = "kubectl delete peerauthentication --all -n accounts" },
    { when = function(w) return w:sent { pod = rogue, method = "GET", status = 200 } end,
      "It was answered. Now find its line in ztunnel's log.", command = LOG:format "rogue-curl" },
    { "Call from rogue-curl, then look for its line in ztunnel's log.", command = READ .. "\n" .. LOG:format "rogue-curl" },
  },
  solve = READ .. "\n" .. LOG:format "rogue-curl" .. "\n" }

task { "strict", title = "Take plain text from nobody", optional = true, points = 2, needs = "enrol",
  check = function(w)
    w:send(finance, "GET", URL):expect { status = 200 }
    if mode(w, "rogue") then w:fail "rogue is enrolled, so it sends no plain text that could be refused" end
    w:send(rogue, "GET", URL):expect { status = 0, exit = 56, decided_by = "ztunnel" }
    w:sent { pod = rogue, status = 0 }
  end,
  hints = {
    { when = function(w) return w:send(finance, "GET", URL).status == 0 end,
      "finance is refused as well. Is it in the mesh still? And did a policy of another kind slip in?", command = "lab why" },
    { when = function(w) return w:send(rogue, "GET", URL).status == 0 end, "It is refused now. See it yourself.", command = READ },
    { "A PeerAuthentication with mtls.mode STRICT, in the namespace of the server.", command = STRICT .. READ },
  },
  solve = STRICT .. READ .. "\n",
  mutants = { "mode STRICT to PERMISSIVE" } }

task { "who", title = "What does the server's ztunnel go by?", optional = true,
  ask = { "Which of these tells ztunnel who is calling, and cannot be put on by somebody else?",
          answers = { "the source address", "the certificate", "the Host header" }, solution = 2 },
  hints = { { "Pods come and go, and their addresses are handed out again; anybody can write a header. Who has signed the third?" } } }
