/* The learner's own machine: a small Debian, the node `server` of the cluster. What is not a row here nor a
 * program (shell/programs.h) nor written by somebody is not there. Of /proc, /sys and /dev only what is true of
 * the lab. */
#include "images/host.h"

#include "images/place.h"

static const struct value *own_node(const struct place *place)
{
    return world_get(place->world, WORLD_APPLIED, "nodes//" HOST_NAME);
}

static const char *kernel_release(const struct place *place)
{
    return arena_format(place->arena, "%s\n",
                        value_find_text(own_node(place), "status.nodeInfo.kernelVersion"));
}

static const char *kernel_version(const struct place *place)
{
    return arena_format(place->arena, "Linux version %s " HOST_KERNEL_BUILD "\n",
                        value_find_text(own_node(place), "status.nodeInfo.kernelVersion"));
}

#define HOSTS                                                                                                  \
    "127.0.0.1\tlocalhost\n127.0.1.1\t" HOST_NAME "\n\n# IPv6\n::1\tlocalhost ip6-localhost ip6-loopback\n"    \
    "ff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n"
#define RESOLVER                                                                                               \
    "# No name server is simulated outside of the cluster: names are looked up in /etc/hosts.\n"               \
    "# Services have their names inside: kubectl exec POD -- curl SERVICE.NAMESPACE\n"
#define RELEASE                                                                                                \
    "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n"           \
    "VERSION=\"12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL=\"https://www.debian.org/\"\n"  \
    "SUPPORT_URL=\"https://www.debian.org/support\"\nBUG_REPORT_URL=\"https://bugs.debian.org/\"\n"
#define USERS                                                                                                  \
    "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"                       \
    "bin:x:2:2:bin:/bin:/usr/sbin/nologin\nsys:x:3:3:sys:/dev:/usr/sbin/nologin\n"                             \
    "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
#define GROUPS "root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\nnogroup:x:65534:\n"
#define PROFILE                                                                                                \
    "# Read by a login shell, before ~/.profile.\n"                                                            \
    "PATH=\"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"\nexport PATH\n"
#define SYSTEM_BASHRC "# Read by every bash that begins at a prompt, before ~/.bashrc.\n"
#define OWN_PROFILE "# Read by a login shell.\n[ -n \"$BASH\" ] && [ -f ~/.bashrc ] && . ~/.bashrc\n"
#define OWN_BASHRC                                                                                             \
    "# Read by every bash that begins at a prompt. Aliases and functions of yours go here:\n# alias "          \
    "k=kubectl\n"

#define FOLDER(name)                                                                                           \
    {                                                                                                          \
        .path = name, .mode = "0755"                                                                           \
    }
#define TEXT(name, words)                                                                                      \
    {                                                                                                          \
        .path = name, .mode = "0644", .text = words                                                            \
    }
#define DEVICE(name)                                                                                           \
    {                                                                                                          \
        .path = "/dev/" name, .mode = "0666", .text = "", .device = true, .fixed = "Permission denied"         \
    }
#define KERNEL(name) .path = name, .mode = "0444", .fixed = "Operation not permitted"

const struct thing host_things[] = {
    FOLDER("/boot"),
    DEVICE("null"),
    DEVICE("random"),
    DEVICE("stderr"),
    DEVICE("stdin"),
    DEVICE("stdout"),
    DEVICE("tty"),
    DEVICE("urandom"),
    DEVICE("zero"),
    TEXT("/etc/bash.bashrc", SYSTEM_BASHRC),
    TEXT("/etc/debian_version", "12.12\n"),
    TEXT("/etc/environment", ""),
    TEXT("/etc/group", GROUPS),
    TEXT("/etc/host.conf", "multi on\n"),
    TEXT("/etc/hostname", HOST_NAME "\n"),
    TEXT("/etc/hosts", HOSTS),
    TEXT("/etc/issue", "Debian GNU/Linux 12 \\n \\l\n\n"),
    TEXT("/etc/motd", ""),
    TEXT("/etc/nsswitch.conf", "passwd:\tfiles\ngroup:\tfiles\nhosts:\tfiles\n"),
    TEXT("/etc/os-release", RELEASE),
    TEXT("/etc/passwd", USERS),
    TEXT("/etc/profile", PROFILE),
    FOLDER("/etc/profile.d"),
    TEXT("/etc/resolv.conf", RESOLVER),
    TEXT("/etc/shells", "# valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n"),
    TEXT("/etc/timezone", "Etc/UTC\n"),
    FOLDER("/home"),
    FOLDER("/media"),
    FOLDER("/mnt"),
    FOLDER("/opt"),
    {KERNEL("/proc/sys/kernel/hostname"), .text = HOST_NAME "\n"},
    {KERNEL("/proc/sys/kernel/osrelease"), .make = kernel_release},
    {KERNEL("/proc/sys/kernel/ostype"), .text = "Linux\n"},
    {KERNEL("/proc/version"), .make = kernel_version},
    {.path = "/root", .mode = "0700"},
    TEXT("/root/.bashrc", OWN_BASHRC),
    TEXT("/root/.profile", OWN_PROFILE),
    FOLDER("/run"),
    FOLDER("/srv"),
    FOLDER("/sys"),
    {.path = "/tmp", .mode = "1777"},
    FOLDER("/usr/bin"),
    FOLDER("/usr/include"),
    FOLDER("/usr/lib"),
    FOLDER("/usr/lib64"),
    FOLDER("/usr/local/bin"),
    FOLDER("/usr/local/etc"),
    FOLDER("/usr/local/lib"),
    FOLDER("/usr/local/sbin"),
    FOLDER("/usr/local/share"),
    FOLDER("/usr/sbin"),
    FOLDER("/usr/share"),
    FOLDER("/usr/src"),
    FOLDER("/var/backups"),
    FOLDER("/var/cache"),
    FOLDER("/var/lib"),
    FOLDER("/var/log"),
    FOLDER("/var/mail"),
    FOLDER("/var/opt"),
    FOLDER("/var/spool"),
    {.path = "/var/tmp", .mode = "1777"},
};
const size_t host_thing_count = sizeof host_things / sizeof *host_things;

const struct image_link host_links[] = {
    {"/bin", "usr/bin", "/usr/bin"},    {"/lib", "usr/lib", "/usr/lib"}, {"/lib64", "usr/lib64", "/usr/lib64"},
    {"/sbin", "usr/sbin", "/usr/sbin"}, {"/var/run", "/run", "/run"},    {0},
};
