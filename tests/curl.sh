#!/bin/bash
# Each line of tests/curl/commands, run by Debian's curl against our apps' code on loopback (tests/curl/app_server.c)
# and in the simulated cluster by our curl against the same apps: standard output, standard error and exit status must
# be the same byte for byte, after these rules:
#   tests/curl/normalise.sed            addresses, ports, times: on both sides
#   tests/curl/VERSION.sed              what that curl says in other words than the 8.11.1 that ambit is
#   tests/curl/VERSION.ours.sed         what 8.11.1 says and that curl does not
#   tests/curl/VERSION.differences      "ROW -- reason": rows that must differ; one that no longer does goes
# usage: tests/curl.sh [--show ROW] [TEXT]    only rows with TEXT in them; CURL=path for another curl
cd "$(dirname "$0")/.." || exit 2
curl=${CURL:-$(command -v curl)}
server=build/release/app_server
version=$("$curl" -V 2>/dev/null | sed -nE '1s/^curl ([0-9]+)\.([0-9]+).*/\1.\2/p')
show=
[ "$1" != --show ] || { show=$2; shift 2; }
if [ ! -e "tests/curl/$version.sed" ]; then
    echo "not run: tests/curl/ has no rules for curl ${version:-(there is none)}"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
work=$(mktemp -d) || exit 2
"$server" tests/curl/apps.yaml >"$work/ports" &
server_process=$!
trap 'kill $server_process; rm -rf "$work"' EXIT
for _ in $(seq 100); do
    [ "$(wc -l <"$work/ports")" -lt 3 ] || break
    sleep 0.05
done
port() { sed -n "s/^$1 //p" "$work/ports"; }

rows() { grep -vE '^(#|$)' tests/curl/commands; }
# the same preparation on both sides: addresses $1 $2 $3, then the rows as sub-shells with files of their own
script()
{
    echo "export B=$1:$(port bin) E=$2:$(port echo) R=$3:$(port raw); umask 022; mkdir -p /tmp/ambit-curl"
    number=0
    rows | while IFS= read -r row; do
        number=$((number + 1))
        case $row in *"$text"*) ;; *) continue ;; esac
        cat <<END
mkdir -p /tmp/ambit-curl/$number; cd /tmp/ambit-curl/$number
( $row
) >../out 2>../err </dev/null
echo \$? >../status; cd ..; echo "== $number"; cat out; echo; echo "-- standard error"; cat err; echo "-- status \$(cat status)"
END
    done
    echo "rm -rf /tmp/ambit-curl"
}
text=$1
exec 9>/tmp/ambit-curl-lock && flock 9 || exit 2 # the rows' files are shared with other runs on this machine
rm -rf /tmp/ambit-curl
mkdir "$work/bin" "$work/home" && ln -s "$(readlink -f "$curl")" "$work/bin/curl"
script 127.0.0.1 127.0.0.1 127.0.0.1 >"$work/script"
(cd "$work/home" && exec env -i PATH="$work/bin:/usr/bin:/bin" HOME=/root USER=root LC_ALL=C.UTF-8 \
    timeout 120 bash "$work/script" </dev/null >"$work/theirs" 2>"$work/theirs.error")
{ echo "cat > apps.yaml <<'END OF THE MANIFEST'"
  sed "s/PORT_bin/$(port bin)/; s/PORT_echo/$(port echo)/; s/PORT_raw/$(port raw)/" tests/curl/apps.yaml
  echo "END OF THE MANIFEST"
  echo "kubectl apply -f apps.yaml >/dev/null; kubectl wait --for=condition=Ready pod --all >/dev/null"
  script 10.96.0.7 10.96.0.8 10.96.0.9; } >"$work/script"
timeout 120 ./ambit run empty -f "$work/script" </dev/null >"$work/ours" 2>"$work/ours.error"

# With -v, a resolver that takes its time makes curl say twice that it does not know a host.
once() { awk '!(/^\* Could not resolve host/ && $0 == before) { print } { before = $0 }' "$1"; }

# one file for each row
for side in ours theirs; do
    mkdir "$work/$side.rows"
    awk -v folder="$work/$side.rows" '/^== [0-9]+$/ { file = folder "/" $2; next } file { print > file }' "$work/$side"
done
ours_rules=tests/curl/$version.ours.sed
[ -e "$ours_rules" ] || ours_rules=/dev/null
accepted=tests/curl/$version.differences
[ -e "$accepted" ] || accepted=/dev/null
passed=0 failed=0 number=0
while IFS= read -r row; do
    number=$((number + 1))
    case $row in *"$text"*) ;; *) continue ;; esac
    touch "$work/ours.rows/$number" "$work/theirs.rows/$number"
    sed -E -f "$ours_rules" "$work/ours.rows/$number" | sed -E -f tests/curl/normalise.sed >"$work/a"
    once "$work/theirs.rows/$number" | sed -E -f "tests/curl/$version.sed" | sed -E -f tests/curl/normalise.sed >"$work/b"
    [ "$show" != "$number" ] || diff -u --label curl --label ambit "$work/b" "$work/a"
    reason=$(ROW=$row awk 'index($0, ENVIRON["ROW"] " -- ") == 1 { print substr($0, length(ENVIRON["ROW"]) + 5) }' "$accepted")
    if cmp -s "$work/a" "$work/b"; then
        [ -z "$reason" ] && passed=$((passed + 1)) && continue
        echo "FAILED tests/curl row $number: no longer differs; its line in $accepted can go: $row"
        failed=$((failed + 1))
    elif [ -n "$reason" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED tests/curl row $number: $row"
        diff -u --label "curl $version" --label ambit "$work/b" "$work/a"
    fi
done < <(rows)
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
