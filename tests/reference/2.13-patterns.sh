### a tour of patterns
m() { case $1 in $2) echo "$1 ~ $2";; *) echo "$1 !~ $2";; esac; }
m abc 'a*'; m abc 'a?c'; m abc '[a-c]bc'; m abc '[!x]bc'; m abc '[^a]bc'
m 'a]c' 'a[]]c'; m a-c 'a[-x]c'; m x '[[:alpha:]]'; m 5 '[[:digit:]]'; m ' ' '[[:space:]]'
m 'a*c' 'a\*c'; m abc 'a\*c'; m '' '*'; m aXb '*[[:upper:]]*'; m abcabc '*c'; m ab '[ab'
m '[ab' '[ab'
