unset u
e=
s=set
echo "${u-a} ${e-b} ${s-c} | ${u:-a} ${e:-b} ${s:-c}"
echo "${u+a} ${e+b} ${s+c} | ${u:+a} ${e:+b} ${s:+c}"
echo "${u:=assigned} $u"
echo ${u:-"a  b"} ${missing:-"a  b" c}
echo "${missing:-"quoted  inner"}"
(echo ${never:?gone wrong}) 2>/dev/null || echo failed
echo ${s:?fine}
