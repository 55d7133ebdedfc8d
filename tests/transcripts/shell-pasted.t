What is pasted from a page or a chat. bash takes these characters for letters, and so does this shell; one line says
which one it was, and where.
$ echo “hello world”
“hello world”
hint: line 1, column 6: “ (U+201C) is a typographic quote, which the shell takes for a letter; type " instead
$ kubectl get pods –n finance
Error from server (NotFound): pods "–n" not found
Error from server (NotFound): pods "finance" not found
hint: line 1, column 18: – (U+2013) is a typographic dash, which the shell takes for a letter; type - or -- instead
[1]
$ kubectl get pods —namespace finance
Error from server (NotFound): pods "—namespace" not found
Error from server (NotFound): pods "finance" not found
hint: line 1, column 18: — (U+2014) is a typographic dash, which the shell takes for a letter; type -- instead
[1]
$ kubectl get ns accounts
-bash: kubectl get: command not found
hint: line 1, column 8: U+00A0 is a no-break space, which the shell takes for a letter; type a blank instead
[127]
$ kubectl get ns​ accounts
error: the server doesn't have a resource type "ns​"
hint: line 1, column 15: U+200B is a space of no width, which the shell takes for a letter; leave it out
[1]
$ echo one
> kubectl get ns accounts ‘x’
one
NAME       STATUS   AGE
accounts   Active   15m
Error from server (NotFound): namespaces "‘x’" not found
hint: line 2, column 25: ‘ (U+2018) is a typographic quote, which the shell takes for a letter; type ' instead
[1]
$ export X=“a b”; echo $X
-bash: export: `b”': not a valid identifier
“a
hint: line 1, column 10: “ (U+201C) is a typographic quote, which the shell takes for a letter; type " instead
$ if true; then echo “x; fi
“x
hint: line 1, column 20: “ (U+201C) is a typographic quote, which the shell takes for a letter; type " instead
$ echo $(echo ‘hi’)
‘hi’
hint: line 1, column 13: ‘ (U+2018) is a typographic quote, which the shell takes for a letter; type ' instead
$ cd “finance”
-bash: cd: “finance”: No such file or directory
hint: line 1, column 4: “ (U+201C) is a typographic quote, which the shell takes for a letter; type " instead
[1]
%%
Text that is meant is never found.
$ echo 'don’t “quote” – me' "it’s — “fine”" don’t # “comment”
don’t “quote” – me it’s — “fine” don’t
$ echo a – b — c well–known 10–20 1−2
a – b — c well–known 10–20 1−2
$ echo 👩‍💻 naïve café « x » › 日本　語 2>/dev/null | wc -l
1
$ cat <<E
> “quoted” – and don’t
> E
“quoted” – and don’t
$ echo "$(echo '“')" \” $'\u201c'
“ ” “
%%
In a here-document only what its lines are indented with matters.
$ kubectl apply -f - <<E
> apiVersion: v1
> kind: ConfigMap
> metadata:
>   name: odd
> data:
>   text: “fine – really”
> E
error: error when retrieving current configuration of:
Resource: "/v1, Resource=configmaps", GroupVersionKind: "/v1, Kind=ConfigMap"
Name: "", Namespace: "default"
from server for: "STDIN": resource name may not be empty
hint: line 5, column 1: U+00A0 is a no-break space, which the shell takes for a letter; type a blank instead
[1]
%%
Windows line ends.
$ printf 'apiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: crlf\r\n  namespace: finance\r\ndata:\r\n  a: b\r\n' > crlf.yaml
$ kubectl apply -f crlf.yaml; kubectl get configmap crlf -n finance -o jsonpath='<{.data.a}>'
configmap/crlf created
<b>
\ no newline
$ printf 'echo one\r\nif true; then\r\n echo two\r\nfi\r\n' > crlf.sh; bash crlf.sh
one
crlf.sh: line 5: syntax error: unexpected end of file
hint: line 1, column 9: a carriage return, as Windows ends lines (U+000D); the shell wants LF alone
[2]
