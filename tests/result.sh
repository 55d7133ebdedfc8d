# Sourced by the layers that are scripts: counts what holds. Each sets $layer, and ends with "N passed, N failed[, N skipped]".
# shellcheck shell=bash disable=SC2034
passed=0 failed=0 skipped=0

result() # NAME [FILE]: by the status of the command before; the end of FILE says why
{
    if [ $? -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $layer: $1"
        [ -z "$2" ] || tail -n 30 "$2"
    fi
}
