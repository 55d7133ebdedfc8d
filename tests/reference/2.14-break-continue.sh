for i in 1 2 3; do for j in 1 2 3; do [ $j = 2 ] && continue 2; [ $i = 3 ] && break 2; echo $i$j; done; done
for i in 1 2; do while :; do break; done; echo $i; done
for i in 1 2 3; do if [ $i = 2 ]; then break; fi; done; echo $i
