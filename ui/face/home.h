/* What there is to learn, and where one is in it: what a face shows before a challenge is chosen. */
#ifndef AMBIT_FACE_HOME_H
#define AMBIT_FACE_HOME_H

#include "face/keep.h"

enum home_state { HOME_NEW, HOME_BEGUN, HOME_DONE };

struct home_challenge {
    const char *what;  /* for `ambit open`: a built-in slug, or a session of a challenge from elsewhere */
    const char *anew;  /* the same for beginning it anew */
    const char *title;
    const char *teaser;
    const char *track;   /* its title, or "" */
    enum home_state state;
    const char *progress; /* "2 of 5 tasks"; "": not begun */
    int64_t minutes;      /* spent on it */
    const char *score;    /* "4 of 10 points"; "" */
    const char *age;      /* since it was open: "2h"; "" */
    bool heads;           /* the first of its track */
};

struct home_model {
    struct arena arena;
    struct home_challenge *list; /* track by track, in order; then what stands in none */
    size_t count;
    size_t last;  /* the one that was open last; the count: none */
    size_t first; /* the one to begin with */
};

/* [keep] was opened to look. */
void home_read(struct home_model *model, const struct keep *keep);
void home_release(struct home_model *model);

/* "Istio ambient (2 of 7 done)", of the track that [at] heads. */
const char *home_track_line(const struct home_model *model, size_t at, struct arena *arena);
const char *home_mark(enum home_state state, bool unicode); /* as wide as the others */
const char *home_words(const struct home_model *model, size_t at, struct arena *arena); /* "2 of 5 tasks, 3 of 9 points" */

/* Is [text] in its title, teaser, slug or track, whatever the case of ASCII letters? */
bool home_matches(const struct home_challenge *challenge, struct slice text);

#endif
