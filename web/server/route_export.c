/* What an instructor takes home: results, graded by running each sitting again, and all submissions. */
#include "base/check.h"
#include "face/archive.h"
#include "face/catalog.h"
#include "server/room.h"
#include "server/routes.h"
#include "workshop.h"

/* --- the sittings of the class --- */

struct paper {
    struct paper *next;
    const char *file; /* "NAME/CHALLENGE-ID.json" */
    const char *slug, *name; /* as they call themselves */
    const char *learner;     /* as the database does */
    const struct value *journal; /* NULL: it is not saved */
};

struct shelf {
    struct house *house;
    struct arena arena;
    struct paper *papers;
    struct shelf_scenario {
        struct shelf_scenario *next;
        const char *slug;
        struct scenario *scenario;
    } *scenarios;
};

/* A name of a folder: letters, digits and what is above ASCII stay. */
static const char *folder_name(struct arena *arena, const char *name)
{
    char *copy = arena_text(arena, name);
    for (char *at = copy; *at; at++) {
        if (!ascii_is_letter(*at) && !ascii_is_digit(*at) && (unsigned char)*at < 0x80 && *at != '-')
            *at = '_';
    }
    return copy;
}

/* Who has joined, and what they have begun; read while the house stands still, and nothing else is done then. */
static void take_papers(struct shelf *shelf)
{
    house_lock(shelf->house);
    for (size_t i = 0; i < BUCKETS; i++) {
        for (const struct learner *learner = shelf->house->learners[i]; learner; learner = learner->next) {
            for (const struct seat *seat = learner->name ? learner->seats : NULL; seat; seat = seat->next_seat) {
                struct paper *paper = arena_allocate(&shelf->arena, sizeof *paper);
                *paper = (struct paper){.next = shelf->papers, .slug = seat->slug, .name = learner->name, .learner = learner->id};
                paper->file = arena_format(&shelf->arena, "%s/%s-%s.json", folder_name(&shelf->arena, learner->name), seat->slug, seat->id);
                paper->journal = value_text(&shelf->arena, seat->id); /* until it is read */
                shelf->papers = paper;
            }
        }
    }
    house_unlock(shelf->house);
}

static const struct scenario *find_scenario(void *context, const char *slug, struct arena *arena, const char **problem)
{
    struct shelf *shelf = context;
    const char *wrong = NULL;
    for (struct shelf_scenario *row = shelf->scenarios; row; row = row->next) {
        if (text_equal(row->slug, slug))
            return row->scenario;
    }
    struct scenario *scenario = catalog_load(slug, &wrong);
    *problem = arena_text(arena, wrong ? wrong : "there is no such challenge");
    memory_free((void *)(uintptr_t)wrong);
    if (!scenario)
        return NULL;
    struct shelf_scenario *row = arena_allocate(&shelf->arena, sizeof *row);
    *row = (struct shelf_scenario){shelf->scenarios, arena_text(&shelf->arena, slug), scenario};
    shelf->scenarios = row;
    return scenario;
}

/* The submission of a sitting as the database has it; its length is 0 when it has none. */
static void write_paper(struct shelf *shelf, const struct paper *paper, struct buffer *text)
{
    const char *problem;
    struct keep keep;
    struct arena arena = {0};
    keep_share(&keep, &shelf->house->keep, paper->learner, NULL);
    const struct value *journal = keep.store ? keep_journal(&keep, value_string_of(paper->journal)) : NULL;
    const struct scenario *scenario = journal ? find_scenario(shelf, paper->slug, &arena, &problem) : NULL;
    struct submission_label label = {.release = value_find_text(journal, "release"),
                                     .hash = value_find_text(journal, "hash"),
                                     .learner = paper->name};
    if (scenario)
        submission_write(text, scenario, journal, &label);
    keep_close(&keep);
    arena_release(&arena);
}

static void release(struct shelf *shelf)
{
    for (struct shelf_scenario *row = shelf->scenarios; row; row = row->next)
        scenario_free(row->scenario);
    arena_release(&shelf->arena);
}

/* --- what is made of them --- */

static void add_results(struct exchange *exchange, struct shelf *shelf)
{
    struct arena *arena = &exchange->arena;
    struct grader grader = {shelf, find_scenario, false};
    struct value *reports = value_array(arena);
    bool table = slice_is(exchange->parts[0], "results.csv");
    for (const struct paper *paper = shelf->papers; paper; paper = paper->next) {
        struct buffer text = {0};
        struct value *row = value_object(arena);
        write_paper(shelf, paper, &text);
        value_put_text(arena, row, "file", paper->file);
        value_put(arena, row, "report", text.length ? grade_submission(&grader, buffer_slice(&text), arena)
                                                    : grade_failure(arena, "it is not saved"));
        value_append(arena, reports, row);
        buffer_release(&text);
    }
    exchange->response.type = table ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
    grade_write(&exchange->response.body, table ? "csv" : "results", reports);
}

static void add_zip(struct exchange *exchange, struct shelf *shelf)
{
    struct arena *arena = &exchange->arena;
    const char *problem;
    size_t count = 0, most = 0;
    for (const struct paper *paper = shelf->papers; paper; paper = paper->next)
        most++;
    struct archive_item *items = arena_allocate(arena, (most + 1) * sizeof *items);
    for (const struct paper *paper = shelf->papers; paper; paper = paper->next) {
        struct buffer text = {0};
        write_paper(shelf, paper, &text);
        if (text.length)
            items[count++] = (struct archive_item){
                paper->file, {arena_copy(arena, buffer_slice(&text)), text.length}};
        buffer_release(&text);
    }
    if (!archive_write(&exchange->response.body, items, count, arena, &problem)) {
        answer_error(exchange, 500, "archive", "%s.", problem);
        return;
    }
    exchange->response.type = "application/zip";
    answer_header(exchange, "Content-Disposition", "attachment; filename=\"submissions.zip\"");
}

static void export(struct exchange *exchange, void (*add)(struct exchange *exchange, struct shelf *shelf))
{
    struct shelf shelf = {.house = exchange->house};
    take_papers(&shelf);
    answer_status(exchange, 200);
    add(exchange, &shelf);
    release(&shelf);
}

static void answer_results(struct exchange *exchange)
{
    if (slice_is(exchange->parts[0], "results.csv") || slice_is(exchange->parts[0], "results.json"))
        export(exchange, add_results);
    else
        answer_error(exchange, 404, "not_found", "There is nothing at this address.");
}

static void answer_zip(struct exchange *exchange)
{
    export(exchange, add_zip);
}

const struct route class_export_route = {
    .method = "GET", .path = "/instructor/export/{}", .needs = ROUTE_TEACHER | ROUTE_SLOW, .answer = answer_results};
const struct route class_zip_route = {
    .method = "GET", .path = "/instructor/submissions.zip", .needs = ROUTE_TEACHER | ROUTE_SLOW, .answer = answer_zip};
