@ world: bare
Programs that the platform puts on its machines for scripts. The first message of a check counts.

$ fail-message "not yet" && fail-message "later" && cat /opt/instruqt/fail-message && echo
not yet
$ agent variable set COLOR blue && agent variable get COLOR
blue
$ agent variable get SIZE
Error: variable 'SIZE' is not set
[1]
$ agent variable set ../x y
Error: variable '../x': not a name
[1]
$ agent
Usage:
  agent variable set KEY VALUE
  agent variable get KEY
[1]
$ set-workdir /not/yet && cat /opt/instruqt/workdir && echo
/not/yet
$ set-workdir
Usage: set-workdir DIRECTORY
[1]
$ set-status "Preparing the cluster"
$ echo $INSTRUQT_TRACK_SLUG; bash -c 'echo $INSTRUQT'
bare
true
$ ls /opt/instruqt/bootstrap
gcp-bootstrap-completed   host-bootstrap-completed
