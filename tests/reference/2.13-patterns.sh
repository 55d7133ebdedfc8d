### a tour of patterns
m() { case $1 in $2) echo "$1 ~ $2";; *) echo "$1 !~ $2";; esac; }
m abc 'a*'; m abc 'a?c'; m abc '[a-c]bc'; m abc '[!x]bc'; m abc '[^a]bc'
m 'a]c' 'a[]]c'; m a-c 'a[-x]c'; m x '[[:alpha:]]'; m 5 '[[:digit:]]'; m ' ' '[[:space:]]'
m 'a*c' 'a\*c'; m abc 'a\*c'; m '' '*'; m aXb '*[[:upper:]]*'; m abcabc '*c'; m ab '[ab'
m '[ab' '[ab'

### ? * and [ ] in case
m() { case $1 in $2) echo "$1 $2 yes";; *) echo "$1 $2 no";; esac; }
m abc 'a?c'; m abc 'a*'; m abc '*c'; m abc '[a-c]*'; m abc '[!a]*'; m abc '[^a]*'; m abc '?'; m '' '*'; m '' '?'; m a '[]a]'; m ']' '[]a]'; m - '[a-]'; m - '[-a]'; m '[' '[[]'; m 'a]' '[a]]'; m '[a' '[a'

### classes
m() { case $1 in $2) echo "$1 $2 yes";; *) echo "$1 $2 no";; esac; }
for c in a B 5 _ ' ' .; do m "$c" '[[:alpha:]]'; m "$c" '[[:upper:]]'; m "$c" '[[:lower:]0-9]'; m "$c" '[![:alnum:]]'; m "$c" '[[:space:][:punct:]]'; done; m a '[[:nothing:]]'; m x '[[:xdigit:]x]'

### backslashes in patterns
m() { case $1 in $2) echo "$1 $2 yes";; *) echo "$1 $2 no";; esac; }
m '*' '\*'; m 'a' '\a'; m '\' '\\'; m 'a*b' 'a\*b'; m 'axb' 'a\*b'; m ']' '[\]]'; m '\' '[\\]'; case 'a\b' in 'a\b') echo y;; esac; case 'a\b' in a\\b) echo y;; esac

### ranges
m() { case $1 in $2) echo "$1 $2 yes";; *) echo "$1 $2 no";; esac; }
m b '[a-c]'; m 5 '[0-9]'; m B '[A-C]'; m z '[a-y]'; m - '[a\-z]'; m 7 '[1-36-8]'; m b '[!a-c]'

### extended patterns
shopt -s extglob
m() { case $1 in $2) echo "$1 $2 yes";; *) echo "$1 $2 no";; esac; }
m ab '@(ab|cd)'; m cd '@(ab|cd)'; m '' '?(a)'; m a '?(a)'; m aa '?(a)'; m '' '*(ab)'; m abab '*(ab)'; m aba '*(ab)'; m aaa '+(a)'; m '' '+(a)'; m b '!(a)'; m a '!(a)'; m '' '!(a)'; m abc '!(*c)'; m foo.c '!(*.h)'; m xaby 'x@(a|ab)@(b|)y'

### extended patterns in ${ }
shopt -s extglob
x='  trim me  '; x=${x##+( )}; echo "[${x%%+( )}]"; y=aaabbb; echo ${y/+(a)/X} ${y//@(a|b)/-} ${y%%*(b)} ${y##*(a)}

### extended patterns without the option, in [[ ]]
[[ abab == +(ab) ]] && echo yes; [[ file.txt == *.@(txt|md) ]] && echo yes; [[ x == !(y) ]] && echo yes

### a leading dot and slashes in patterns of case
case .x in *) echo yes;; esac; case a/b in a*b) echo yes;; esac; case a/b in a?b) echo yes;; esac

### quoted parts of patterns
x='a*'; case 'a*c' in "$x"c) echo 1;; esac; case abc in "a*"c) echo no;; a"b"c) echo 2;; esac; case 'a?' in a\?) echo 3;; esac; case '[x]' in "[x]") echo 4;; esac

### patterns over file names need a dot for dot files
touch .a a; echo *; echo .*a; echo [.]a; echo ?a

### multibyte characters match one ?
case é in ?) echo one;; ??) echo two;; esac; case aéb in a?b) echo yes;; esac; x=éàü; echo ${x#?} ${x:1:1} ${x/à/A}

