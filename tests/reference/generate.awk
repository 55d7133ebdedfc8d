# Scripts for bash and our shell, made by chance from a grammar: awk -f generate.awk -v from=SEED -v count=N
#
# Each is a pure function of its seed, whatever awk runs it (no rand()). A difference that is found here becomes a small
# script with a title in the section it belongs to.
BEGIN {
    for (seed = from; seed < from + count; seed++)
        write_script(seed)
}

# --- chance ---
function start(seed) { state = seed * 7919 + 12345; for (i = 0; i < 5; i++) below(10) }
function below(limit) # 0 ... limit - 1
{
    state = (state * 16807) % 2147483647
    return int(state / 127) % limit
}
function one_in(chances) { return below(chances) == 0 }
function pick(list,    parts, many) { many = split(list, parts, " "); return parts[1 + below(many)] }
# Of texts that may hold blanks, between "@".
function among(list,    parts, many) { many = split(list, parts, "@"); return parts[1 + below(many)] }

# --- names and numbers ---
function name() { return pick("x y n s p e u arr") }
function number() { return pick("0 1 2 3 5 7 10 12 -1 -3 100") }
function small() { return pick("0 1 2 3") }

# --- arithmetic ---
function arithmetic(depth)
{
    if (depth <= 0)
        return among("n@1@2@3@7@10@0@-2@n+1@arr[3]@$n@0x1f@010@m")
    return among1(below(11), depth)
}
function among1(kind, depth)
{
    if (kind < 4)
        return arithmetic(depth - 1) pick("+ - * / % ** << >> & | ^ && || < > <= >= == !=") arithmetic(depth - 1)
    if (kind == 4) return "(" arithmetic(depth - 1) ")"
    if (kind == 5) return pick("! ~ - +") " " arithmetic(depth - 1)
    if (kind == 6) return arithmetic(depth - 1) "?" arithmetic(depth - 1) ":" arithmetic(depth - 1)
    if (kind == 7) return pick("n m") pick("= += -= *= |= &= ^=") arithmetic(depth - 1)
    if (kind == 8) return "(" pick("n++ ++n n-- --n m++") ")"
    if (kind == 9) return arithmetic(depth - 1) " , " arithmetic(depth - 1)
    return " " arithmetic(depth - 1) " "
}

# --- patterns ---
function pattern(    text, i, many)
{
    many = 1 + below(3)
    for (i = 0; i < many; i++)
        text = text among("a@b@*@?@[ab]@[!a]@[a-c]@\\*@'*'@\"a\"@o@two@ @.@[[:alpha:]]@$p@\"$p\"@:@é")
    gsub(/ /, "\\ ", text)
    return text
}

# --- words ---
function operator(depth, quoted)
{
    return operator_of(below(16), depth, quoted)
}
function operator_of(kind, depth, quoted)
{
    if (kind < 4) return pick(":- - := :+ + :? =") operand(depth, quoted)
    if (kind == 4) return "#" pattern()
    if (kind == 5) return "##" pattern()
    if (kind == 6) return "%" pattern()
    if (kind == 7) return "%%" pattern()
    if (kind == 8) return "/" pattern() "/" operand(depth, quoted)
    if (kind == 9) return "//" pattern() "/" operand(depth, quoted)
    if (kind == 10) return ":" small()
    if (kind == 11) return ":" small() ":" small()
    if (kind == 12) return ": -" small()
    if (kind == 13) return pick("^ ^^ , ,,")
    if (kind == 14) return "@Q"
    return "/" pick("# %") pattern() "/" operand(depth, quoted)
}
function operand(depth, quoted)
{
    if (depth <= 0)
        return among("w@a b@@W@-")
    return quoted ? inside(depth - 1) : word(depth - 1)
}
function parameter(depth, quoted,    text)
{
    text = below(10)
    if (text < 3) return "$" name()
    if (text == 3) return pick("$1 $2 $3 $# $? ${10} $@ $* ${#x} ${#arr[@]} ${#u} ${#@} ${!arr[@]} ${arr[1]} ${arr[-1]} ${arr[n]} ${arr[5]}")
    if (text == 4) return "${arr[" pick("@ * 0 1 2 n -1") "]" (one_in(2) ? operator(depth - 1, quoted) : "") "}"
    if (text == 5) return "${" pick("@ * 1 2 4") operator(depth - 1, quoted) "}"
    return "${" name() operator(depth - 1, quoted) "}"
}
# Inside of double quotes.
function inside(depth,    text, i, many)
{
    many = 1 + below(3)
    for (i = 0; i < many; i++)
        text = text inside_part(below(9), depth)
    return text
}
function inside_part(kind, depth)
{
    if (kind < 3) return among("a@ @  b@*@\\$@\\\\@~@{a,b}@:@\\x@é@.")
    if (kind < 7 || depth <= 0) return parameter(depth, 1)
    if (kind == 7) return "$( " simple(depth - 1) ")"
    return "$((" arithmetic(1) "))"
}
function word_part(kind, depth)
{
    if (kind < 3) return among("a@b@ab@two@q/@.@:@=@-@é@x.y@0")
    if (kind == 3) return among("'a b'@''@'$x'@'*'@'\"'@$'t\\tb'@$'\\x41'")
    if (kind < 6) return "\"" inside(depth - 1) "\""
    if (kind < 10) return parameter(depth, 0)
    if (kind == 10) return among("\\ @\\*@\\$@\\\\@\\a@\\\"")
    if (kind == 11) return depth > 0 ? "$( " simple(depth - 1) ")" : "c"
    if (kind == 12) return "$((" arithmetic(depth) "))"
    if (kind == 13) return among("*@a*@?@[ab]*@d?*@*.txt@d?/*@[!a]*@.?*@*\\ *")
    if (kind == 14) return among("{a,b}@{1..3}@{a,b}{c,d}@{x,'y z'}@{a}@{3..1}@{,q}@{a,{b,c}}")
    if (kind == 15) return depth > 0 ? "`" among("echo@printf %s") " q" below(9) "`" : "d"
    return "~/q"
}
function word(depth,    text, i, many)
{
    many = 1 + below(3)
    for (i = 0; i < many; i++)
        text = text word_part(below(17), depth)
    return text
}
function words(depth, most,    text, i, many)
{
    many = 1 + below(most)
    for (i = 0; i < many; i++)
        text = text " " word(depth)
    return text
}

# --- commands ---
function simple(depth,    kind)
{
    kind = below(8)
    if (kind < 4) return "p" words(depth, 3)
    if (kind == 4) return "echo" words(depth, 2)
    if (kind == 5) return "printf '%s-'" words(depth, 2)
    if (kind == 6) return among("true@false@:@(exit 3)@nosuch@cd /nonexistent@return_4")
    return "p $?"
}
function assignment(depth,    kind)
{
    kind = below(9)
    if (kind < 3) return pick("x y s p e") "=" word(depth)
    if (kind == 3) return pick("x y s") "+=" word(depth)
    if (kind == 4) return "n=" number()
    if (kind == 5) return "arr[" small() "]=" word(depth)
    if (kind == 6) return "arr=(" words(depth, 4) " )"
    if (kind == 7) return "IFS=" among("@:@' '@$' \\t\\n'@a@':,'") "; p $s $x; unset IFS"
    return "arr+=(" words(depth, 2) " )"
}
function condition(depth,    kind)
{
    kind = below(9)
    if (kind == 0) return "[ " pick("-n -z") " \"" inside(depth) "\" ]"
    if (kind == 1) return "[[ " pick("$x $y $s $e $n ${arr[0]}") " == " pattern() " ]]"
    if (kind == 2) return "(( " arithmetic(1) " ))"
    if (kind == 3) return "[ " pick("$n ${#arr[@]} $#") " " pick("-eq -ne -lt -ge") " " number() " ]"
    if (kind == 4) return "[[ " pick("-n -z -v") " " pick("x u e arr arr[1]") " ]]"
    if (kind == 5) return "[[ " pick("$x $s abc") " =~ " among("^a@b$@(a|b)+@[0-9]@^(.)(.*)$@$p") " ]]"
    if (kind == 6) return "[ " pick("-e -f -d -s") " " pick("a d d/1 nosuch") " ]"
    if (kind == 7) return "! " condition(depth)
    return simple(depth)
}
function block(depth, indent,    text, i, many)
{
    many = 1 + below(2)
    for (i = 0; i < many; i++)
        text = text statement(depth, indent "  ")
    return text
}
function statement(depth, indent)
{
    return indent compound(depth > 0 ? below(27) : below(9), depth, indent) "\n"
}
function compound(kind, depth, indent,    end)
{
    if (kind < 6) return simple(2)
    if (kind < 9) return assignment(2)
    end = "\n" indent
    if (kind == 9) return "if " condition(1) "; then\n" block(depth - 1, indent) indent "else\n" block(depth - 1, indent) indent "fi"
    if (kind == 10) return "for i in" words(2, 3) "; do\n" indent "  p \"$i\"\n" block(depth - 1, indent) indent "done"
    if (kind == 11) return "k" depth "=" small() "; while (( k" depth "-- > 0 )); do\n" block(depth - 1, indent) (one_in(4) ? indent "  " pick("break continue") "\n" : "") indent "done"
    if (kind == 12) return "case " word(1) " in\n" indent pattern() ") p one" pick(";; ;;& ;&") "\n" indent pattern() " | " pattern() ") p two;;\n" indent "*) p other;;\n" indent "esac"
    if (kind == 13) return "f() {\n" indent "  local x=" word(1) "\n" block(depth - 1, indent) (one_in(3) ? indent "  return " small() "\n" : "") indent "}" end "f" words(1, 2) "; p $? \"$x\""
    if (kind == 14) return "(" end block(depth - 1, indent) indent "); p $?"
    if (kind == 15) return "{\n" block(depth - 1, indent) indent "} | " among("cat@tr a-z A-Z@{ read v w; p \"$v\" \"$w\"; cat; }@sort@wc -l@sed -n 1p@while read -r l; do p \"$l\"; done")
    if (kind == 16) return "cat <<E" end_document(depth)
    if (kind == 17) return "cat <<'E'\n" inside(1) "\nE"
    if (kind == 18) return "{\n" block(depth - 1, indent) indent "} >out" depth " 2>&1; cat out" depth
    if (kind == 19) return "( set -e; " simple(1) "; " condition(1) pick(" && ||") " p x; " simple(1) "; p reached ); p $?"
    if (kind == 20) return "( set -u; p " word(1) "; p reached ); p $?"
    if (kind == 21) return condition(1) " && " simple(1) " || " simple(1)
    if (kind == 22) return "( trap 'p exit $?' EXIT; " simple(1) "; " condition(1) " )"
    if (kind == 23) return "read -r x y <<<" word(1) "; p \"$x\" \"$y\""
    if (kind == 24) return "set --" words(2, 4) "; p $# \"$@\""
    if (kind == 25) return "eval 'p $" pick("x y s n u p") "'; p $?"
    return "p ${PIPESTATUS[@]}; " simple(1) " | { cat; " simple(1) "; } | cat; p \"${PIPESTATUS[*]}\""
}
# In a here-document bash drops empty elements of $* at times.
function end_document(depth,    text)
{
    text = "\n" inside(1) "\n  " inside(1) "\nE"
    gsub(/[[][*][]]/, "[@]", text)
    gsub(/[$][*]/, "$@", text)
    gsub(/[{][*]/, "{@", text)
    return text
}

function write_script(seed,    i, many)
{
    start(seed)
    print "### seed " seed
    print "p() { printf '<%s>' \"$@\"; echo; }; return_4() { return 4; }"
    print "touch a b ab z.txt 'x y' .h; mkdir d; touch d/1 d/2"
    print "x='a b' y= n=5 s=a:b::c p='a*' e= arr=(one 'two  words' '' ab); set -- first 'second arg' ''"
    many = 3 + below(5)
    for (i = 0; i < many; i++)
        printf "%s", statement(2, "")
    print ""
}
