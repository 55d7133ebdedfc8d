#!/bin/bash
# The built program in a pseudo-terminal, as tests/pty/*.pty type and read it (tests/pty/drive.c); each in a home of its own.
# usage: tests/pty.sh [TEXT]    TEXT: only files with it in their name
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 XDG_DATA_HOME= XDG_CONFIG_HOME= ENV= BASH_ENV= HISTFILE=
unset NO_COLOR FORCE_COLOR CLICOLOR_FORCE COLORFGBG ACCESSIBLE AMBIT_LEARNER MAKEFLAGS MFLAGS MAKELEVEL
for file in tests/pty/*"$1"*.pty; do
    export HOME=$work/$(basename "$file" .pty)
    mkdir "$HOME"
    if timeout 120 build/release/drive "$file" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED pty: $file"
        cat "$work/out"
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
