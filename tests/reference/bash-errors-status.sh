for t in 'echo )' 'if true; then' 'echo "abc' 'fi' 'case x in' '&& x' 'for in do' 'echo $(' 'foo() echo' 'while done' '{ echo' 'echo ;; x' "echo 'a" 'x | | y'; do
  bash -c "$t" >/dev/null 2>&1; echo "$? $t"
done
