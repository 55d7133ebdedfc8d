/* Images whose programs are busybox's: curlimages/curl (on Alpine), alpine, busybox. */
#include "images/image.h"

#define APPLETS                                                                                                \
    "[", "awk", "base64", "basename", "cat", "clear", "cp", "cut", "date", "dirname", "echo", "env", "false",  \
        "find", "getent", "grep", "head", "hostname", "id", "less", "ls", "mkdir", "mv", "nc", "nslookup",     \
        "ping", "printf", "ps", "pwd", "rm", "rmdir", "sed", "seq", "sh", "sleep", "sort", "tail", "tar",      \
        "tee", "telnet", "test", "top", "touch", "tr", "traceroute", "true", "uname", "uniq", "vi", "watch",   \
        "wc", "wget", "which", "whoami", "xargs", "yes"

static const char *const curl_programs[] = {"curl", APPLETS, NULL};
static const char *const programs[] = {APPLETS, NULL};

#define ALPINE_FILES                                                                                           \
    {"/etc/alpine-release", "3.21.0\n"},                                                                       \
        {"/etc/os-release",                                                                                    \
         "NAME=\"Alpine Linux\"\nID=alpine\nVERSION_ID=3.21.0\nPRETTY_NAME=\"Alpine Linux v3.21\"\n"           \
         "HOME_URL=\"https://alpinelinux.org/\"\n"                                                             \
         "BUG_REPORT_URL=\"https://gitlab.alpinelinux.org/alpine/aports/-/issues\"\n"},                        \
        {"/etc/shells", "# valid login shells\n/bin/sh\n/bin/ash\n"}, {"/lib", NULL}, {"/media", NULL},        \
        {"/mnt", NULL}, {"/opt", NULL}, {"/proc", NULL}, {"/root", NULL}, {"/sbin", NULL}, {"/srv", NULL},     \
        {"/sys", NULL}, {"/tmp", NULL}, {"/dev", NULL}, {"/usr/lib", NULL}, {"/usr/sbin", NULL},               \
    {                                                                                                          \
        "/var/log", NULL                                                                                       \
    }

#define ALPINE_USERS                                                                                           \
    "root:x:0:0:root:/root:/bin/sh\nbin:x:1:1:bin:/bin:/sbin/nologin\n"                                        \
    "daemon:x:2:2:daemon:/sbin:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n"

static const struct image_file curl_files[] = {
    ALPINE_FILES,
    {"/etc/passwd", ALPINE_USERS "curl_user:x:100:101:Linux User,,,:/home/curl_user:/sbin/nologin\n"},
    {"/etc/group", "root:x:0:root\nnobody:x:65534:\ncurl_group:x:101:curl_user\n"},
    {"/cacert.pem", "not simulated: the certificates of Mozilla\n"},
    {"/entrypoint.sh",
     "#!/bin/sh\nset -e\nif [ \"${1#-}\" != \"${1}\" ] || [ -z \"$(command -v \"${1}\")\" ]; then\n"
     "  set -- curl \"$@\"\nfi\nexec \"$@\"\n"},
    {0},
};

static const struct image_file alpine_files[] = {
    ALPINE_FILES, {"/etc/passwd", ALPINE_USERS}, {"/etc/group", "root:x:0:root\nnobody:x:65534:\n"}, {0}};

static const struct image_file busybox_files[] = {
    {"/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n"},
    {"/etc/group", "root:x:0:\nnogroup:x:65534:\n"},
    {"/dev", NULL},
    {"/home", NULL},
    {"/proc", NULL},
    {"/root", NULL},
    {"/sys", NULL},
    {"/tmp", NULL},
    {"/usr", NULL},
    {"/var", NULL},
    {0},
};

static const char *const curl_variables[] = {"CURL_CA_BUNDLE=/cacert.pem", NULL};

const struct image curl_image = {
    .name = "curlimages/curl",
    .programs = curl_programs,
    .runs_command = true,
    .prompt = "\\w $ ",
    .user = "curl_user",
    .home = "/home/curl_user",
    .identity = "uid=100(curl_user) gid=101(curl_group) groups=101(curl_group)",
    .variables = curl_variables,
    .command = "{entrypoint.sh} /bin/sh /entrypoint.sh curl",
    .files = curl_files,
    .plain_shell = true,
};

#define ROOT                                                                                                   \
    "uid=0(root) gid=0(root) "                                                                                 \
    "groups=0(root),1(bin),2(daemon),3(sys),4(adm),6(disk),10(wheel),11(floppy),20(dialout),26(tape),27("      \
    "video)"

const struct image alpine_image = {
    .name = "alpine",
    .programs = programs,
    .runs_command = true,
    .prompt = "\\w # ",
    .user = "root",
    .home = "/root",
    .directory = "/",
    .identity = ROOT,
    .command = "/bin/sh",
    .files = alpine_files,
    .plain_shell = true,
};

const struct image busybox_image = {
    .name = "busybox",
    .programs = programs,
    .runs_command = true,
    .prompt = "\\w # ",
    .user = "root",
    .home = "/root",
    .directory = "/",
    .identity = "uid=0(root) gid=0(root) groups=0(root),10(wheel)",
    .command = "sh",
    .files = busybox_files,
    .plain_shell = true,
};
