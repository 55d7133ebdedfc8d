printf '%s|' $'a\tb' $'n\nl' $'q\'q' $'\x41\102' $'\u00e9'
echo
