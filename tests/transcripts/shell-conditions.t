A mistake in [[ ]] is found while it is read, and ends what bash reads. These are the words and the statuses of 5.2.15, the learner's
own; later patches add the place, and end with 2: so this is no differential (tests/reference), and was held against 5.2.15 by hand.

$ bash -c 'echo before; if [[ -f /etc/passwd ]; then echo yes; fi; echo behind'; echo $?
bash: -c: line 1: syntax error in conditional expression
0
$ bash -c '[[ a b ]]'; echo $?
bash: -c: line 1: conditional binary operator expected
0
$ bash -c '[[ a == ]]'; echo $?
bash: -c: line 1: unexpected argument `]]' to conditional binary operator
0
$ bash -c '[[ -f ]]'; echo $?
bash: -c: line 1: unexpected argument `]]' to conditional unary operator
0
$ bash -c '[[ a == b c ]]'; echo $?
bash: -c: line 1: syntax error in conditional expression
0
$ bash -c '[[ a & b ]]'; echo $?
bash: -c: line 1: unexpected token `&', conditional binary operator expected
0
$ bash -c '[[ && a ]]'; echo $?
bash: -c: line 1: unexpected token `&&' in conditional command
0
$ bash -c '[[ ( a ]]'; echo $?
bash: -c: line 1: unexpected token `]]', expected `)'
0
$ bash -c '[[ a ) ]]'; echo $?
bash: -c: line 1: syntax error in conditional expression: unexpected token `)'
0
$ bash -c '[[ a == (b) ]]'; echo $?
bash: -c: line 1: unexpected argument `(' to conditional binary operator
0
$ bash -c '[[ -q a ]]'; echo $?
bash: -c: line 1: conditional binary operator expected
0
$ bash -c '[[ ]]'; echo $?
0
$ bash -c '[[ a && ]]'; echo $?
0
$ bash -c '[[ ( a == b ) ) ]]'; echo $?
bash: -c: line 1: syntax error in conditional expression: unexpected token `)'
0
$ bash -c 'while [[ 1 -lt 2; do :; done'; echo $?
bash: -c: line 1: syntax error in conditional expression: unexpected token `;'
0
$ bash -c 'false
> [[ a b ]]
> echo never'; echo $?
bash: -c: line 2: conditional binary operator expected
1
$ eval '[[ a b ]]'; echo $?
-bash: conditional binary operator expected
2
$ bash -c '[[ a'; echo $?
bash: -c: line 1: unexpected token `newline', conditional binary operator expected
2
$ bash -c '[[ a =='; echo $?
bash: -c: line 1: unexpected argument `newline' to conditional binary operator
2
$ bash -c '[[ a == b'; echo $?
bash: -c: line 1: unexpected EOF while looking for `]]'
2
$ bash -c '[[ a &&'; echo $?
bash: -c: line 2: unexpected token `EOF' in conditional command
2
$ bash -c '[[ -f'; echo $?
bash: -c: line 1: unexpected argument `newline' to conditional unary operator
2
$ bash -c '[['; echo $?
bash: -c: line 2: unexpected token `EOF' in conditional command
2
$ bash -c '[[ !'; echo $?
bash: -c: line 2: unexpected token `EOF' in conditional command
2
$ bash -c ']]'; echo $?
bash: -c: line 1: syntax error near unexpected token `]]'
bash: -c: line 1: `]]'
2
$ bash -c 'if [[ a; then echo'; echo $?
bash: -c: line 1: unexpected token `;', conditional binary operator expected
0
