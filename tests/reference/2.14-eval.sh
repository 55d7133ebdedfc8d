x='echo hi; echo there'
eval "$x"
eval 'y=5'; echo $y
n=name; eval "$n=value"; echo $name
eval; echo $?
eval 'false'; echo $?
eval "echo \"\$y\" 'a  b'"
