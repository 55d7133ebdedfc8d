#include "tools/curl/options.h"

#include <string.h>

enum {
    IMPORTANT = 1 << 0,
    AUTH = 1 << 1,
    CONNECTION = 1 << 2,
    CURL = 1 << 3,
    DEPRECATED = 1 << 4,
    DNS = 1 << 5,
    FILE = 1 << 6,
    FTP = 1 << 7,
    GLOBAL = 1 << 8,
    HTTP = 1 << 9,
    IMAP = 1 << 10,
    LDAP = 1 << 11,
    OUTPUT = 1 << 12,
    POP3 = 1 << 13,
    POST = 1 << 14,
    PROXY = 1 << 15,
    SCP = 1 << 16,
    SFTP = 1 << 17,
    SMTP = 1 << 18,
    SSH = 1 << 19,
    TELNET = 1 << 20,
    TFTP = 1 << 21,
    TIMEOUT = 1 << 22,
    TLS = 1 << 23,
    UPLOAD = 1 << 24,
    VERBOSE = 1 << 25,
    ALL = (1 << 26) - 1,
};

static const struct {
    const char *name, *about;
    unsigned bit;
} categories[] = {
    {"auth", "Authentication methods", AUTH},
    {"connection", "Manage connections", CONNECTION},
    {"curl", "The command line tool itself", CURL},
    {"deprecated", "Legacy", DEPRECATED},
    {"dns", "Names and resolving", DNS},
    {"file", "FILE protocol", FILE},
    {"ftp", "FTP protocol", FTP},
    {"global", "Global options", GLOBAL},
    {"http", "HTTP and HTTPS protocol", HTTP},
    {"imap", "IMAP protocol", IMAP},
    {"ldap", "LDAP protocol", LDAP},
    {"output", "Filesystem output", OUTPUT},
    {"pop3", "POP3 protocol", POP3},
    {"post", "HTTP POST specific", POST},
    {"proxy", "Options for proxies", PROXY},
    {"scp", "SCP protocol", SCP},
    {"sftp", "SFTP protocol", SFTP},
    {"smtp", "SMTP protocol", SMTP},
    {"ssh", "SSH protocol", SSH},
    {"telnet", "TELNET protocol", TELNET},
    {"tftp", "TFTP protocol", TFTP},
    {"timeout", "Timeouts and delays", TIMEOUT},
    {"tls", "TLS/SSL related", TLS},
    {"upload", "Upload, sending data", UPLOAD},
    {"verbose", "Tracing, logging etc", VERBOSE},
};
enum { CATEGORIES = sizeof categories / sizeof *categories };

static const struct {
    char letter;
    bool reversed; /* shown as --no-NAME */
    const char *name, *value, *help;
    unsigned categories;
} rows[] = {
#define OPTION(letter_, name_, kind_, field_, file_, value_, help_, categories_)                               \
    {letter_, IS_##kind_, name_, value_, help_, categories_},
#define IS_OFF true
#define IS_SWITCH false
#define IS_ON false
#define IS_TEXT false
#define IS_SECONDS false
#define IS_NUMBER false
#define IS_LIST false
#define IS_OWN false
#define IS_HELP false
#define IS_MANUAL false
#define IS_VERSION false
#define IS_ABSENT false
#define IS_UNSUPPORTED false
#include "tools/curl/option_rows.h"
#undef OPTION
};
enum { ROWS = sizeof rows / sizeof *rows };

static const char *shown(struct arena *arena, size_t row)
{
    const char *value = rows[row].value ? arena_format(arena, " <%s>", rows[row].value) : "";
    const char *no = rows[row].reversed || text_equal(rows[row].name, "clobber") ? "no-" : "";
    if (rows[row].letter)
        return arena_format(arena, "-%c, --%s%s%s", rows[row].letter, no, rows[row].name, value);
    return arena_format(arena, "    --%s%s%s", no, rows[row].name, value);
}

/* Two columns in the width of the window: tool_help.c's print_category. */
static void print_category(struct process *process, unsigned bits)
{
    size_t names = 5, texts = 5;
    int columns, lines;
    process_window(process, &columns, &lines);
    size_t width = columns > 0 && process_is_terminal(process, STREAM_OUT) ? (size_t)columns : 79;
    for (size_t i = 0; i < ROWS; i++) {
        if (!rows[i].help || !(rows[i].categories & bits))
            continue;
        size_t name = strlen(shown(process->arena, i)), text = strlen(rows[i].help);
        names = name > names ? name : names;
        texts = text > texts ? text : texts;
    }
    if (names + texts > width)
        names = width - texts;
    for (size_t i = 0; i < ROWS; i++) {
        if (!rows[i].help || !(rows[i].categories & bits))
            continue;
        size_t text = strlen(rows[i].help), name = names;
        if (name + text >= width - 2)
            name = text < width - 2 ? width - 3 - text : 0;
        process_print(process, " %-*s  %s\n", (int)name, shown(process->arena, i), rows[i].help);
    }
}

static const char more[] = "\n"
                           "This is not the full help; this menu is split into categories.\n"
                           "Use \"--help category\" to get an overview of all categories, which are:\n"
                           "auth, connection, curl, deprecated, dns, file, ftp, global, http, imap, ldap, \n"
                           "output, pop3, post, proxy, scp, sftp, smtp, ssh, telnet, tftp, timeout, tls, \n"
                           "upload, verbose.\n"
                           "Use \"--help all\" to list all options\n"
                           "Use \"--help [option]\" to view documentation for a given option\n";

static void list_categories(struct process *process)
{
    for (size_t i = 0; i < CATEGORIES; i++)
        process_print(process, " %-11s %s\n", categories[i].name, categories[i].about);
}

static bool is_option(const char *subject, size_t row)
{
    if (text_starts(subject, "--"))
        return text_equal(subject + 2, rows[row].name) ||
               (text_starts(subject, "--no-") && text_equal(subject + 5, rows[row].name));
    return subject[0] == '-' && subject[1] && !subject[2] && subject[1] == rows[row].letter;
}

void curl_print_help(struct process *process, const char *subject)
{
    if (!subject) {
        process_print(process, "Usage: curl [options...] <url>\n");
        print_category(process, IMPORTANT);
        process_print(process, "%s", more);
        return;
    }
    if (subject[0] == '-') {
        for (size_t i = 0; i < ROWS; i++) {
            if (is_option(subject, i)) {
                process_print(process, "%s  %s\nnot simulated: the manual behind --help %s\n",
                              shown(process->arena, i), rows[i].help ? rows[i].help : "", subject);
                return;
            }
        }
        process_complain(process, "Incorrect option name to show help for, see curl -h\n");
        return;
    }
    if (text_equal(subject, "all")) {
        print_category(process, ALL);
        return;
    }
    if (text_equal(subject, "category")) {
        list_categories(process);
        return;
    }
    for (size_t i = 0; i < CATEGORIES; i++) {
        if (slice_is_nocase(slice_of(subject), categories[i].name)) {
            process_print(process, "%s: %s\n", categories[i].name, categories[i].about);
            print_category(process, categories[i].bit);
            return;
        }
    }
    process_print(process, "Unknown category provided, here is a list of all categories:\n\n");
    list_categories(process);
}

void curl_print_version(struct process *process)
{
    process_print(
        process,
        "curl 8.11.1 (x86_64-pc-linux-musl) libcurl/8.11.1 OpenSSL/3.3.2 zlib/1.3.1 brotli/1.1.0 "
        "zstd/1.5.6 libidn2/2.3.7 libpsl/0.21.5 libssh2/1.11.1 nghttp2/1.64.0\n"
        "Release-Date: 2024-12-11\n"
        "Protocols: dict file ftp ftps gopher gophers http https imap imaps ipfs ipns mqtt pop3 pop3s rtsp "
        "scp sftp smb smbs smtp smtps telnet tftp ws wss\n"
        "Features: alt-svc AsynchDNS brotli HSTS HTTP2 HTTPS-proxy IDN IPv6 Largefile libz NTLM PSL SSL "
        "threadsafe TLS-SRP UnixSockets zstd\n");
}
