#!/bin/sh
# The table in README.md is the program's: its rows, what it compares with and its limits, in the same order. Nothing is
# measured here. Ends with "N passed, N failed".
cd "$(dirname "$0")/../.." || exit 2
build/release/ambit-bench --rows >build/bench.rows || exit 2
awk '/^<!-- bench: end -->$/ { inside = 0 } inside; /^<!-- bench: begin/ { inside = 1 }' README.md |
    sed -E 's/^((\|[^|]*){5}\|).*/\1/' >build/bench.readme
if diff build/bench.rows build/bench.readme; then
    echo "1 passed, 0 failed"
else
    echo "README.md has other rows than tests/bench/ (make bench README=1)"
    echo "0 passed, 1 failed"
    exit 1
fi
