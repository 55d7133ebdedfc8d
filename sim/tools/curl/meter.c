/* The progress meter of lib/progress.c: two lines of heading, then rows that overwrite each other. */
#include "tools/curl/curl.h"

enum { SAMPLES = sizeof((struct meter){0}).samples / sizeof(int64_t) };

static const char heading[] =
    "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
    "                                 Dload  Upload   Total   Spent    Left  Speed\n";

/* Five columns for a count of bytes. */
static const char *amount(struct arena *arena, int64_t bytes)
{
    const int64_t kilo = 1024, mega = 1024 * 1024;
    if (bytes < 100000)
        return arena_format(arena, "%5lld", (long long)bytes);
    if (bytes < 10000 * kilo)
        return arena_format(arena, "%4lldk", (long long)(bytes / kilo));
    return arena_format(arena, "%2lld.%0lldM", (long long)(bytes / mega),
                        (long long)(bytes % mega / (mega / 10)));
}

static const char *clock_text(struct arena *arena, int64_t seconds)
{
    if (seconds <= 0)
        return "--:--:--";
    return arena_format(arena, "%2lld:%02lld:%02lld", (long long)(seconds / 3600),
                        (long long)(seconds / 60 % 60), (long long)(seconds % 60));
}

static int64_t speed(int64_t bytes, struct duration length)
{
    int64_t microseconds = length.nanoseconds / 1000;
    return bytes * 1000000 / (microseconds < 1 ? 1 : microseconds);
}

static int64_t percent(int64_t part, int64_t whole)
{
    return whole > 0 ? part * 100 / whole : 0;
}

static int64_t current_speed(struct meter *meter, int64_t bytes, int64_t average, struct instant now)
{
    size_t slot = meter->sample_count++ % SAMPLES;
    meter->samples[slot] = bytes;
    meter->times[slot] = now;
    if (meter->sample_count == 1)
        return average;
    size_t oldest = meter->sample_count >= SAMPLES ? meter->sample_count % SAMPLES : 0;
    int64_t milliseconds = instant_since(now, meter->times[oldest]).nanoseconds / 1000000;
    return (bytes - meter->samples[oldest]) * 1000 / (milliseconds ? milliseconds : 1);
}

static void show_row(struct transfer *transfer, struct instant now)
{
    struct curl *curl = transfer->curl;
    struct arena *arena = curl->arena;
    struct arena_mark mark = arena_mark(arena);
    struct duration spent = instant_since(now, transfer->start);
    int64_t down = transfer->size_download, up = transfer->size_upload;
    int64_t down_size = transfer->length >= 0 ? transfer->length : 0;
    int64_t up_size =
        (int64_t)(transfer->sends_body && transfer->ready.nanoseconds ? transfer->body.length : 0);
    int64_t down_speed = speed(down, spent), up_speed = speed(up, spent);
    int64_t down_seconds = down_size && down_speed ? down_size / down_speed : 0;
    int64_t up_seconds = up_size && up_speed ? up_size / up_speed : 0;
    int64_t total = down_seconds > up_seconds ? down_seconds : up_seconds;
    int64_t whole = (down_size ? down_size : down) + (up_size ? up_size : up);
    int64_t seconds = spent.nanoseconds / 1000000000;
    int64_t current = current_speed(&transfer->meter, down + up, down_speed + up_speed, now);
    process_complain(curl->process, "\r%3lld %s  %3lld %s  %3lld %s  %s  %s %s %s %s %s",
                     (long long)percent(down + up, whole), amount(arena, whole),
                     (long long)percent(down, down_size), amount(arena, down), (long long)percent(up, up_size),
                     amount(arena, up), amount(arena, down_speed), amount(arena, up_speed),
                     clock_text(arena, total), clock_text(arena, seconds),
                     clock_text(arena, total ? total - seconds : 0), amount(arena, current));
    arena_rewind(arena, mark);
}

/* -#: at most 72 marks and the percentage. */
static void show_bar(struct transfer *transfer)
{
    enum { MARKS = 72 };
    int64_t size = transfer->length > 0 ? transfer->length : transfer->size_download;
    int64_t thousandths = size ? transfer->size_download * 1000 / size : 0;
    struct buffer marks = {0};
    buffer_add_repeated(&marks, '#', (size_t)(thousandths * MARKS / 1000));
    const char *text = arena_copy(transfer->curl->arena, buffer_slice(&marks));
    buffer_release(&marks);
    process_complain(transfer->curl->process, "\r%-*s %3lld.%lld%%", MARKS, text, (long long)(thousandths / 10),
                     (long long)(thousandths % 10));
}

void meter_start(struct transfer *transfer)
{
    const struct curl_options *options = transfer->curl->options;
    bool shown = !options->all.silent && !options->all.no_meter && !transfer->terminal;
    bool again = transfer->meter.headers_shown; /* a retry has no second heading */
    transfer->meter =
        (struct meter){.shown = shown, .headers_shown = again, .bar = options->all.bar, .last = -1};
}

void meter_update(struct transfer *transfer, bool last)
{
    struct meter *meter = &transfer->meter;
    struct instant now = process_now(transfer->curl->process);
    int64_t second = instant_since(now, transfer->start).nanoseconds / 1000000000;
    if (!meter->shown || (!last && meter->last == second))
        return;
    meter->last = second;
    if (meter->bar && last && transfer->size_download)
        show_bar(transfer);
    if (!meter->bar && !meter->headers_shown)
        process_complain(transfer->curl->process, "%s", heading);
    if (!meter->bar)
        show_row(transfer, now);
    meter->headers_shown = true;
    if (last)
        process_complain(transfer->curl->process, "\n");
}

struct instant meter_next(const struct transfer *transfer)
{
    if (!transfer->meter.shown || transfer->meter.bar || transfer->meter.last < 0)
        return INSTANT_NEVER;
    return instant_add(transfer->start, SECONDS(transfer->meter.last + 1));
}
