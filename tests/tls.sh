#!/bin/bash
# The server's own TLS from outside: the table of hostile requests byte for byte behind it, what is no TLS, bodies, slow readers,
# and that nothing is left over. Ends with "N passed, N failed[, N skipped]".
cd "$(dirname "$0")/.." || exit 2
layer=tls server=
. tests/result.sh
work=$(mktemp -d) || exit 2
export LC_ALL=C.UTF-8 XDG_DATA_HOME=$work/data
trap '[ -z "$server" ] || kill -9 $server 2>/dev/null; rm -rf "$work"' EXIT

(cd "$work" && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost &&
    openssl rsa -aes128 -passout pass:secret -in key.pem -out locked.pem) >/dev/null 2>&1
timeout 10 ./ambit serve --port 0 --db "$work/none.db" --cert "$work/cert.pem" --key "$work/locked.pem" </dev/null >"$work/refused" 2>&1
[ $? = 2 ] && grep -q 'no certificate in PEM with its key' "$work/refused"
result "a key with a passphrase is refused, and nobody is asked for it" "$work/refused"

started() # the process in the background: $server, $url
{
    server=$!
    for _ in $(seq 200); do
        grep -q 'serves the labs' "$work/out" && break
        sleep 0.05
    done
    url=$(sed -n 's|^ambit serves the labs at \(.*\)/ (.*|\1|p' "$work/out")
}

./ambit serve --port 0 --db "$work/tls.db" --cert "$work/cert.pem" --key "$work/key.pem" >"$work/out" 2>"$work/log" &
started
port=${url##*:}
descriptors() { ls "/proc/$server/fd" | wc -l; }
before=$(descriptors)

# --- the table of hostile requests (gate/table.case), each as the door judges it without TLS ---
send() # the request is on standard input, and the other side ends it
{
    timeout 20 openssl s_client -quiet -connect "127.0.0.1:$port" 2>/dev/null | head -n 1 | tr -d '\r'
}
awk '/^-- input/ { part = 1; next } /^-- question/ { part = 0 } /^-- expected/ { part = 2; next } /^%%/ { exit }
    part == 1 { at = index($0, " | "); text[++n] = substr($0, at + 3) }
    part == 2 { sub(/^.*: (let in|refused)/, "&\t"); at = index($0, "\t"); say = substr($0, 1, at - 1); rest = substr($0, at + 1)
        split(rest, words, /[ :]+/); print (say ~ /refused$/ ? words[2] : "in") "\t" text[++m] }' tests/gate/table.case >"$work/table"
count=0 wrong=
while IFS=$'\t' read -r wanted text; do
    count=$((count + 1))
    { printf '%b' "$text"; sleep 3; } | send >"$work/got.$count" &
done <"$work/table"
wait $(jobs -p | grep -vx "$server")
count=0
while IFS=$'\t' read -r wanted text; do
    count=$((count + 1))
    got=$(sed 's|^HTTP/1.. \([0-9]*\).*|\1|' "$work/got.$count")
    # who is let in is told that this is no name of this server, or gets its page
    [ "$got" = "$wanted" ] || { [ "$wanted" = in ] && [ "$got" = 421 ]; } || wrong="$wrong$wanted, not $got: $text"$'\n'
done <"$work/table"
printf '%s' "$wrong" >"$work/wrong"
[ -z "$wrong" ] && [ $count = 33 ]
result "each of the $count requests of the table has the door's answer" "$work/wrong"

# --- what is no TLS ---
{ printf 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n' >&3; timeout 5 cat <&3 >"$work/plain"; } 3<>"/dev/tcp/127.0.0.1/$port" 2>/dev/null
! grep -aq HTTP/ "$work/plain" && [ "$(curl -ksS -o /dev/null -w '%{http_code}' "$url/healthz")" = 200 ]
result "plain HTTP is not answered, and does no harm" "$work/plain"
! timeout 5 openssl s_client -tls1_1 -cipher 'ALL@SECLEVEL=0' -connect "127.0.0.1:$port" </dev/null >"$work/old" 2>&1
result "TLS 1.1 is not spoken" "$work/old"

# --- whole bodies, both ways ---
curl -ksS -c "$work/jar" -b "$work/jar" -H 'Content-Type: application/json' -d '{"challenge":"empty"}' "$url/api/v1/sessions" -D "$work/head" -o /dev/null
session=$(tr -d '\r' <"$work/head" | sed -n 's|^Location: /api/v1/sessions/||p')
{ printf '{"text":"'; seq -f 'line %.0f of a file that is long\n' 20000 | awk '{ printf "%s\\n", $0 }'; printf '"}'; } >"$work/body"
[ "$(curl -ksS -b "$work/jar" -X PUT -H 'Content-Type: application/json' --data-binary "@$work/body" -o "$work/answer" -w '%{http_code}' "$url/api/v1/sessions/$session/files/root/long")" = 200 ] &&
    curl -ksS --limit-rate 400k -b "$work/jar" "$url/api/v1/sessions/$session/files/root/long" -o "$work/long" &&
    [ "$(grep -o 'line [0-9]* of' "$work/long" | wc -l)" = 20000 ]
result "a long body comes in, and goes out to a slow reader, whole" "$work/answer"
for i in $(seq 40); do
    curl -ksS -o "$work/many.$i" -w '%{http_code}\n' "$url/assets/plain.css" &
done >"$work/codes"
wait $(jobs -p | grep -vx "$server")
[ "$(grep -cx 200 "$work/codes")" = 40 ] && [ "$(cat "$work"/many.* | sort | uniq -c | awk '$1 % 40 { bad = 1 } END { print bad + 0 }')" = 0 ]
result "forty at once get the same" "$work/codes"
for _ in $(seq 100); do
    { exec {idle}<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null
    exec {idle}>&-
done
for _ in $(seq 100); do
    [ "$(descriptors)" -le $((before + 1)) ] && break
    sleep 0.1
done
[ "$(descriptors)" -le $((before + 1)) ]
result "and no descriptor is left over ($before, $(descriptors))"
terminal=
if command -v node >/dev/null; then
    SECURE=1 node tests/web/terminal.mjs "$port" "$(awk '$6 ~ /^ambit_/ { print $6 "=" $7 }' "$work/jar")" "$session" 'wait:# ' 'run:seq 30000' \
        'wait:30000' closed >"$work/terminal" 2>&1 &
    terminal=$!
    for _ in $(seq 100); do
        grep -qs 'command seq 30000: 0' "$work/terminal" && break
        sleep 0.1
    done
fi
kill "$server"
wait "$server"
[ $? = 0 ]
result "it ends with status 0" "$work/log"
if [ -n "$terminal" ]; then
    wait "$terminal"
    grep -q '^< bye stopping' "$work/terminal" && grep -q '^closed 1012' "$work/terminal" && grep -qx 29999 "$work/terminal"
    result "and a terminal has all that was shown, and is told to come back" "$work/terminal"
fi
server=
# --- few descriptors, with TLS and without ---
for secure in "" "--cert $work/cert.pem --key $work/key.pem"; do
    : >"$work/out"
    # shellcheck disable=SC2086
    (ulimit -n 100; exec ./ambit serve --port 0 --workers 1 --db "$work/few.db" $secure) >"$work/out" 2>"$work/log" &
    started
    held=()
    for _ in $(seq 150); do
        { exec {idle}<>"/dev/tcp/127.0.0.1/${url##*:}"; } 2>/dev/null && held+=("$idle")
    done
    for _ in 1 2 3 4 5; do
        curl -ksS --max-time 5 -o /dev/null -w '%{http_code}\n' "$url/healthz"
    done >"$work/codes" 2>&1
    for idle in "${held[@]}"; do
        exec {idle}>&-
    done
    grep -qx 200 "$work/codes" && [ "$(tail -n 1 "$work/codes")" = 200 ]
    result "more idle connections than descriptors keep nobody out${secure:+, with TLS}" "$work/codes"
    kill "$server"
    wait "$server"
    server=
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
