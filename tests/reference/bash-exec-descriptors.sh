exec 5</dev/null
read x <&5 || echo eof
exec 5<&-
exec 4>/tmp/ambit-reference.fd
echo into four >&4
exec 4>&-
cat /tmp/ambit-reference.fd
while read -r a <&3; do echo "got $a"; done 3<<EOF
1
2
EOF
(exec cat /tmp/ambit-reference.fd; echo never)
exec 6>&1 >/tmp/ambit-reference.fd
echo hidden
exec >&6 6>&-
cat /tmp/ambit-reference.fd
echo x >&7; echo $?
