-- States that a learner gets a service of the mesh into, each with what to make of it: lab.states { client =, url = }.
-- In order: the first that holds is said, so what breaks everything stands above what breaks one thing.

local arguments = ...
local client, url = arguments.client, arguments.url
local home, pod = tostring(client):match "^([^/]+)/([^/]+)$"
local host, port = tostring(url):match "^http://([^/:]+):?(%d*)"
local name, space = (host or ""):match "^([^.]+)%.([^.]+)"
if not home or not name then error("lab.states: client is \"NAMESPACE/POD\", url is \"http://SERVICE.NAMESPACE...\"", 0) end
port = tonumber(port) or 80

-- --- reading the world ---

local GATEWAYS, POLICIES = "gateways.gateway.networking.k8s.io", "authorizationpolicies.security.istio.io"

local function labels(object) return object and object.metadata.labels or {} end
local function condition(object, kind)
  for _, one in ipairs(object and object.status and object.status.conditions or {}) do
    if one.type == kind then return one end
  end
  return {}
end
local function service(w) return w:get("services", name, space) end
local function waypoint_name(w)
  return labels(service(w))["istio.io/use-waypoint"] or labels(w:get("namespaces", space))["istio.io/use-waypoint"]
end
local function gateway(w) return w:get(GATEWAYS, waypoint_name(w) or "waypoint", space) end
local function pods_of_service(w)
  local found, selector = {}, (service(w) or { spec = {} }).spec.selector or {}
  local words = {}
  for key, value in pairs(selector) do words[#words + 1] = key .. "=" .. value end
  for _, item in ipairs(#words > 0 and w:list("pods", space, table.concat(words, ",")) or {}) do
    if item.status and item.status.podIP then found[#found + 1] = item end
  end
  return found
end
local function captured(object)
  return object and (object.metadata.annotations or {})["ambient.istio.io/redirection"] == "enabled"
end
local function targets(spec)
  return spec.targetRefs or (spec.targetRef and { spec.targetRef })
end
-- Calls visit(policy, spec) for the policies of a namespace (nil: of all) until it returns something true.
local function any_policy(w, namespace, visit)
  for _, policy in ipairs(w:list(POLICIES, namespace)) do
    local found = visit(policy, policy.spec or {})
    if found then return found end
  end
end
-- The same for each entry of rules[].from[].source or rules[].to[].operation.
local function any_entry(spec, list, entry, visit)
  for _, rule in ipairs(spec.rules or {}) do
    for _, item in ipairs(rule[list] or {}) do
      local found = visit(item[entry] or {})
      if found then return found end
    end
  end
end
local function reads_http(spec)
  return any_entry(spec, "to", "operation", function(operation)
    for _, field in ipairs { "methods", "notMethods", "paths", "notPaths", "hosts", "notHosts" } do
      if operation[field] then return true end
    end
  end)
end
local function any_value(list, test)
  for _, value in ipairs(list or {}) do
    if test(value) then return true end
  end
end
local function status(w, method) return w:send(client, method or "GET", url).status end

-- --- the states ---

local states = {}
local function state(when, text, command) states[#states + 1] = { text, when = when, command = command } end

state(function(w) return not w:get("namespaces", space) end,
  "The namespace " .. space .. " is gone, and with it the service. Take that back.", "lab undo")
state(function(w) return not service(w) end,
  "The service " .. space .. "/" .. name .. " is gone. Take that back.", "lab undo")
state(function(w) return not w:get("pods", pod, home) end,
  "The pod " .. client .. " is gone, and no controller brings it back: it was a bare pod. Take that back.", "lab undo")

state(function(w)
    local one = gateway(w)
    return waypoint_name(w) and one and one.status and one.status.addresses and condition(one, "Programmed").status ~= "True"
      and not w:list("pods", space, "gateway.networking.k8s.io/gateway-name=" .. waypoint_name(w))[1]
  end,
  "The waypoint was programmed and has no pod now: it fails closed, so every call to the service breaks (curl 56). "
  .. "A proxy that is missing is no reason to let traffic past it.",
  "kubectl scale deployment waypoint -n " .. space .. " --replicas=1")
state(function(w)
    return condition(service(w), "istio.io/WaypointBound").reason == "WaypointIsNotReady" and not gateway(w)
      and labels(service(w))["istio.io/use-waypoint"]
  end,
  "The service's own label istio.io/use-waypoint names a waypoint that is not there. It counts before the namespace's, and "
  .. "it fails open: traffic goes straight to the pods.",
  "kubectl label service " .. name .. " -n " .. space .. " istio.io/use-waypoint-")
state(function(w)
    return condition(service(w), "istio.io/WaypointBound").reason == "WaypointIsNotReady" and not gateway(w)
  end,
  "The label istio.io/use-waypoint names a waypoint that is not there: it fails open, traffic goes straight to the pods "
  .. "and nobody looks at methods. While the label stands, istioctl only warns; --overwrite makes the waypoint again.",
  "istioctl waypoint apply -n " .. space .. " --enroll-namespace --overwrite")
state(function(w) return condition(service(w), "istio.io/WaypointBound").reason == "AttachmentDenied" end,
  "The waypoint is in another namespace, and its listener does not admit this one (allowedRoutes): the label has no effect.",
  "kubectl describe service " .. name .. " -n " .. space)
state(function(w) return condition(service(w), "istio.io/WaypointBound").reason == "UnsupportedTrafficType" end,
  "The waypoint is not for services: its label istio.io/waypoint-for says for what it is. Calls to the service go past it.",
  "istioctl waypoint list -n " .. space)

state(function(w) return not captured(w:get("pods", pod, home)) end,
  "The client " .. client .. " is outside the mesh: no ztunnel takes its traffic, so it has no identity and goes past the "
  .. "waypoint. Enrol its namespace.",
  "kubectl label namespace " .. home .. " istio.io/dataplane-mode=ambient --overwrite")
state(function(w)
    local pods = pods_of_service(w)
    for _, one in ipairs(pods) do
      if captured(one) then return false end
    end
    return #pods > 0
  end,
  "The pods of " .. space .. "/" .. name .. " are outside the mesh: no ztunnel stands before them, so policies of layer 4 "
  .. "guard nothing, and anybody who goes past the waypoint is in. Enrol the namespace.",
  "kubectl label namespace " .. space .. " istio.io/dataplane-mode=ambient --overwrite")

state(function(w)
    for _, one in ipairs((service(w) or { spec = {} }).spec.ports or {}) do
      local said = one.appProtocol or (one.name or ""):match "^%w+"
      if one.port == port and (said == "tcp" or said == "tls" or said == "https") then
        return waypoint_name(w) and any_policy(w, space, function(_, spec) return targets(spec) and reads_http(spec) end)
      end
    end
  end,
  "The service's port is declared to be TCP (its name or appProtocol), so the waypoint reads no HTTP there: an ALLOW with "
  .. "methods or paths admits nobody, a DENY with them refuses everybody. Name the port http, or set appProtocol: http.",
  "kubectl get service " .. name .. " -n " .. space .. " -o yaml")

state(function(w)
    return any_policy(w, nil, function(policy, spec)
      return policy.metadata.namespace ~= space and condition(policy, "WaypointAccepted").reason == "TargetNotFound"
        and any_value(targets(spec), function(target) return target.kind == "Service" and target.name == name end)
    end)
  end,
  "A policy names the service, but it is in another namespace: targetRefs look only in the policy's own, so nobody "
  .. "enforces it (TargetNotFound in its status). It belongs in " .. space .. ".", "kubectl get authorizationpolicies -A")
state(function(w)
    return any_policy(w, space, function(policy) return condition(policy, "WaypointAccepted").reason == "TargetNotFound" end)
  end,
  "A policy names a target that is not there (TargetNotFound in its status), so nobody enforces it. Look at targetRefs.",
  "kubectl get authorizationpolicies -n " .. space .. " -o yaml")
state(function(w)
    return any_policy(w, space, function(policy) return condition(policy, "WaypointAccepted").reason == "AncestorNotBound" end)
  end,
  "The policy is for a Service that has no waypoint, so nobody enforces it (AncestorNotBound in its status).",
  "istioctl waypoint apply -n " .. space .. " --enroll-namespace")
state(function(w)
    return any_policy(w, space, function(_, spec) return not targets(spec) and reads_http(spec) end)
  end,
  "A policy with methods, paths or hosts has no targetRefs. It stays with ztunnel, which reads no HTTP: there an ALLOW "
  .. "rule like that is dropped, so it admits nobody, and a DENY rule like that denies nothing.",
  "kubectl get authorizationpolicies -n " .. space .. " -o yaml")

state(function(w)
    return any_policy(w, space, function(_, spec)
      return any_entry(spec, "to", "operation", function(operation)
        return any_value(operation.methods, function(method) return method ~= method:upper() end)
      end)
    end)
  end,
  "A policy has a method in small letters. Methods are compared letter by letter, and HTTP's are capitals: GET, not get.",
  "kubectl get authorizationpolicies -n " .. space .. " -o yaml")
state(function(w)
    return any_policy(w, space, function(_, spec)
      return any_entry(spec, "from", "source", function(source)
        return any_value(source.principals, function(principal) return principal:find("spiffe://", 1, true) == 1 end)
      end)
    end)
  end,
  "A policy has a principal that begins with spiffe://. The scheme is no part of it, so that never matches: "
  .. "cluster.local/ns/NAMESPACE/sa/ACCOUNT.", "kubectl get authorizationpolicies -n " .. space .. " -o yaml")
state(function(w)
    return status(w) == 403 and any_policy(w, space, function(_, spec)
      return targets(spec) and any_entry(spec, "from", "source", function(source)
        return source.namespaces and (source.principals or source.serviceAccounts or source.ipBlocks)
      end)
    end)
  end,
  "Fields in one source have to hold all at once (and); entries of from are alternatives (or). Two sources in one entry "
  .. "let in only who is both.", "kubectl explain authorizationpolicy.spec.rules.from.source")

state(function(w) return status(w) == 503 and w:send(client, "GET", url).decided_by == "ztunnel" end,
  "503: the waypoint said yes, the ztunnel behind it said no. It has to admit the identity of the waypoint (lab why).",
  "kubectl apply -f /root/allow-waypoint.yaml")

-- What the last request shows: a door beside the one that is guarded.
state(function(w)
    local last = w:sent {}
    return last.via == "" and last.status == 200 and any_value(pods_of_service(w), function(one)
      return last.address == one.status.podIP and last.host:find(one.status.podIP, 1, true) == 1
    end)
  end,
  "That request went to a pod's own address. A waypoint of services is not in that path, so its policies were not asked; "
  .. "only ztunnel's were. Close it there: let ztunnel admit the waypoint alone.", "lab why")
state(function(w)
    local last = w:sent {}
    local bare, place = last.host:match "^([^.:]+)%.?([^.:]*)"
    local one = w:get("services", bare, place ~= "" and place or home)
    return last.via == "" and one and one.spec.clusterIP == "None"
  end,
  "That name is a headless service: DNS answers with the pods' own addresses, so no waypoint of services is in the path.",
  "lab why")

return states
