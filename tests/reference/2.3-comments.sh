echo a # comment
# only a comment
echo b#c 'd #e'
#
