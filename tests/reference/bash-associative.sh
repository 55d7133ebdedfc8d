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
