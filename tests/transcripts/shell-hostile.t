@ turns: long
What would bring a machine down ends with the words of the real one, and the prompt comes back.
$ for i in $(seq 300); do sleep 1000 & done 2>/dev/null
[254]
$ jobs | wc -l; echo what is typed has room
223
what is typed has room
$ sleep 1 &
-bash: fork: retry: Resource temporarily unavailable
-bash: fork: retry: Resource temporarily unavailable
-bash: fork: retry: Resource temporarily unavailable
-bash: fork: retry: Resource temporarily unavailable
-bash: fork: Resource temporarily unavailable
[254]
$ kill $(jobs -p); wait; jobs
$ while :; do :; done &
[1] 230
$ sleep 5
[1]+  CPU time limit exceeded while :; do
    :;
done
$ yes > /dev/null &
[1] 232
$ sleep 5
[1]+  CPU time limit exceeded yes > /dev/null
$ yes $(seq 1000) > big & sleep 5; rm big
[1] 234
yes: write error: No space left on device
[1]+  Exit 1                  yes $(seq 1000) > big
%%
Quotes and here-documents that the end of the input cuts off.
$ echo 'a
-bash: unexpected EOF while looking for matching `''
[2]
$ echo "$(echo
-bash: unexpected EOF while looking for matching `)'
[2]
$ cat <<E
> x
-bash: line 2: warning: here-document at line 1 delimited by end-of-file (wanted `E')
x
$ f() { echo
-bash: syntax error: unexpected end of file
[2]
$ cat <(echo
-bash: unexpected EOF while looking for matching `)'
[2]
%%
Too many descriptors, too deep.
$ eval "cat $(for i in $(seq 70); do printf '<(echo %d) ' $i; done)"
-bash: cannot make pipe for process substitution: Too many open files
[1]
$ exec 64>x; exec 63>x; echo y >&63; exec 63>&-; cat x
-bash: 64: Bad file descriptor
y
$ f() { cat <(f); }; f 2>&1 | tail -n 1
-bash: f: maximum function nesting level exceeded (100)
$ kill -9 0; echo never
[137]
$ echo alive
alive
%%
The fork bomb, last because it counts processes up.
$ :(){ :|:& };: 2>/dev/null
$ sleep 60; jobs; ps | wc -l; unset -f :
ambit: killed a job that forks without end (limit REFUSED_FORKS)
[1]+  Done                    : | :
4
$ echo alive
alive
%%
Regular expressions are weighed before they are compiled, by whoever takes them.
$ [[ aaaa =~ ((((a{1,200}){1,200}){1,200}){1,200}) ]]; echo $?; p='(a)\1'; [[ aa =~ $p ]]; echo $?
-bash: [[: not simulated: Regular expression too big
2
-bash: [[: not simulated: back-references in a pattern
2
$ echo a | grep -E '((a{1,100}){1,100}){1,100}'; echo a | sed -E 's/(a{1,50}){1,50}/b/'; x=$(printf '(%.0s' {1..600}); [[ a =~ $x ]]; echo $?
grep: Regular expression too big
sed: -e expression #1, char 20: Regular expression too big
-bash: [[: not simulated: Regular expression too big
2
$ echo 123e4567-e89b-42d3-a456-426614174000 | grep -cE '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
1
