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
