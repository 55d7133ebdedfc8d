shopt -s expand_aliases
alias hi='echo hello'
hi there
alias ll='hi x'
ll y
unalias hi
hi 2>/dev/null || echo gone
alias ll
alias say=echo
say one; say two | cat
