echo a\ b \$HOME \\ \"q\" \'s\'
echo one \
  two
echo a\
b
