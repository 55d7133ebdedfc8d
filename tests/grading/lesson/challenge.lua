local URL = "http://web.shop:8080"
local clerk, passer_by = lab.pod "shop/clerk", lab.pod "street/passer-by"
lab.variable { "who", oneof = { "Ada", "Ben" } }
local POLICY = [[
kubectl apply -f - <<END
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: door, namespace: shop}
spec:
  rules: [{from: [{source: {namespaces: [shop]}}]}]
END
]]

challenge { apply = "setup.yaml" }

task { "door", title = "Close the door to the street", points = 3,
  check = function(w)
    w:send(clerk, "GET", URL):expect { status = 200, body = "open\n" }
    w:send(passer_by, "GET", URL):expect { status = 0, exit = 56 }
  end,
  hints = { { "A policy that lets in who is of the shop.", command = "kubectl explain authorizationpolicy.spec" } },
  solve = POLICY }

task { "look", title = "See who is there", needs = "door",
  check = function(w) w:shown { "clerk", "Running" } end,
  hints = { { "Look at the pods of the shop." } },
  solve = "kubectl get pods -n shop\n" }

task { "note", title = "Leave a note for ${who}", points = 2, optional = true,
  check = function(w) w:file("/root/note", true) end,
  solve = "echo closed > /root/note\n" }

task { "kept", title = "Keep the shop's name", hidden = true, check = function(w) w:get("namespaces", "shop", true) end }
