#!/bin/sh
# Each tests/reference/*.sh in our shell and in bash: standard output and exit status must be the same. A script that
# stands in tests/reference/DIFFERENCES ("SCRIPT reason") must differ; when it no longer does, its line goes.
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C
passed=0 failed=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
for script in tests/reference/*.sh; do
    [ -e "$script" ] || continue
    name=$(basename "$script")
    timeout 20 ./ambit run empty -f "$script" >"$work/ours" 2>"$work/errors" </dev/null
    echo "status $?" >>"$work/ours"
    cp "$script" "$work/script.sh"
    mkdir "$work/home"
    (cd "$work/home" && env -i PATH=/usr/bin:/bin HOME=/root LC_ALL=C timeout 20 bash ../script.sh) \
        >"$work/theirs" 2>/dev/null </dev/null
    echo "status $?" >>"$work/theirs"
    rm -rf "$work/home"
    reason=$(sed -n "s/^$name  *//p" tests/reference/DIFFERENCES 2>/dev/null)
    if cmp -s "$work/ours" "$work/theirs"; then
        if [ -z "$reason" ]; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "FAILED $script: no longer differs; its line in DIFFERENCES can go"
        fi
    elif [ -n "$reason" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $script"
        diff -u --label bash --label ambit "$work/theirs" "$work/ours"
        head -n 5 "$work/errors"
    fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
