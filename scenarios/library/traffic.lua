-- The traffic of a client, and of a stranger, to a service behind a waypoint: what to type, and what to say while it is not
-- as it should be. The hints of each step go from "nothing is there" to the last resort; lab.traffic describes the fields.

local given = ...
local client, stranger, url, waypoint = given.client, given.stranger, given.url, given.waypoint
local home, pod = client:match "^([^/]+)/([^/]+)$"
local foreign = stranger and stranger:match "^([^/]+)/"
local space, gateway_name = waypoint:match "^([^/]+)/([^/]+)$"
local address = url:match "^http://([^/]+)/?$"
local service = address and address:match "^([^.:]+)"
if not home or not space or not address then
  error("lab.traffic: client is \"NAMESPACE/POD\", waypoint \"NAMESPACE/NAME\", url \"http://SERVICE.NAMESPACE:PORT\"", 0)
end

local ENROL = "istioctl waypoint apply -n " .. space .. " --enroll-namespace"
  .. (gateway_name ~= "waypoint" and " --name " .. gateway_name or "")
local PODS = "gateway.networking.k8s.io/gateway-name=" .. gateway_name
local SHOW = "kubectl get pods -n " .. space .. " -l " .. PODS
local LOGS = "kubectl logs -n " .. space .. " -l " .. PODS .. " --tail=10"

local function curl(method, from)
  local there, name = (from or client):match "^([^/]+)/([^/]+)$"
  return "kubectl exec " .. name .. " -n " .. there .. " -- curl -sS " .. (method ~= "GET" and "-X " .. method .. " " or "") .. address
end

-- --- reading the world ---

local function answers(from, method, status)
  return function(w) return w:send(from, method, url).status == status end
end
local function at_waypoint(spec) return spec.targetRefs or spec.targetRef end
local function policy(w, wanted)
  for _, item in ipairs(w:list("authorizationpolicies", space)) do
    if wanted(item.spec or {}) then return true end
  end
end
local function gets_through(from, method)
  return function(w) return policy(w, at_waypoint) and answers(from, method, 200)(w) end
end
local function no_pod(w) return not w:list("pods", space, PODS)[1] end
local function no_label(w) return not ((w:get("namespaces", space) or { metadata = {} }).metadata.labels or {})["istio.io/use-waypoint"] end
local function denies_only(w)
  return policy(w, function(spec) return at_waypoint(spec) and spec.action == "DENY" end)
    and not policy(w, function(spec) return at_waypoint(spec) and spec.action ~= "DENY" end)
end

-- --- the steps ---

local hints = {}

hints.waypoint = {
  { when = function(w) return not w:get("gateways.gateway.networking.k8s.io", gateway_name, space) end,
    "There is no Gateway '" .. gateway_name .. "' in " .. space
    .. " yet. istioctl makes one, and enrols the namespace with the same command.", command = ENROL },
  { when = no_label,
    "The waypoint is there, but nobody is sent to it: the namespace lacks the label istio.io/use-waypoint.",
    command = "kubectl label namespace " .. space .. " istio.io/use-waypoint=" .. gateway_name },
  { "The request does not pass the waypoint: the label istio.io/use-waypoint must name it.",
    command = "kubectl get namespace " .. space .. " --show-labels" },
}

hints.running = {
  { when = no_pod, "There is no waypoint pod yet: deploy the waypoint first.", command = ENROL },
  { when = function(w) return stranger and not policy(w, at_waypoint) and answers(stranger, "GET", 200)(w) end,
    "The waypoint is there and has no rule yet, so even " .. (foreign or "a stranger") .. " gets in now: ztunnel lets in the waypoint,"
    .. " whoever it speaks for. See that its pod runs; then write the policy.", command = SHOW },
  { "Ask for the waypoint's pod until it is 1/1 and Running.", command = SHOW },
}

hints.policy = {
  { when = function(w) return w:send(client, "GET", url).via == "" end,
    "The request meets no waypoint, so no method is looked at. Deploy the waypoint first." },
  { when = denies_only,
    "A DENY by itself refuses what it names and lets in everything else: " .. (foreign or "others")
    .. ", and methods you did not think of. Say what is allowed, with an ALLOW." },
  { when = gets_through(client, "POST"),
    "A policy reached the waypoint, and yet POST is answered. Every ALLOW counts: look for a rule that names POST, or no method at all.",
    command = "kubectl get authorizationpolicy -n " .. space .. " -o yaml" },
  { when = function(w) return stranger and gets_through(stranger, "GET")(w) end,
    (foreign or "A stranger") .. " can read as well: the rule says what may be done, but not from where (from.source.namespaces)." },
  { when = gets_through(client, "PATCH"),
    "Methods that you did not think of get through. Name those that are allowed (methods), not those that are not." },
  { "Write an ALLOW policy in " .. space .. " with targetRefs to the Service " .. service .. ", from " .. home .. ", methods GET." },
}

hints.compare = {
  { when = answers(client, "POST", 200), "A POST would still be answered: write the policy first." },
  { "Send both from the pod " .. pod .. " in " .. home .. ", to the service.", command = curl "GET" .. "\n" .. curl "POST" },
}

hints.log = { { "The waypoint's pod writes one line for each request. Yours is the POST with 403.", command = LOGS } }

return {
  client = client, stranger = stranger, url = url, waypoint = waypoint,
  enrol = ENROL .. "\n", pods = SHOW .. "\n", logs = LOGS .. "\n",
  curl = function(method, from) return curl(method, from) .. "\n" end,
  hints = hints,
  states = lab.states { client = client, url = url },
}
