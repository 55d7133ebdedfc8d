An option that the real program has and ours has not says so in one line, with the status of a usage error;
"invalid" is only what the real one does not know either.

$ sort -R /etc/hostname
sort: option -R: not simulated
[2]
$ sort --random-sort /etc/hostname
sort: option --random-sort: not simulated
[2]
$ sort --random-source=/dev/zero -R
sort: option --random-source: not simulated
[2]
$ grep -Z x /etc/hostname
grep: option -Z: not simulated
[2]
$ ls -lZ
ls: option -Z: not simulated
[2]
$ mv --backup a b
mv: option --backup: not simulated
[1]
$ diff -y /etc/hostname /etc/hostname
diff: option -y: not simulated
[2]
$ uniq -j
uniq: invalid option -- 'j'
Try 'uniq --help' for more information.
[1]
$ sort --nothing
sort: unrecognized option '--nothing'
Try 'sort --help' for more information.
[2]
$ printf 'x\n' | sed 's/x/y/w out'
sed: not simulated: option `w' of `s'
[1]
