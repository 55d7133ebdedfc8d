seq=''
for i in 1 2 3; do seq="$seq$i"; done | cat
echo "[$seq]"
for i in 1 2 3; do echo $i; done | { read a; echo "first $a"; }
if echo x | cat >/dev/null; then echo piped if; fi
{ echo a; exit 3; } | cat; echo ${PIPESTATUS[0]}
