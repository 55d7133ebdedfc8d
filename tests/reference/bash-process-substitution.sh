cat <(echo a) <(echo b)
diff <(printf 'a\nb\n') <(printf 'a\nc\n')
while read -r l; do echo "[$l]"; done < <(printf '1\n2\n')
echo <(true) >(true)
source <(echo 'x=5; echo sourced $1') arg; echo $x
mapfile -t a < <(seq 3); echo ${#a[@]}
tee >(tr a-z A-Z) <<< hello > /dev/null; sleep 0.1
f() { cat "$1"; cat "$1"; }; f <(echo once)
head -n 1 <(yes)
exec 3< <(echo three); cat <&3; exec 3<&-
grep -c . <(seq 10)
cat < <(cat < <(echo nested))
x=$(cat <(echo in)); echo $x
echo "<(not)" '>(not)' a\<\(b\)
wc -l < <(seq 5)
echo x > >(cat); sleep 0.1
a=(<(echo q)); echo ${#a[@]}
