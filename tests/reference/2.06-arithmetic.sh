### a tour of arithmetic
echo $((1 + 2 * 3)) $(((1+2)*3)) $((7/2)) $((7%3)) $((-7/2)) $((2**10))
a=5
echo $((a+1)) $((a++)) $a $((++a)) $((a--)) $((a+=10)) $a
echo $((1<2)) $((2<=1)) $((1==1 && 0)) $((0||3)) $((!0)) $((~5)) $((5&3)) $((5|3)) $((5^3)) $((1<<4)) $((-16>>2))
echo $((1?2:3)) $((0?2:3)) $((1,2,3)) $((0x1f)) $((017)) $((2#101)) $((16#ff))
b='a + 1'
echo $((b*2)) $((unset_one + 1))
echo $(( $(echo 4) * 2 ))
((a > 3)) && echo bigger
((0)) || echo zero
let c=3*4
echo $c

### a tour of arithmetic errors
bash -c 'echo $((1/0)); echo never'
bash -c 'echo $((1+)); echo never'
bash -c '((1/0)); echo went on $?'
bash -c 'a=x+; echo $((a))'
bash -c 'echo $((08))'
bash -c 'echo $((1 2))'
echo "status $?"
