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
