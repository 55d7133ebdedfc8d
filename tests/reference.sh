#!/bin/sh
# Each tests/reference/*.sh, run by `bash ../script.sh` in our shell and in bash: standard output and exit status must
# be the same. A script that stands in tests/reference/DIFFERENCES ("SCRIPT reason") must differ; when it no longer
# does, its line goes. Scripts may write files called /tmp/ambit-reference.*; each starts without any.
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0
work=$(mktemp -d) || exit 2
exec 9>/tmp/ambit-reference-lock && flock 9 || exit 2 # the scripts' files are shared with other runs on this machine
trap 'rm -rf "$work" /tmp/ambit-reference.*' EXIT
for script in tests/reference/*.sh; do
    [ -e "$script" ] || continue
    name=$(basename "$script")
    rm -rf /tmp/ambit-reference.* "$work/home"
    mkdir "$work/home"

    { echo "cat > /script.sh <<'END OF THE SCRIPT'"; cat "$script"; echo "END OF THE SCRIPT"
      echo "bash ../script.sh 2>/dev/null"; } >"$work/commands"
    timeout 20 ./ambit run empty -f "$work/commands" >"$work/ours" 2>"$work/errors" </dev/null
    echo "status $?" >>"$work/ours"

    cp "$script" "$work/script.sh"
    (cd "$work/home" && exec env -i PATH=/usr/bin:/bin HOME=/root USER=root LC_ALL=C.UTF-8 \
        timeout 20 bash ../script.sh) >"$work/theirs" 2>/dev/null </dev/null
    echo "status $?" >>"$work/theirs"

    reason=$(sed -n "s/^$name  *//p" tests/reference/DIFFERENCES 2>/dev/null)
    if cmp -s "$work/ours" "$work/theirs"; then
        same=1
    else
        same=
    fi
    if [ -n "$same" ] && [ -n "$reason" ]; then
        failed=$((failed + 1))
        echo "FAILED $script: no longer differs; its line in DIFFERENCES can go"
    elif [ -n "$same$reason" ]; then
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
