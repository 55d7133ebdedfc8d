local URL, WAYPOINT  = "http://accounts.accounts:8080", "accounts/waypoint"
local finance, rogue = lab.pod "finance/curl", lab.pod "rogue/rogue-curl"
local to = lab.traffic { url = URL, waypoint = WAYPOINT, client = finance, stranger = rogue }

challenge { states = to.states,
  apply = { "setup/namespaces.yaml", "setup/workloads.yaml", "setup/deny-all.yaml", "setup/allow-finance.yaml",
            "setup/allow-waypoint.yaml" },
  files = { ["/root/README"] = "setup/readme.txt",
            ["/root/"] = { "setup/deny-all.yaml", "setup/allow-finance.yaml", "setup/allow-waypoint.yaml" } } }

task { "waypoint", title = "Deploy a waypoint for the namespace accounts", points = 2, check = function(w)
    w:send(finance, "GET", URL):expect { via = WAYPOINT }
    w:get("gateway", "waypoint", "accounts",
      { status = { listeners = { { conditions = { { type = "Accepted", status = "True" } } } } } })
  end, hints = to.hints.waypoint, solve = to.enrol }

task { "running", title = "See that the waypoint runs", needs = "waypoint",
  check = function(w) w:shown { pods = WAYPOINT, "1/1", "Running" } end, hints = to.hints.running,
  solve = "kubectl rollout status deployment/waypoint -n accounts\n" .. to.pods .. "kubectl get gateway -n accounts\n" }

task { "policy", title = "Finance may read, nobody may write", points = 4, needs = "waypoint",
  check = function(w)
    w:send(finance, "GET", URL):expect { status = 200, body = "accounts-v1 responding\n", via = WAYPOINT }
    w:send(finance, "POST", URL):expect { status = 403, decided_by = WAYPOINT }
    w:send(rogue, "GET", URL):expect { status = 403, decided_by = WAYPOINT }
    w:send(finance, "PATCH", URL):expect { status = 403, decided_by = WAYPOINT }
  end, hints = to.hints.policy, solve = lab.file "solution/allow-get-only.sh",
  mutants = { "drop from", "add methods POST", "targetRefs to selector", "methods lower case" } }

task { "compare", title = "Compare GET and POST", points = 2, needs = "policy", check = function(w)
    w:sent { pod = finance, method = "GET", status = 200, via = WAYPOINT }
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
  end, hints = to.hints.compare, solve = to.curl "GET" .. to.curl "POST" }

task { "log", title = "Read what the waypoint saw", needs = "compare", check = function(w)
    w:sent { pod = finance, method = "POST", status = 403, via = WAYPOINT }
    w:shown { log = WAYPOINT, method = "POST", status = 403 }
  end, hints = to.hints.log, solve = to.logs }

lab.include("doors.lua", to)
