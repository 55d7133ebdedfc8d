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
