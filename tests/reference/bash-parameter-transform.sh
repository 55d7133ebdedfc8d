x="a 'b'"
echo "${x@Q}"
set -- 1 2
echo "${@/#/p}" "${*%2}"
echo ${#@} ${#*}
y=abc
echo "${y/b/[&]}" "${y/b/\&}"
