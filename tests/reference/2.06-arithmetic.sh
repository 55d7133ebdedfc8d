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

### the operators
echo $((7+3)) $((7-3)) $((7*3)) $((7/3)) $((7%3)) $((2**10)) $((-7/2)) $((-7%3)) $((7&3)) $((7|8)) $((7^2)) $((~5)) $((1<<4)) $((256>>3)) $((!0)) $((!7))

### comparisons
echo $((1<2)) $((2<1)) $((2<=2)) $((3>=4)) $((1==1)) $((1!=1)) $((1>0)) $((-1>-2))

### logic stops early
x=0; echo $((0&&(x=1))) $x $((1||(x=1))) $x $((1&&(x=2))) $x $((0||0)) $((5&&7))

### precedence
echo $((1+2*3)) $(((1+2)*3)) $((2**3**2)) $((-2**2)) $((1<<2+1)) $((1|2&3)) $((1==1&&2>1)) $((10-4-3)) $((100/10/2)) $((!1+1)) $((~0+1))

### a choice
x=5; echo $((x>3?10:20)) $((x<3?10:20)) $((0?1:0?2:3)) $((1?x=7:9)) $x

### assignments
x=5; echo $((x=3)) $((x+=2)) $((x-=1)) $((x*=6)) $((x/=4)) $((x%=4)) $((x<<=3)) $((x>>=1)) $((x|=3)) $((x&=6)) $((x^=5)) $x

### increments
i=5; echo $((i++)) $((++i)) $((i--)) $((--i)) $((i++ + ++i)) $i $((- -i)) $((+i))

### commas
echo $((1,2,3)) $((x=1,y=x+1,y*10)) $x $y

### variables without a dollar
a=4 b=a c=b+1; echo $((a)) $((b)) $((c)) $((a*b)) $((unset_one+1)) $(($a+${a})) $((c*2))

### numbers in other bases
echo $((0x1f)) $((017)) $((2#1011)) $((16#ff)) $((36#z)) $((62#Z)) $((64#_)) $((8#17)) $((16#Ff))

### errors of numbers
(echo $((08))); echo $?
(echo $((2#2))); echo $?
(echo $((1#1))); echo $?
(echo $((65#1))); echo $?
(echo $((0xg))); echo $?
(echo $((1a))); echo $?

### numbers wrap at 64 bits
echo $((9223372036854775807)) $((9223372036854775807+1)) $((-9223372036854775808)) $((2**63)) $((9999999999999999999)) $((1<<63)) $((1<<64))

### division by zero
echo $((1/0)); echo $?
echo $((1%0))

### operands that are missing
(echo $((1+))); echo $?
(echo $((*2))); echo $?
(echo $((1 2))); echo $?
(echo $(((1)); echo x)) 2>&1 | head -1; echo $?
(echo $((1?2))); echo $?
(echo $((5=1))); echo $?

### an empty expression is nothing
echo $(( )) $((  )); x=; echo $((x)) $(($x+1))

### blanks and newlines
echo $((  1
 + 2 )) $((1	+	2))

### elements in expressions
a=(10 20 30); i=1; echo $((a[1])) $((a[i]+a[i+1])) $((a[0]++)) ${a[0]} $((a[5]=7)) ${!a[@]} $((a)) $((a[-1]))
declare -A m=([x]=5); echo $((m[x]+1)) $((m[y]))

### (( )) is a command
((5>3)) && echo yes; ((0)) || echo no; ((x=5,x*2)); echo $? $x; (( x-=5 )); echo $? $x; ((x++)); echo $?

### let takes words
let x=1+2 y=x*2; echo $? $x $y; let "z = 5 > 3" 'z += 1'; echo $? $z; let 0; echo $?; let; echo $?

### let and (( )) name themselves in errors
let 1+; echo $?
((1+)); echo $?
let x=08; echo $?
(( 1/0 )); echo $?

### quotes inside
echo $(("1"+"2")) $(('3'+4)) 2>&1; x=5; echo $(("$x"+1))

### substitutions inside
echo $(( $(echo 5) + `echo 6` )) $(( ${x:-7} * 2 )) $(( $((2)) ** $((3)) ))

### a name that is itself an expression
x='1+1'; echo $((x*2)) $(($x*2)); y='z=9'; echo $((y)) $z

### a recursion of names
a=b; b=a; echo $((a)); echo $?
echo after

### declare -i evaluates
declare -i n=2+3; n=n*2; echo $n; n='n/3'; echo $n; n=abc; echo $n; n=1/0; echo $? $n

### a for loop of expressions
for ((i=0;i<3;i++)); do echo $i; done; echo $i
for ((i=3;i;i--)) { echo $i; }
for ((;;)); do break; done; echo $?
for ((i=0,j=10;i<j;i+=3,j-=3)); do echo $i $j; done

### an error in a for loop
for ((i=0;i<1/0;i++)); do echo no; done; echo $?

### a comma between ? and :, none behind it
echo $((1?2,3:4)) $((0?1:2,3)); echo $((1?n=1:n)); (echo $((1?2:m=3))); (echo $((0?2:m=3)))

### the left side is read before the right
m=5; echo $((m-=m++)) $m; m=2; echo $((m+=m*=3)) $m; echo $((n=m++ + m++)) $m

### what may stand behind a name
x='a b'; (echo $((x.y))); (echo $((x y))); (echo $((x))); (echo $((1.5))); (echo $((x#1))); (echo $((~ m+=7)))

### a negative exponent
(echo $((2**-1))); (echo $((2**-1, 5))); (echo $((1+2**-2+3)))

### a branch that is not taken evaluates nothing
x=1+; echo $((1||x)) $((0&&x)) $((1?2:x)) $((0?x:3)); a=(1+); echo $((1||a[0])); (echo $((1&&x)))

### a number that is wrong hides what follows it
x='3bd + 5'; (echo $((x))); (echo $((08 + 1))); (echo $((1 + 2#9 * 3)))

### a variable of blanks is nothing
x='  '
echo $((x)) $((x + 2)) "$((x ? 1 : 2))"

### what a parenthesis misses
(echo $(( (1 + x y) ))); (echo $(( (1 2) ))); (echo $(( (echo a) | cat ))); (echo $(( (1 )))

### commands behind (( and $((
echo $((echo a; (echo b)); echo c); ((echo d) | cat); ((echo e); (echo f)); echo "$((echo "g)") )" ${x:-$((echo 5) )}
echo $((echo ')' ) ) $((echo $'a)') ) $((echo \) ) ) $((`echo 1`+1)) $((echo "$(echo ")")") )
if ((echo in a condition
) ); then echo $((true) && echo yes); fi
(((
echo on many lines) )
)
nosuch

### commands behind twenty-five $((
echo $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( $(( nosuch ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) )

### commands behind (( within quotes, again and again
(( "$( (( "$( (( "$( (( "$( (( "$( (( "$( echo x )" ) ) )" ) ) )" ) ) )" ) ) )" ) ) )" ) )
echo "$(( "$(( "$(( "$(( "$(( "$(( 1 + 1 ))" + 1 ))" + 1 ))" + 1 ))" + 1 ))" + 1 ))"

### arithmetic is found by its parentheses alone
bash -c 'echo $((case x in x) echo hi;; esac) )'; bash -c 'echo $((case x in (x) echo hi;; esac) )'
bash -c 'echo $((1+2) + 3)'; bash -c 'echo $(( 1 ) + ( 2 ))'; f() { echo "$((a) b)"; }; f
