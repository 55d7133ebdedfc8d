printf '#!/bin/bash\necho "script $0 $# $1"\nexit 3\n' >/tmp/ambit-reference.sh
bash /tmp/ambit-reference.sh arg; echo $?
sh -c 'echo $0 $1' zero one
bash -c 'echo $0'
echo 'echo from stdin $1' | bash -s x
bash /nonexistent.sh; echo $?
/tmp/ambit-reference.sh; echo $?
