#!/bin/bash
# The browser's server from outside: the built program on a free port, asked with curl, and its terminal with a WebSocket that
# tests/web/terminal.mjs speaks (where there is Node). Ends with "N passed, N failed[, N skipped]".
cd "$(dirname "$0")/.." || exit 2
trap '' PIPE # the server may refuse before all is sent
layer=web server= class= watcher= slug=waypoints-l7-where-it-matters
. tests/result.sh
work=$(mktemp -d) || exit 2
export LC_ALL=C.UTF-8 XDG_DATA_HOME=$work/data
trap '[ -z "$server$class" ] || kill -9 $server $class 2>/dev/null; rm -rf "$work"' EXIT

start() # ARGUMENTS...
{
    : >"$work/out"
    ./ambit serve --port "${port:-0}" --db "$work/ambit.db" "$@" >"$work/out" 2>>"$work/log" &
    server=$!
    for _ in $(seq 200); do
        grep -q '^ambit serves' "$work/out" && break
        sleep 0.05
    done
    url=$(grep -o 'http://[^ ]*' "$work/out")
    url=${url%/}
    port=${url##*:}
    [ -n "$url" ]
}

stop() # SIGNAL
{
    kill "-$1" "$server"
    wait "$server" 2>/dev/null
    status=$?
    server=
}

ask() # BROWSER CURL'S ARGUMENTS...
{
    local jar=$work/$1.jar
    shift
    curl -sS --max-time 30 -b "$jar" -c "$jar" "$@"
}
post() # BROWSER PATH JSON [CURL'S ARGUMENTS...]
{
    ask "$1" -H 'Content-Type: application/json' -d "$3" "${@:4}" "$url/api/v1/$2"
}
begin() # BROWSER CHALLENGE [CURL'S ARGUMENTS...]: the session's name
{
    post "$1" sessions "{\"challenge\":\"$2\"}" "${@:3}" -D - -o /dev/null | tr -d '\r' | sed -n 's|^Location: /api/v1/sessions/||p'
}
cookie() # BROWSER
{
    awk -v port="$port" '$6 == "ambit_" port { print $6 "=" $7 }' "$work/$1.jar"
}
terminal() # BROWSER SESSION STEPS...
{
    node tests/web/terminal.mjs "$port" "$(cookie "$1")" "${@:2}" >"$work/terminal" 2>&1
}

start
result "it starts, and prints its address" "$work/log"

# --- somebody on this machine needs no code and no account ---
[ "$(ask one -o "$work/home" -w '%{http_code}' "$url/")" = 200 ] && grep -q 'Waypoints' "$work/home"
result "the page opens on the tracks" "$work/home"
session=$(begin one $slug)
other=$(begin two $slug)
[ -n "$session" ] && [ -n "$other" ] && [ "$session" != "$other" ]
result "a second browser has a world of its own"
[ "$(ask two -o "$work/answer" -w '%{http_code}' "$url/lab/$session")" = 404 ]
result "and does not reach the first one's" "$work/answer"

# --- the seed's challenge, its own commands, through the forms of the plain pages ---
ask one -o "$work/lab" "$url/lab/$session"
form=$(sed -n 's/.*data-csrf="\([^"]*\)".*/\1/p' "$work/lab")
awk '/^```bash$/ { inside = 1; text = ""; next } /^```$/ { if (inside) printf "%s%c", text, 0; inside = 0 } inside { text = text $0 "\n" }' \
    tests/seed/$slug.assignment.md >"$work/blocks"
while IFS= read -r -d '' block; do
    ask one -o /dev/null --data-urlencode "text=$block" --data-urlencode "csrf=$form" "$url/lab/$session/run"
    ask one -o /dev/null --data-urlencode "text=sleep 5" --data-urlencode "csrf=$form" "$url/lab/$session/run" # as a reader is
done <"$work/blocks"
ask one "$url/api/v1/sessions/$session/tasks" >"$work/tasks"
grep -q '"done":5,"points":\([0-9]*\),"possible":\1,"required":5' "$work/tasks"
result "the seed's blocks, sent as forms, solve the challenge" "$work/tasks"
ask one "$url/api/v1/sessions/$session/submission" >"$work/submission.json" &&
    ./ambit grade "$work/submission.json" >"$work/grade" 2>&1 && grep -q verified "$work/grade"
result "and the sitting is graded as it was played" "$work/grade"

# --- kill -9: nothing that was acknowledged is lost ---
post one "sessions/$session/input" '{"text":"echo kept > /root/kept; (while sleep 1; do date >> /root/ticks; done) &"}' >/dev/null
post one "sessions/$session/input" '{"text":"sleep 5; wc -l < /root/ticks"}' >"$work/before"
stop KILL
start
result "it starts again behind kill -9" "$work/log"
post one "sessions/$session/input" '{"text":"cat /root/kept; jobs"}' >"$work/after"
grep -q 'kept\\n' "$work/after" && grep -q 'Running' "$work/after"
result "the session is there as it was, its job running" "$work/after"
ask one "$url/lab/$session" >"$work/lab" && grep -q 'allow-get-only' "$work/lab" && grep -q 'kept' "$work/lab"
result "and its transcript" "$work/lab"

# --- the terminal ---
if command -v node >/dev/null; then
    terminal two "$other" 'wait:# ' 'type:echo typed $((6*7))\r' 'wait:typed 42' wait-for:command 'run:kubectl get ns accounts -o name' \
        'wait:namespace/accounts' 'say:{"type":"action","name":"hint"}' 'wait:waypoint' drop
    result "keys, commands and actions reach a terminal" "$work/terminal"
    grep -q '\\e]133;D;0' "$work/terminal"
    result "its commands are marked (OSC 133)" "$work/terminal"
    at=$(sed -n 's/^at //p' "$work/terminal") epoch=$(sed -n 's/^position [0-9]* //p' "$work/terminal")
    post two "sessions/$other/input" '{"text":"echo meanwhile"}' >/dev/null
    terminal two "$other" "from:$at:$epoch" 'wait:meanwhile'
    grep -q 'fresh=false' "$work/terminal" && ! grep -q 'typed 42' "$work/terminal"
    result "who comes back is shown what was missed, and no more" "$work/terminal"
    stop KILL
    start
    terminal two "$other" "from:$at:$epoch" 'wait:meanwhile'
    grep -q 'fresh=true' "$work/terminal" && grep -q 'typed 42' "$work/terminal"
    result "behind kill -9 a terminal begins anew, with all that it had shown" "$work/terminal"
    terminal two "$other" 'wait:# ' 'keys:sleep 1; echo first-$((1+1))\recho then-$((3+4))\r' 'wait:then-7'
    sed -n '/first-2/,$p' "$work/terminal" | grep -q 'then-7'
    result "keys that come while a command runs are taken behind it, in order" "$work/terminal"
    terminal two "$other" 'wait:# ' 'keys:while :; do :; done\r' sleep:300 'keys:\cecho free-$((2+3))\r' 'wait:free-5'
    result "Ctrl-C reaches a command that never rests" "$work/terminal"
    node tests/web/terminal.mjs "$port" "$(cookie two)" "$other" 'wait:# ' many:100000 'keys:\cecho still-$((4+4))\r' 'wait:still-8' >"$work/typist" &
    typist=$!
    terminal one "$session" 'wait:# ' 'keys:echo quick-$((4+4))\r' 'wait:quick-8'
    result "who types without end takes nobody else's turn" "$work/terminal"
    wait $typist
    result "and is served himself" "$work/typist"
    terminal two "$other" 'wait:# ' raw:810161 closed
    grep -q 'closed 1002' "$work/terminal"
    result "a frame without its mask is a protocol error" "$work/terminal"
    terminal two "$other" 'wait:# ' big:70000 closed
    grep -q 'closed 1009' "$work/terminal"
    result "a message that is too long is refused" "$work/terminal"
    terminal two "$other" 'wait:# ' 'type:yes\r' 'sleep:500'
    post one "sessions/$session/input" '{"text":"echo not disturbed"}' | grep -q 'not disturbed'
    result "who floods his terminal disturbs nobody else" "$work/terminal"
    post two "sessions/$other/interrupt" '{}' >/dev/null
    terminal one "$other" 'sleep:1'
    grep -q ' 404 ' "$work/terminal"
    result "another's terminal is not there" "$work/terminal"
else
    echo "not run: there is no Node to speak to a terminal"
    skipped=$((skipped + 7))
fi

# --- what is hostile ---
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET / HTTP/1.1\nHost: localhost\n\n' >&3
timeout 5 head -n 1 <&3 | grep -q ' 400 '
result "a line that does not end in CRLF is refused"
exec 3>&-
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n' >&3
[ "$(timeout 5 cat <&3 | grep -c '^HTTP/1.1 ')" = 1 ]
result "a second request on a connection is not answered"
exec 3>&-
head -c 20000 /dev/zero | tr '\0' a >"$work/long"
[ "$(curl -sS -o /dev/null -w '%{http_code}' -H "X: $(cat "$work/long")" "$url/healthz" 2>/dev/null)" = 431 ]
result "a head that is too large is refused"
head -c 6000000 /dev/zero >"$work/large"
[ "$(ask one -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' --data-binary "@$work/large" "$url/api/v1/sessions" 2>/dev/null)" = 413 ]
result "a body that is too large is refused"
for _ in $(seq 200); do
    { exec {loris}<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null && printf 'GET /' >&"$loris"
done
[ "$(curl -sS --max-time 5 -o /dev/null -w '%{http_code}' "$url/healthz")" = 200 ]
result "two hundred that never end their head keep nobody else out"

# --- a class, with TLS ---
(cd "$work" && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost) >/dev/null 2>&1
./ambit serve --port 0 --bind 0.0.0.0 >"$work/refused" 2>&1
[ $? = 2 ] && grep -q -- --public "$work/refused"
result "nobody else is let in without being asked for" "$work/refused"
./ambit serve --port 0 --db "$work/class.db" --class 'Mesh at noon' --cert "$work/cert.pem" --key "$work/key.pem" >"$work/class" 2>"$work/class.log" &
class=$!
for _ in $(seq 100); do
    grep -q 'token=' "$work/class" && break
    sleep 0.05
done
code=$(sed -n 's/.*with the code //p' "$work/class") board=$(grep -o 'https://.*token=.*' "$work/class")
address=$(grep -o 'https://[^ ]*' "$work/class" | head -n 1)
address=${address%/}
ask ada -k -o /dev/null -d "code=$code&name=Ada" "$address/join"
task=$(url=$address begin ada $slug -k)
(url=$address post ada "sessions/$task/input" '{"text":"istioctl waypoint apply -n accounts --enroll-namespace"}' -k) >/dev/null
ask teacher -k -L -o "$work/board" "$board"
grep -q '<td>Ada</td>.*<td>1 of 5</td>' "$work/board"
result "the instructor sees who is where" "$work/board"
ask teacher -k "$address/instructor/export/results.csv" | grep -q '^"Ada/.*"verified",2,'
result "and takes graded results home"
ask teacher -k -o "$work/all.zip" "$address/instructor/submissions.zip" && ./ambit grade "$work/all.zip" --csv >"$work/graded" 2>&1 &&
    grep -q '"Ada".*"verified"' "$work/graded"
result "and all submissions" "$work/graded"
if command -v node >/dev/null; then
    SECURE=1 node tests/web/terminal.mjs "${address##*:}" "$(awk '$6 ~ /^ambit_/ { print $6 "=" $7 }' "$work/ada.jar")" "$task" 'wait:# ' \
        'type:echo secure\r' 'wait:secure' drop >"$work/terminal" 2>&1
    result "a terminal works behind TLS" "$work/terminal"
fi
kill "$class"
wait "$class"
result "it ends with status 0" "$work/class.log"

# --- the process ---
curl -sS "$url/metrics" | grep -q '^ambit_sessions [1-9]'
result "it counts its sessions"
grep -q 'event=request method=POST path=/start\|event=request method=POST path=/api/v1/sessions status=201' "$work/log"
result "each event is a line of the log" "$work/log"
post one "sessions/$session/input" '{"text":"echo before the end"}' >/dev/null
if command -v node >/dev/null; then
    rm -f "$work/terminal"
    terminal one "$session" 'wait:# ' closed &
    watcher=$!
    for _ in $(seq 100); do
        grep -qs hello "$work/terminal" && break
        sleep 0.05
    done
fi
stop TERM
[ "$status" = 0 ]
result "SIGTERM ends it with status 0" "$work/log"
if [ -n "$watcher" ]; then
    wait "$watcher"
    grep -q '< bye stopping' "$work/terminal" && grep -q 'closed 1012' "$work/terminal"
    result "who is connected then is told to come back" "$work/terminal"
fi
./ambit open --list --db "$work/ambit.db" | grep -q "$session"
result "what was played is in the database, for others to read"

echo "$passed passed, $failed failed$([ $skipped -eq 0 ] || echo ", $skipped skipped")"
[ $failed -eq 0 ]
