i=0
while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done
until [ $i -eq 0 ]; do echo $i; i=$((i-1)); done
while false; do :; done; echo $?
while :; do i=$((i+1)); if [ $i -eq 2 ]; then continue; fi; if [ $i -gt 4 ]; then break; fi; echo "i $i"; done
while read -r l; do echo "<$l>"; done <<EOF
one
  two
EOF
