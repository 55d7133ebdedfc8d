-- What can be tried beyond the five tasks: the doors that stand open on the way, and the policy felt.

local to = ...
local URL, WAYPOINT, finance, rogue = to.url, to.waypoint, to.client, to.stranger
local function pod_ip(w)
  local pod = w:list("pods", "accounts", "app=accounts")[1]
  return pod and pod.status and pod.status.podIP or w:fail "there is no accounts pod with an IP"
end

-- Runs a command while the policy of task 3 is away; puts back what was there.
local function without_policy(command)
  return "kubectl get authorizationpolicy allow-get-only -n accounts -o yaml 2> /dev/null | grep -v resourceVersion: > /tmp/kept.yaml\n"
    .. "kubectl delete authorizationpolicy allow-get-only -n accounts --ignore-not-found\n" .. command
    .. "[ -s /tmp/kept.yaml ] && kubectl apply -f /tmp/kept.yaml\n"
end

task { "first-door", title = "The first door: rogue reads before there is a rule", optional = true, needs = "waypoint",
  check = function(w) w:sent { pod = rogue, method = "GET", status = 200, via = WAYPOINT } end,
  hints = {
    { when = function(w) return w:send(rogue, "GET", URL).status == 403 end,
      "The door is closed already: the waypoint has a policy. Go back (lab undo) to before it, or delete it, and try again.",
      command = to.curl("GET", rogue) },
    { "Between enrolling and the first policy the waypoint lets everybody through, and ztunnel lets the waypoint in.",
      command = to.curl("GET", rogue) },
  },
  solve = without_policy(to.curl("GET", rogue)) }

task { "second-door", title = "The second door: close the way past the waypoint", optional = true, points = 2, needs = "policy",
  check = function(w)
    local ip = pod_ip(w)
    w:sent { pod = finance, method = "POST", status = 200, address = ip }
    w:send(finance, "POST", "http://" .. ip .. ":8080"):expect { status = 0, exit = 56 }
    w:send(finance, "GET", URL):expect { status = 200, via = WAYPOINT }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
  end,
  hints = {
    { when = function(w) return w:sent { pod = finance, method = "POST", status = 200, address = pod_ip(w) } end,
      "You have been through the door. What lets finance in at ztunnel is allow-finance; the waypoint does not need it.",
      command = "kubectl delete authorizationpolicy allow-finance -n accounts" },
    { "Send a POST from finance to the IP of the accounts pod: that is no call to the service, so no waypoint is in its way.",
      command = "kubectl exec curl -n finance -- curl -sS -X POST "
        .. "$(kubectl get pods -n accounts -l app=accounts -o jsonpath='{.items[0].status.podIP}'):8080" },
  },
  solve = lab.file "solution/second-door.sh" }

task { "feel", title = "Feel it: the POST that was answered is refused", optional = true, needs = "policy",
  check = function(w)
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
    w:sent { pod = finance, method = "POST", status = 200, url_host = "accounts.accounts" }
  end,
  hints = {
    { when = function(w) return w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT } end,
      "You have seen it refused, and not yet answered. Delete the policy, send the POST, and take the deletion back (lab undo).",
      command = "kubectl delete authorizationpolicy allow-get-only -n accounts\n" .. to.curl "POST" },
    { "Send the POST without the policy and with it.", command = to.curl "POST" },
  },
  solve = without_policy(to.curl "POST") .. to.curl "POST" }
