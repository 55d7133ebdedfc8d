#include "tools/curl/options.h"

static const char short_page[] =
    "Usage: curl [options...] <url>\n"
    " -d, --data <data>           HTTP POST data\n"
    " -f, --fail                  Fail fast with no output on HTTP errors\n"
    " -h, --help <subject>        Get help for commands\n"
    " -o, --output <file>         Write to file instead of stdout\n"
    " -O, --remote-name           Write output to file named as remote file\n"
    " -i, --show-headers          Show response headers in output\n"
    " -s, --silent                Silent mode\n"
    " -T, --upload-file <file>    Transfer local FILE to destination\n"
    " -u, --user <user:password>  Server user and password\n"
    " -A, --user-agent <name>     Send User-Agent <name> to server\n"
    " -v, --verbose               Make the operation more talkative\n"
    " -V, --version               Show version number and quit\n"
    "\n"
    "This is not the full help; this menu is split into categories.\n"
    "Use \"--help category\" to get an overview of all categories, which are:\n"
    "auth, connection, curl, deprecated, dns, file, ftp, global, http, imap, ldap, \n"
    "output, pop3, post, proxy, scp, sftp, smtp, ssh, telnet, tftp, timeout, tls, \n"
    "upload, verbose.\n"
    "Use \"--help all\" to list all options\n"
    "Use \"--help [option]\" to view documentation for a given option\n";

static void print_row(struct process *process, const struct flag *flag)
{
    char *name = arena_format(process->arena, "%s%s%s%s%s", flag->name, flag->value ? " " : "",
                              flag->value ? "<" : "", flag->value ? flag->value : "", flag->value ? ">" : "");
    if (flag->letter)
        process_print(process, " -%c, --%-34s %s\n", flag->letter, name, flag->help);
    else
        process_print(process, "     --%-34s %s\n", name, flag->help);
}

void curl_print_help(struct process *process, const char *subject)
{
    if (!subject) {
        process_print(process, "%s", short_page);
        return;
    }
    bool all = text_equal(subject, "all"), found = false;
    for (const struct flag *flag = curl_flags; flag->name; flag++) {
        bool long_one = text_starts(subject, "--") && text_equal(subject + 2, flag->name);
        bool short_one = subject[0] == '-' && subject[1] == flag->letter && flag->letter && !subject[2];
        if (!all && !long_one && !short_one)
            continue;
        found = true;
        print_row(process, flag);
    }
    if (!found)
        process_print(process, "not simulated: --help %s\n", subject);
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
