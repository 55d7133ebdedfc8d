### a tour of arrays
a=(one "two three" four)
echo ${a[0]} "${a[1]}" ${#a[@]} $a
for x in "${a[@]}"; do echo "[$x]"; done
a+=(five)
a[7]=seven
echo "${!a[@]}" ${#a[@]}
unset 'a[0]'
echo "${a[*]}"
echo "${a[-1]}"
b=("${a[@]}" last)
echo ${#b[@]} "${b[@]:1:2}"
i=2; echo "${b[i+1]}"
declare -a c=(x y z)
echo "${c[@]/y/Y}"
d=([3]=three [1]=one); echo "${!d[@]}" "${d[@]}"
e=(); echo ${#e[@]}
a=($(echo 1 2 3)); echo ${#a[@]}
multi=(
  one   # comment
  two
)
echo ${multi[@]}
IFS=, ; echo "${c[*]}"

### a tour of associative arrays
declare -A m
m[one]=1
m["two words"]=2
echo "${m[one]} ${m[two words]} ${#m[@]}"
k=one; echo "${m[$k]}"
m[one]+=1; echo ${m[one]}
unset 'm[one]'
echo "${!m[@]}"
declare -A n=([x]=10)
echo "${n[x]}" "${n[none]-unset}"

### elements, all, count, indices
a=(x 'y z' w); echo ${a[0]} "${a[1]}" ${a[@]} ${#a[@]} ${!a[@]} $a ${#a} ${#a[1]}; for e in "${a[@]}"; do echo "<$e>"; done; for e in "${a[*]}"; do echo "<$e>"; done

### sparse arrays
a=([3]=c [1]=a d [10]=e); echo ${a[@]} ${!a[@]} ${#a[@]}; a[7]=g; echo ${!a[@]}; unset 'a[3]'; echo ${!a[@]}; a+=(last); echo ${!a[@]}

### negative indices
a=(1 2 3); echo ${a[-1]} ${a[-3]}; a[-1]=z; echo ${a[@]}; unset 'a[-1]'; echo ${a[@]}; echo "[${a[-5]}]"; a[-9]=x; echo $?

### append
a=(1); a+=(2 3); a+=4; echo ${a[@]}; a[0]+=x; echo ${a[@]}; b=s; b+=(t); echo ${b[@]}; declare -p b

### indices are expressions
i=2; a=(0 1 2 3 4); echo ${a[i]} ${a[i+1]} ${a[$i]} ${a[i*2]} ${a["1"]}; a[i-1]=x; echo ${a[@]}; a[1+1]=y; echo ${a[2]}

### arrays from expansions
x='a b c'; a=($x); echo ${#a[@]}; a=("$x"); echo ${#a[@]}; a=($(echo 1 2) {3..5}); echo ${a[@]}; touch f1 f2; a=(f*); echo ${a[@]}; b=("${a[@]}" z); echo ${#b[@]}; set -- "${a[@]}"; echo $#

### arrays over lines
a=(
  one   # a comment
  two

  "three four"
)
echo ${#a[@]} "${a[2]}"

### empty arrays
a=(); echo ${#a[@]} "${a[@]}" "[${a[0]-unset}]" "[${a[@]-unset}]" "[${a[@]+set}]"; for x in "${a[@]}"; do echo no; done; a=(''); echo ${#a[@]} "[${a[@]+set}]"

### declare -p of arrays
a=(1 'b c' "d\"e" $'f\ng'); declare -p a; declare -a e; declare -p e; e=(); declare -p e; declare -a f=([2]=x); declare -p f; declare -A m=([a]=1); declare -p m; declare -A n; declare -p n

### an array's first element is its name
a=(1 2); a=x; echo ${a[@]}; echo "$a"; unset a; a[0]=q; echo $a; b=scalar; echo ${b[0]} ${b[@]} ${#b[@]}; b[1]=two; echo ${b[@]}

### slices
a=(a b c d e); echo ${a[@]:1:3} "${a[@]: -2}" ${a[@]:9} "${#a[@]:1}" 2>/dev/null; b=("${a[@]:2}"); echo ${#b[@]}

### operators over all elements
a=(one.txt two.txt); echo ${a[@]%.txt} ${a[@]/t/T} ${a[@]^^} "${a[@]/#/pre-}" "${a[@]/%/-post}"; echo "${a[*]:0:1}"

### IFS and ${a[*]}
a=(1 2 3); IFS=,; echo "${a[*]}"; s="${a[*]}"; echo "$s"; IFS=; echo "${a[*]}"; unset IFS; echo "${a[*]}"

### unset elements and arrays
a=(1 2 3); unset a[1]; echo ${a[@]}; unset 'a[@]'; echo "[${a[@]}]"; a=(1); unset a; a=2; declare -p a

### associative arrays
declare -A m; m[a]=1; m['b c']=2; m[$'d']=3; echo ${m[a]} "${m[b c]}" ${#m[@]}; k=a; echo ${m[$k]} ${m["b c"]}; for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort; unset 'm[a]'; echo ${#m[@]} "[${m[a]-gone}]"

### the order of associative arrays
declare -A m=([one]=1 [two]=2 [three]=3 [four]=4 [five]=5); echo "${!m[@]}"; echo "${m[@]}"; m[six]=6; echo ${!m[@]}; declare -p m; unset 'm[one]'; for k in "${!m[@]}"; do echo $k; done; declare -A n=([a]=1 [b]=2 [c]=3 [name]=x [app]=y [version]=v1); echo "${!n[@]}"

### associative arrays: the key is text, not an expression
declare -A m; m[1+1]=sum; m[2]=two; i=2; echo "${m[1+1]}" "${m[$i]}" "${m[i]-none}"; (( m[n]++ )); (( m[n]+=5 )); echo ${m[n]}; [[ -v m[n] ]] && echo set; [[ -v m[zz] ]] || echo unset

### counting words with an associative array
declare -A n; for w in a b a c b a; do n[$w]=$(( ${n[$w]:-0} + 1 )); done; for w in a b c; do echo "$w ${n[$w]}"; done

### errors of associative arrays
declare -A m; m[]=x; echo $?; m=(novalue); echo $? ${!m[@]}; a=(1); declare -A a; echo $?; declare -A q; declare -a q; echo $?

### bad subscripts
a=(1 2); echo ${a[]}; echo $?
a[]=3; echo $?
echo "${a[x y]}"; echo $?
echo end

### read -a
read -a w <<<'a b  c'; echo ${#w[@]} ${w[2]}; IFS=: read -ra p <<<'x:y::z'; echo ${#p[@]} "[${p[2]}]"

### arrays are not exported, and copied to subshells
a=(1 2); export a; bash -c 'echo "[$a]"'; (a[0]=x; echo ${a[@]}); echo ${a[@]}; a=($(echo "${a[@]}")); echo ${#a[@]}

### local arrays and arrays by name
f() { local -a l=(1 2); local m=(3 4); l+=(5); echo ${l[@]} ${m[@]}; }; f; echo "[${l[@]}]"; g() { local -n r=$1; r+=(new); echo ${#r[@]} ${r[0]}; }; a=(x); g a; echo ${a[@]}

### readonly arrays
declare -ra a=(1 2); a[0]=x; echo $?
a+=(3); echo $?
readonly -a b=(1); b=(2); echo $?

### an element by a nested subscript
a=(2 1 0); b=(x y z); echo ${b[a[0]]} ${b[${a[1]}]} ${b[${#a[@]}-1]}; declare -A m=([k]=1); echo ${b[m[k]]} ${b[${m[k]}]}

### printing and quoting arrays
a=('a b' "c'd" 'e$f'); printf '%q ' "${a[@]}"; echo; echo "${a[@]@Q}"; printf '<%s>\n' "${a[@]}"; (IFS=,; echo "${a[*]}")

### associative arrays: pairs, append, keys with odd bytes
declare -A m=(a 1 b 2); echo ${m[a]} ${m[b]}; m+=([c]=3); m[a]+=x; echo ${m[a]} ${#m[@]}; m[']']=br m['"']=q; echo "${m[']']}" "${m['"']}"; m[x y]=z; echo "${m[x y]}"; declare -A e=([@]=at); echo "${#e[@]}"

### mapfile
printf 'one\ntwo\nthree' >f; mapfile a <f; echo ${#a[@]}; printf '[%s]' "${a[@]}"; mapfile -t a <f; echo "${a[*]}"; mapfile -t -n 2 a <f; echo ${a[@]}; mapfile -t -s 1 a <f; echo ${a[@]}; mapfile -t -O 2 a <f; echo ${!a[@]}; mapfile -t <f; echo ${MAPFILE[1]}; mapfile -d e -t a <f; declare -p a; readarray -t b <<<$'x\ny'; echo ${b[1]}

### mapfile with a callback
printf '1\n2\n3\n' >f; cb() { echo "cb $1 ${2%$'\n'}"; }; mapfile -t -c 1 -C cb a <f; echo ${#a[@]}; mapfile -c 2 -C 'echo two' a <f


### keys with blanks in the value of an array
declare -A m=([a b]="c d" [e]=f [g h]+=i); for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort
declare -A n; n=([x  y]=1
[k 2]=v2 # and a comment ) (
); echo "${n[x  y]}${n[k 2]}"; f() { local -A l=([p q]=1); echo "${l[p q]}"; }; f
a=([ 1 ]=x [2 + 1]=y); declare -p a; b=( [0]=x [ ]); declare -p b; (c=([1 2]=x)); echo $?

### operators in the value of an array
t() { bash -c "$1"; echo "[$?]"; }
t 'a=(1 | 2)'; t 'a=(1 & 2)'; t 'a=(1 && 2)'; t 'a=(1 < 2)'; t 'a=(1 > 2)'; t 'a=(1 (2))'; t 'a=((1))'; t 'a=(b=(c))'; t 'a=(1 2; echo'
a=($(b=(1 2); echo ${b[1]}) "$([ a = a ] && c=([k]=v) && echo in)" <(d=(x y))); echo "${a[@]:0:2}"
a=(";" '&' \; "$(echo a; echo b)" <(:)); echo "${#a[@]}"; a=($(echo a; echo b) `echo c; echo d` ${x:-;} $((1<2))); echo ${a[@]}
