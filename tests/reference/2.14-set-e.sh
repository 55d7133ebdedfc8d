bash -c 'set -e; false; echo never'; echo $?
bash -c 'set -e; if false; then :; fi; false || true; ! true; echo reached'; echo $?
bash -c 'set -e; f() { false; echo in f; }; f || echo or; echo end'; echo $?
bash -c 'set -e; x=$(false); echo never'; echo $?
bash -c 'set -e; (exit 3); echo never'; echo $?
bash -c 'set -e; true && false; echo after and'; echo $?
bash -c 'set -e; true | false; echo never'; echo $?
bash -c 'set -e; while false; do :; done; echo while ok'
bash -c 'set -eo pipefail; false | true; echo never'; echo $?
bash -e -c 'f() { return 2; }; f; echo never'; echo $?
bash -c 'set -e; { false; } ; echo never'; echo $?
bash -c 'set -e; [[ a = b ]]; echo never'; echo $?
bash -c 'set -e; (( 0 )); echo never'; echo $?
