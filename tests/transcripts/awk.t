awk over what the cluster prints: the world's own numbers, which change when the cluster does.
$ kubectl get pods -A --no-headers | awk '{count[$1]++} END{for (n in count) print n, count[n]}' | sort
accounts 1
finance 1
istio-system 5
kube-system 8
rogue 1
$ kubectl get pods -n finance --no-headers | awk '$3=="Running"{print $1 " is up"}'
curl is up
$ kubectl scale deployment accounts -n accounts --replicas=3 >/dev/null; kubectl rollout status deployment/accounts -n accounts | tail -n 1
deployment "accounts" successfully rolled out
$ kubectl get deployment -n accounts --no-headers | awk '{split($2, ready, "/"); printf "%-10s %d of %d (%.1f%%)\n", $1, ready[1], ready[2], 100*ready[1]/ready[2]}'
accounts   3 of 3 (100.0%)
$ awk 'BEGIN { while (("kubectl get ns -o name" | getline line) > 0) n++; print n " namespaces" }'
8 namespaces
$ kubectl get pods -A -o wide | awk 'NR==1{for(i=1;i<=NF;i++) if($i=="IP") column=i; next} {print $column > "/root/" $1 ".ips"} END{close("/root/finance.ips"); while ((getline ip < "/root/finance.ips") > 0) print "finance has", ip}'
finance has 10.244.1.9
%%
The clock and chance are the session's: the same seed gives the same numbers, in a replay too.
$ awk 'BEGIN{print strftime("%Y-%m-%d", systime()) == strftime("%F"), rand() != rand()}'
1 1
$ awk 'BEGIN{srand(42); print rand(), rand()}'
0.0334699 0.329964
%%
Where an image has no awk, there is none.
$ kubectl exec -n accounts deploy/accounts -- awk 1
error: Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "fd37a4d1f7fb734c5b6fe8dd813768eb84e2ec779191860fe8322560ba611d5b": OCI runtime exec failed: exec failed: unable to start container process: exec: "awk": executable file not found in $PATH
[1]
%%
Harm: loops and floods end, and the prompt comes back.
$ awk 'BEGIN{while(1);}'
ambit: interrupted: the command ran too long (limit COMMAND_STEPS)
[130]
$ awk 'BEGIN{while(1) a[i++]=i}'
awk: out of memory
[2]
$ awk 'BEGIN{s="x"; while(1) s = s s}'
awk: out of memory
[2]
$ awk 'function f(x){return f(x+1)} BEGIN{f(1)}'
awk: run time error: function calls nested too deeply
	FILENAME="" FNR=0 NR=0
[2]
$ awk 'BEGIN{print length(sprintf("%99999999999s", "x")); $100001="x"}'
100000
awk: run time error: program limit exceeded: maximum number of fields size=100000
	FILENAME="" FNR=0 NR=0
[2]
$ awk 'BEGIN{while(1) print "a line of text" > "/root/flood"}'
awk: write error: No space left on device
[1]
$ yes | awk 'NR==2{exit} 1'
y
$ printf 'a\0b\n\377\n' | awk '{print length($0)}'
3
1
$ awk '{print}' /root
awk: read error (Is a directory)
[2]
