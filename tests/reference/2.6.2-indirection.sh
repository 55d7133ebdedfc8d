a=b
b=value
echo "${!a}"
prefix_one=1 prefix_two=2
echo ${!prefix_*}
