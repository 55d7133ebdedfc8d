### stat
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
stat -c '%a %A %n %s %F %U %G %Y %h %N' d/f d d/empty; stat --printf='%n|%s\n' d/f; stat -c %y d/f; stat nofile; echo $?
stat d/f | sed -n '1p;4,6p'; stat -c '%q' d/f
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### find
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
find d | sort; find d -type f | sort; find d -name '*.txt'; find d -iname 'G*'; find d -maxdepth 1 | sort; find d -mindepth 2; find d -empty; find d -size 1 | sort; find d -size +5c | sort; find d -name e -prune -o -print | sort
find d -type f -exec echo got {} \; | sort; find d -type f -exec echo {} + | wc -w; find d -type f ! -name '*.txt' | sort; find d \( -name f -o -name e \) | sort; find d -path '*e/g*'; find d -newer d/f; find d -perm 644 | sort; find d -perm -111 | sort; find d -perm /u+x | sort; find d -mtime +100 | wc -l; find d -mtime -1; find d -printf '%p %f %h %s %m %M %y %P %d %u %TY\n' | sort; find d -print0 | tr '\0' '\n' | sort; find d -type f -quit; find d -name f -delete; find d | sort
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### what find says of mistakes
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
find nofile 2>&1; find d -foo; find d -name; find d x -name y; find d -type q; find d -maxdepth x; find d -exec echo; find d '(' -name f; find d -name f ')'; find d -mtime x; find d -perm zz; find d -newer nope; find d -size 1x; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### chmod
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
chmod; chmod u+x; chmod abc d/empty; chmod 999 d/empty; chmod +x nofile; echo $?
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### touch
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
chmod -v +x d/empty; chmod -v +x d/empty; chmod -c go-x d/empty; chmod -Rv 700 d/e; chmod -x d/empty; ls -l d/empty | cut -c1-10; chmod --reference=d/e d/empty; stat -c %a d/empty; chmod u=rw,go=r d/empty; stat -c %a d/empty; chmod a-w d/empty; stat -c %A d/empty; chmod g+w,o=u d/empty; stat -c %A d/empty; chmod u+s,+t d/empty; stat -c '%a %A' d/empty; chmod 4755 d/empty; stat -c '%a %A' d/empty; chmod -- -x d/empty; stat -c %a d/empty; chmod ug+X d/e d/empty; stat -c '%a %n' d/e d/empty; chmod -w d/empty 2>/dev/null; stat -c %a d/empty
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### umask and mkdir -m
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
touch -d junk d/f; touch -t 202001020304.05 d/n; stat -c %y d/n; touch -t xx d/f; touch -r d/n d/m; stat -c %Y d/m; touch nodir/x; touch; touch -c nothere; ls nothere; touch -d @100 d/m; stat -c %Y d/m; touch -d 2021-05-06 d/m; stat -c %y d/m
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### permissions of scripts and copies
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
touch -t 202001020304.05 d/n; umask; umask 077; : > p; mkdir q; stat -c '%a %n' p q; umask -S; umask u=rwx,g=rx,o=; umask; umask 022;  umask -p; mkdir -m 700 r; stat -c %a r; mkdir -m zz s
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
### ls
{
mkdir -p d/e; echo hi > d/f; echo long text > d/e/g.txt; : > d/empty; touch -d '2020-01-02 03:04:05' d/f d/e/g.txt d/empty d/e d
touch -t 202001020304.05 d/n; printf '#!/bin/sh\necho script $1\n' > s.sh; ./s.sh; echo $?; chmod +x s.sh; ./s.sh a; test -x s.sh && echo x; cp s.sh t.sh; test -x t.sh && echo copied; cp -p d/n u; stat -c %Y u; cp d/n v; test v -nt d/n && echo newer; mv s.sh w.sh; test -x w.sh && echo moved; find . -name '*.sh' -executable -exec {} arg \; | sort; cat s.sh > x.sh 2>/dev/null; [ -x x.sh ] || echo not
} 2>&1 | sed "s/‘/'/g; s/’/'/g"
