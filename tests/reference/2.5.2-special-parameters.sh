set -- "a b" c
for w in "$@"; do echo "[$w]"; done
for w in $@; do echo "[$w]"; done
for w in "$*"; do echo "[$w]"; done
IFS=-
echo "$*" $*
false
echo $?
unset IFS
printf '<%s>' pre"$@"post; echo
set --
printf '<%s>' a "$@" b; echo
printf '<%s>' "$@"; echo
