t() { case $1 in a|b) echo ab;; [0-9]*) echo digit;; "*") echo star;; ?) echo one char;; *.txt) echo text;; (paren) echo paren;; '') echo empty;; *) echo other;; esac; }
t a; t b; t 5x; t '*'; t z; t file.txt; t paren; t ''; t long
case x in
  x) echo first ;&
  y) echo fell ;;
  z) echo never ;;
esac
case abc in a*) echo one ;;& *c) echo two ;; *) echo never ;; esac
case x in y) ;; esac
echo $?
v='a*'
case 'a*' in "$v") echo quoted;; esac
case abc in $v) echo pattern;; esac
