#include "tools/options_missing.h"

#include <string.h>

/* A row's options leave it when they become real; one that is real and still here does no harm, since a
 * program's own flags are asked first. */
/* clang-format off */
static const struct {
    const char *program, *letters, *names; /* names: with a blank between them */
} rows[] = {
    {"base64", "", "version"},
    {"basename", "z", "version zero"},
    {"cat", "", "version"},
    {"chmod", "", "no-preserve-root preserve-root version"},
    {"cmp", "bilnv", "bytes ignore-initial print-bytes verbose version"},
    {"column", "EHJLNORTVWdehilnpr",
     "json keep-empty-lines table-columns table-columns-limit "
     "table-header-repeat table-hide table-name table-noextreme table-noheadings table-order "
     "table-right table-truncate table-wrap tree tree-id tree-parent version"},
    {"comm", "z", "output-delimiter total version zero-terminated"},
    {"cp", "HLPSZbdlstux",
     "attributes-only backup context copy-contents dereference interactive link no-dereference "
     "no-preserve one-file-system parents reflink remove-destination sparse "
     "strip-trailing-slashes suffix symbolic-link target-directory update version"},
    {"cut", "Mnz", "version zero-terminated"},
    {"date", "fs", "debug file resolution set universal version"},
    {"diff", "BCDEFISTWXZacdelnptvxy",
     "context ed exclude exclude-from expand-tabs from-file horizon-lines ifdef "
     "ignore-blank-lines ignore-file-name-case ignore-matching-lines ignore-tab-expansion "
     "ignore-trailing-space initial-tab label left-column line-format minimal no-dereference "
     "no-ignore-file-name-case normal paginate palette rcs show-c-function show-function-line "
     "side-by-side speed-large-files starting-file strip-trailing-cr suppress-blank-empty "
     "suppress-common-lines tabsize text to-file unidirectional-new-file version width"},
    {"du", "0BDHLPSXltx",
     "apparent-size block-size count-links dereference dereference-args exclude exclude-from "
     "files0-from inodes no-dereference null one-file-system separate-dirs si threshold time "
     "time-style version"},
    {"env", "0CSv",
     "block-signal chdir debug default-signal ignore-signal list-signal-handling null "
     "split-string version"},
    {"fold", "", "version"},
    {"grep", "DNTUVZbdz",
     "binary binary-files byte-offset devices directories exclude-from group-separator "
     "initial-tab label no-group-separator no-ignore-case null null-data version"},
    {"head", "z", "silent version zero-terminated"},
    {"hexdump", "1bcdoxXefLhV",
     "one-byte-hex one-byte-octal one-byte-char two-bytes-decimal two-bytes-octal color format version"},
    {"id", "Zaz", "context version zero"},
    {"ls", "BDHILNQTZbcfkmqsuwx",
     "author block-size context dereference dereference-command-line "
     "dereference-command-line-symlink-to-dir dired escape file-type format "
     "group-directories-first hide hide-control-chars hyperlink ignore ignore-backups "
     "indicator-style kibibytes literal quote-name quoting-style show-control-chars si size "
     "sort tabsize time version width zero"},
    {"mkdir", "Z", "context version"},
    {"mktemp", "", "version"},
    {"mv", "STZbtu",
     "backup context interactive no-target-directory strip-trailing-slashes suffix "
     "target-directory update version"},
    {"nl", "dfhlp",
     "footer-numbering header-numbering join-blank-lines no-renumber section-delimiter version"},
    {"od", "SafhHeILBOX", "strings traditional endian version"},
    {"paste", "z", "version zero-terminated"},
    {"realpath", "LPz", "logical no-symlinks physical relative-base version zero"},
    {"rm", "", "interactive no-preserve-root one-file-system preserve-root version"},
    {"rmdir", "", "ignore-fail-on-non-empty version"},
    {"sed", "lz", "debug follow-symlinks line-length null-data posix sandbox version"},
    {"seq", "f", "format version"},
    {"shuf", "oz", "output random-source version zero-terminated"},
    {"sort", "MRdiz",
     "batch-size compress-program debug dictionary-order files0-from ignore-nonprinting "
     "month-sort random-sort random-source sort version zero-terminated"},
    {"stat", "f", "cached file-system version"},
    {"tac", "brs", "before regex separator version"},
    {"tail", "z", "max-unchanged-stats silent version zero-terminated"},
    {"tee", "p", "output-error version"},
    {"timeout", "", "version"},
    {"touch", "fh", "no-dereference time version"},
    {"tr", "", "version"},
    {"uname", "i", "hardware-platform version"},
    {"uniq", "z", "all-repeated group version zero-terminated"},
    {"wc", "", "files0-from version"},
    {"xargs", "Eelops", "eof interactive max-chars open-tty process-slot-var show-limits version"},
    {"xxd", "abdeEhiornRtv", "version"},
};
/* clang-format on */

bool options_missing_letter(const char *program, char letter)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text_equal(rows[i].program, program))
            return letter && strchr(rows[i].letters, letter);
    }
    return false;
}

bool options_missing_name(const char *program, struct slice name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!text_equal(rows[i].program, program))
            continue;
        for (const char *at = rows[i].names; name.length && *at; at += strcspn(at, " "), at += *at == ' ') {
            if (strcspn(at, " ") >= name.length && memcmp(at, name.data, name.length) == 0)
                return true;
        }
    }
    return false;
}
