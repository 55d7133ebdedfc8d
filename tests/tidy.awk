# Reads tests/tidy.allow, then C files. See tests/tidy.sh.

BEGIN {
    count = split("base data http world kinds api images traffic mesh control shell edit tools machine scenario store session " \
        "workshop ui web", order)
    for (i = 1; i <= count; i++)
        rank[order[i]] = i

    # In sim/: what makes a session depend on the machine it runs on, or a text on its luck.
    ban("determinism", "qsort bsearch rand srand random drand48 time clock clock_gettime gettimeofday getenv setlocale " \
        "strtod strtof atof atoi strcoll strxfrm strftime localtime gmtime mktime")
    ban("ctype", "isalpha isdigit isalnum isspace isupper islower ispunct isprint isxdigit toupper tolower")
    ban("stdio", "printf fprintf vprintf vfprintf puts putchar fputs putc stdout stderr stdin fopen fwrite perror")
    ban("text", "strcpy strcat sprintf vsprintf strncpy strncat gets strtok")
    ban("process", "fork vfork execv execve execvp posix_spawn popen pipe socketpair socket connect dlopen kill waitpid setrlimit poll")
    ban("heap", "malloc calloc realloc free strdup strndup asprintf vasprintf")
}

function ban(rule, names,    list, n, i) {
    n = split(names, list, " ")
    for (i = 1; i <= n; i++)
        banned[list[i]] = rule
}

function allowed(rule,    i) {
    for (i = 1; i <= allow_count; i++)
        if (allow_rule[i] == rule && (FILENAME == allow_path[i] ||
            (allow_path[i] ~ /\/$/ && index(FILENAME, allow_path[i]) == 1)))
            return 1
    return 0
}

function fail(rule, text) {
    if (!allowed(rule))
        print FILENAME ":" FNR ": " text " [" rule "]"
}

function warn(text) {
    print "warning: " FILENAME ":" FNR ": " text
}

# The layer of a path below sim/, or "ui".
function layer_of(path,    parts) {
    if (path ~ /^ui\//)
        return "ui"
    if (path ~ /^web\//)
        return "web"
    sub(/^sim\//, "", path)
    if (path == "sim.h")
        return "session"
    if (path == "workshop.h")
        return "workshop"
    return split(path, parts, "/") > 1 ? parts[1] : "session"
}

function check_include(path,    from, to) {
    from = layer_of(FILENAME)
    if (path !~ /\// && path !~ /^(sim|workshop)\.h$/) # of its own folder
        return
    if (from == "ui") {
        if (path ~ /^(cli|tui)\// && FILENAME ~ /^ui\/face\//)
            fail("layer", "what all faces share may see none of them: " path)
        if (path == "server/server.h" && FILENAME == "ui/cli/serve.c") # one call
            return
        if (path !~ /^((sim|workshop)\.h|shell\/(line|keys|cells)\.h|(base|data|edit|scenario|store|face|cli|tui)\/.*)$/)
            fail("layer", "ui may see sim.h, workshop.h, scenario/, store/, base/, data/, edit/ and shell/{line,keys,cells}.h, not " path)
        return
    }
    if (from == "web") {
        if (path !~ /^((sim|workshop)\.h|(base|data|face|server|page)\/.*)$/)
            fail("layer", "web may see sim.h, workshop.h, base/, data/ and ui/face/, not " path)
        return
    }
    to = layer_of("sim/" path)
    if (!(to in rank))
        fail("layer", "no layer is called " to)
    else if (rank[to] > rank[from])
        fail("layer", from " may not see " to " (" path "): arrows point down")
}

# The line without comments, and with every string and character constant as "". Comments may span lines.
function code_of(line,    out, at, two) {
    out = ""
    while (line != "") {
        if (in_comment) {
            at = index(line, "*/")
            if (!at)
                return out
            line = substr(line, at + 2)
            in_comment = 0
            continue
        }
        if (!match(line, /["']|\/[\/*]/))
            return out line
        out = out substr(line, 1, RSTART - 1)
        two = substr(line, RSTART, 2)
        if (two == "//")
            return out
        if (two == "/*") {
            in_comment = 1
            line = substr(line, RSTART + 2)
            continue
        }
        line = substr(line, RSTART)
        if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^'([^'\\]|\\.)*'/)) {
            if (substr(line, 1, RLENGTH) ~ /%[-+ #0]*[0-9*]*(\.[0-9*]+)?l?[fFgGeE]([^a-zA-Z]|$)/)
                floating = 1
            out = out "\"\""
            line = substr(line, RLENGTH + 1)
        } else {
            out = out substr(line, 1, 1)
            line = substr(line, 2)
        }
    }
    return out
}

function check_calls(code,    rest, word) {
    rest = code
    while (match(rest, /[A-Za-z_][A-Za-z_0-9]*/)) {
        word = substr(rest, RSTART, RLENGTH)
        # a member or a field of that name is no call; the standard streams are banned bare
        if ((word in banned) && substr(rest, RSTART - 1, 1) !~ /[.>]/ &&
            (substr(rest, RSTART + RLENGTH) ~ /^ *\(/ || word ~ /^std/))
            fail(banned[word], word " is banned in sim/")
        rest = substr(rest, RSTART + RLENGTH)
        if (rest != "" && word ~ /^(struct|enum)$/)
            sub(/^ *[A-Za-z_0-9]+/, "", rest)
    }
    if (floating)
        fail("determinism", "floating point in a format")
    if (code ~ /^ +char [a-z_]+\[[0-9][0-9]+\]( = .*)?;/)
        fail("buffer", "a text buffer of fixed size")
}

# Nothing outside a function, and no static inside one, may change.
function is_mutable(code,    left) {
    left = code
    sub(/=.*/, "", left)
    sub(/;.*/, "", left)
    if (left ~ /\*/)
        return left !~ /\* *const[^*]*$/
    return left !~ /(^| )const /
}

function check_variables(code) {
    if (code ~ /^ +static / && code !~ /\(/ && is_mutable(code))
        fail("mutable", "a static variable in a function")
    if (depth == 0 && code ~ /^[a-z_]/ && code !~ /^(typedef|extern|enum|union|else|default)/ &&
        code !~ /^(struct|_Noreturn) [a-z_0-9]+( \{.*|;)?$/ && code !~ /^[a-z_ ]*struct \{$/ && code !~ /[():]/ &&
        code ~ /[;={]$|= *[^=]/ && is_mutable(code))
        fail("mutable", "a variable outside a function that is not const")
}

function check_length(code,    length_of) {
    if (code ~ /^[a-z_].*\(/)
        name = code
    if (code ~ /^\{/)
        began = FNR
    if (code ~ /^\}/ && began) {
        length_of = FNR - began + 1
        sub(/\(.*/, "", name)
        sub(/.*[ *]/, "", name)
        if (length_of > 80)
            fail("length", name " has " length_of " lines")
        else if (length_of > 60)
            warn(name " has " length_of " lines")
        began = 0
    }
}

function end_file() {
    if (last_file == "" || last_file ~ /\.allow$/)
        return
    if (last_line > 800)
        print last_file ": " last_line " lines [length]"
    else if (last_line > 500)
        print "warning: " last_file ": " last_line " lines"
    if (wide_count)
        print "warning: " last_file ":" wide_first ": " wide_count " lines of more than 112 columns (make format)"
}

FNR == 1 {
    end_file()
    in_comment = depth = began = wide_count = 0
    name = ""
}

{ last_file = FILENAME; last_line = FNR }

FILENAME ~ /tidy\.allow$/ {
    if ($0 !~ /^(#|$)/) {
        allow_path[++allow_count] = $1
        allow_rule[allow_count] = $2
    }
    next
}

{
    wide = $0
    gsub(/[\200-\277]/, "", wide)
    if (length(wide) > 112 && !wide_count++)
        wide_first = FNR
}

/^#include "/ && FILENAME !~ /^tests\// {
    split($0, quoted, "\"")
    check_include(quoted[2])
}

/^#include <ctype.h>/ && FILENAME ~ /^sim\// { fail("ctype", "ctype.h is banned in sim/") }

{
    floating = 0
    code = code_of($0)
    if (FILENAME ~ /^sim\// && code !~ /^#/)
        check_calls(code)
    if (FILENAME !~ /^tests\// && code !~ /^#/ && !continued)
        check_variables(code)
    continued = code ~ /\\$/
    check_length(code)
    depth += gsub(/\{/, "{", code) - gsub(/\}/, "}", code)
}

END { end_file() }
