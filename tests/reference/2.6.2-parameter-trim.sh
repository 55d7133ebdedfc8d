f=/usr/local/lib/name.tar.gz
echo ${f##*/} ${f#*/} ${f%.*} ${f%%.*} ${f%/*}
p='*'
q='a*b*c'
echo "${q%$p*}" "${q%"$p"*}" "${q#a\*}"
echo "${#f} ${#q}"
v=aaa
echo "${v#a}" "${v##a*}" "${v%a}" "${v%%b}"
