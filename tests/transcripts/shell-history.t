@ input: typed
History is expanded in what is typed at a prompt, as bash 5.2 does it, and the line that is run is shown first.
$ echo one two
one two
$ !!
echo one two
one two
$ echo !$
echo two
two
$ !ec
echo two
two
$ !e:p
echo two
$ ^one^three
-bash: :s^one^three: substitution failed
$ ^two^three
echo three
three
$ !?thr
echo three
three
$ !?nothing?
-bash: !?nothing?: event not found
$ !zzz
-bash: !zzz: event not found
$ echo 'no !! here' "yes !!"
echo 'no !! here' "yes echo three"
no !! here yes echo three
$ echo hello!
hello!
$ echo "ends!" a\!\! ${!x*} $!
ends! a!!
$ echo !*
echo "ends!" a\!\! ${!x*} $!
ends! a!!
$ !1
echo one two
one two
$ !-2
echo "ends!" a\!\! ${!x*} $!
ends! a!!
$ !99
-bash: !99: event not found
$ echo a b c d
a b c d
$ echo !:2 !^ !:1-2 !:2*
echo b a a b b c d
b a a b b c d
$ echo a b c d
a b c d
$ echo !:3- !-2:0
echo c echo
c echo
$ echo !:9
-bash: :9: bad word specifier
$ echo !#
echo echo 
echo
$ echo foo/bar.txt
foo/bar.txt
$ echo !$:h !$:t !$:r !$:e
echo foo bar.txt foo/bar .txt
foo bar.txt foo/bar .txt
$ echo aXbX
aXbX
$ !!:s/X/_/
echo a_bX
a_bX
$ !!:gs/X/-&-/
echo a_b-X-
a_b-X-
$ !!:gs/X/Y/:p
echo a_b-Y-
$ !!:z
-bash: z: unrecognized history modifier
$ ! true; echo $?
1
$ [[ a = [!b] ]] && echo no event
no event
$ echo x # !! is no event in a comment
x
$ cat <<EOF
> !! stays
> EOF
!! stays
$ !$
EOF
-bash: EOF: command not found
[127]
%%
The list, and what becomes of it.
$ history 4
   27  echo x # !! is no event in a comment
   28  cat <<EOF
!! stays
EOF

   29  EOF
   30  history 4
$ fc -l -3
28	 cat <<EOF
!! stays
EOF

29	 EOF
30	 history 4
$ fc -ln -2 -1
	 history 4
	 fc -l -3
$ fc -lr 2 3
3	 echo two
2	 echo one two
$ fc -s two=four 1
echo one four
one four
$ history | tail -n 2
   34  echo one four
   35  history | tail -n 2
$ history x
-bash: history: x: numeric argument required
[1]
$ history -d 1
$ history | head -n 2
    1  echo one two
    2  echo two
$ echo first try
first try
$ FCEDIT='sed -i s/first/second/' fc
echo second try
second try
$ fc -e false
[1]
$ fc -e 'sed -i 1d' 'echo first' 'echo second'; echo $?
echo second try
second try
0
$ history | tail -n 4
   38  echo first try
   39  echo second try
   40  echo second try
   41  history | tail -n 4
%%
The history goes to a file and comes from one.
$ history -w all; tail -n 2 all; echo now; history -a new; history -a new; tail -n 1 new
history | tail -n 4
history -w all; tail -n 2 all; echo now; history -a new; history -a new; tail -n 1 new
now
history -w all; tail -n 2 all; echo now; history -a new; history -a new; tail -n 1 new
$ printf 'echo from\necho a file\n' > other; history -r other; history -n other; echo 'echo more' >> other; history -n other; history | tail -n 4
   43  printf 'echo from\necho a file\n' > other; history -r other; history -n other; echo 'echo more' >> other; history -n other; history | tail -n 4
   44  echo from
   45  echo a file
   46  echo more
$ !?from?
echo from
from
$ history -p '!-2' plain; history -r nowhere; echo $?; history -a -w; history -w; tail -n 1 .bash_history
echo more
plain
1
-bash: history: cannot use more than one of -anrw
echo from
$ for i in 1 2
> do
>   echo $i
> done
1
2
$ !for:p
for i in 1 2; do echo $i; done
$ history -c
$ history
    1  history
%%
Undo is no part of it: what was typed was typed.
$ x=1
$ lab undo
undone: x=1
$ history
    1  history
    2  x=1
    3  lab undo
    4  history
