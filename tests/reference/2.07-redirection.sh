### a tour of redirections
exec 3>&1
echo to three >&3
{ echo out; echo err >&2; } 2>&1 | cat
{ echo out; echo err >&2; } 2>/dev/null
echo lost >/dev/null
echo both &>/dev/null
(echo sub; echo suberr >&2) 2>&1
f() { echo in f; echo f err >&2; }
f 2>/dev/null
f >/dev/null 2>&1
echo swapped 3>&1 1>&2 2>&3 2>/dev/null
exec 3>&-
echo done

### a tour of files
d=./x
echo one >$d.a
echo two >>$d.a
cat <$d.a
while read -r line; do echo "line: $line"; done <$d.a
cat <$d.a >$d.b
cat $d.b $d.a
>$d.b
cat $d.b
set -C
echo no >$d.a 2>/dev/null || echo refused
echo yes >|$d.a
cat $d.a
set +C
cat </nonexistent-file 2>/dev/null || echo "status $?"

### a tour of here-strings
cat <<<word
x='a  b'
cat <<<"$x"
cat <<<$x
read -r a b <<<"one two three"
echo "$a|$b"

### a tour of here-documents
name=world
cat <<EOF
hello $name $(echo sub) $((1+1)) `echo tick`
  keeps  spaces "quotes" 'single' \$name \\ back\slash
EOF
cat <<'EOF'
hello $name $(no) \$ \\
EOF
cat <<-EOF
	tabs gone
		both $name
	EOF
cat <<A; cat <<B
first
A
second
B
cat <<EOF | cat -
piped
EOF
cat <<EOF
joined \
line
EOF
if true; then
cat <<"E O F"
inside $if
E O F
fi
x=$(cat <<EOF
in substitution
EOF
)
echo "$x"

### a tour of exec and descriptors
exec 5</dev/null
read x <&5 || echo eof
exec 5<&-
exec 4>./fd
echo into four >&4
exec 4>&-
cat ./fd
while read -r a <&3; do echo "got $a"; done 3<<EOF
1
2
EOF
(exec cat ./fd; echo never)
exec 6>&1 >./fd
echo hidden
exec >&6 6>&-
cat ./fd
echo x >&7; echo $?
