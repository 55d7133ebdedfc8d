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

result() # NAME: by the status of the command before
{
    if [ $? -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED pty: $1"
        cat "$work/out"
    fi
}

verdict() # what a grader says of the newest session there, but for whose file it is
{
    ./ambit submit -o "$work/handed.json" --name somebody >/dev/null 2>&1 &&
        ./ambit grade "$work/handed.json" --csv 2>/dev/null
}
# What a person did in one of the files above is no forgery: live and replayed are the same.
for name in seed plain; do
    [ -d "$work/$name" ] || continue
    export HOME=$work/$name
    verdict >"$work/out" && grep -q '"verified"' "$work/out"
    result "what $name.pty did is verified"
done
if [ -d "$work/solve" ]; then
    export HOME=$work/solve
    verdict >"$work/screen"
    ./ambit grade "$HOME"/*.json >"$work/out" 2>&1 && grep -q "verified, 10 of 10 points" "$work/out"
    result "what the screen wrote to be handed in is verified"
    export HOME=$work/plainly
    mkdir "$HOME"
    for block in 2 3 5 6 7 12; do echo "lab run $block"; done |
        ./ambit open waypoints-l7-where-it-matters --plain >"$work/out" 2>&1
    verdict >"$work/line"
    grep -q verified "$work/line" && cmp -s "$work/screen" "$work/line" && ! grep -q "$(printf '\033')" "$work/out"
    result "the screen and the plain face earn the same"
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
