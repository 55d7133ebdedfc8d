### a tour of comments
echo a # comment
# only a comment
echo b#c 'd #e'
#

### a tour of newlines
if
true
then
echo a
fi
for x in 1 \
 2
do echo $x
done
f()
{
  echo body
}
f
case a
in
a)
echo case
esac
echo a &&

echo b |

cat

### a tour of aliases
shopt -s expand_aliases
alias hi='echo hello'
hi there
alias ll='hi x'
ll y
unalias hi
hi 2>/dev/null || echo gone
alias ll
alias say=echo
say one; say two | cat

### operators need no blanks
true&&echo a||echo b;echo c|cat;(echo d)>f;cat<f

### the longest operator wins
echo a>>f;echo b>>f;cat<f
cat<<<x
echo a>|f;cat f

### a number before an operator is a descriptor, after it is a file
echo a 1>out 2>err; cat out
echo 2 >2; cat 2
echo a2>f; cat f

### comments begin only a word
echo a#b # c
echo "#d" \#e #f
x=#g; echo $x

### an empty script

### a script of comments
# nothing
   # here

### blank lines and blanks at the end
echo a

	echo b

### a line of semicolons is an error
echo one
;;
echo two

### a semicolon may not begin a command
; echo x

### two semicolons outside of case
echo a;; echo b

### an ampersand and a semicolon
echo a & wait; echo b
true &; echo c

### reserved words only where a command begins
echo if then else fi do done case esac while until for { } ! in
x=if; echo $x

### reserved words may be arguments and patterns
case if in if) echo matched;; esac
for do in a b; do echo $do; done

### a closing brace needs a separator before it
{ echo a; }
{ echo }; }

### an alias is expanded at the next line
shopt -s expand_aliases
alias hi='echo hello'
hi there
alias a1=a2 a2='echo chained'
a1

### an alias on its own line is not known yet
shopt -s expand_aliases
alias x1='echo x1'; x1 2>/dev/null || echo unknown
x1

### an alias that ends with a blank
shopt -s expand_aliases
alias e='echo ' w='word'
e w w

### a quoted alias is not expanded
shopt -s expand_aliases
alias ls='echo aliased'
ls
\ls /nonexistent 2>/dev/null || echo real
'ls' /nonexistent 2>/dev/null || echo real

### aliases are off in scripts
alias a='echo a'
a 2>/dev/null || echo off

### unalias and a listing
alias b='echo "b"' a="it's"
alias
alias a
unalias a
alias a
unalias a b
alias

### a list goes on behind its operators
true &&

  echo and
false ||
  # a comment between
  echo or
echo x |
  cat

### a unicode name is no variable
é=1
echo $?

### an alias inside a substitution
shopt -s expand_aliases
alias foo='echo bar baz' e=echo
x=$(foo; echo "q $(foo)")
e $(foo) and more "$(e "$(foo)" <(foo) | tr -d /0-9)" `foo` $(e 1; e "$(e 2)") "$x"

### an alias of several lines
shopt -s expand_aliases
alias x=$'echo a\necho b' y=$'echo q\n' z=$'x\nx\n' open=$'if true; then\n echo'
x
echo $LINENO
x c
y echo $LINENO
z echo bar
if true; then x; z
fi; open $LINENO
fi
echo $(x) "$(z echo 1)" $LINENO
eval x; echo $LINENO
bash -c $'shopt -s expand_aliases\nalias w=$\'echo a\n)\'\nw' 2>&1 | tail -n 2
