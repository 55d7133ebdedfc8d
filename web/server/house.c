#include "server/house.h"

#include "base/check.h"
#include "base/hash.h"
#include "face/catalog.h"
#include "server/clerk.h"
#include "server/instructor.h"
#include "server/log.h"

void house_lock(struct house *house)
{
    pthread_mutex_lock(&house->mutex);
}

void house_unlock(struct house *house)
{
    pthread_mutex_unlock(&house->mutex);
}

int64_t house_wall(const struct house *house)
{
    return house->options.clock.wall(house->options.clock.context);
}

int64_t house_now(const struct house *house)
{
    return house->options.clock.now(house->options.clock.context);
}

void house_count(struct house *house, enum counter counter, int64_t more)
{
    atomic_fetch_add_explicit(&house->counters[counter], more, memory_order_relaxed);
}

/* --- who --- */

static size_t bucket_of(const void *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word % BUCKETS;
}

static size_t bucket_of_id(struct slice id)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < id.length; i++)
        sum = sum * 31 + (unsigned char)id.data[i];
    return sum % BUCKETS;
}

static struct learner *find_learner(struct house *house, const unsigned char hash[LEARNER_HASH])
{
    struct learner *learner = house->learners[bucket_of(hash)];
    while (learner && !token_same(&house->libraries, learner->hash, hash, LEARNER_HASH))
        learner = learner->next;
    return learner;
}

static const char id_start[] = "web-";

static struct learner *add_learner(struct house *house, const unsigned char hash[LEARNER_HASH])
{
    struct learner *learner = arena_allocate(&house->kept, sizeof *learner);
    struct buffer id = {0};
    size_t bucket = bucket_of(hash);
    buffer_add_text(&id, id_start);
    for (int i = 0; i < LEARNER_HASH; i++)
        buffer_format(&id, "%02x", hash[i]);
    learner->id = arena_copy(&house->kept, buffer_slice(&id));
    memcpy(learner->hash, hash, LEARNER_HASH);
    learner->next = house->learners[bucket];
    house->learners[bucket] = learner;
    house->learner_count++;
    buffer_release(&id);
    return learner;
}

struct learner *house_learner(struct house *house, struct slice token)
{
    unsigned char hash[TOKEN_HASH];
    if (!token_is_one(token))
        return NULL;
    token_hash(&house->libraries, token, hash);
    house_lock(house);
    struct learner *learner = find_learner(house, hash);
    house_unlock(house);
    return learner;
}

bool house_is_teacher(struct house *house, struct slice token)
{
    unsigned char hash[TOKEN_HASH];
    if (!house->options.class || !token_is_one(token))
        return false;
    token_hash(&house->libraries, token, hash);
    return token_same(&house->libraries, hash, house->teacher_hash, TOKEN_HASH);
}

static uint64_t salted(const struct house *house, struct slice text)
{
    struct buffer bytes = {0};
    buffer_add_text(&bytes, house->salt);
    buffer_add(&bytes, text);
    uint64_t hash = hash_bytes(buffer_slice(&bytes)).low;
    buffer_release(&bytes);
    return hash;
}

/* The place of an address in the table. Whoever shares it shares the count, so that two who do cannot clear it for each other;
 * which addresses do is nothing that can be known outside. */
static struct guesses *guesses_of(struct house *house, struct slice address)
{
    const int64_t minute = 60000000000;
    struct guesses *guesses = &house->guesses[salted(house, address) % GUESSERS];
    int64_t now = house_wall(house);
    if (now - guesses->since > minute)
        *guesses = (struct guesses){.since = now};
    return guesses;
}

void house_note_guess(struct house *house, struct slice address, struct slice guess)
{
    uint32_t hash = (uint32_t)salted(house, guess);
    house_lock(house);
    struct guesses *guesses = guesses_of(house, address);
    bool known = guesses->count == LIMIT_WEB_GUESSES;
    for (size_t i = 0; i < guesses->count && !known; i++)
        known = guesses->wrong[i] == hash;
    if (!known)
        guesses->wrong[guesses->count++] = hash;
    house_unlock(house);
}

bool house_may_guess(struct house *house, struct slice address)
{
    house_lock(house);
    bool may = guesses_of(house, address)->count < LIMIT_WEB_GUESSES;
    house_unlock(house);
    return may;
}

struct learner *house_welcome(struct house *house, const char *name, const char **token, struct arena *arena)
{
    unsigned char hash[TOKEN_HASH];
    struct learner *learner = NULL;
    house_lock(house);
    if (house->learner_count < LIMIT_WEB_LEARNERS) {
        *token = token_new(&house->options.random, arena);
        token_hash(&house->libraries, slice_of(*token), hash);
        learner = add_learner(house, hash);
        learner->name = name ? arena_text(&house->kept, name) : NULL;
    }
    house_unlock(house);
    if (learner && name) /* the disk is waited for: nobody else is to wait with us */
        keep_learner(&house->keep, learner->id, house->options.class, name);
    return learner;
}

/* --- sessions --- */

static void add_seat(struct house *house, struct seat *seat)
{
    size_t bucket = bucket_of_id(slice_of(seat->id));
    pthread_mutex_init(&seat->hand, NULL);
    seat->next = house->seats[bucket];
    house->seats[bucket] = seat;
    seat->next_seat = seat->learner->seats;
    seat->learner->seats = seat;
    seat->learner->seat_count++;
    seat->clerk->seats++;
}

static struct clerk *idlest_clerk(struct house *house)
{
    struct clerk *best = house->clerks[0];
    for (size_t i = 1; i < house->clerk_count; i++) {
        if (house->clerks[i]->seats < best->seats)
            best = house->clerks[i];
    }
    return best;
}

struct seat *house_seat(struct house *house, const struct learner *learner, struct slice id)
{
    house_lock(house);
    struct seat *seat = house->seats[bucket_of_id(id)];
    while (seat && !(seat->learner == learner && slice_is(id, seat->id)))
        seat = seat->next;
    house_unlock(house);
    return seat;
}

struct seat *house_class_seat(struct house *house, struct slice id)
{
    house_lock(house);
    struct seat *seat = house->seats[bucket_of_id(id)];
    while (seat && !(seat->learner->name && slice_is(id, seat->id)))
        seat = seat->next;
    house_unlock(house);
    return seat;
}

struct seat *house_newest(struct house *house, const struct learner *learner, const char *slug)
{
    house_lock(house);
    struct seat *seat = learner ? learner->seats : NULL;
    while (seat && !text_equal(seat->slug, slug))
        seat = seat->next_seat;
    house_unlock(house);
    return seat;
}

struct seat *house_begin(struct house *house, struct learner *learner, const char *slug)
{
    struct seat *seat = NULL;
    house_lock(house);
    if (learner->seat_count < LIMIT_WEB_SESSIONS) {
        seat = arena_allocate(&house->kept, sizeof *seat);
        *seat = (struct seat){.learner = learner, .clerk = idlest_clerk(house), .opened = house_now(house)};
        memcpy(seat->id, random_letters(&house->options.random, SEAT_ID, &house->kept), SEAT_ID);
        seat->slug = arena_text(&house->kept, slug);
        add_seat(house, seat);
    }
    house_unlock(house);
    return seat;
}

bool seat_try(struct seat *seat)
{
    return pthread_mutex_trylock(&seat->hand) == 0;
}

void seat_take(struct seat *seat)
{
    pthread_mutex_lock(&seat->hand);
}

void seat_leave(struct seat *seat)
{
    pthread_mutex_unlock(&seat->hand);
}

size_t house_sessions(struct house *house)
{
    return (size_t)atomic_load(&house->counters[COUNTER_SESSIONS]);
}

/* --- what the database has --- */

static const char hexadecimal[] = "0123456789abcdef";

static bool read_hash(const char *id, unsigned char hash[LEARNER_HASH])
{
    struct slice digits = slice_part(slice_of(id), sizeof id_start - 1, SIZE_MAX);
    if (!text_starts(id, id_start) || digits.length != 2 * LEARNER_HASH)
        return false;
    for (size_t i = 0; i < digits.length; i++) {
        const char *at = strchr(hexadecimal, digits.data[i]);
        if (!at || !*at)
            return false;
        hash[i / 2] = (unsigned char)(hash[i / 2] << 4 | (at - hexadecimal));
    }
    return true;
}

/* A session that a browser began in an earlier run. */
static void take_row(struct house *house, const struct value *row)
{
    unsigned char hash[LEARNER_HASH] = {0};
    const char *id = value_find_text(row, "session");
    struct instant opened = {0};
    if (!read_hash(value_find_text(row, "learner"), hash) || value_find_text(row, "source")[0] ||
        strlen(id) != SEAT_ID)
        return;
    struct learner *learner = find_learner(house, hash);
    learner = learner ? learner : add_learner(house, hash);
    instant_parse_rfc3339(slice_of(value_find_text(row, "opened")), &opened);
    struct seat *seat = arena_allocate(&house->kept, sizeof *seat);
    *seat = (struct seat){.learner = learner,
                          .clerk = idlest_clerk(house),
                          .opened = opened.nanoseconds / 1000000,
                          .done = value_number(value_get(row, "done"), 0),
                          .required = value_number(value_get(row, "tasks"), 0),
                          .begun = true};
    memcpy(seat->id, id, SEAT_ID);
    seat->slug = arena_text(&house->kept, value_find_text(row, "scenario"));
    add_seat(house, seat);
}

static void take_sessions(struct house *house)
{
    const struct value *sessions = house->keep.sessions;
    for (size_t i = value_count(sessions); i-- > 0;) /* the newest is added last, and stands first */
        take_row(house, value_at(sessions, i));
}

/* Who joined this class in an earlier run, with a token that still holds. */
static void take_learners(struct house *house)
{
    const struct value *learners = keep_learners(&house->keep, house->options.class);
    for (size_t i = 0; i < value_count(learners); i++) {
        unsigned char hash[LEARNER_HASH] = {0};
        const struct value *row = value_at(learners, i);
        if (!read_hash(value_find_text(row, "learner"), hash))
            continue;
        struct learner *learner = find_learner(house, hash);
        learner = learner ? learner : add_learner(house, hash);
        learner->name = arena_text(&house->kept, value_find_text(row, "name"));
    }
}

static void open_class(struct house *house)
{
    enum { CODE = 8, SALT = 24 };
    house->salt = random_letters(&house->options.random, SALT, &house->arena);
    house->code = random_letters(&house->options.random, CODE, &house->arena);
    house->teacher = token_new(&house->options.random, &house->arena);
    token_hash(&house->libraries, slice_of(house->teacher), house->teacher_hash);
    take_learners(house);
    instructor_recall(house);
}

/* --- the house --- */

static void note_unsaved(const struct keep *keep, const char *why)
{
    log_event("unsaved", LOG_TEXT("id", slice_of(keep->name ? keep->name : "")), LOG_TEXT("reason", slice_of(why)));
}

bool house_open(struct house *house, const struct house_options *options, const char **problem)
{
    *house = (struct house){.options = *options, .clerk_count = options->workers ? options->workers : 1};
    pthread_mutex_init(&house->mutex, NULL);
    const char *missing = web_crypto_load(&house->libraries);
    if (missing) {
        *problem = arena_format(&house->arena, "%s is not installed", missing);
        return false;
    }
    house->catalog = catalog_read(&house->arena);
    house->cookie = arena_format(&house->arena, "ambit_%d", options->port);
    house->clerks = arena_allocate(&house->arena, house->clerk_count * sizeof(struct clerk *));
    for (size_t i = 0; i < house->clerk_count; i++)
        house->clerks[i] = clerk_new(house, i);
    house->keep.tell = note_unsaved;
    if (!options->unsaved)
        keep_open(&house->keep, options->file, KEEP_WRITE);
    take_sessions(house);
    if (options->class)
        open_class(house);
    return true;
}

void house_close(struct house *house)
{
    for (size_t i = 0; house->clerks && i < house->clerk_count; i++)
        clerk_free(house->clerks[i]);
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct seat *seat = house->seats[i]; seat; seat = seat->next)
            memory_free(seat->journal);
        for (struct seat *seat = house->seats[i]; seat; seat = seat->next) {
            memory_free(seat->task);
            pthread_mutex_destroy(&seat->hand);
        }
    }
    if (!house->options.unsaved)
        keep_close(&house->keep);
    pthread_mutex_destroy(&house->mutex);
    arena_release(&house->kept);
    arena_release(&house->arena);
}
