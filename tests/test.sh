#!/bin/sh
# Runs the layers of tests that `make test` has built, and ends with the sum: "N passed, N failed[, N skipped]".
# usage: tests/test.sh [--end-to-end] [TEXT]    TEXT: only the in-process tests with it in their name
cd "$(dirname "$0")/.." || exit 2
passed=0 failed=0 skipped=0
log=build/test.log

# layer NAME COMMAND...: the command ends with a line like ours; without one it counts as one failure.
layer()
{
    name=$1
    shift
    timeout 1200 "$@" >$log 2>&1 </dev/null
    status=$?
    counts=$(sed -nE '$s/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p' $log)
    # what AddressSanitizer says of every program with coroutines; base/coroutine.c tells it of each switch
    sed -i "/WARNING: ASan doesn't fully support makecontext/d" $log
    if [ -n "$counts" ]; then
        sed '$d' $log | if [ "$name" = tidy ]; then grep -v '^warning: '; else cat; fi
    else
        cat $log
        echo "FAILED $name: ended with status $status before its closing line"
        counts="0 1"
    fi
    # shellcheck disable=SC2086
    set -- $counts
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + ${3:-0}))
    [ "$status" -eq 0 ] || [ "$2" -gt 0 ] || failed=$((failed + 1))
    echo "layer $name: $1 of $(($1 + $2)) tests pass"
}

end_to_end=
if [ "$1" = --end-to-end ]; then
    end_to_end=1
    shift
fi
layer in-process build/sanitize/test "$@"
if [ $# -eq 0 ]; then
    layer tidy sh tests/tidy.sh
    layer reference sh tests/reference.sh
    layer guide bash tests/guide.sh
    layer page env END_TO_END=$end_to_end sh tests/page.sh
    layer bench sh tests/bench/rows.sh
fi
if [ -n "$end_to_end" ]; then
    layer clang sh -c '${MAKE:-make} MODE=clang objects && echo "1 passed, 0 failed"'
    layer end-to-end bash tests/e2e.sh
    layer pty bash tests/pty.sh
    layer curl bash tests/curl.sh
    layer saved bash tests/saved.sh
    layer browser sh tests/browser.sh
    layer web bash tests/web.sh
    layer class bash tests/class.sh
    layer tls bash tests/tls.sh
fi
echo "$passed passed, $failed failed$([ $skipped -eq 0 ] || echo ", $skipped skipped")"
[ $failed -eq 0 ]
