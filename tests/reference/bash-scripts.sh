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
echo “quoted”
