/* Submissions as tests make them: a sitting in the challenge of tests/grading/lesson, whose tasks are checked
 * after each command. */
#ifndef AMBIT_TESTS_HANDED_IN_H
#define AMBIT_TESTS_HANDED_IN_H

#include "workshop.h"

/* Ends the program when it cannot be read. The caller's; its files live in the arena. */
struct scenario *handed_in_lesson(struct arena *arena);

/* Runs the script in it and adds the submission, by anna. "@save PATH TEXT" is a file that an editor saves. */
void handed_in(struct buffer *text, const struct scenario *lesson, struct slice script);

const struct value *handed_in_grade(const struct scenario *lesson, struct slice text, bool explain,
                                    struct arena *arena);

#endif
