echo a{b,c,d}e {1..5} {5..1} {a..e} {01..03} {1..10..3}
echo {a,b}{1,2} pre{x,{y,z}}post {single} {} a{,b}
echo "{a,b}" '{1..3}' \{a,b}
for i in {1..3}; do echo $i; done
echo x{-1..1}y {a,b c}
v=1; echo {$v,2}
