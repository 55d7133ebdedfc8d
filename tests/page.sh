#!/bin/sh
# The page without a browser: its types, its pure parts, and what it weighs. Ends with "N passed, N failed[, N skipped]".
cd "$(dirname "$0")/.." || exit 2
page=web/page built=build/page
if ! node -e '' 2>/dev/null || [ ! -e $page/node_modules/typescript ] || [ ! -e $built/built ]; then
    echo "not run: the page is not built here (it takes Node 18 and what 'make test' fetches with it)"
    if [ -n "$END_TO_END" ]; then echo "0 passed, 1 failed"; exit 1; fi
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
passed=0 failed=0
check()
{
    name=$1
    shift
    if output=$("$@" 2>&1); then
        passed=$((passed + 1))
    else
        printf 'FAILED %s\n%s\n' "$name" "$output"
        failed=$((failed + 1))
    fi
}
# All of it, so each page too: a visit loads the editor and the mesh only when they are opened, and the instructor's page a part.
# Bytes as they are sent.
weigh()
{
    size=$(cat $built/*.js.gz $built/*.css.gz | wc -c)
    echo "the page weighs $size bytes"
    [ -s $built/lab.js.gz ] && [ -s $built/watch.js.gz ] && [ "$size" -le $((350 * 1024)) ]
}
names_no_host()
{
    ! grep -nE '"resolved"|https?://' $page/package-lock.json
}
check "the page's types" $page/node_modules/.bin/tsc -p $page
check "the page weighs less than 350 KB" weigh
check "the lock file names no registry" names_no_host
units=build/page-units
rm -rf $units
check "the page's tests are bundled" node $page/tests/unit.mjs $units
tap=$(node --test --test-reporter=tap $units/*.mjs 2>&1)
units_failed=$(printf '%s\n' "$tap" | sed -n 's/^# fail //p')
passed=$((passed + $(printf '%s\n' "$tap" | sed -n 's/^# pass //p'))) failed=$((failed + ${units_failed:-1}))
[ "$units_failed" = 0 ] || printf '%s\n' "$tap"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
