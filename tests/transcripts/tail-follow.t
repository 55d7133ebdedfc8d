tail -f prints what is written to its file from then on, as it comes.
$ echo zero > grown; (sleep 1; echo one >> grown; sleep 1; echo two >> grown) & timeout 5 tail -f grown
[1] 2
zero
one
two
[1]+  Done                    ( sleep 1; echo one >> grown; sleep 1; echo two >> grown )
[124]
