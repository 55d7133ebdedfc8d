#include "images/image.h"

static const char *const programs[] = {
    "curl",     "sh",     "cat", "echo",  "env",    "grep", "head",  "hostname", "ls",   "nc",
    "nslookup", "printf", "pwd", "seq",   "sleep",  "sort", "tail",  "tr",       "true", "false",
    "test",     "[",      "wc",  "wget",  "whoami", "date", "xargs", "cut",      "sed",  "uniq",
    "id",       "yes",    "tee", "touch", "mkdir",  "rm",   "tar", NULL};

const struct image curl_image = {
    .name = "curlimages/curl",
    .programs = programs,
    .runs_command = true,
    .prompt = "~ $ ",
    .user = "curl_user",
    .home = "/home/curl_user",
};
