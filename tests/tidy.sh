#!/bin/sh
# The rules of the house that a machine can check (DESIGN.md, house style). Prints what breaks one and exits 1;
# warnings are for a reviewer and break nothing. Needs awk and sh only. Exceptions, with reasons: tests/tidy.allow.
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C
violations=$(
    find sim ui web tests -name node_modules -prune -o -name '*.[ch]' -print | sort | xargs awk -f tests/tidy.awk tests/tidy.allow
    find sim ui web tests scenarios -name node_modules -prune -o -print 2>/dev/null |
        grep -E '/(utils?|misc|helpers?|common)(\.[a-z]+)?$' | sed 's/$/: this name says nothing/'
    find sim ui web tests scenarios Makefile README.md .ci .gitignore -name node_modules -prune -o -type f ! -path 'tests/tidy.*' ! -path 'tests/seed/*' \
        ! -name '*.png' -print 2>/dev/null | sort | xargs grep -nIE '(^|[^A-Za-z\\.])(TODO|FIXME|XXX)([^A-Za-z]|$)' /dev/null | sed 's/$/   <- finish it, or file an issue/'
    find sim ui web scenarios Makefile .ci tests -name node_modules -prune -o -type f \( -name '*.ts' -o -name '*.[ch]' -o -name '*.sh' -o -name '*.awk' -o -name '*.lua' \
        -o -name '*.yaml' -o -name Makefile \) -print 2>/dev/null | sort | xargs grep -nE '[ 	]+$' /dev/null |
        sed 's/$/   <- blanks at the end/'
)
[ -z "$violations" ] || printf '%s\n' "$violations"
if printf '%s\n' "$violations" | grep -vE '^$|^warning: ' >/dev/null; then
    echo "0 passed, 1 failed"
    exit 1
fi
echo "1 passed, 0 failed"
