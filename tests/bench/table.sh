#!/bin/sh
# Prints the table of build/release/ambit-bench; with README=1 also writes it between the two marks in README.md, where rows
# that were not asked for stay as they are.
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
    build/release/ambit-bench --rows >build/bench.rows
    awk -F' *[|] *' -v table=$table -v rows=build/bench.rows '
        function write_table(    line, number) {
            while ((getline line < rows) > 0) {
                split(line, cells, / *[|] */)
                number = cells[2]
                if (number in found) print found[number]
            }
        }
        BEGIN { while ((getline line < table) > 0) { split(line, cells, / *[|] */); new[cells[2]] = line; found[cells[2]] = line } }
        /^<!-- bench: end -->$/ { write_table(); inside = 0 }
        inside && /^[|]/ { if (!($2 in new)) found[$2] = $0 }
        !inside { print }
        /^<!-- bench: begin/ { inside = 1 }' README.md >build/README.new &&
        cat build/README.new >README.md
fi
exit "$status"
