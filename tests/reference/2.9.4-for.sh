for i in a "b c" d; do echo "$i"; done
for i in; do echo never; done
set -- x y
for i; do echo "$i"; done
for i do echo "$i"; done
for ((i=0; i<3; i++)); do echo $i; done
for ((;;)); do break; done
for i in 1 2
do
  echo $i
done
for i in $(echo p q); do for j in 1 2; do echo $i$j; done; done
echo last $i
