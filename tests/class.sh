#!/bin/bash
# A class from outside: two learners and an instructor with curl, what is refused before it begins, and what is believed of a
# reverse proxy. Ends with "N passed, N failed[, N skipped]".
cd "$(dirname "$0")/.." || exit 2
layer=class server= slug=waypoints-l7-where-it-matters
. tests/result.sh
work=$(mktemp -d) || exit 2
export LC_ALL=C.UTF-8 XDG_DATA_HOME=$work/data
trap '[ -z "$server" ] || kill -9 $server 2>/dev/null; rm -rf "$work"' EXIT

start() # ARGUMENTS...: $url, $code, $token
{
    : >"$work/out"
    ./ambit serve --port 0 --db "$work/class.db" --class 'Mesh at noon' "$@" >"$work/out" 2>>"$work/log" &
    server=$!
    for _ in $(seq 200); do
        grep -q 'token=' "$work/out" && break
        sleep 0.05
    done
    url=$(sed -n 's|^ambit serves the labs at \(.*\)/ (.*|\1|p' "$work/out")
    code=$(sed -n 's/.*with the code //p' "$work/out")
    token=$(sed -n 's/.*token=//p' "$work/out")
    [ -n "$url" ] && [ -n "$code" ] && [ -n "$token" ]
}
stop()
{
    kill "$server"
    wait "$server" 2>/dev/null
    status=$?
    server=
}
ask() # WHO PATH CURL'S ARGUMENTS...
{
    curl -sS --max-time 60 -b "$work/$1.jar" -c "$work/$1.jar" "${@:3}" "$url$2"
}
state() # WHO PATH CURL'S ARGUMENTS...
{
    ask "$1" "$2" -o "$work/answer" -w '%{http_code}' "${@:3}"
}
form() # WHO PAGE PATH CURL'S ARGUMENTS...: what a browser sends for a form of that page
{
    local proof
    proof=$(ask "$1" "$2" | sed -n 's/.*data-csrf="\([^"]*\)".*/\1/p')
    state "$1" "$3" --data-urlencode "csrf=$proof" "${@:4}"
}
begin() # WHO: the name of a session about the seed's challenge
{
    ask "$1" /api/v1/sessions -H 'Content-Type: application/json' -d "{\"challenge\":\"$slug\"}" -D - -o /dev/null |
        tr -d '\r' | sed -n 's|^Location: /api/v1/sessions/||p'
}
run() # WHO SESSION COMMAND
{
    ask "$1" "/api/v1/sessions/$2/input" -H 'Content-Type: application/json' -d "{\"text\":\"$3\"}"
}
cookies() # WHO
{
    awk '$6 ~ /^ambit_/ { printf "%s%s=%s", begun++ ? "; " : "", $6, $7 }' "$work/$1.jar"
}
terminal() # WHO SESSION STEPS...
{
    node tests/web/terminal.mjs "${url##*:}" "$(cookies "$1")" "${@:2}" >"$work/terminal" 2>&1
}
refused() # WHAT IT SAYS, ARGUMENTS...
{
    timeout 10 ./ambit serve --port 0 --db "$work/none.db" "${@:2}" >"$work/refused" 2>&1
    [ $? = 2 ] && [ "$(grep -c '^ambit' "$work/refused")" = 1 ] && grep -q -e "$1" "$work/refused" && ! grep -q 'serves the labs' "$work/refused"
    result "refused: ${*:2}" "$work/refused"
}

# --- what does not begin ---
(cd "$work" && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost) >/dev/null 2>&1
echo 'no certificate' >"$work/none.pem"
refused 'say --public' --bind 0.0.0.0
refused 'say --public' --bind 0.0.0.0 --cert "$work/cert.pem" --key "$work/key.pem"
refused 'say --public' --behind-proxy
refused 'needs TLS: --behind-proxy .* or --cert' --bind 0.0.0.0 --public
refused 'needs TLS' --public
refused '--bind 0.0.0.0' --public --cert "$work/cert.pem" --key "$work/key.pem"
refused 'belong together' --bind 0.0.0.0 --public --cert "$work/cert.pem"
refused 'either --behind-proxy or' --public --behind-proxy --cert "$work/cert.pem" --key "$work/key.pem"
refused 'No such file' --cert "$work/nowhere.pem" --key "$work/key.pem"
refused 'no certificate in PEM' --cert "$work/none.pem" --key "$work/key.pem"

# --- two learners and an instructor ---
start
result "a class begins, and prints its code and its instructor's address" "$work/log"
[ "$(state ada /)" = 303 ] && [ "$(state ada /join -d "code=nonsense&name=Ada")" = 403 ] && [ "$(state ada /join -d "code=$code&name=Ada")" = 303 ]
result "Ada joins with the code, and not without" "$work/answer"
[ "$(state eve /join -d "code=$code" --data-urlencode 'name=Eve <b onload=alert(1)>')" = 303 ]
result "and somebody whose name is HTML" "$work/answer"
hers=$(begin ada) his=$(begin eve)
[ -n "$hers" ] && [ -n "$his" ] && [ "$hers" != "$his" ]
result "each has a lab"
for path in lab api/v1/sessions; do
    [ "$(state eve "/$path/$hers")" = 404 ] || break
done && [ "$(state eve "/instructor/sessions/$hers")" = 403 ] && [ "$(state eve /instructor)" = 403 ]
result "and reaches no other's, nor the instructor's page" "$work/answer"
run ada "$hers" 'istioctl waypoint apply -n accounts --enroll-namespace' >/dev/null
run eve "$his" 'echo nothing yet' >/dev/null
ask teacher "/instructor?token=$token" -L -o "$work/board"
grep -q '<td>Ada</td><td>'$slug'</td><td>1 of 5</td>' "$work/board" &&
    grep -q '<td>Eve &lt;b onload=alert(1)&gt;</td><td>'$slug'</td><td>0 of 5</td>' "$work/board" && ! grep -q '<b onload' "$work/board"
result "the instructor sees who is where, and names as text" "$work/board"
grep -q 'role="status">2 have joined, 2 have begun a challenge' "$work/board"
result "and the sum of it" "$work/board"
[ "$(state teacher "/instructor/sessions/$hers")" = 200 ] && grep -q 'istioctl waypoint apply' "$work/answer"
result "and a terminal" "$work/answer"
[ "$(form teacher "/instructor/sessions/$hers" "/instructor/sessions/$hers/run" --data-urlencode 'text=echo too early')" = 403 ]
result "typing there needs the learner's yes" "$work/answer"
[ "$(form teacher "/instructor/sessions/$hers" "/instructor/sessions/$hers/hint" --data-urlencode 'text=Look at <i>the label</i>')" = 303 ] &&
    [ "$(form teacher "/instructor/sessions/$hers" "/instructor/sessions/$hers/offer")" = 303 ] && ask ada "/lab/$hers" >"$work/lab" &&
    grep -q 'Look at &lt;i&gt;the label' "$work/lab" && grep -q 'May I type at your terminal?' "$work/lab"
result "the learner's page has the hint and the question" "$work/lab"
[ "$(form eve "/lab/$his" "/lab/$hers/offer" -d accept=1)" = 404 ] &&
    [ "$(form teacher "/instructor/sessions/$hers" "/instructor/sessions/$hers/run" --data-urlencode 'text=echo too early')" = 403 ]
result "nobody else says yes for her" "$work/answer"
[ "$(form ada "/lab/$hers" "/lab/$hers/offer" -d accept=1)" = 303 ] &&
    [ "$(form teacher "/instructor/sessions/$hers" "/instructor/sessions/$hers/run" --data-urlencode 'text=echo by the instructor')" = 303 ] &&
    ask ada "/lab/$hers" | grep -q '>by the instructor'
result "with it, the instructor types" "$work/answer"
if command -v node >/dev/null; then
    WATCH=1 terminal teacher "$his" 'wait:nothing yet' 'type:echo not $((40+2))\r' 'run:echo not $((40+2))' sleep:300
    grep -q ' 101 ' "$work/terminal" && ! grep -q 'not 42' "$work/terminal"
    result "the instructor's terminal shows, and takes nothing" "$work/terminal"
    WATCH=1 terminal eve "$hers" sleep:1
    grep -q ' 403 ' "$work/terminal"
    result "and is nobody else's" "$work/terminal"
    : >"$work/terminal"
    terminal eve "$his" wait-for:hello wait-for:hint wait-for:offer 'say:{"type":"paste","text":""}' 'wait:typed 42' &
    other=$!
    for _ in $(seq 200); do
        grep -q '^< hello' "$work/terminal" && break
        sleep 0.05
    done
    [ "$(form teacher "/instructor/sessions/$his" "/instructor/sessions/$his/hint" -d text=now)" = 303 ] &&
        [ "$(form teacher "/instructor/sessions/$his" "/instructor/sessions/$his/offer")" = 303 ] &&
        [ "$(state eve "/api/v1/sessions/$his/offer" -H 'Content-Type: application/json' -d '{"accept":true}')" = 204 ]
    (work=$work/two; mkdir -p "$work"; cp "${work%/two}"/*.jar "$work"
        WATCH=1 terminal teacher "$his" wait-for:hello 'type:echo typed $((40+2))\r' 'wait:typed 42')
    wait $other
    result "who has a terminal open hears of hints and offers, and sees what is typed for him" "$work/terminal"
else
    echo "not run: there is no Node to speak to a terminal"
    skipped=$((skipped + 3))
fi
# --- the process dies ---
[ "$(state teacher "/api/v1/instructor/sessions/$hers/hint" -H 'Content-Type: application/json' -d '{"text":"Said before it died"}')" = 204 ] &&
    [ "$(state teacher "/api/v1/instructor/sessions/$his/offer" -H 'Content-Type: application/json' -d '{"ask":false}')" = 204 ] &&
    [ "$(state teacher "/api/v1/instructor/sessions/$his/offer" -H 'Content-Type: application/json' -d '{"ask":true}')" = 204 ]
result "the instructor's API sends hints and asks" "$work/answer"
{ kill -9 "$server"; wait "$server"; } 2>/dev/null
start --port "${url##*:}"
ask teacher "/instructor?token=$token" -o "$work/board"
ask ada "/lab/$hers" >"$work/lab" && grep -q 'Look at &lt;i&gt;the label' "$work/lab" && grep -q 'Said before it died' "$work/lab" &&
    grep -q 'I may type at your terminal' "$work/lab" && ask eve "/lab/$his" >"$work/lab" && grep -q 'May I type at your terminal?' "$work/lab"
result "killed and started again, it has hints, a question and a yes as they were" "$work/lab"
[ "$(state teacher "/instructor/sessions/$hers/hint" -H "Authorization: Bearer $token" -d text=x)" = 403 ] &&
    [ "$(form teacher "/instructor/sessions/$hers" "/instructor/sessions/$hers/run" --data-urlencode 'text=echo by the next instructor')" = 303 ] &&
    ask ada "/lab/$hers" | grep -q '>by the next instructor' &&
    [ "$(form teacher "/instructor/sessions/$his" "/instructor/sessions/$his/run" --data-urlencode 'text=echo too early')" = 403 ]
result "and the yes holds, where one was given" "$work/answer"

ask teacher /instructor/export/results.csv >"$work/results.csv"
grep -q '^"Ada/'$slug-$hers'.json","Ada","'$slug'","verified",2,' "$work/results.csv" && grep -q '^"Eve__b_onload' "$work/results.csv"
result "the instructor takes results home" "$work/results.csv"
ask teacher /instructor/submissions.zip -o "$work/all.zip" && ./ambit grade "$work/all.zip" --csv >"$work/graded.csv" 2>&1
sort "$work/results.csv" >"$work/here" && sed 's|"[^"]*all.zip: |"|' "$work/graded.csv" | sort | diff - "$work/here" >"$work/difference"
result "and the same submissions, which 'ambit grade' grades alike" "$work/difference"
for i in $(seq 30); do
    curl -sS -o /dev/null -H "X-Forwarded-For: 198.51.100.$i" -d "code=guess$i&name=x" "$url/join"
done
[ "$(curl -sS -o /dev/null -w '%{http_code}' -H 'X-Forwarded-For: 198.51.100.99' -d "code=$code&name=x" "$url/join")" = 429 ]
result "guessing is slowed down, whatever X-Forwarded-For says"
[ "$(state ada "/lab/$hers")" = 200 ]
result "and keeps nobody out who has joined" "$work/answer"
stop
[ $status = 0 ]
result "it ends with status 0" "$work/log"

# --- behind a reverse proxy ---
start --public --behind-proxy
result "it begins behind a proxy" "$work/log"
proxied() # CURL'S ARGUMENTS...: as a proxy passes it on
{
    curl -sS -o "$work/answer" -D "$work/head" -w '%{http_code}' -H 'Host: 127.0.0.1' -H 'X-Forwarded-Host: mesh.example' \
        -H 'X-Forwarded-Proto: https' -H "X-Forwarded-For: $from" "$@"
}
from='203.0.113.5, 198.51.100.1'
[ "$(proxied -H 'Origin: https://mesh.example' -d "code=$code&name=Bea" "$url/join")" = 303 ] && grep -qi '^Set-Cookie: .*; Secure' "$work/head"
result "its cookies are for TLS, and its pages have the proxy's name" "$work/head"
[ "$(proxied -H 'Origin: https://evil.example' -d "code=$code&name=Bea" "$url/join")" = 403 ]
result "and no other name" "$work/head"
for i in $(seq 30); do
    proxied -d "code=guess$i&name=x" "$url/join" >/dev/null
done
[ "$(proxied -d "code=$code&name=x" "$url/join")" = 429 ] && from='198.51.100.1, 198.51.100.2' &&
    [ "$(proxied -d "code=$code&name=x" "$url/join")" = 303 ]
result "who guesses is who the proxy says" "$work/head"
watch() # CURL'S ARGUMENTS...: as who watches the process asks
{
    curl -sS -o "$work/answer" -D "$work/head" -w '%{http_code}' "$@"
}
from='198.51.100.7'
[ "$(proxied "$url/metrics")" = 401 ] && ! grep -q ambit_ "$work/answer" && grep -qi '^WWW-Authenticate: Bearer' "$work/head" &&
    [ "$(proxied -H 'Authorization: Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' "$url/metrics")" = 401 ] &&
    [ "$(proxied -H "Authorization: Basic $token" "$url/metrics")" = 401 ] && from='127.0.0.1' && [ "$(proxied "$url/metrics")" = 401 ]
result "metrics are for nobody outside, whatever X-Forwarded-For says" "$work/head"
[ "$(proxied -H "Authorization: Bearer $token" "$url/metrics")" = 200 ] && grep -q '^ambit_learners ' "$work/answer" &&
    ask outside "/instructor?token=$token" -o /dev/null -H 'X-Forwarded-For: 198.51.100.8' &&
    [ "$(proxied -H "Cookie: $(cookies outside)" "$url/metrics")" = 200 ]
result "but for who has the instructor's token, as a header or a cookie" "$work/head"
[ "$(watch "$url/metrics")" = 200 ] && grep -q '^ambit_learners ' "$work/answer"
result "and for this machine itself" "$work/head"
[ "$(proxied "$url/healthz")" = 200 ] && [ "$(cat "$work/answer")" = ok ]
result "whether it is well is for everybody, and nothing more" "$work/answer"
stop

# --- what cannot be saved ---
cp tests/class.sh "$work/class.db"
start
stop
tail -n 8 "$work/log" >"$work/tail"
grep -q '^time=[^ ]* event=unsaved id="" reason=".*class.db' "$work/tail" && ! grep -vq '^time=' "$work/tail"
result "that nothing is saved is a line of the log as all others" "$work/tail"

echo "$passed passed, $failed failed$([ $skipped -eq 0 ] || echo ", $skipped skipped")"
[ $failed -eq 0 ]
