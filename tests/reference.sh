#!/bin/sh
# Scripts that our shell and bash must run alike: standard output, standard error and exit status, byte for byte.
#
#   tests/reference.sh                    all of tests/reference/*.sh, and RANDOM_SEEDS scripts made by generate.awk
#   tests/reference.sh TEXT               the scripts with TEXT in their name ("2.6-expansion: a default value")
#   tests/reference.sh --random FROM COUNT      COUNT scripts made by tests/reference/generate.awk, from seed FROM on
#
# To add one: a line "### a title" in the section's file and the script below it; a new section is a new file. Each
# script is `bash ../script` in an empty directory that is its $HOME, without input, with PATH, HOME, USER and LC_ALL set:
# C.UTF-8, and C in the sections tools-*, where GNU's programs write 'quotes' then as ours do.
# It must give the same in every bash from 5.1 on. tests/reference/ACCEPTED lists the few that may (and must) differ.
cd "$(dirname "$0")/.." || exit 2
RANDOM_SEEDS=300
LOT=100 # scripts of one ./ambit
work=$(mktemp -d) || exit 2
place=/tmp/ambit-reference
exec 9>$place.lock && flock 9 || exit 2 # both sides use the same path, so one run at a time on a machine
trap 'rm -rf "$work" $place' EXIT
environment="env -i PATH=/usr/bin:/bin HOME=$place/home USER=root"
locale=C.UTF-8
passed=0 failed=0

# Scripts of the section file $1 with $2 in their name, to $lot/NUMBER; their names, one a line, to $lot/names.
split_section()
{
    awk -v lot="$lot" -v section="$(basename "$1" .sh)" -v wanted="$2" '
        /^### / {
            name = section ": " substr($0, 5)
            taken = wanted == "" || index(name, wanted)
            if (taken) {
                file = sprintf("%s/%03d", lot, ++count)
                print name > (lot "/names")
            }
            next
        }
        taken { print > file }' "$1"
}

# What a lot says, script by script, "@@@ NUMBER", the output, the errors, the status.
ours()
{
    for script in "$lot"/[0-9][0-9][0-9]; do
        echo "mkdir -p $place/home; cd $place/home; cat > ../script <<'END OF THE SCRIPT'"
        cat "$script"
        echo "END OF THE SCRIPT"
        echo "$environment LC_ALL=$locale bash ../script </dev/null >../out 2>../err; echo \"status \$?\" >../status"
        echo "cd /; echo '@@@ ${script##*/}'; cd $place"
        echo "cat out; echo '--- standard error:'; cat err; echo '---'; cat status; cd /; rm -rf $place"
    done >"$lot/commands"
    timeout 60 ./ambit run empty -f "$lot/commands" 2>&1 </dev/null
}
theirs()
{
    for script in "$lot"/[0-9][0-9][0-9]; do
        rm -rf $place
        mkdir -p $place/home
        cp "$script" $place/script
        echo "@@@ ${script##*/}"
        (cd $place/home && timeout 10 $environment LC_ALL=$locale bash ../script </dev/null 9>&- 2>../err)
        status=$?
        echo '--- standard error:'
        cat $place/err
        echo "---
status $status"
    done
}
# Standard input, of such a lot, to $lot/NUMBER.$1.
divide()
{
    awk -v lot="$lot" -v side="$1" '/^@@@ / { file = lot "/" $2 "." side; next } file { print > file }'
}

# One lot: compares, prints what failed, counts.
compare()
{
    ours | divide ambit
    theirs | divide bash
    number=0
    while IFS= read -r name; do
        number=$((number + 1))
        file=$(printf '%s/%03d' "$lot" $number)
        accepted=
        grep -qF "$name -- " tests/reference/ACCEPTED && accepted=1
        if cmp -s "$file.bash" "$file.ambit"; then
            same=1
        else
            same=
        fi
        if [ "$same$accepted" = 1 ]; then
            passed=$((passed + 1))
            continue
        fi
        failed=$((failed + 1))
        if [ -n "$same" ]; then
            echo "FAILED $name: no longer differs; its line in tests/reference/ACCEPTED can go"
        else
            echo "FAILED $name"
            case $name in random*) sed 's/^/    /' "$file" ;; esac
            diff -u --label bash --label ambit "$file.bash" "$file.ambit"
        fi
    done <"$lot/names"
}

# Every lot of the section file $1 (its name is the section's), of the scripts with $2 in their name.
section()
{
    lot=$work/$(basename "$1" .sh)
    case $lot in */tools-*) locale=C ;; *) locale=C.UTF-8 ;; esac
    mkdir "$lot"
    split_section "$1" "$2"
    [ ! -e "$lot/names" ] || compare
    rm -rf "$lot"
}

random_scripts() # FROM COUNT
{
    from=$1 end=$(($1 + $2))
    while [ "$from" -lt "$end" ]; do
        count=$((end - from < LOT ? end - from : LOT))
        awk -f tests/reference/generate.awk -v from="$from" -v count=$count >"$work/random.sh"
        section "$work/random.sh" ''
        from=$((from + count))
    done
}

if [ "$1" = --random ]; then
    random_scripts "${2:-1}" "${3:-100}"
else
    for file in tests/reference/*.sh; do
        section "$file" "$1"
    done
    [ -n "$1" ] || [ ! -e tests/reference/generate.awk ] || random_scripts 1 $RANDOM_SEEDS
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
