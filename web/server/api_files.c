/* /api/v1/sessions/ID: the files of the simulated machine, and what an editor asks about them. */
#include "base/hash.h"
#include "server/listing.h"
#include "server/room.h"
#include "server/routes.h"

static const struct value *ask(struct exchange *exchange, const char *question)
{
    return session_ask(exchange->desk->session, question, &exchange->arena);
}

/* --- the list --- */

static void answer_files(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const struct value *files = ask(exchange, "files");
    const char *under = asked_query(exchange, "under");
    struct value *answer = value_object(arena), *list = value_array(arena);
    size_t length = under ? strlen(under) : 0;
    for (size_t i = 0; i < value_count(files); i++) {
        const char *path = value_find_text(value_at(files, i), "path");
        if (!under || (text_starts(path, under) && (path[length] == '/' || !path[length])))
            value_append(arena, list, value_at(files, i));
    }
    if (!listing_put_array(exchange, answer, "files", list, "path"))
        return;
    answer_json(exchange, 200, answer);
    answer_tagged(exchange);
}

const struct route api_files_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/files", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_files};

/* --- one file --- */

static const char *path_of(struct exchange *exchange)
{
    return arena_format(&exchange->arena, "/%s", arena_copy(&exchange->arena, exchange->parts[1]));
}

static const char *tag_of(struct exchange *exchange, struct slice text)
{
    return arena_format(&exchange->arena, "\"%.16s\"", hash_digits(&exchange->arena, hash_bytes(text)));
}

static const struct value *ask_file(struct exchange *exchange, const char *path)
{
    return ask(exchange, arena_format(&exchange->arena, "file %s", path));
}

static void answer_file(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const char *path = path_of(exchange);
    const struct value *bytes = ask_file(exchange, path);
    if (!bytes) {
        answer_error(exchange, 404, "not_found", "There is no file %.200s.", path);
    } else if (!is_utf8(value_slice(bytes))) {
        answer_error(exchange, 415, "media_type", "%.200s is no text.", path);
    } else {
        struct value *answer = value_object(arena);
        value_put_text(arena, answer, "path", path);
        value_put(arena, answer, "text", bytes);
        value_put_text(arena, answer, "etag", tag_of(exchange, value_slice(bytes)));
        answer_json(exchange, 200, answer);
        answer_header(exchange, "ETag", tag_of(exchange, value_slice(bytes)));
    }
}

const struct route api_file_route = {
    .method = "GET", .path = "/api/v1/sessions/{}/files/{*}", .needs = ROUTE_API | ROUTE_DESK, .answer = answer_file};

/* False: somebody has changed it since; the answer stands. */
static bool is_as_expected(struct exchange *exchange, const char *path)
{
    struct slice wanted = request_header(&exchange->request, "If-Match");
    const struct value *bytes = wanted.data ? ask_file(exchange, path) : NULL;
    if (!wanted.data || (bytes && (slice_is(wanted, "*") || slice_is(wanted, tag_of(exchange, value_slice(bytes))))))
        return true;
    answer_error(exchange, 409, "changed", "%.200s is not what it was when it was read.", path);
    return false;
}

static void write_file(struct exchange *exchange)
{
    struct arena *arena = &exchange->arena;
    const struct value *text = value_get(exchange->json, "text");
    const char *path = path_of(exchange);
    if (!value_is(text, VALUE_STRING)) {
        answer_error(exchange, 400, "bad_request", "The field \"text\" is missing.");
        return;
    }
    if (!is_as_expected(exchange, path))
        return;
    const char *problem = room_save(exchange, path, value_slice(text));
    if (problem) {
        answer_error(exchange, 422, "refused", "%s", problem);
        return;
    }
    struct value *answer = value_object(arena);
    value_put_text(arena, answer, "path", path);
    value_put_integer(arena, answer, "size", (int64_t)value_slice(text).length);
    value_put_text(arena, answer, "etag", tag_of(exchange, value_slice(text)));
    answer_json(exchange, 200, answer);
}

const struct route api_write_route = {
    .method = "PUT", .path = "/api/v1/sessions/{}/files/{*}", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = write_file};

/* Removing, renaming, a directory: each an input whose bytes are [bytes]. */
static void change(struct exchange *exchange, enum input_kind kind, struct slice bytes)
{
    const char *problem = room_change(exchange, kind, bytes);
    if (problem)
        answer_error(exchange, 422, "refused", "%s", problem);
    else
        answer_status(exchange, 204);
}

static void remove_file(struct exchange *exchange)
{
    change(exchange, INPUT_REMOVE, slice_of(path_of(exchange)));
}

const struct route api_remove_route = {
    .method = "DELETE", .path = "/api/v1/sessions/{}/files/{*}", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = remove_file};

static void move_file(struct exchange *exchange)
{
    const char *to = asked_field(exchange, "rename"), *from = path_of(exchange);
    struct buffer bytes = {0};
    if (asked_truth(exchange, "directory", false)) {
        change(exchange, INPUT_DIRECTORY, slice_of(from));
        return;
    }
    if (!to) {
        answer_error(exchange, 400, "bad_request", "{\"rename\": PATH} or {\"directory\": true} is what can be asked here.");
        return;
    }
    buffer_add_text(&bytes, from);
    buffer_add_byte(&bytes, '\0');
    buffer_add_text(&bytes, to);
    change(exchange, INPUT_RENAME, buffer_slice(&bytes));
    buffer_release(&bytes);
}

const struct route api_move_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/files/{*}", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = move_file};

/* --- what an editor asks --- */

static void validate(struct exchange *exchange)
{
    const char *path = asked_field(exchange, "path"), *text = asked_field(exchange, "text");
    struct value *answer = value_object(&exchange->arena);
    if (!path || !text || strchr(path, '\n')) {
        answer_error(exchange, 400, "bad_request", "The fields \"path\" and \"text\" are needed.");
        return;
    }
    const struct value *problems = ask(exchange, arena_format(&exchange->arena, "validate %s\n%s", path, text));
    value_put(&exchange->arena, answer, "problems", problems ? problems : value_array(&exchange->arena));
    answer_json(exchange, 200, answer);
}

const struct route api_validate_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/validate", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = validate};

static void answer_fields(struct exchange *exchange)
{
    const char *text = asked_field(exchange, "text");
    int64_t line = asked_number(exchange, "line", 0), column = asked_number(exchange, "column", 0);
    if (!text || line < 1 || column < 1) {
        answer_error(exchange, 400, "bad_request", "The fields \"text\", \"line\" and \"column\" (from 1) are needed.");
        return;
    }
    const struct value *fields = ask(exchange, arena_format(&exchange->arena, "fields %lld %lld\n%s", (long long)line, (long long)column, text));
    answer_json(exchange, 200, fields ? fields : value_object(&exchange->arena));
}

const struct route api_fields_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/fields", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = answer_fields};

static void what_if(struct exchange *exchange)
{
    const char *path = asked_field(exchange, "path"), *text = asked_field(exchange, "text");
    if (!text) {
        answer_error(exchange, 400, "bad_request", "The field \"text\" is missing.");
        return;
    }
    const struct value *answer = ask(exchange, arena_format(&exchange->arena, "what-if %s\n%s", path ? path : "", text));
    if (answer)
        answer_json(exchange, 200, answer);
    else
        answer_error(exchange, 501, "not_simulated", "What manifests would change is not simulated yet.");
}

const struct route api_what_if_route = {
    .method = "POST", .path = "/api/v1/sessions/{}/what-if", .needs = ROUTE_API | ROUTE_DESK | ROUTE_CHANGES, .answer = what_if};
