type -t echo if
f() { :; }
type -t f
command -v echo
command -v f
command -v no-such-thing || echo none
command echo direct
echo() { printf 'shadow\n'; }
echo x
command echo x
builtin echo y
unset -f echo
type echo
type nothing-here
