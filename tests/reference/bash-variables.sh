### a tour of declare
declare -i n=5+3
echo $n
n+=2; echo $n
declare -r c=1
declare -u up=abc; echo $up
declare -l low=ABC; echo $low
declare -x ex=1
declare -p n c up ex
declare -a arr=(1 2); declare -p arr
f() { declare v=in; echo $v; }; v=out; f; echo $v
g() { local a=1 b; echo "$a [$b]"; }; g
h() { declare -g gl=global; }; h; echo $gl

### declare -p shows what a variable is
x=1; y='a b'; declare -i n=3; declare -r r=ro; declare -x e=ex; declare -l low=ABC; declare -u up=abc; declare u; declare -p x y n r e low up u; declare -p nosuch; echo $?

### declare with attributes on and off
declare -i n=5; n=n+1; echo $n; declare +i n; n=n+1; echo $n; declare -x e=1; declare +x e; bash -c 'echo "[$e]"'; declare -u s=abc; s=def; echo $s; declare +u s; s=ghi; echo $s

### declare -l and -u are exclusive
declare -l x=ABC; declare -u x; x=def; echo $x; declare -p x

### declare in a function is local, -g is not
f() { declare x=in; declare -g y=out; echo $x $y; }; x=before; f; echo $x $y

### local keeps what it had when asked again
f() { local x=1; local x; echo "[$x]"; local x=2; echo $x; }; f; echo "[${x-unset}]"

### local without a value, and unset in a function
x=g; f() { local x; echo "[${x-unset}]"; x=1; unset x; echo "[${x-unset}]"; }; f; echo $x

### local lists, status, outside
f() { local a=1 b='x y'; local; }; f; local z; echo $?; f() { local x=$(false); echo $?; }; f

### local hides and inner functions see it
a() { local v=a; b; echo $v; }; b() { echo $v; v=b; }; v=top; a; echo $v

### local of an exported variable stays exported
export ex=out; f() { local ex=in; bash -c 'echo $ex'; }; f; bash -c 'echo $ex'

### a reference
x=1; declare -n r=x; echo $r; r=2; echo $x; declare -p r; echo ${!r}; unset r; echo "[${x-gone}]"; unset -n r; x=5; echo $x ${r-no}

### a reference as a function's parameter
set_it() { local -n out=$1; out="value of $2"; }; set_it result arg; echo $result; swap() { local -n a=$1 b=$2; local t=$a; a=$b; b=$t; }; p=1 q=2; swap p q; echo $p $q

### a reference to an array and to an element
arr=(a b c); declare -n r=arr; echo ${r[1]} ${#r[@]} "${r[@]}"; r[1]=B; echo ${arr[@]}; declare -n e='arr[2]'; echo $e; e=C; echo ${arr[@]}; declare -A m=([k]=v); declare -n rm=m; echo ${rm[k]} ${!rm[@]}

### a reference in a loop
x=1 y=2; declare -n r; for r in x y; do echo "$r ${!r}"; done

### references that cannot be
declare -n s=s; echo $?; declare -n t=1a; echo $?

### readonly and its errors
readonly a=1; readonly a; a=2
echo "line goes on"
readonly a=3; echo $?
declare -r b=1; declare b=2; echo $?; declare +r b; echo $?
f() { local a=5; echo $a; }; f; echo $?

### readonly variables in different places
readonly r=1
for r in a; do echo no; done; echo $?
read r <<<x; echo $?
((r++)); echo $?
printf -v r x; echo $?
unset r; echo $?
export r; echo $?
r=2 echo no; echo $?
(( r = 3 )); echo after

### declare -f and type print functions
f() { echo a; if [ $1 ]; then echo b; else echo c; fi; }
declare -f f; type f; declare -F f; declare -F nosuch; echo $?; declare -f nosuch; echo $?

### functions are printed in bash's layout
g() { for i in 1 2; do echo $i; done; while read x; do :; done <f; until false; do break; done; case $1 in a|b) echo ab ;; *) ;; esac; (cd /; ls) | cat; { echo x; } 2>&1; [[ -f x && $y == z* ]] || ((i++)); }
declare -f g

### functions with everything, printed
h() {
  local x=1 y="a b"   # comment
  export z=$(echo hi)
  echo "$x" 'y' $'z' >out 2>/dev/null &
  wait
  cat <<E
body $x
E
  cmd1 && cmd2 || cmd3
  ! true; time true
  for ((i=0; i<3; i++)); do echo $i; done
  select s in a b; do break; done
  arr=(1 2 3); arr[1]=x
  inner() { echo inner; }
  if a; then b; elif c; then d; else e; fi
  cat <<<"here" <in >>out 2>&1 1>&2 3<&- &>all
  return 0
}
declare -f h

### functions of other bodies, printed
s() ( echo sub; ); i() if true; then echo; fi; l() for x; do echo $x; done; t() [[ -n $1 ]]; r() { echo; } >out
declare -f s i l t r

### type of everything
f() { :; }; shopt -s expand_aliases; alias al='echo x'; type -t f al if cd ls nosuch; echo $?; type cd if al nosuch; type -a echo | head -1; type -p cd; type -P ls >/dev/null; echo $?

### command -v and -V
f() { :; }; command -v f cd if nosuch; echo $?; command -V cd; command -V f; command -V nosuch; command -v -- cd; command; echo $?

### command and builtin skip functions
echo() { printf 'fn\n'; }; echo a; command echo b; builtin echo c; unset -f echo; builtin nosuch; builtin ls

### enable turns builtins off
enable -n echo 2>/dev/null; type -t echo; enable echo; type -t echo; enable nosuch; echo $?; enable | head -3; enable -n

### hash
hash -r; hash; echo $?; hash ls; hash nosuch; echo $?; hash -t nosuch; echo $?; hash -d nosuch; echo $?

### umask
umask 022; umask; umask -S; umask 077; umask; umask u=rwx,g=rx,o=; umask; umask -p; umask 999; echo $?; umask g+w; umask -S; umask x; echo $?

### ulimit
ulimit -z; echo $?; ulimit -n abc; echo $?

### unset in its forms
x=1 y=2; unset x y; echo "$x$y"; unset -f x; f() { :; }; unset f; type -t f; x=1; f() { x() { :; }; }; f; unset x; echo "[$x]"; type -t x; a=(1 2); unset a[0]; echo ${a[@]}; unset -v a; echo ${#a[@]}

### shopt
shopt nullglob; echo $?; shopt -s nullglob; shopt nullglob; shopt -q nullglob; echo $?; shopt -u nullglob; shopt -p nullglob extglob; shopt nosuch; echo $?; shopt -s nosuch; echo $?; shopt -o pipefail; shopt -so pipefail; shopt -po pipefail; [[ -o pipefail ]] && echo on; shopt -z; echo $?

### shopt options that bash lists
shopt -s | head -3; shopt -u | grep -c . >/dev/null; shopt | grep -E '^(dotglob|expand_aliases|sourcepath)'

### IFS is put back by local
f() { local IFS=,; echo "$*"; }; f a b c; set -- x y; echo "$*"

### variables with names of options
POSIXLY_CORRECT=; unset POSIXLY_CORRECT; OPTIND=1; echo $OPTIND; PS3=x; echo $PS3; REPLY=r; echo $REPLY

### declare without a name lists
declare -i zz_int=5; declare -i | grep zz_int; declare -r zz_ro=1; declare -r | grep zz_ro; declare -x zz_ex=1; declare -x | grep zz_ex; declare | grep ^zz_int; zz_f() { :; }; declare -F | grep zz_f

### an array declared and assigned at once
declare -a a=(1 2); declare -A m=([x]=1 [y]=2); declare -i -a n=(1+1 2*3); echo ${a[1]} ${m[y]} ${n[@]}; declare a[5]=x; echo ${!a[@]}; declare -a b; b[1]=q; declare -p b; x=s; declare -a x; declare -p x

### case attributes on arrays
declare -u -a a=(ab cd); a+=(ef); echo ${a[@]}; declare -l s; s=ABC; s+=DEF; echo $s

### conversions that are refused
a=(1); declare -A a; echo $?; declare -A m; declare -a m; echo $?; declare +a a; echo $?

### an unset variable that was declared
declare x; echo "${x-unset}" "${x+set}"; declare -i n; echo "${n-unset}"; [[ -v x ]]; echo $?; x=; [[ -v x ]]; echo $?

### -v on elements and arrays
a=(1 2); declare -A m=([k]=v); for t in a 'a[0]' 'a[5]' m 'm[k]' 'm[z]' 'a[@]' nosuch 1 '#' '?'; do [[ -v $t ]] && echo "$t yes" || echo "$t no"; done; test -v a; echo $?

### export and unset of what a child sees
x=1 bash -c 'echo $x'; export x=2; x=3; bash -c 'echo $x'; unset x; bash -c 'echo "[$x]"'; x=4; bash -c 'echo "[$x]"'

### env shows what is exported
env -i PATH=$PATH bash -c 'export A=1; B=2; C=3 env' | grep -E '^[ABC]=' | sort; env -u HOME bash -c 'echo "[$HOME]"'

### braces come before the assignments of declare
f() { local x=a{1,2}; echo $x ${x2-none}; }; f; declare y={a,b} z=1; echo "$y $z"; export e={c,d}; echo $e; v={a,b}; echo $v

### PIPESTATUS of tests, groups and errors
false; [[ a ]]; echo ${PIPESTATUS[@]}; false; ((0)); echo ${PIPESTATUS[@]}; false; { true; }; echo ${PIPESTATUS[@]}; ! [[ '' ]]; echo ${PIPESTATUS[@]}; ! true; echo ${PIPESTATUS[@]}
for i in 1; do : $((1/0)); done
echo ${PIPESTATUS[@]}

### $_ and what bash leaves in the environment
cd /; : a; x=1; echo "[$_]"; : a; x=$(echo q); echo "[$_]"; : a >/dev/null; >/dev/null; echo "[$_]"
env | grep '^_='; bash -c 'env' | grep '^_='; export _; env | grep '^_='; env -i env; env env | grep '^_='
bash -c 'echo $_; echo a b; echo $_' | sed 's/.*bin.bash/BASH/'; timeout 5 env | grep '^_='
f() { echo "in $_"; }; : x; f y; echo $_
