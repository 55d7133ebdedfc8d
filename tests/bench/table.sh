#!/bin/sh
# Prints the table of build/release/ambit-bench; with README=1 also writes it between the two marks in README.md.
# usage: tests/bench/table.sh README ROW...    README: empty or not. The status is the program's: 1 when something is missed.
cd "$(dirname "$0")/../.." || exit 2
readme=$1
shift
table=build/bench.md
build/release/ambit-bench "$@" >$table
status=$?
cat $table
[ "$status" -le 1 ] || exit "$status"
if [ -n "$readme" ]; then
    awk -v table=$table '
        /^<!-- bench: end -->$/ { inside = 0 }
        !inside { print }
        /^<!-- bench: begin/ { inside = 1; while ((getline line < table) > 0) print line }' README.md >build/README.new &&
        cat build/README.new >README.md
fi
exit "$status"
