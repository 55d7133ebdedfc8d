local URL = "http://server.shop:8080"
local client, stranger = lab.pod "shop/client", lab.pod "shop/stranger"

challenge { apply = "setup/shop.yaml" }

task { "only-client", title = "Only the client gets in", points = 2,
  check = function(w)
    w:send(client, "GET", URL):expect { status = 200 }
    w:send(stranger, "GET", URL):expect { status = 0, decided_by = "ztunnel" }
  end,
  hints = {
    { when = function(w) return w:send(client, "GET", URL).status ~= 200 end,
      "The client is shut out too. Who does the policy say it lets in?",
      command = "kubectl get authorizationpolicy -n shop -o yaml" },
    { "An ALLOW policy shuts out everybody it does not name. Name the client, in from.source.principals.",
      command = "kubectl explain authorizationpolicy.spec.rules.from.source" },
  },
  solve = lab.file "solution/only-client.sh",
  mutants = { "drop from", "action ALLOW to DENY", "drop rules", "set principals cluster.local/ns/shop/sa/nobody" } }

task { "knock", title = "Knock as the stranger", needs = "only-client",
  check = function(w) w:sent { pod = stranger, method = "GET", status = 0 } end,
  hints = { { "Send it from the pod stranger.", command = "kubectl exec -n shop stranger -- curl -sS server:8080" } },
  solve = "kubectl exec -n shop stranger -- curl -sS server:8080\n",
  mutants = { "skip stranger" } }
