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
