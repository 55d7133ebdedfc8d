local URL     = "http://accounts.accounts:8080"
local finance = lab.pod "finance/curl"
local rogue   = lab.pod "rogue/rogue-curl"
local GET     = "kubectl exec curl -n finance -- curl -sS accounts.accounts:8080"
local READ    = "kubectl exec rogue-curl -n rogue -- curl -sS accounts.accounts:8080"
local WRITE   = "kubectl exec rogue-curl -n rogue -- curl -sS -X POST accounts.accounts:8080"
local LOGS    = "kubectl logs -n accounts -l app=accounts --prefix"
local TABLE   = "istioctl ztunnel-config workloads | grep -E 'NAMESPACE|accounts|finance|rogue'"

challenge {
  after = "explore-the-environment",
  files = { ["/root/app/accounts.yaml"] = "setup/accounts.yaml", ["/root/app/finance.yaml"] = "setup/finance.yaml",
            ["/root/app/rogue.yaml"] = "setup/rogue.yaml" },
}

local function pod(w, name) return w:get("pods", name:match "/(.*)", name:match "^[^/]*") end
local function need_pods(w)
  for _, name in ipairs { finance, rogue } do
    if not pod(w, name) then w:fail("there is no pod " .. name .. " yet") end
  end
end
local function server(w)
  return w:list("pods", "accounts", "app=accounts")[1] or w:fail "there is no accounts pod yet"
end

task { "deploy", title = "Deploy accounts, finance and rogue", points = 2,
  check = function(w)
    need_pods(w)
    w:send(finance, "GET", URL):expect { status = 200, body = "accounts-v1 responding\n" }
    w:send(rogue, "GET", URL):expect { status = 200 }
  end,
  hints = {
    { when = function(w) return not w:get("namespaces", "accounts") end,
      "Nothing is deployed yet. A directory of manifests is applied in one go.", command = "kubectl apply -f /root/app" },
    { when = function(w) return not pod(w, finance) or not pod(w, rogue) end,
      "The service is there; a client is not. Both have a file in /root/app.", command = "kubectl apply -f /root/app" },
    { when = function(w) return not w:list("pods", "accounts", "app=accounts")[1] end,
      "No pod answers for accounts. Look at its Deployment.", command = "kubectl describe deployment accounts -n accounts" },
    { "Everything is there, and yet no answer: look at the pods and at the Service's endpoints.",
      command = "kubectl get pods,endpointslices -n accounts" },
  },
  solve = "kubectl apply -f /root/app\nkubectl rollout status deployment/accounts -n accounts\n"
    .. "kubectl wait --for=condition=Ready pod/curl -n finance\nkubectl wait --for=condition=Ready pod/rogue-curl -n rogue\n" }

task { "call", title = "Finance calls accounts", needs = "deploy",
  check = function(w) w:sent { pod = finance, method = "GET", status = 200 } end,
  hints = { { "Run curl inside the pod curl of finance: kubectl exec.", command = GET } },
  solve = GET .. "\n" }

task { "rogue", title = "See that rogue reads and writes as well", needs = "deploy",
  check = function(w)
    w:sent { pod = rogue, method = "GET", status = 200 }
    w:sent { pod = rogue, method = "POST", status = 200 }
  end,
  hints = {
    { when = function(w) return w:sent { pod = rogue, method = "GET", status = 200 } end,
      "It has read. Now let it write: the same with -X POST.", command = WRITE },
    { "The same call, from the pod rogue-curl in rogue.", command = READ .. "\n" .. WRITE },
  },
  solve = READ .. "\n" .. WRITE .. "\n" }

task { "plain", title = "See that it is plain text", points = 2, needs = "call",
  check = function(w)
    need_pods(w)
    for _, one in ipairs { server(w), pod(w, finance), pod(w, rogue) } do
      if (one.metadata.annotations or {})["ambient.istio.io/redirection"] == "enabled" then
        w:broken "A namespace is in the mesh already, so this is not plain text any more. lab undo leads back."
      end
      w:shown { one.metadata.name, one.status.podIP, "TCP" }
    end
  end,
  hints = {
    { when = function(w) return (server(w).metadata.annotations or {})["ambient.istio.io/redirection"] == "enabled" end,
      "You are ahead: accounts is enrolled already. That is the next challenge; see the plain text first.", command = "lab undo" },
    { "Ask ztunnel what it knows of the pods. Its last column says how their traffic is carried.", command = TABLE },
  },
  solve = "lab why\n" .. TABLE .. "\n" }

task { "two-pods", title = "Two pods, one name", optional = true, needs = "call",
  check = function(w)
    local pods = w:list("pods", "accounts", "app=accounts")
    if #pods < 2 then w:fail "accounts has one pod" end
    for _, one in ipairs(pods) do w:shown { "[pod/" .. one.metadata.name .. "/", '"GET / HTTP/1.1" 200' } end
  end,
  hints = {
    { when = function(w) return #w:list("pods", "accounts", "app=accounts") < 2 end,
      "Scale the Deployment to two.", command = "kubectl scale deployment accounts -n accounts --replicas=2" },
    { "Ask a few times: chance decides who answers. Then read what both pods wrote.",
      command = "for i in $(seq 12); do " .. GET .. "; done\n" .. LOGS },
  },
  solve = "kubectl scale deployment accounts -n accounts --replicas=2\n"
    .. "kubectl rollout status deployment/accounts -n accounts\n"
    .. "for i in $(seq 12); do " .. GET .. "; done\n" .. LOGS .. "\n" }
