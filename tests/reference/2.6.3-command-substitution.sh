x=$(echo one; echo two)
echo "$x"
echo $x
echo `echo back \`echo tick\``
y=$(printf 'a\n\n\n')
echo "[$y]"
z=$(false); echo $?
echo "$(case a in a) echo in case;; esac)"
echo $(echo $(echo $(echo deep)))
w=$(
  # comment with ) inside
  echo done
)
echo $w
