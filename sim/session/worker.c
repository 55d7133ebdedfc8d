#include "sim.h"
#include "tools/jq/worker.h"

bool sim_is_worker(int count, char *const *words, int *status)
{
    if (count != 2 || !text_equal(words[1], JQ_WORKER_WORD))
        return false;
    *status = jq_worker_run();
    return true;
}
