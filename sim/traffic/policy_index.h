/* Policies of one scope, found by what a request is: who sends it, and its path. Deciding then asks a handful
 * of rules instead of all, however many there are; the ones it finds are asked in full, so an index can never
 * let anything in or out by itself. policy_decide_linear is what it is tested against.
 *
 * A rule stands in a table under every pair (principal or namespace, path or path prefix) that its "from" and
 * "to" ask for word by word. What no word stands for (a suffix, a template, a "not" alone, no clause at all) is
 * asked of everybody. */
#ifndef AMBIT_TRAFFIC_POLICY_INDEX_H
#define AMBIT_TRAFFIC_POLICY_INDEX_H

#include "traffic/policy.h"

struct policy_index;

/* Everything is in [arena]; policies are borrowed. NULL when the list is so short that asking all is faster. */
const struct policy_index *policy_index_new(struct arena *arena, const struct policy_list *list);

/* Can it answer for these facts? On a TCP port a DENY holds whatever the path, so a table of paths is no help.
 */
bool policy_index_covers(const struct policy_index *index, const struct facts *facts);

/* The verdict, the policy and the rule; not what came closest. */
struct decision policy_index_decide(const struct policy_index *index, const struct facts *facts);

/* Calls [visit] for every rule that holds, DENY before ALLOW, each in the order of the list. */
void policy_index_matching(const struct policy_index *index, const struct facts *facts,
                           void (*visit)(void *context, const struct policy *policy, const struct rule *rule),
                           void *context);

#endif
