### a tour
# ls, mkdir, rm, rmdir, cp, mv, touch, basename, dirname, diff, base64, xargs, env, date: what GNU programs print.
{
d=./d
mkdir $d; cd $d; mkdir -p a/b/c; mkdir a 2>&1; mkdir x/y 2>&1; mkdir 2>&1; mkdir -v n; rmdir n; rmdir a 2>&1; rmdir nope 2>&1
echo 1 > f; echo 22 > a/g; touch h .hidden; ls; ls -a; ls -A; ls a; ls -d a; ls f h; ls nope 2>&1; echo $?; ls -F; ls -1r; ls -R; ls a f
cp f f2; cat f2; cp f a/; ls a; cp a z 2>&1; cp -r a z; ls -R z; cp nope q 2>&1; cp f 2>&1; cp 2>&1; cp f f 2>&1; cp f h nope 2>&1; cp -v f f3
mv f2 f4; ls; mv f4 a; ls a; mv nope q 2>&1; mv z y; ls; mv f f 2>&1; mv a a/b 2>&1
rm f3; rm nope 2>&1; rm -f nope; echo $?; rm a 2>&1; rm -r a; rm 2>&1; ls; rm -rv y/b
basename /a/b/c; basename c.txt .txt; basename /a/; basename / ; basename -a x/y z/w; basename -s .x a.x b.x; dirname /a/b; dirname a; dirname /; dirname a/b/ c/d; basename 2>&1
printf 'a\nb\nc\nd\ne\n' > o; printf 'a\nB\nc\ne\nf\n' > p; diff o p; echo $?; diff o o; echo $?; diff -u o p | tail -n +3; diff -q o p; diff -s o o; diff o nope 2>&1; printf 'a\nb' > q; diff o q; diff -u q o | tail -n +3; diff -U1 o p | tail -n +3; diff -U0 o p | tail -n +3; diff -i o p; diff o 2>&1
seq 30 > s; sed -e 3d -e 20s/2/x/ s > t; diff -u s t | tail -n +3; diff s t
echo hello | base64; echo aGVsbG8K | base64 -d; echo '!!' | base64 -d 2>&1; seq 40 | base64; seq 40 | base64 -w0; echo; printf '' | base64; printf a | base64 -w 0; echo; printf ab | base64 --decode 2>&1; echo
seq 5 | xargs; seq 5 | xargs -n2; seq 3 | xargs -I{} echo n{}; echo "a 'b c' d" | xargs -n1; printf 'x y\nz\n' | xargs -L1 echo; printf '' | xargs echo none; printf '' | xargs -r echo none; printf 'a,b' | xargs -d, -n1; echo x | xargs false; echo $?; echo x | xargs nosuch 2>/dev/null; echo $?; printf 'a\nb' | tr '\n' '\0' | xargs -0 -n1 echo
A=1 env | grep ^A=; env B=2 env | grep ^B=; env -i C=3 env; env nosuch 2>/dev/null; echo $?
date -u -d @0; date -u -d @1700000000 +%Y-%m-%dT%H:%M:%SZ; date -u -d @1700000000 '+%s %a %A %b %B %d %e %H %I %j %M %p %y %u %w %% %F %T %D %R'; date -u -d 2024-02-29 +%F; date -u -d @1700000000 -Iseconds; date -u -d @1700000000 -I; date -u -R -d @1700000000; date -d nonsense 2>&1; date nonsense 2>&1
sleep 0; sleep 2>&1; sleep x 2>&1; sleep 0.01s; true x; false; echo $?; pwd; whoami; yes | head -2; yes a b | head -1; uname; uname -m; which ls >/dev/null; echo $?; which nosuch; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### rmdir with parents, and verbose
mkdir -p a/b/c d/e; touch d/x
rmdir -p a/b/c/; ls; rmdir -pv d/e; echo $?; ls d; mkdir f; rmdir -v f no; echo $?
### rm asks first
echo 1 > a; : > b; echo 3 > c; mkdir d; printf 'y\nn\nyes\n' | rm -i a b c; echo $?; ls
printf 'n\n' | rm -I a b b d b; echo $?; ls; echo y | rm -I b no; echo $?; echo n | rm -rI d; ls; echo y | rm -rI d; ls
: > x; rm -if x; ls; : > x; echo n | rm -fi x; ls; rm -i x </dev/null; ls
