true && echo and
false && echo not
false || echo or
true || echo not
true && false || echo chain
false || true && echo chain2
echo a; echo b
true &&
  echo continued
false ||
  echo continued2
{ echo x; false; } && echo no || echo yes
