#!/bin/bash
# Plays scenarios/README.md, the guide for authors, in an empty folder with the built program, and compares every byte:
# "```console" blocks have lines "$ command", then what that prints and "[N]" for a status other than 0; a block behind
# <!-- file: PATH --> is that file, of the folder or, from scenarios/ on, of this tree; one behind <!-- write: PATH --> is
# written. `tests/guide.sh --golden` writes what came out into the guide instead.
cd "$(dirname "$0")/.." || exit 2
guide=$PWD/scenarios/README.md tree=$PWD
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 PATH=$PWD:$PATH NO_COLOR=1
mkdir "$work/author"
cd "$work/author" || exit 2

run() # COMMAND: what it prints, then its status
{
    local status
    (eval "$1") </dev/null 2>&1
    status=$?
    [ $status -eq 0 ] || echo "[$status]"
}

play() # the guide on standard input: the guide as it should be on standard output
{
    local line block='' how='' path=''
    while IFS= read -r line; do
        case $block:$line in
        console:'$ '*)
            printf '%s\n' "$line"
            run "${line#'$ '}"
            ;;
        console:'```' | file:'```' | write:'```' | other:'```')
            [ $block != file ] || cat "$path"
            printf '%s\n' "$line"
            block=''
            ;;
        console:* | file:*) ;; # it comes from running the command, or from the file
        write:*)
            printf '%s\n' "$line"
            printf '%s\n' "$line" >>"$path"
            ;;
        :'<!-- file: '* | :'<!-- write: '*)
            printf '%s\n' "$line"
            read -r _ how path _ <<<"$line"
            ;;
        :'```console')
            printf '%s\n' "$line"
            block=console
            ;;
        :'```'*)
            printf '%s\n' "$line"
            block=other
            case $how in
            file:)
                block=file
                case $path in scenarios/*) path=$tree/$path ;; esac
                ;;
            write:)
                block=write
                mkdir -p "$(dirname "$path")"
                : >"$path"
                ;;
            esac
            how=''
            ;;
        *)
            printf '%s\n' "$line"
            ;;
        esac
    done
}

play <"$guide" >"$work/played" 2>"$work/problems"
cat "$work/problems"
if [ "$1" = --golden ]; then
    cp "$work/played" "$guide"
fi
if diff -u "$guide" "$work/played" >"$work/difference" && [ ! -s "$work/problems" ]; then
    echo "1 passed, 0 failed"
else
    echo "FAILED scenarios/README.md: played, it is another text"
    cat "$work/difference"
    echo "0 passed, 1 failed"
    exit 1
fi
