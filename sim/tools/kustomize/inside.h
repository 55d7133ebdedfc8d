/* What the files of this folder share. Items are edited by putting a new object in the old one's place. */
#ifndef AMBIT_TOOLS_KUSTOMIZE_INSIDE_H
#define AMBIT_TOOLS_KUSTOMIZE_INSIDE_H

#include "tools/kustomize/kustomize.h"

/* A name that an item once had: patches and references may use it still. */
struct earlier {
    const struct earlier *before;
    const char *kind, *name, *scope;
};

struct item {
    const struct value *object; /* NULL: a patch deleted it */
    const struct earlier *earlier;
    bool generated;
    const char *prefixes, *suffixes; /* what was put before and behind its name, with commas between; NULL */
    bool hashed;                     /* its name gets a hash of its data in the end */
    const struct value *number_name; /* its name as it was written, where that is no text; NULL */
    const struct value *named; /* the object whose name has this hash: nearly all twins end there */
    uint64_t name_hash;
};

struct items {
    struct item **list;
    size_t count, capacity;
};

/* Ends the build with these words; only the first count. */
void kustomize_fail(struct kustomize *kustomize, const char *format, ...) __attribute__((format(printf, 2, 3)));
void kustomize_unsimulated(struct kustomize *kustomize, const char *what);
const char *kustomize_quoted(struct arena *arena, const char *text); /* as %q */
bool kustomize_failed(const struct kustomize *kustomize);

/* --- items.c --- */
const char *item_kind(const struct item *item);
const char *item_name(const struct item *item);
const char *item_namespace(const struct item *item);
/* Where kustomize takes an object to be: its namespace, "default" without one, or NO_SCOPE where the API has it
 * for the whole cluster. Of what kustomize does not know, as all kinds of CRDs, it thinks that it is
 * namespaced. */
#define NO_SCOPE "_non_namespaceable_"
const char *object_scope(const struct value *object);
const char *item_scope(const struct item *item);
bool item_is(const struct item *item, const char *kinds);             /* one of these, with blanks between */
const char *item_id(struct arena *arena, const struct value *object); /* "Deployment.v1.apps/web.[noNs]" */
bool item_was(const struct item *item, const char *kind, const char *name, const char *scope); /* NULL: any */
bool item_is_twin(struct item *one, struct item *other); /* the same object for the API server */
/* Remembers what the item is called now, before something renames it. */
void item_remember(struct arena *arena, struct item *item);
struct item *items_add(struct arena *arena, struct items *items, const struct value *object);
/* False when there is one with this id. */
bool items_append(struct arena *arena, struct items *items, struct item *item, const char **id);
void items_sort(struct items *items); /* Namespaces first, webhooks last, in between by kind and name */

/* An editable copy of [value], or of {} when it is no object. */
struct value *object_edit(struct arena *arena, const struct value *value);

/* --- fields.c --- */
/* [root] with the value at "a/b[]/c" replaced by what [change] makes of it, in every element of a list that is
 * marked with []. Without [create] only where the way exists; [change] gets NULL for what is not there, and
 * leaves it so by returning NULL. */
typedef const struct value *field_change(struct arena *arena, const struct value *value, void *context);
const struct value *fields_edit(struct arena *arena, const struct value *root, const char *path, bool create,
                                field_change *change, void *context);

/* --- transformers.c: one for each field of a kustomization; [value] is the field's, NULL when it is not there
 * --- */
void transform_namespace(struct kustomize *kustomize, struct items *items, const struct value *value);
void transform_affix(struct kustomize *kustomize, struct items *items, const struct value *prefix,
                     const struct value *suffix);
void transform_labels(struct kustomize *kustomize, struct items *items, const struct value *common,
                      const struct value *labels);
void transform_annotations(struct kustomize *kustomize, struct items *items, const struct value *value);
void transform_replicas(struct kustomize *kustomize, struct items *items, const struct value *value);
void transform_images(struct kustomize *kustomize, struct items *items, const struct value *value);

/* --- patches.c --- */
/* All patches are read before anything is changed. What is in [directory] and below may be read. */
void patches_check(struct kustomize *kustomize, const char *directory, const struct value *patches);
void patches_check_strategic(struct kustomize *kustomize, const char *directory, const struct value *patches);
void transform_patches(struct kustomize *kustomize, struct items *items, const char *directory,
                       const struct value *patches);
/* The deprecated lists: texts or files, each a strategic patch. */
void transform_strategic(struct kustomize *kustomize, struct items *items, const char *directory,
                         const struct value *patches);

/* --- generators.c: configMapGenerator and secretGenerator --- */
void generate(struct kustomize *kustomize, struct items *items, const char *directory, const char *kind,
              const struct value *entries, const struct value *options);

/* --- names.c: at the very end --- */
void names_hash(struct kustomize *kustomize, struct items *items);
void names_refer(struct kustomize *kustomize, struct items *items);

/* --- known.c --- */
/* The same with its fields as they are spelled: "nameprefix" is understood, too. */
const struct value *kustomization_spelled(struct arena *arena, const struct value *read);
/* Fails on what is no kustomization, and warns of old fields. */
void kustomization_check(struct kustomize *kustomize, const struct value *read);

/* --- kustomization.c --- */
/* The kustomization in [directory], checked and with its deprecated fields warned of; NULL after a failure. */
const struct value *kustomization_read(struct kustomize *kustomize, const char *directory);
/* The text of a file that a kustomization in [directory] names; data NULL, and *problem in kustomize's words.
 */
struct slice kustomization_file(struct kustomize *kustomize, const char *directory, const char *name,
                                const char **problem);
const char *kustomization_path(struct kustomize *kustomize, const char *directory, const char *name);

#endif
