#!/bin/sh
# Completion for bash, from what the program says of itself: ui/pack/completion.sh AMBIT
ambit=$1
commands=$("$ambit" help | awk '/^Commands:/ { inside = 1; next } /^$/ { inside = 0 } inside { printf "%s ", $1 }')

echo '# bash completion for ambit; made from `ambit help`'
echo '_ambit()'
echo '{'
echo '    local word=${COMP_WORDS[COMP_CWORD]} words='
echo '    if [ "$COMP_CWORD" -eq 1 ]; then'
echo "        words='$commands'"
echo '    else'
echo '        case ${COMP_WORDS[1]} in'
for command in $commands; do
    options=$("$ambit" help "$command" | awk '/^  -/ { printf "%s ", $1 }' | tr ' ' '\n' | sort -u | tr '\n' ' ')
    case $command in
    run | open) echo "        $command) words=\"$options \$(ambit list 2>/dev/null | awk '/^(  )?[a-z]/ { sub(/:\$/, \"\", \$1); print \$1 }')\" ;;" ;;
    help) echo "        help) words='$commands' ;;" ;;
    *) echo "        $command) words='$options' ;;" ;;
    esac
done
echo '        esac'
echo '    fi'
echo '    COMPREPLY=($(compgen -W "$words" -- "$word"))'
echo '}'
echo 'complete -o default -F _ambit ambit'
