echo 'a  b' '$HOME' 'back\slash' ''
echo 'multi
line' end
printf '[%s]\n' '' 'x'"y"z
