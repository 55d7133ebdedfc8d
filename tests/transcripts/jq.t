jq over what kubectl prints, by libjq in a process of its own: the world's objects, which change when it does.
$ kubectl get pods -n finance -o json | jq -r '.items[].metadata.name'
curl
$ kubectl get deployment accounts -n accounts -o json | jq -c '{name: .metadata.name, replicas: .spec.replicas, ready: .status.readyReplicas}'
{"name":"accounts","replicas":1,"ready":1}
$ kubectl scale deployment accounts -n accounts --replicas=2 >/dev/null; kubectl rollout status deployment/accounts -n accounts | tail -n 1
deployment "accounts" successfully rolled out
$ kubectl get deployment accounts -n accounts -o json | jq -c '{name: .metadata.name, replicas: .spec.replicas, ready: .status.readyReplicas}'
{"name":"accounts","replicas":2,"ready":2}
$ kubectl get pods -A -o json | jq -r '.items | group_by(.metadata.namespace)[] | "\(.[0].metadata.namespace) \(length)"'
accounts 2
finance 1
istio-system 5
kube-system 8
rogue 1
$ kubectl get ns -o json | jq '[.items[] | select(.metadata.labels["istio.io/dataplane-mode"]=="ambient")] | length'
3
%%
The environment, the clock and the files are the session's.
$ export COLOUR=teal; jq -n '$ENV.COLOUR, env.COLOUR, ($ENV | has("SSH_CONNECTION"))' -c
"teal"
"teal"
false
$ jq -n --argjson t "$(date +%s)" '(now - $t) | . >= 0 and . < 60'
true
$ echo '{"a": 1}' > one.json; echo '{"b": 2}' > two.json; jq -s -c add one.json two.json
{"a":1,"b":2}
$ jq -n --slurpfile one one.json --rawfile text two.json '$one[0].a, $text' -c
1
"{\"b\": 2}\n"
$ jq -n 'import "/etc/passwd" as $secrets; $secrets'
jq: error: module not found: /etc/passwd

jq: 1 compile error
[3]
%%
Its words for mistakes.
$ echo '{"a":1}' | jq .a.b
jq: error (at <stdin>:1): Cannot index number with string "b"
[5]
$ jq . nofile
jq: error: Could not open file nofile: No such file or directory
[2]
$ jq --what .
jq: Unknown option --what
Use jq --help for help with command-line options,
or see the jq manpage, or online docs  at https://stedolan.github.io/jq
[2]
$ jq -en false
false
[1]
$ jq -n '"sorry\n" | halt_error(7)'
sorry
[7]
%%
What it reads and writes streams.
$ printf '1\n2\n3\n4\n' | jq -c '[., input]'
[1,2]
[3,4]
$ yes 1 | jq '.+1' | head -n 2
2
2
