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

### output to a file, append, clobber
echo a >f; echo b >>f; cat f; echo c >f; cat f; : >f; cat f; >g; ls

### input from a file
printf '1\n2\n' >f; cat <f; read x <f; echo $x; wc -l <f

### errors to a file, both to one
ls /nonexistent 2>err; echo $?; [ -s err ] && echo filled
{ echo out; echo err >&2; } >both 2>&1; cat both
{ echo out; echo err >&2; } &>b2; cat b2; { echo o2; echo e2 >&2; } &>>b2; cat b2

### the order of redirections
{ echo out; echo err >&2; } 2>&1 >f; echo --; cat f

### redirections anywhere in a command
>f echo a b; cat f; echo <f c >g d; cat g; 2>&1 echo x

### a redirection of a file that is missing
cat <missing; echo $?; echo a >no/such/f; echo $?; : <missing; echo $?

### a redirection error of a special builtin, of a function, of a group
f() { echo in f; }; f <missing; echo $?; { echo in; } <missing; echo $?; (echo sub) <missing; echo $?
export x=1 <missing; echo $? $x
exec <missing; echo "not reached $?"

### descriptors of exec
exec 3>f; echo one >&3; echo two >&3; exec 3>&-; cat f; exec 4<f; read a <&4; read b <&4; echo $a $b; exec 4<&-; read c <&4; echo $?

### exec keeps a copy of the output
exec 3>&1 >f; echo hidden; exec >&3 3>&-; echo shown; cat f

### a descriptor moved
exec 5>f; echo a >&5; exec 6>&5-; echo b >&6; echo c >&5; echo $?; exec 6>&-; cat f

### noclobber
set -C; echo a >f; echo b >f; echo $?; echo c >|f; cat f; echo d >>f; cat f; echo e >/dev/null

### an ambiguous redirect
x='a b'; echo hi >$x; echo $?; unset u; echo hi >$u; echo $?; echo hi >"$x"; ls
touch g1 g2; echo hi >g*; echo $?

### a redirection of a loop and an if
for i in 1 2; do echo $i; done >f; cat f; while read x; do echo got $x; done <f; if true; then echo y; fi >f; cat f

### read takes its lines from the loop's file
printf 'a\nb\nc\n' >f; while read x; do read y; echo "$x-$y"; done <f

### here-documents expand
x=v; cat <<END
$x ${x}s $(echo sub) $((1+1)) `echo bq` \$x \\ "quoted" 'single' a\
joined
END

### here-documents with a quoted delimiter
x=v; cat <<'END'
$x $(echo) \
END

### here-documents without their tabs
cat <<-END
	one
		two
	  three
	END
echo after

### two here-documents of one command
cat <<A; cat <<B
a
A
b
B
cat <<A - <<B
first
A
second
B

### a here-document of a loop, a function, a pipe
while read l; do echo "l:$l"; done <<E
1
2
E
f() { cat <<E
in f $1
E
}
f x; f y
cat <<E | tr a-z A-Z
piped
E

### a here-document inside of $( )
x=$(cat <<E
in
E
)
echo "$x"

### a delimiter with blanks, an empty delimiter
cat <<'a b'
text
a b
cat <<''
until an empty line

echo after

### a here-string
cat <<<word; x='a  b'; cat <<<$x; cat <<<"$x"; cat <<<'q'"r"; read a b <<<"1 2 3"; echo $b; cat <<<''

### here-strings are not split and have no patterns
touch a b; cat <<<*; cat <<<"a
b"

### pipes with errors
{ echo out; echo err >&2; } |& sort
{ echo out; echo err >&2; } 2>&1 | sort

### a redirection to a descriptor in a variable
fd=2; echo err >&$fd; exec 3>f; fd=3; echo text >&$fd; cat f

### /dev/null, /dev/stdout, /dev/stderr, /dev/fd
echo a >/dev/null; cat </dev/null; echo b >/dev/stdout; echo c >/dev/stderr; echo d >/dev/fd/1; echo e | cat /dev/stdin; echo f | cat -

### a failing redirection stops the command only
echo a >/no/x && echo b || echo c; echo goes on

### redirections of a command that is nothing
>a >b; ls; x=1 >c; echo $x; ls

### a here-document and a redirection together
cat <<E >f 2>&1
body
E
cat f

### a large number for a descriptor
echo x 9>f >&9; cat f
exec 8>&1; echo y >&8; exec 8>&-; echo z >&8; echo $?

### a directory is no file to write
mkdir d; echo a >d; echo $?

### duplicates and closed descriptors
echo to err >&2; echo a 1>&2 2>/dev/null
echo closed >&-; echo $?
echo x >&7; echo $?

### {name}> allocates a descriptor
exec {fd}>f; [ $fd -ge 10 ] && echo high; echo text >&$fd; exec {fd}>&-; cat f

### <> opens for both
printf 'abc\n' >f; exec 3<>f; read x <&3; echo $x; echo more >&3; exec 3>&-; cat f

### a here-document that never ends
cat <<END
text
echo not run

