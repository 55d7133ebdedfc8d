#include <math.h>
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "data/float.h"
#include "tools/awk/awk.h"

enum { SMALL_ARRAY = 8, BYTES_OF_A_STEP = 64 };

static void charge(struct awk *awk, size_t bytes)
{
    awk->memory += bytes;
    if (awk->memory > LIMIT_PROCESS_MEMORY)
        awk_out_of_memory(awk);
}

struct awk_text *awk_text_room(struct awk *awk, size_t length)
{
    charge(awk, sizeof(struct awk_text) + length);
    awk->steps += length / BYTES_OF_A_STEP;
    struct awk_text *text = memory_allocate(sizeof *text + length + 1);
    text->count = 1;
    text->length = length;
    text->after = awk->texts;
    if (awk->texts)
        awk->texts->before = text;
    awk->texts = text;
    return text;
}

struct awk_text *awk_text_new(struct awk *awk, struct slice bytes)
{
    struct awk_text *text = awk_text_room(awk, bytes.length);
    if (bytes.length)
        memcpy(text->bytes, bytes.data, bytes.length);
    return text;
}

struct awk_text *awk_text_ref(struct awk_text *text)
{
    text->count++;
    return text;
}

void awk_text_unref(struct awk *awk, struct awk_text *text)
{
    if (!text || --text->count)
        return;
    if (text->before)
        text->before->after = text->after;
    else
        awk->texts = text->after;
    if (text->after)
        text->after->before = text->before;
    awk->memory -= sizeof *text + text->length;
    memory_free(text);
}

struct slice awk_text_slice(const struct awk_text *text)
{
    return text ? (struct slice){text->bytes, text->length} : (struct slice){"", 0};
}

struct cell awk_cell_number(double number)
{
    return (struct cell){.kind = CELL_NUMBER, .number = number};
}

struct cell awk_cell_text(struct awk_text *text)
{
    return (struct cell){.kind = CELL_TEXT, .text = text};
}

struct cell awk_cell_maybe(struct awk_text *text)
{
    return (struct cell){.kind = CELL_MAYBE, .text = text};
}

struct cell awk_cell_ref(const struct cell *cell)
{
    if (cell->text)
        awk_text_ref(cell->text);
    return *cell;
}

void awk_cell_release(struct awk *awk, struct cell *cell)
{
    awk_text_unref(awk, cell->text);
    *cell = (struct cell){0};
}

static size_t skip_blanks(struct slice text, size_t at)
{
    while (at < text.length && ascii_is_space(text.data[at]))
        at++;
    return at;
}

/* "0x1A", which C's strtod knows, and mawk with it. The bytes used. */
static size_t read_hexadecimal(struct slice text, double *number)
{
    size_t at = text.length && (text.data[0] == '-' || text.data[0] == '+'), sign = at;
    if (at + 2 >= text.length || text.data[at] != '0' || ascii_lower(text.data[at + 1]) != 'x')
        return 0;
    *number = 0;
    for (at += 2; at < text.length; at++) {
        char c = ascii_lower(text.data[at]);
        if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
            break;
        *number = *number * 16 + (ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    if (sign && text.data[0] == '-')
        *number = -*number;
    return at > sign + 2 ? at : 0;
}

/* The number at the front of a text; *whole: nothing else but blanks is in it. */
static double front_number(struct slice text, bool *whole)
{
    double number = 0;
    size_t at = skip_blanks(text, 0), start = at;
    uint64_t small = 0;
    while (at < text.length && ascii_is_digit(text.data[at]) && at - start < 15)
        small = small * 10 + (uint64_t)(text.data[at++] - '0');
    size_t end = at;
    if (at > start && (at == text.length || ascii_is_space(text.data[at])))
        number = (double)small;
    else
        end = start + read_hexadecimal(slice_part(text, start, text.length), &number);
    if (end == start)
        end = start + float_read(slice_part(text, start, text.length), &number);
    *whole = end > start && skip_blanks(text, end) == text.length;
    return number;
}

/* Looks at a text from input: is it a number? */
static void decide(struct cell *cell)
{
    bool whole;
    double number = front_number(awk_text_slice(cell->text), &whole);
    cell->kind = whole ? CELL_STRNUM : CELL_TEXT;
    if (whole)
        cell->number = number;
}

double awk_cell_to_number(struct cell *cell)
{
    bool whole;
    if (cell->kind == CELL_MAYBE)
        decide(cell);
    if (cell->kind == CELL_TEXT)
        return front_number(awk_text_slice(cell->text), &whole);
    return cell->kind == CELL_UNSET ? 0 : cell->number;
}

bool awk_cell_is_true(struct cell *cell)
{
    if (cell->kind == CELL_MAYBE)
        decide(cell);
    if (cell->kind == CELL_TEXT)
        return cell->text->length > 0;
    return cell->kind != CELL_UNSET && cell->number != 0;
}

struct awk_text *awk_cell_to_text(struct awk *awk, struct cell *cell, bool output)
{
    if (cell->text)
        return awk_text_ref(cell->text);
    if (cell->kind == CELL_UNSET)
        return awk_text_ref(awk->empty);
    struct cell *format = &awk->globals[output ? SPECIAL_OFMT : SPECIAL_CONVFMT].cell;
    return awk_number_text(awk, cell->number, awk_text_slice(format->text));
}

static bool is_numeric(struct cell *cell)
{
    if (cell->kind == CELL_MAYBE)
        decide(cell);
    return cell->kind != CELL_TEXT;
}

int awk_cell_compare(struct awk *awk, struct cell *a, struct cell *b)
{
    if (is_numeric(a) && is_numeric(b)) {
        double x = awk_cell_to_number(a), y = awk_cell_to_number(b);
        return x < y ? -1 : x > y ? 1 : 0;
    }
    struct awk_text *left = awk_cell_to_text(awk, a, false), *right = awk_cell_to_text(awk, b, false);
    int order = slice_compare(awk_text_slice(left), awk_text_slice(right));
    awk_text_unref(awk, left);
    awk_text_unref(awk, right);
    return order;
}

/* --- arrays --- */

struct array *awk_array_new(struct awk *awk)
{
    charge(awk, sizeof(struct array));
    struct array *array = memory_allocate(sizeof *array);
    array->after = awk->arrays;
    if (awk->arrays)
        awk->arrays->before = array;
    awk->arrays = array;
    return array;
}

void awk_array_clear(struct awk *awk, struct array *array)
{
    for (size_t i = 0; i < array->used; i++) {
        if (!array->entries[i].key)
            continue;
        awk_text_unref(awk, array->entries[i].key);
        awk_cell_release(awk, &array->entries[i].cell);
    }
    awk->memory -= array->capacity * sizeof *array->entries + array->index_size * sizeof *array->index;
    memory_free(array->entries);
    memory_free(array->index);
    array->entries = NULL;
    array->index = NULL;
    array->count = array->used = array->capacity = array->index_size = 0;
}

void awk_array_free(struct awk *awk, struct array *array)
{
    awk_array_clear(awk, array);
    if (array->before)
        array->before->after = array->after;
    else
        awk->arrays = array->after;
    if (array->after)
        array->after->before = array->before;
    awk->memory -= sizeof *array;
    memory_free(array);
}

static unsigned hash_of(struct slice key)
{
    unsigned hash = 2166136261u;
    for (size_t i = 0; i < key.length; i++)
        hash = (hash ^ (unsigned char)key.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* The place in the index of [key], or the free one where it would stand. */
static size_t place_of(const struct array *array, struct slice key, unsigned hash)
{
    size_t place = hash & (array->index_size - 1);
    for (; array->index[place] >= 0; place = (place + 1) & (array->index_size - 1)) {
        const struct entry *entry = &array->entries[array->index[place]];
        if (entry->key && entry->hash == hash && slice_equal(awk_text_slice(entry->key), key))
            break;
    }
    return place;
}

/* Without the deleted ones, with room for as many again. */
static void rebuild(struct awk *awk, struct array *array)
{
    size_t wanted = SMALL_ARRAY;
    while (wanted < array->count * 2)
        wanted *= 2;
    size_t used = 0;
    for (size_t i = 0; i < array->used; i++)
        if (array->entries[i].key)
            array->entries[used++] = array->entries[i];
    awk->memory -= array->capacity * sizeof *array->entries + array->index_size * sizeof *array->index;
    array->used = used;
    array->capacity = wanted;
    array->index_size = wanted * 2;
    array->entries = memory_resize(array->entries, array->capacity * sizeof *array->entries);
    array->index = memory_resize(array->index, array->index_size * sizeof *array->index);
    memset(array->index, 0xff, array->index_size * sizeof *array->index);
    for (size_t i = 0; i < array->used; i++)
        array->index[place_of(array, awk_text_slice(array->entries[i].key), array->entries[i].hash)] = (int)i;
    charge(awk, array->capacity * sizeof *array->entries + array->index_size * sizeof *array->index);
}

struct cell *awk_array_find(struct array *array, struct slice key)
{
    if (!array->index_size)
        return NULL;
    size_t place = place_of(array, key, hash_of(key));
    return array->index[place] < 0 ? NULL : &array->entries[array->index[place]].cell;
}

struct cell *awk_array_at(struct awk *awk, struct array *array, struct awk_text *key)
{
    unsigned hash = hash_of(awk_text_slice(key));
    if (array->used == array->capacity) {
        struct cell *there = awk_array_find(array, awk_text_slice(key));
        if (there)
            return there;
        rebuild(awk, array);
    }
    size_t place = place_of(array, awk_text_slice(key), hash);
    if (array->index[place] < 0) {
        array->index[place] = (int)array->used;
        array->entries[array->used++] = (struct entry){.key = awk_text_ref(key), .hash = hash};
        array->count++;
    }
    return &array->entries[array->index[place]].cell;
}

void awk_array_remove(struct awk *awk, struct array *array, struct slice key)
{
    struct cell *cell = awk_array_find(array, key);
    if (!cell)
        return;
    struct entry *entry = (struct entry *)((char *)cell - offsetof(struct entry, cell));
    awk_text_unref(awk, entry->key);
    awk_cell_release(awk, &entry->cell);
    entry->key = NULL; /* its place in the index stays taken until the array is built again */
    array->count--;
}
