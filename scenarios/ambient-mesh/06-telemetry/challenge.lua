local URL      = "http://accounts.accounts:8080"
local WAYPOINT = "accounts/waypoint"
local finance  = lab.pod "finance/curl"
local GET      = "kubectl exec curl -n finance -- curl -sS accounts.accounts:8080"
local POST     = "kubectl exec curl -n finance -- curl -sS -X POST accounts.accounts:8080"
local METRICS  = "kubectl exec -n accounts deploy/waypoint -- pilot-agent request GET stats/prometheus"
local READ     = METRICS .. " | grep istio_requests_total"
local LOGS     = "kubectl logs -n accounts deploy/waypoint --tail=3"
local NEW      = "OPTIONS" -- a method that nobody has sent before a check does

challenge {
  after = "waypoints-l7-where-it-matters",
  states = lab.states { client = finance, url = URL },
}

-- The series of istio_requests_total that a request of method NEW is counted in, found by that word.
local function counted(w)
  w:send(finance, NEW, URL):expect { status = 403, decided_by = WAYPOINT }
  local found = w:run(READ .. " | grep '=\"" .. NEW .. "\"' | tail -n 1").output
  return found ~= "" and found or nil
end
local function any_telemetry(w, wanted)
  for _, item in ipairs(w:list "telemetries") do
    for _, one in ipairs(item.spec.metrics or {}) do
      for _, override in ipairs(one.overrides or {}) do
        for name, tag in pairs(override.tagOverrides or {}) do
          if wanted { item = item, match = override.match or {}, name = name, tag = tag } then return true end
        end
      end
    end
  end
end
local function says_method(one) return (one.tag.value or ""):find "method" end
local function lines_about(w, method)
  return w:run("kubectl logs -n accounts deploy/waypoint --tail=-1 | grep -c '\"" .. method .. " '").output
end

task { "read", title = "Read what the waypoint counts",
  check = function(w)
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
    w:shown { "istio_requests_total{", 'source_workload="curl"', 'response_code="403"' }
  end,
  hints = {
    { when = function(w) return w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT } end,
      "There is something to count. Ask the waypoint's agent for its numbers.", command = READ },
    { "Send a GET and a POST from finance, then ask the waypoint for its numbers.", command = GET .. "\n" .. POST .. "\n" .. READ },
  },
  solve = GET .. "\n" .. POST .. "\n" .. READ .. "\n" }

task { "label", title = "Let requests be counted by method", points = 3,
  check = function(w)
    if not counted(w) then
      w:fail("a request with the method " .. NEW .. " was sent; no label of istio_requests_total says so")
    end
  end,
  hints = {
    { when = function(w) return any_telemetry(w, function(one) return says_method(one) and one.match.mode == "CLIENT" end) end,
      "Its mode is CLIENT: the side of the one who calls. A waypoint stands before the server: SERVER, or no mode at all." },
    { when = function(w)
        return any_telemetry(w, function(one)
          local metric = one.match.metric
          return says_method(one) and metric and metric ~= "REQUEST_COUNT" and metric ~= "ALL_METRICS"
        end)
      end,
      "The label is on another metric. istio_requests_total is REQUEST_COUNT." },
    { when = function(w)
        return any_telemetry(w, function(one)
          local space = one.item.metadata.namespace
          return says_method(one) and space ~= "accounts" and space ~= "istio-system"
        end)
      end,
      "The Telemetry is in a namespace where no waypoint reads it. It belongs where the waypoint is, in accounts.",
      command = "kubectl get telemetries -A" },
    { when = function(w)
        return any_telemetry(w, function(one) return says_method(one) and (one.item.spec.selector or {}).matchLabels end)
      end,
      "It has a selector. Like policies, a Telemetry for a waypoint is attached with targetRefs." },
    { when = function(w) return any_telemetry(w, says_method) end,
      "The Telemetry does not reach the waypoint, or its expression gives no method: a label says \"unknown\" when there is no such "
      .. "attribute. It is request.method, and the target is the Gateway waypoint or the Service accounts.",
      command = "kubectl get telemetry -n accounts -o yaml" },
    { when = function(w) return any_telemetry(w, function() return true end) end,
      "There is a Telemetry, and no expression in it is about the method: request.method.",
      command = "kubectl get telemetry -A -o yaml" },
    { "A Telemetry in accounts: targetRefs to the Gateway waypoint, and under metrics an override of REQUEST_COUNT with "
      .. "tagOverrides.", command = "kubectl explain telemetry.spec.metrics.overrides.tagOverrides" },
  },
  solve = lab.file "solution/method.sh",
  mutants = { "targetRefs to selector", "metric REQUEST_COUNT to REQUEST_SIZE", "value request.method to request.host" } }

task { "answer", title = "Read the audit's answer", needs = "label",
  check = function(w) w:shown { '="POST"', 'response_code="403"' } end,
  hints = {
    { when = function(w) return not counted(w) end, "The label is not there yet: that is task 2." },
    { "Send a POST, so that there is something new to count, and read the numbers again.", command = POST .. "\n" .. READ },
  },
  solve = POST .. "\n" .. READ .. "\n" }

task { "remove", title = "Take away a label that nobody reads", points = 2, needs = "label",
  check = function(w)
    local line = counted(w) or w:fail "the method is not counted any more: both belong into one Telemetry"
    if line:find("grpc_response_status", 1, true) then w:fail "a new request is still counted with the label grpc_response_status" end
    for _, name in ipairs { "source_workload", "response_code" } do
      if not line:find(name .. "=", 1, true) then w:fail("the label " .. name .. " is gone as well, and the audit needs it") end
    end
  end,
  hints = {
    { when = function(w) return not counted(w) end,
      "You have taken away the method as well. Applying a Telemetry replaces it whole: both overrides belong into one.", command = "lab undo" },
    { when = function(w) return any_telemetry(w, function(one) return one.name == "grpc_response_status" and one.tag.operation ~= "REMOVE" end) end,
      "The label gets another value. operation: REMOVE takes it away; then there is no value." },
    { "Beside request_method: grpc_response_status with operation: REMOVE.",
      command = "kubectl explain telemetry.spec.metrics.overrides.tagOverrides.operation" },
  },
  solve = lab.file "solution/remove.sh" }

task { "failures", title = "Log failures only", optional = true, points = 2,
  check = function(w)
    local before = { GET = lines_about(w, "GET"), [NEW] = lines_about(w, NEW) }
    w:send(finance, "GET", URL):expect { status = 200, via = WAYPOINT }
    w:send(finance, NEW, URL):expect { status = 403, via = WAYPOINT }
    if lines_about(w, NEW) == before[NEW] then w:fail("a refused " .. NEW .. " leaves no line in the waypoint's log") end
    if lines_about(w, "GET") ~= before.GET then w:fail "an answered GET still leaves a line in the waypoint's log" end
  end,
  hints = {
    { when = function(w)
        for _, item in ipairs(w:list "telemetries") do
          for _, one in ipairs(item.spec.accessLogging or {}) do
            if not one.disabled and not one.providers then return true end
          end
        end
      end,
      "There is no default provider for access logs in this mesh, so yours logs nothing. Name one: providers, name envoy." },
    { "accessLogging with the provider envoy and a filter: response.code >= 400. Then read the log.", command = LOGS },
  },
  solve = lab.file("solution/failures.sh") .. GET .. "\n" .. POST .. "\n" .. LOGS .. "\n" }
