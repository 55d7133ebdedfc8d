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
