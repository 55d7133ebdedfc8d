### a check script
fail() { echo "FAIL: $1"; exit 1; }
ok=0
for name in alpha beta; do
  out=$(echo "pod/$name Running 1/1") || fail "no output"
  if [[ "$out" == *Running* ]] && echo "$out" | { read -r a b c; [ "$c" = 1/1 ]; }; then
    ok=$((ok + 1))
  else
    fail "$name"
  fi
done
[ "$ok" -eq 2 ] || fail count
echo "all $ok ok"
status=$(if [ $ok -gt 1 ]; then echo 200; else echo 500; fi)
[ "$status" == "200" ] && { echo "solved"; exit 0; }
fail end

### a tour of script files
printf '#!/bin/bash\necho "script $0 $# $1"\nexit 3\n' >./sh
bash ./sh arg; echo $?
sh -c 'echo $0 $1' zero one
bash -c 'echo $0'
echo 'echo from stdin $1' | bash -s x
bash /nonexistent.sh; echo $?
./sh; echo $?

### a tour of Unicode
x='héllo wörld ✓'
echo "${x}" ${#x} "${x:0:5}" "${x: -1}"
echo "${x/ö/o}"
echo '“quoted”'

### characters and bytes of a text
x=héé; echo ${#x}; echo $x | wc -m; echo $x | wc -c; echo ${x:1:1} ${x%?} ${x^^} ${x/é/e}; printf '%s\n' "${x@Q}"; printf '%-6s|%.2s|\n' $x $x

### strict mode
set -euo pipefail
IFS=$'\n\t'
trap 'echo "failed at line $LINENO" >&2' ERR
name=${1:-default}
echo "name: $name"
items=(a b c)
for i in "${items[@]}"; do echo "$i"; done
count=$(printf '%s\n' "${items[@]}" | grep -c .)
echo "$count"
grep nothing /dev/null || echo "nothing found"
false
echo not reached

### a retry loop
n=0
try() { n=$((n + 1)); [ $n -ge 3 ]; }
until try; do echo "attempt $n failed"; done
echo "done after $n"

### a menu of options
main() {
  local verbose=0 file= cmd
  while [ $# -gt 0 ]; do
    case "$1" in
      -v|--verbose) verbose=1 ;;
      -f|--file) file=$2; shift ;;
      --file=*) file=${1#*=} ;;
      --) shift; break ;;
      -*) echo "unknown option $1" >&2; return 2 ;;
      *) break ;;
    esac
    shift
  done
  cmd=${1:-none}
  echo "verbose=$verbose file=$file cmd=$cmd rest=${*:2}"
}
main -v -f a.txt run x y; main --file=b; main -z; echo $?; main -- -v

### logging functions and colours
red=$'\e[31m' reset=$'\e[0m'
log() { printf '%s[%s]%s %s\n' "$red" "$1" "$reset" "${*:2}" >&2; }
log INFO all is well; log ERROR "something  odd"

### parsing key=value lines
while IFS='=' read -r k v; do
  [[ -z $k || $k == \#* ]] && continue
  printf '%s -> %s\n' "$k" "$v"
done <<'E'
# comment
host=example.org
url=http://x/?a=b

empty=
E

### temporary files and cleaning up
tmp=work.$$; mkdir "$tmp"; cleanup() { rm -r "$tmp"; echo cleaned; }; trap cleanup EXIT
echo data >"$tmp/f"; cat "$tmp/f"; ls | wc -l

### joining and splitting
join() { local IFS=$1; shift; echo "$*"; }; join , a b c; join / x y; s=a,b,c; IFS=, read -ra parts <<<"$s"; echo ${#parts[@]} ${parts[2]}; echo "${s//,/ }"; IFS=,; set -- $s; echo $3; unset IFS; echo "${s%%,*} ${s##*,}"

### trimming and testing strings
x='  padded  '; x="${x#"${x%%[![:space:]]*}"}"; x="${x%"${x##*[![:space:]]}"}"; echo "[$x]"; [[ $x == p* ]] && echo starts; [[ $x == *dd* ]] && echo contains; [[ -z ${x//[a-z]/} ]] && echo letters; echo ${#x} ${x:0:1} ${x: -1}

### counting and sorting in a pipe
printf '%s\n' b a c a b a | sort | uniq -c | sort -rn | head -2 | while read n w; do echo "$w: $n"; done

### a heredoc that makes a manifest
name=web replicas=2
cat <<E
apiVersion: apps/v1
kind: Deployment
metadata: {name: $name}
spec:
  replicas: $replicas
  args: ["\$HOME", "$(echo ${name^^})"]
E

### functions that return by name, echo and status
get() { echo value; return 3; }; x=$(get); echo $? $x; set_by_name() { printf -v "$1" '%s' "${2}!"; }; set_by_name out hi; echo $out; ok() { return 0; }; if ok; then echo yes; fi; ok && echo also

### recursion over a tree
mkdir -p t/a/b t/c; touch t/1 t/a/2 t/a/b/3
walk() { local f; for f in "$1"/*; do [ -e "$f" ] || continue; echo "${f#t/}"; [ -d "$f" ] && walk "$f"; done; }
walk t

### a stack and a queue
s=(); push() { s+=("$1"); }; pop() { echo "${s[-1]}"; unset 's[-1]'; }; push a; push b; push c; pop; pop; echo ${#s[@]}; q=(1 2 3); echo ${q[0]}; q=("${q[@]:1}"); echo ${q[@]}

### a state machine
state=start; for e in go stop go reset bad; do case $state:$e in start:go) state=running;; running:stop) state=stopped;; stopped:go) state=running;; *:reset) state=start;; *) echo "no way from $state by $e"; continue;; esac; echo $state; done

### numbers: even, prime, fibonacci, greatest divisor
fib() { local a=0 b=1 i; for ((i=0;i<$1;i++)); do echo -n "$a "; ((t=a+b, a=b, b=t)); done; echo; }; fib 10; prime() { local i; (($1>1)) || return 1; for ((i=2;i*i<=$1;i++)); do (($1%i)) || return 1; done; }; for n in {1..20}; do prime $n && echo -n "$n "; done; echo; gcd() { while (($2)); do set -- $2 $(($1%$2)); done; echo $1; }; gcd 48 18; echo $((2**10)) $((0xff)) $((7/2)) $((-7%3))

### base conversion and padding
printf '%08d %x %o\n' 42 255 8; echo $((2#1010)) $((16#ff)); printf '%s\n' {08..11}; for i in {1..3}; do printf '%02d ' $i; done; echo; x=5; printf -v p '%04d' $x; echo $p

### a lock by noclobber
lock=lock.file; if (set -C; echo $$ >"$lock") 2>/dev/null; then echo locked; fi; if (set -C; echo x >"$lock") 2>/dev/null; then echo no; else echo busy; fi; rm "$lock"

### words quoted for another shell
cmd=(echo 'a b' "c'd" '$x'); printf -v line '%q ' "${cmd[@]}"; eval "$line"; bash -c "$line"; echo "${cmd[@]@Q}"; eval "echo ${cmd[*]@Q}"

### default values and required arguments
greet() { local who=${1:?who is missing}; echo "hello $who"; }; greet you; (greet) ; echo $?; : ${X:=set}; echo $X

### redirecting a whole script
exec 3>&1 >out.log 2>&1; echo hidden; nosuchcommand; exec >/dev/null; echo gone; exec >&3; cat out.log

### a script in another script, with its own status
cat >child.sh <<'E'
echo "child $1 of ${PARENT:-nobody}"; exit ${2:-0}
E
PARENT=me bash child.sh one; echo $?; bash child.sh two 4; echo $?; chmod +x child.sh 2>/dev/null; . ./child.sh three 5

### an array of commands, run by name
hello() { echo "hello $1"; }; bye() { echo "bye $1"; }; declare -A actions=([h]=hello [b]=bye); for k in h b x; do fn=${actions[$k]:-}; if [[ $fn ]]; then $fn you; else echo "no action $k"; fi; done

### waiting for several commands
for i in 1 2 3; do (exit $i) & pids[$i]=$!; done; for i in 1 2 3; do wait ${pids[$i]}; echo "$i: $?"; done

### command substitution in conditions
if [ "$(echo yes)" = yes ]; then echo y; fi; case $(echo b) in a) echo A;; b) echo B;; esac; while read l; do echo "l $l"; done <<<"$(printf '1\n2\n')"; [[ $(printf x) == x && -n $(echo) ]] || echo no

### assignments of arrays from files
printf 'one 1\ntwo 2\n' >data; declare -A t; while read k v; do t[$k]=$v; done <data; for k in one two; do echo "$k ${t[$k]}"; done; mapfile -t lines <data; echo ${#lines[@]} "${lines[1]}"; for l in "${lines[@]}"; do set -- $l; echo $2; done

### nothing is expanded twice
x='$(echo bad) `echo bad` $y *'; echo "$x"; y=$x; echo "$y"; eval 'z=$x'; echo "$z"; f() { echo "$1"; }; f "$x"

### text with all kinds of quotes through a pipe
cat <<'E' | while IFS= read -r l; do printf '<%s>\n' "$l"; done
a "double" b
it's single
back\slash and $dollar
  leading	tab
E

### carriage returns in a script
printf 'echo a\r\n' >crlf.sh; bash crlf.sh 2>/dev/null | od -c 2>/dev/null | head -1 >/dev/null; bash crlf.sh 2>/dev/null | wc -c
