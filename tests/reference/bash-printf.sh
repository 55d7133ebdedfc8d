printf '%s %d %x %X %o %c %%\n' str 42 255 255 8 char
printf '[%5s] [%-5s] [%05d] [%+d] [%.2s]\n' ab ab 42 7 abcdef
printf '%s\n' a b c
printf '%s=%s\n' a 1 b
printf '%b\n' 'a\tb\x41'
printf '%q %q %q\n' 'a b' "it's" plain
printf -v v '%03d' 7; echo $v
printf 'no newline'; echo
printf '%s\n'
printf '%d %s\n' 0x10 010
printf '%.2f %.0f %f %6.1f\n' 3.14159 2.5 1 99.96
printf '%*d|%-*d|\n' 5 42 5 42
printf '%i %u\n' -5 5
printf '\101\x42\n'
