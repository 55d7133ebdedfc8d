#!/bin/bash
# `ambit open` from outside: sessions that go on, processes that are killed, disks that take nothing.
# usage: tests/saved.sh [KILLS]    (make test-long: 1000)
cd "$(dirname "$0")/.." || exit 2
slug=waypoints-l7-where-it-matters
layer=saved
. tests/result.sh
work=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TERM=xterm HOME=$work/home XDG_DATA_HOME=
unset NO_COLOR AMBIT_LEARNER MAKEFLAGS MFLAGS MAKELEVEL
mkdir "$HOME"
db=$HOME/.local/share/ambit/ambit.db

skip() # NAME REASON
{
    skipped=$((skipped + 1))
    echo "not run: $1: $2"
}

# says NAME TEXT COMMAND...: among what the command prints, on both streams, is TEXT.
says()
{
    local name=$1 text=$2
    shift 2
    timeout 60 "$@" >"$work/out" 2>&1 </dev/null
    grep -qF -- "$text" "$work/out"
    result "$name" "$work/out"
}

typed() # each argument is typed when the one before has had its time
{
    for keys in "$@"; do
        sleep 0.25
        printf '%b' "$keys"
    done
    sleep 0.25
}
at_terminal() # COMMAND: what is typed on standard input goes to it; what it shows comes out, without line ends' returns
{
    timeout 30 script -qec "stty rows 24 cols 80; $1" /dev/null 2>&1 |
        sed -e 's/\x1b\[[0-9;?]*[A-Za-z]//g' -e 's/\x1b[=>]//g' | tr -d '\r\a'
}

# --- a session goes on ---
says "nothing is saved at first" 'No session is saved yet' ./ambit open --list
says "without a session there is nothing to go on with" 'no session can be gone on with' ./ambit open -c true
./ambit open empty -c 'echo kept > /root/note; kubectl create namespace mine' >/dev/null 2>&1
says "files and objects are there when it is opened again" 'kept' ./ambit open -c 'cat /root/note'
says "and the cluster" 'mine ' ./ambit open empty -c 'kubectl get namespaces'
says "the list shows it" 'empty ' ./ambit open --list
name=$(./ambit open --list | awk 'END { print $1 }')
says "a session is opened by its name" 'kept' ./ambit open "$name" -c 'cat /root/note'
says "--new begins another one" 'cat: /root/note: No such file or directory' ./ambit open empty --new -c 'cat /root/note'
says "the one before is still there" 'kept' ./ambit open "$name" -c 'cat /root/note'
says "run saves nothing" 'cat: /root/other: No such file or directory' \
    sh -c './ambit run empty -c "echo x > /root/other"; ./ambit open -c "cat /root/other"'
says "another database has other sessions" 'No session is saved yet' ./ambit open --list --db "$work/other.db"
./ambit open $slug -c 'istioctl waypoint apply -n accounts --enroll-namespace' >/dev/null 2>&1
says "a task that is done is on record, and in the list" '1 of 5 tasks' ./ambit list
./ambit open $slug --new -c 'echo anew' >/dev/null 2>&1
sqlite3 "$db" "select done || '/' || tasks || ' ' || points from results where scenario = '$slug'" >"$work/out" 2>&1
grep -qx '1/5 2' "$work/out"
result "the view of results has the best session" "$work/out"
sqlite3 "$db" 'delete from input' >"$work/out" 2>&1
grep -q 'sessions are only added to' "$work/out"
result "the database refuses to forget" "$work/out"

# --- at a terminal ---
typed 'x=5; cd /tmp\r' 'exit\r' | at_terminal "./ambit open empty --new --plain" >"$work/first"
grep -qF 'Saved. `ambit open ' "$work/first"
result "exit leaves at once, and says how to go on" "$work/first"
typed 'echo at $PWD with $x\r' 'vi note\r' 'ihello' | at_terminal "./ambit open --plain" >"$work/second"
grep -qx 'at /tmp with 5' "$work/second"
result "the shell's variables and directory are there again" "$work/second"
typed '\033:wq\r' 'cat /tmp/note\r' 'true; exit\r' | at_terminal "./ambit open --plain" >"$work/third"
grep -q 'hello' "$work/third"
result "an editor that was open is open again, with its text" "$work/third"
typed 'echo still here\r' 'exit\r' | at_terminal "./ambit open --plain" >"$work/fourth"
grep -qx 'still here' "$work/fourth"
result "a session goes on behind an exit in the middle of a line" "$work/fourth"

{ sleep 3; } | at_terminal "./ambit open empty --plain" >"$work/holder" &
sleep 1
says "a session is open in one process" 'is open in another ambit' ./ambit open empty -c true
says "others can be opened meanwhile" 'anew' ./ambit open $slug -c 'echo anew'
wait

# --- handed in: what the session was offered from outside is no part of it ---
./ambit open explore-the-environment -c 'kubectl get nodes; lab status > status; lab hint 2; lab hint 2; lab hint 2 > hint
lab next > next; echo $?' >/dev/null 2>&1
./ambit submit explore-the-environment -o "$work/next.json" --name anna >/dev/null
says "a sitting whose lab knew more than a grader can is verified" 'next.json: verified' ./ambit grade "$work/next.json"

# --- another release ---
cp "$db" "$work/older.db"
sqlite3 "$work/older.db" "drop trigger opening_stays; drop trigger outcome_stays; update opening set release = '0.0.9';
    update outcome set world = 'ff' where session = 1"
says "an upgrade that shows the same says so" 'all that was shown is the same' \
    ./ambit open "$name" --db "$work/older.db" -c true
sqlite3 "$work/older.db" "update outcome set shown = 'ff' where session = 1 and number = 2"
says "an upgrade that shows other things says from where on" \
    'it is not what it was from command "echo kept > /root/note; kubectl create namespace mine" on' \
    ./ambit open "$name" --db "$work/older.db" -c true
says "and the lab goes on" 'kept' ./ambit open "$name" --db "$work/older.db" -c 'cat /root/note'

mkdir "$work/mine"
printf '# Mine\n\nText.\n' >"$work/mine/assignment.md"
./ambit open "$work/mine" -c 'echo kept > note' >/dev/null 2>&1
printf 'More text.\n' >>"$work/mine/assignment.md"
says "a challenge that was edited is told" 'the challenge has changed since this session began' \
    ./ambit open "$work/mine" -c 'cat note'
grep -qx kept "$work/out"
result "and the session goes on" "$work/out"

# --- what the disk may do ---
says "without a HOME the lab is unsaved" 'not saved: neither HOME nor XDG_DATA_HOME says where' \
    env -u HOME -u XDG_DATA_HOME ./ambit open empty -c true
touch "$work/file"
says "a HOME that is no folder is told" 'not saved: ' env HOME="$work/file" ./ambit open empty -c true
printf 'a letter to my aunt, longer than the head of a database, which is a hundred bytes; and it goes on, and on' \
    >"$work/damaged.db"
says "a damaged file is told" 'not saved: '"$work"'/damaged.db: it is damaged, or no database' \
    ./ambit open empty --db "$work/damaged.db" -c true
says "and the lab goes on" 'going on' ./ambit open empty --db "$work/damaged.db" -c 'echo going on'
cp "$db" "$work/newer.db"
sqlite3 "$work/newer.db" 'pragma user_version = 7'
says "a newer format is told" 'a newer ambit has written it (format 7; this one knows 1)' \
    ./ambit open empty --db "$work/newer.db" -c true
# The middle of the file is another letter: pages of tables.
cp "$db" "$work/torn.db"
head -c 30000 /dev/zero | tr '\0' 'z' | dd of="$work/torn.db" bs=1 seek=8192 conv=notrunc 2>/dev/null
says "a torn file is told" 'it is damaged' ./ambit open empty --db "$work/torn.db" -c true
cp "$db" "$work/gap.db"
sqlite3 "$work/gap.db" 'drop trigger input_is_kept; delete from input where session = 1 and number = 1'
says "a session with a gap begins anew" 'lacks an input' ./ambit open "$name" --db "$work/gap.db" -c 'echo begun'
grep -q 'the challenge begins anew, and is not saved' "$work/out" && grep -qx begun "$work/out"
result "and is not saved" "$work/out"
mkdir "$work/locked"
cp "$db" "$work/locked/x.db"
chmod a-w "$work/locked/x.db" "$work/locked"
if [ "$(id -u)" = 0 ]; then
    chmod a+rx "$work" "$work/locked"; chmod a+r "$work/locked/x.db"
    as_nobody=(setpriv --reuid 65534 --regid 65534 --clear-groups)
fi
says "a file that may only be read is told, and its sessions go on" 'kept' \
    "${as_nobody[@]}" ./ambit open "$name" --db "$work/locked/x.db" -c 'cat /root/note'
grep -q 'not saved: .*it may only be read' "$work/out"
result "and it is said to be unsaved" "$work/out"

(echo 'begin immediate;'; sleep 3) | sqlite3 "$db" &
sleep 0.5
says "a locked database is told" 'not saved: '"$db"': another program holds it locked' ./ambit open empty -c 'echo locked out'
grep -qx 'locked out' "$work/out"
result "and the command has run" "$work/out"
wait

# A limit on the size of files stands for a disk that is full, and needs no root.
cp "$db" "$work/full.db"
size=$(($(stat -c %s "$work/full.db") / 1024 + 40))
typed 'echo one\r' "# $(printf '%0900d' 1)\r" "# $(printf '%0900d' 2)\r" "# $(printf '%0900d' 3)\r" "# $(printf '%0900d' 4)\r" \
    'echo two\r' 'exit\r' 'exit\r' |
    at_terminal "bash -c 'ulimit -f $size; ./ambit open empty --plain --db $work/full.db'" >"$work/full"
grep -q '^ambit: not saved: .*/full.db: the disk .*; the lab goes on' "$work/full" && grep -qx 'two' "$work/full" &&
    grep -q '^(unsaved) root@server' "$work/full"
result "a full disk is told at the prompt, which says (unsaved)" "$work/full"

# --- fsyncs: one a command line, none for a key ---
if [ -e build/release/count_fsync.so ]; then
    counted="COUNT_FSYNC=$work/fsyncs LD_PRELOAD=$PWD/build/release/count_fsync.so ./ambit open empty --plain --new --db $work/counted.db"
    ./ambit open empty --db "$work/counted.db" -c true >/dev/null 2>&1
    typed 'echo 1\r' 'echo 2\r' | at_terminal "$counted" >"$work/out"
    few=$(wc -c <"$work/fsyncs")
    rm "$work/fsyncs"
    typed 'echo 1\r' 'echo 2\r' 'echo 3\r' 'vi\r' i a b c d e f g h '\033:q!\r' | at_terminal "$counted" >"$work/out"
    more=$(wc -c <"$work/fsyncs")
    echo "fsyncs: $few with 2 commands, $more with 4 commands and 13 keys" >"$work/out"
    [ "$few" -gt 0 ] && [ "$more" -gt "$few" ] && [ $((more - few)) -le 3 ]
    result "keys cost no fsync, commands about one" "$work/out"
else
    skip "fsyncs" "build/release/count_fsync.so is not built"
fi

# --- kill -9 ---
build/release/kill ./ambit "${1:-20}" "${2:-$RANDOM}" >"$work/out" 2>&1
result "kill -9 loses nothing that was acknowledged" "$work/out"
[ -z "$1" ] || tail -n 2 "$work/out"

echo "$passed passed, $failed failed$([ $skipped -eq 0 ] || echo ", $skipped skipped")"
[ $failed -eq 0 ]
