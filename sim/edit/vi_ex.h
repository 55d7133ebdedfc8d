/* An ex command that was read: shared by vi_ex.c, vi_ex_text.c and vi_set.c. */
#ifndef AMBIT_EDIT_VI_EX_H
#define AMBIT_EDIT_VI_EX_H

#include "edit/vi_record.h"

struct ex {
    size_t first, last; /* lines, from 0; both the cursor's when no range was given */
    int addresses;
    bool zero;          /* line 0 was meant: before the first */
    bool bang;
    struct slice name, rest;
};

/* vi_ex_text.c */
bool ex_substitute(struct vi *vi, struct ex *ex);
bool ex_global(struct vi *vi, struct ex *ex);
bool ex_delete(struct vi *vi, struct ex *ex);
bool ex_yank(struct vi *vi, struct ex *ex);
bool ex_put(struct vi *vi, struct ex *ex);
bool ex_copy(struct vi *vi, struct ex *ex);
bool ex_move(struct vi *vi, struct ex *ex);
bool ex_join(struct vi *vi, struct ex *ex);
bool ex_shift(struct vi *vi, struct ex *ex);
bool ex_normal(struct vi *vi, struct ex *ex);
bool ex_print(struct vi *vi, struct ex *ex);
bool ex_filter(struct vi *vi, struct ex *ex);
bool ex_read(struct vi *vi, struct ex *ex);

/* vi_set.c */
bool ex_set(struct vi *vi, struct ex *ex);

/* vi_ex.c */
bool ex_address(struct vi *vi, struct slice *rest, int64_t *line, bool *given); /* from 1; false: said */
void ex_show(struct vi *vi, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
