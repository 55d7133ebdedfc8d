local URL      = "http://accounts.accounts:8080"
local WAYPOINT = "accounts/waypoint"
local BASE, PRODUCTION = "/root/mesh/base", "/root/mesh/overlays/production"
local finance  = lab.pod "finance/curl"
local rogue    = lab.pod "rogue/rogue-curl"
local POST     = "kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080"
local HEAD     = "kubectl exec curl -n finance -- curl -sS -I accounts.accounts:8080"
local function apply(directory) return "kubectl apply -k " .. directory end
local function diff(directory) return "kubectl diff -k " .. directory end

challenge { after = "telemetry" }

local function run(w, command) return w:run(command) end
local function builds(w, directory) return run(w, "kubectl kustomize " .. directory).status == 0 end
-- Ends the check when the directory does not build, in kubectl's own words.
local function need(w, directory)
  local built = run(w, "kubectl kustomize " .. directory)
  if built.status ~= 0 then w:fail("kubectl kustomize " .. directory .. " says: " .. built.output) end
  return built.output
end
local function pod_url(w)
  local pod = w:list("pods", "accounts", "app=accounts")[1] or w:broken "accounts has no pod any more. lab undo leads back."
  return "http://" .. pod.status.podIP .. ":8080"
end
-- What has to hold wherever the layout has been applied.
local function expect_guarded(w, head)
  w:send(finance, "GET", URL):expect { status = 200, via = WAYPOINT }
  w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
  w:send(finance, "HEAD", URL):expect { status = head, via = WAYPOINT }
  w:send(rogue, "GET", URL):expect { status = 403, decided_by = WAYPOINT }
  w:send(rogue, "GET", pod_url(w)):expect { status = 0, exit = 56, decided_by = "ztunnel" }
end
-- On the fork: everything that guards accounts is gone, and comes back from the directory alone.
local function restore(w, directory)
  need(w, directory)
  run(w, "kubectl delete authorizationpolicy --all -n accounts")
  run(w, "kubectl delete gateway waypoint -n accounts")
  local applied = run(w, apply(directory))
  if applied.status ~= 0 then w:fail("kubectl apply -k " .. directory .. " says: " .. applied.output) end
  run(w, "kubectl wait --for=condition=Programmed gateway/waypoint -n accounts --timeout=60s")
  run(w, "kubectl rollout status deployment/waypoint -n accounts --timeout=60s")
end
local function agree(w, directory) return builds(w, directory) and run(w, diff(directory)).status == 0 end

task { "base", title = "Write the base: what brings the mesh back", points = 3,
  check = function(w)
    restore(w, BASE)
    expect_guarded(w, 403)
  end,
  hints = {
    { when = function(w) return run(w, "test -d " .. BASE).status ~= 0 end,
      "There is no directory /root/mesh/base yet.", command = "mkdir -p /root/mesh/base /root/mesh/overlays/production" },
    { when = function(w) return not builds(w, BASE) end,
      "kubectl cannot build it yet. It says which line or file it means.", command = "kubectl kustomize " .. BASE },
    { when = function(w) restore(w, BASE); return not w:get("gateways.gateway.networking.k8s.io", "waypoint", "accounts") end,
      "Put back from the base alone, the waypoint is missing.",
      command = "istioctl waypoint generate -n accounts > " .. BASE .. "/waypoint.yaml" },
    { when = function(w) restore(w, BASE); return w:send(finance, "GET", URL).status == 503 end,
      "Put back from the base alone, every call is a 503: the policy that lets the waypoint in is missing.",
      command = "cp /root/allow-waypoint.yaml " .. BASE },
    { when = function(w) restore(w, BASE); return w:send(finance, "POST", URL).status == 200 end,
      "Put back from the base alone, a POST is answered: allow-get-only is missing, or not in resources.",
      command = "cat " .. BASE .. "/kustomization.yaml" },
    { when = function(w) restore(w, BASE); return w:send(rogue, "GET", pod_url(w)).status == 200 end,
      "Put back from the base alone, rogue reaches the pod itself: no policy is left at ztunnel.",
      command = "cp /root/deny-all.yaml /root/allow-finance.yaml " .. BASE },
    { when = function(w) restore(w, BASE); return w:send(finance, "HEAD", URL).status == 200 end,
      "The base lets HEAD pass already. What only production needs belongs into the overlay." },
    { "Everything that guards accounts belongs into the base: the waypoint, and four policies.",
      command = "kubectl get gateway,authorizationpolicy -n accounts" },
  },
  solve = lab.file "solution/base.sh" }

task { "agree", title = "Make cluster and files agree", points = 2, needs = "base",
  check = function(w)
    need(w, BASE)
    if agree(w, BASE) or agree(w, PRODUCTION) then return true end
    w:fail("kubectl diff -k " .. BASE .. " shows a difference between the files and the cluster")
  end,
  hints = { { "See what would change, then apply it.", command = diff(BASE) .. "\n" .. apply(BASE) } },
  solve = diff(BASE) .. "\n" .. apply(BASE) .. "\n" .. diff(BASE) .. "\n" }

task { "overlay", title = "Write the overlay: production also allows HEAD", points = 3, needs = "base",
  check = function(w)
    restore(w, PRODUCTION)
    expect_guarded(w, 200)
    restore(w, BASE)
    w:send(finance, "HEAD", URL):expect { status = 403, via = WAYPOINT }
    if not run(w, "cat " .. PRODUCTION .. "/kustomization.y*ml").output:find "base" then
      w:fail "the overlay does not build on the base: it says everything once more"
    end
  end,
  hints = {
    { when = function(w) return run(w, "ls " .. PRODUCTION .. "/kustomization.yaml").status ~= 0 end,
      "The overlay is a directory with a kustomization.yaml of its own: /root/mesh/overlays/production." },
    { when = function(w) return not builds(w, PRODUCTION) end,
      "kubectl cannot build the overlay yet. It says why; the way from there to the base is ../../base.",
      command = "kubectl kustomize " .. PRODUCTION },
    { when = function(w) restore(w, BASE); return w:send(finance, "HEAD", URL).status == 200 end,
      "Now the base lets HEAD pass as well: the change belongs into the overlay alone." },
    { when = function(w) restore(w, PRODUCTION); return w:send(finance, "GET", URL).status == 403 end,
      "In production GET is refused now. A strategic patch of a custom resource replaces a list whole; an operation 'add' at "
      .. "/methods/- adds to it.", command = "kubectl kustomize " .. PRODUCTION },
    { "A patch with target kind AuthorizationPolicy, name allow-get-only, and the operation add." },
  },
  solve = lab.file "solution/overlay.sh" }

task { "roll-out", title = "Roll it out", needs = "overlay",
  check = function(w)
    w:send(finance, "HEAD", URL):expect { status = 200, via = WAYPOINT }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
    if not agree(w, PRODUCTION) then w:fail("kubectl diff -k " .. PRODUCTION .. " shows a difference") end
    w:sent { pod = finance, method = "HEAD", status = 200, via = WAYPOINT }
  end,
  hints = {
    { when = function(w) return not agree(w, PRODUCTION) end, "The cluster is not what the overlay says yet.", command = apply(PRODUCTION) },
    { "It is rolled out. Send a HEAD and see it pass.", command = HEAD },
  },
  solve = apply(PRODUCTION) .. "\n" .. HEAD .. "\n" }

task { "drift", title = "Notice a change, and take it back", points = 2, needs = "roll-out",
  check = function(w)
    w:shown { "+  name: allow-get-only" }
    expect_guarded(w, 200)
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
  end,
  hints = {
    { when = function(w) return w:send(finance, "POST", URL).status == 200 and w:shown { "+  name: allow-get-only" } end,
      "diff has named what is missing. Put it back.", command = apply(PRODUCTION) },
    { when = function(w) return w:send(finance, "POST", URL).status == 200 end,
      "The rule is gone, and nothing complains. Ask the files.", command = diff(PRODUCTION) },
    { when = function(w) return w:shown { "+  name: allow-get-only" } end, "It is back. See that a POST is refused again.", command = POST },
    { "Delete the policy allow-get-only, as a colleague in a hurry would, and let the files tell.",
      command = "kubectl delete authorizationpolicy allow-get-only -n accounts\n" .. diff(PRODUCTION) },
  },
  solve = "kubectl delete authorizationpolicy allow-get-only -n accounts\n" .. diff(PRODUCTION) .. "\n" .. apply(PRODUCTION)
    .. "\n" .. POST .. "\n" }
