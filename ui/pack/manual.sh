#!/bin/sh
# The manual page, from what the program says of itself: ui/pack/manual.sh AMBIT VERSION
ambit=$1
plain() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\&&/"; }
commands() { "$ambit" help | awk '/^Commands:/ { inside = 1; next } /^$/ { inside = 0 } inside { print $1 }'; }

echo ".TH AMBIT 1 \"\" \"ambit $2\" \"User Commands\""
echo .SH NAME
"$ambit" help | sed -n '1s/^ambit: /ambit \\- /p'
echo .SH SYNOPSIS
echo .nf
for command in $(commands); do
    "$ambit" help "$command" | sed -n '/^$/q; s/^Usage: //; s/^  *//; p' | plain
done
echo .fi
echo .SH COMMANDS
for command in $(commands); do
    echo ".SS $command"
    echo .nf
    "$ambit" help "$command" | sed '1,/^$/d' | plain
    echo .fi
done
