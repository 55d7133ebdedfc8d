local URL = "http://server.shop:8080"
local client, stranger, visitor = lab.pod "shop/client", lab.pod "shop/stranger", lab.pod "shop/visitor"

challenge { after = "new-challenge", apply = "setup/visitor.yaml" }

task { "both", title = "The client and the stranger get in, and nobody else",
  check = function(w)
    w:send(client, "GET", URL):expect { status = 200 }
    w:send(stranger, "GET", URL):expect { status = 200 }
    w:send(visitor, "GET", URL):expect { status = 0, decided_by = "ztunnel" }
  end,
  hints = { { "Add the stranger's identity to the principals of the policy that is there.",
      command = "kubectl edit authorizationpolicy only-client -n shop" } },
  solve = [[
kubectl patch authorizationpolicy only-client -n shop --type=json -p='[{"op": "add",
  "path": "/spec/rules/0/from/0/source/principals/-", "value": "cluster.local/ns/shop/sa/default"}]'
]],
  mutants = { "drop from", "set principals cluster.local/ns/shop/sa/default" } }
