#!/bin/bash
# The built program from outside: pipes, a terminal, an installation, a machine on which packages are missing.
# What it prints is compared with tests/e2e/NAME.expected; `tests/e2e.sh --golden` writes these files instead.
cd "$(dirname "$0")/.." || exit 2
slug=waypoints-l7-where-it-matters
seed=tests/seed/$slug.assignment.md
golden=$1
layer='end to end'
. tests/result.sh
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TERM=xterm
unset NO_COLOR MAKEFLAGS MFLAGS MAKELEVEL

# expect NAME COMMAND...: what it prints on both streams, then its status, is tests/e2e/NAME.expected.
expect()
{
    local name=$1 status
    shift
    if [ "$(type -t "$1")" = function ]; then
        "$@" >"$work/$name" 2>&1
    else
        timeout 60 "$@" >"$work/$name" 2>&1
    fi
    status=$?
    [ $status -eq 0 ] || echo "[$status]" >>"$work/$name"
    if [ "$golden" = --golden ]; then
        cp "$work/$name" "tests/e2e/$name.expected"
    fi
    diff -u "tests/e2e/$name.expected" "$work/$name" >"$work/difference"
    result "$name" "$work/difference"
}

# says NAME TEXT: among what NAME printed is a line that is TEXT.
says()
{
    grep -qxF -- "$2" "$work/$1"
    result "$1 says: $2" "$work/$1"
}

# --- the seed, to the letter: its own file as a document, and its bash blocks piped in without a pause ---
awk '/^```bash$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$seed" >"$work/blocks"
expect seed-document ./ambit run "$seed" --doc </dev/null
expect seed-piped ./ambit run $slug - <"$work/blocks"
for name in seed-document seed-piped; do
    says $name 'authorizationpolicy.security.istio.io/allow-get-only created'
    says $name 'accounts-v1 responding'
    grep -q 'RBAC: access denied' "$work/$name" && ! grep -qx 'POST denied as expected' "$work/$name"
    result "$name: POST is denied, and curl's status is 0 all the same" "$work/$name"
    grep -q '"GET / HTTP/1.1" 200 - via_upstream' "$work/$name" &&
        grep -qF '"POST / HTTP/1.1" 403 - rbac_access_denied_matched_policy[none]' "$work/$name"
    result "$name: the waypoint's log has both requests" "$work/$name"
done

# --- the face without a terminal ---
expect solved ./ambit run $slug --solve --check </dev/null
expect not-solved ./ambit run $slug -c true --check </dev/null
expect status ./ambit run empty -c 'echo one; exit 3' </dev/null
expect unknown-challenge ./ambit run waypoint-l7 -c true </dev/null

# --- an author's tools ---
author() # begins a challenge, judges and proves it, breaks it
{
    local ambit=$PWD/ambit
    (cd "$work" || exit 2
    "$ambit" new challenge open-shop && "$ambit" new challenge open-shop
    "$ambit" lint open-shop && "$ambit" test open-shop --seeds 1 --junit results.xml
    sed -i 's/hints =/hint =/' open-shop/challenge.lua
    "$ambit" lint open-shop --json
    "$ambit" test open-shop
    "$ambit" test nowhere)
}
export -f author
export work
expect author bash -c author
watching() # a challenge is saved twice while it is watched: only what became different is said
{
    local ambit=$PWD/ambit
    cd "$work" || exit 2
    "$ambit" new challenge watched >/dev/null
    "$ambit" test watched --watch --seeds 1 >watched.out &
    sleep 1
    sed -i 's/points = 2/points = 3/' watched/challenge.lua
    sleep 1.5
    sed -i 's/hints =/hint =/' watched/challenge.lua
    sleep 1.5
    kill $! && wait $! 2>/dev/null
    grep -v -e '^ *[a-z]*: sent' watched.out
    "$ambit" test empty --watch
}
export -f watching
expect watching bash -c watching
if command -v xmllint >/dev/null; then
    xmllint --noout "$work/results.xml"
    result "JUnit's XML is well-formed"
fi

# --- a track of another platform: written as a whole or not at all, and what came out works as it is ---
imported=build/e2e-import
rm -rf "$imported"
expect import ./ambit import instruqt tests/import/instruqt/harbour -o $imported/harbour </dev/null
expect import-again ./ambit import instruqt tests/import/instruqt/harbour -o $imported/harbour </dev/null
expect import-nothing ./ambit import killercoda tests/import/instruqt/harbour -o $imported/kiosk </dev/null
[ "$(ls $imported)" = harbour ]
result "import: nothing half written is left"
./ambit test $imported/harbour >"$work/import-test" 2>&1
result "import: ambit test passes on the result" "$work/import-test"
rm -rf "$imported"

make_run() # plays the challenge's own commands, as nobody is there to type
{
    make --no-print-directory run </dev/null 2>&1 | cat
    return "${PIPESTATUS[0]}"
}
make_run >"$work/make-run"
result "make run without a terminal ends with status 0" "$work/make-run"
says make-run 'accounts-v1 responding'

# --- a prompt: what a person types, in a pseudo-terminal ---
typed() # each argument is typed when the one before has had its time
{
    for keys in "$@"; do
        sleep 0.4
        printf '%b' "$keys"
    done
    sleep 0.4
}
typed 'echo hel\t"lo"\r' 'kubectl get names\t financ\t\r' 'cat\r' '\003' 'echo status $?\r' 'exit\r' 'exit\r' |
    timeout 30 script -qec "stty rows 24 cols 80; ./ambit run $slug --plain" /dev/null >"$work/raw" 2>&1
sed -e 's/\x1b\[[0-9;?]*[A-Za-z]//g' -e 's/\x1b[=>]//g' "$work/raw" | tr -d '\r\a' >"$work/terminal"
grep -qF 'root@server:~#' "$work/terminal"
result "a terminal gets a prompt" "$work/terminal"
grep -qF 'finance   Active' "$work/terminal"
result "Tab completes kinds and names" "$work/terminal"
grep -qx 'status 130' "$work/terminal"
result "Ctrl-C interrupts" "$work/terminal"

typed 'kubectl exec -it curl -n finance -- sh\r' 'cd /etc\r' 'nope\r' 'sleep 50\r' '\003' 'exit 3\r' 'echo status $?\r' \
    'kubectl exec -it curl -n finance -- cat\r' 'typed\r' '\004' 'exit\r' 'exit\r' |
    timeout 30 script -qec "stty rows 24 cols 80; ./ambit run $slug --plain" /dev/null >"$work/raw" 2>&1
sed -e 's/\x1b\[[0-9;?]*[A-Za-z]//g' -e 's/\x1b[=>]//g' "$work/raw" | tr -d '\r\a' >"$work/inside"
grep -qF '~ $ cd /etc' "$work/inside" && grep -qF '/etc $ nope' "$work/inside" && grep -qx 'sh: nope: not found' "$work/inside"
result "a shell in a pod prompts as busybox does" "$work/inside"
grep -qx 'command terminated with exit code 3' "$work/inside" && grep -qx 'status 3' "$work/inside"
result "Ctrl-C ends the command and not the shell in the pod, whose status comes back" "$work/inside"
[ "$(grep -cx typed "$work/inside")" -eq 2 ]
result "what is typed reaches a program in a pod, until Ctrl-D" "$work/inside"

# --- handing in, and grading ---
class=$work/class
mkdir "$class" "$class/b"
./ambit run $slug --solve --check --submission "$class/anna.json" --name anna </dev/null >/dev/null 2>&1
./ambit run $slug -c 'kubectl get pods -n accounts' --submission "$class/b/ben.json" --name ben </dev/null >/dev/null 2>&1
sed 's/get pods/get svcs/' "$class/b/ben.json" >"$class/b/eve.json"
sed 's/"release": "[^"]*"/"release": "0.0.9"/' "$class/anna.json" >"$class/old.json"
head -c 700 "$class/anna.json" >"$class/cut.json"
printf '%s' '{"ambit": [[[[[[' >"$class/deep.json"
echo notes >"$class/notes.txt"
head -c 50000000 /dev/zero >"$class/huge.json"
ln -s /etc "$class/etc"
(cd "$class" && zip -q zipped.zip anna.json b/ben.json notes.txt huge.json && zip -q twice.zip zipped.zip &&
    zip -q -P secret locked.zip anna.json && cd b && zip -q ../up.zip ../anna.json)
head -c 400 "$class/zipped.zip" >"$class/broken.zip"
rm "$class/huge.json"
graded() # JOBS OPTION...: the status behind what is printed, without the folder's name, a table's numbers and libzip's words
{
    ./ambit grade "$class" --jobs "$@" 2>&1 | sed -e "s|$work/||g" -e 's/,[0-9,]*,"/,"/' -e 's/\(the ZIP cannot be read: \)[^"]*/\1.../'
    echo "status ${PIPESTATUS[0]}"
}
expect graded graded 2 --csv
graded 1 --json >"$work/one" 2>&1
graded 3 --json >"$work/three" 2>&1
cmp "$work/one" "$work/three" >"$work/difference" 2>&1
result "one worker and three print the same bytes" "$work/difference"
./ambit grade "$class" --junit 2>/dev/null >"$work/junit"
! command -v xmllint >/dev/null || xmllint --noout "$work/junit" >"$work/difference" 2>&1
result "JUnit's XML is well-formed" "$work/difference"
./ambit grade "$class" --explain "$work/pages" >/dev/null 2>&1
[ "$(find "$work/pages" -name '0*' | wc -l)" -eq "$(./ambit grade "$class" --csv 2>/dev/null | tail -n +2 | wc -l)" ] &&
    grep -q 'AuthorizationPolicy' "$work"/pages/0001-anna.html && grep -q 'It first held after input' "$work"/pages/0001-anna.html
[ $? -eq 0 ] && grep -q '<a href="0001-anna.html">' "$work/pages/index.html"
result "a page for each file, and links to them" "$work/pages/0001-anna.html"
replayed()
{
    ./ambit replay "$class/b/ben.json" | head -n 3
    ./ambit replay "$class/anna.json" --at 1 | sed -n '/^Changed/,/^$/p'
    ./ambit replay "$class/anna.json" --cast | sed -n '1,3p'
    ./ambit replay "$class/cut.json" 2>&1 | sed "s|$work/||"
}
expect replayed replayed
saved="--db $work/saved.db"
./ambit open $slug --new $saved -c 'istioctl waypoint apply -n accounts --enroll-namespace' >/dev/null 2>&1
AMBIT_LEARNER=carl ./ambit open $slug $saved -c 'kubectl get pods -n accounts; echo é >x' >/dev/null 2>&1
submitted() # what is handed in of what was saved
{
    ./ambit submit $saved -o "$work/saved.json" --name carl 2>&1 | sed -e "s|$work/||" -e 's/session [a-z0-9-]*, //'
    ./ambit submit nothing-like-it $saved -o - 2>&1
    ./ambit submit -o - --name carl@example.org $saved 2>&1
    ./ambit grade "$work/saved.json" --csv | cut -d, -f2-4
    ./ambit replay "$work/saved.json" --at 3 | sed -n '/^Changed/,/^$/p'
}
expect submitted submitted
timeout 30 script -qec "./ambit grade $class --csv > $work/beside" /dev/null >"$work/bar" 2>&1 </dev/null
grep -q '##\] 13 of 13' "$work/bar"
result "a progress bar on a terminal" "$work/bar"
expect grade-nothing ./ambit grade README.md </dev/null
expect grade-wrong ./ambit grade --final x.yaml </dev/null

# --- what is installed, and what a bare machine is told ---
make --no-print-directory install DESTDIR="$work/root" PREFIX=/usr >"$work/install" 2>&1 &&
    "$work/root/usr/bin/ambit" version >>"$work/install" 2>&1 &&
    head -n 3 "$work/root/usr/share/man/man1/ambit.1" | grep -q '^\.TH' &&
    [ -s "$work/root/usr/share/bash-completion/completions/ambit" ] &&
    bash -n "$work/root/usr/share/bash-completion/completions/ambit" 2>>"$work/install"
result "make install" "$work/install"

mkdir "$work/bin"
for tool in sh make id cksum cut grep mkdir touch dpkg-query find sort nproc gcc; do
    ln -s "$(command -v $tool)" "$work/bin/$tool"
done
PATH=$work/bin make setup PACKAGES='no-such-package-of-debian' LIBRARIES=no-such-library >"$work/bare" 2>&1
[ $? -ne 0 ] && grep -q 'no-such-package-of-debian' "$work/bare"
result "without apt the missing packages are named" "$work/bare"

make --no-print-directory setup >"$work/setup" 2>&1 && [ ! -s "$work/setup" ]
result "a finished set-up is silent" "$work/setup"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
