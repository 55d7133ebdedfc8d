#include "tools/input.h"

#include "base/limits.h"
#include "shell/host.h"

static void release(void *thing)
{
    struct input *input = thing;
    buffer_release(&input->bytes);
}

struct input *input_begin(const struct options *options, char *const *names, int count)
{
    struct input *input = arena_allocate(options->process->arena, sizeof *input);
    static const char *const standard[] = {"-"};
    *input = (struct input){.process = options->process,
                            .program = options->program->name,
                            .before = "",
                            .after = "",
                            .ended = true};
    input->names = count ? names : (char *const *)standard;
    input->count = count ? count : 1;
    process_own(input->process, release, input);
    return input;
}

bool input_open(struct input *input)
{
    while (input->at < input->count) {
        const char *problem, *name = input->names[input->at++];
        buffer_clear(&input->bytes);
        input->taken = 0;
        input->name = name;
        input->descriptor = text_equal(name, "-") ? STREAM_IN : process_descriptor(name);
        input->reading = input->descriptor >= 0 && input->process->streams[input->descriptor];
        input->device = text_equal(name, "/dev/zero")                                         ? '0'
                        : text_equal(name, "/dev/urandom") || text_equal(name, "/dev/random") ? 'r'
                                                                                              : 0;
        input->ended = !input->reading && !input->device;
        if (input->device || input->reading || text_equal(name, "/dev/null"))
            return true;
        const struct value *file = process_file(input->process, name, &problem);
        if (file) {
            buffer_add(&input->bytes, file_data(file));
            return true;
        }
        input->failed++;
        if (!input->silent)
            process_complain(input->process, "%s: %s%s%s: %s\n", input->program, input->before, name,
                             input->after, problem);
    }
    return false;
}

static void fill_from_device(struct input *input, char *bytes, size_t count)
{
    struct process *process = input->process;
    process->host->tick(process);
    if (input->device == '0')
        return;
    struct draft *draft = process_begin(process);
    uint64_t state = draft_random(draft);
    process_commit(process);
    for (size_t i = 0; i < count; i++)
        bytes[i] = (char)(random_next(&state) & 0xff);
}

static void fill(struct input *input)
{
    char bytes[4096] = {0};
    if (input->taken) {
        buffer_drop_front(&input->bytes, input->taken);
        input->taken = 0;
    }
    size_t count = sizeof bytes;
    if (input->device)
        fill_from_device(input, bytes, count);
    else
        count = process_read(input->process, input->descriptor, bytes, count);
    if (count == 0)
        input->ended = true;
    else
        buffer_add(&input->bytes, (struct slice){bytes, count});
}

static struct slice rest_of(const struct input *input)
{
    return slice_part(buffer_slice(&input->bytes), input->taken, input->bytes.length);
}

bool input_line(struct input *input, struct slice *line, bool *whole)
{
    struct slice rest = rest_of(input);
    size_t end = slice_find_byte(rest, '\n');
    while (end == rest.length && !input->ended && rest.length < LIMIT_INPUT_BYTES) {
        size_t seen = rest.length;
        fill(input);
        rest = rest_of(input);
        end = seen + slice_find_byte(slice_part(rest, seen, rest.length), '\n');
    }
    bool found = end < rest.length;
    *line = slice_part(rest, 0, end);
    if (whole)
        *whole = found;
    input->taken += end + found;
    return rest.length > 0;
}

struct slice input_some(struct input *input)
{
    if (input->taken == input->bytes.length && !input->ended)
        fill(input);
    struct slice some = rest_of(input);
    input->taken = input->bytes.length;
    return some;
}

struct slice input_all(struct input *input)
{
    while (!input->ended) {
        if (input->bytes.length >= LIMIT_INPUT_BYTES) {
            process_complain(input->process, "%s: memory exhausted\n", input->program);
            process_exit(input->process, 2);
        }
        fill(input);
    }
    struct slice all = rest_of(input);
    input->taken = input->bytes.length;
    return all;
}
