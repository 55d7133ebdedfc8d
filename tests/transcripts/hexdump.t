The bytes of a file, as the real hexdump and xxd show them; od is compared in tests/reference/tools-small.sh.

$ printf 'hello\tworld\n\0\001\177\377 caf\303\251' > f
$ hexdump -C f
00000000  68 65 6c 6c 6f 09 77 6f  72 6c 64 0a 00 01 7f ff  |hello.world.....|
00000010  20 63 61 66 c3 a9                                 | caf..|
00000016
$ hexdump f
0000000 6568 6c6c 096f 6f77 6c72 0a64 0100 ff7f
0000010 6320 6661 a9c3                         
0000016
$ printf '%064d' 0 | hexdump -C
00000000  30 30 30 30 30 30 30 30  30 30 30 30 30 30 30 30  |0000000000000000|
*
00000040
$ hexdump -C -n 3 -s 2 f
00000002  6c 6c 6f                                          |llo|
00000005
$ printf '' | hexdump -C
$ xxd f
00000000: 6865 6c6c 6f09 776f 726c 640a 0001 7fff  hello.world.....
00000010: 2063 6166 c3a9                            caf..
$ xxd -p f
68656c6c6f09776f726c640a00017fff20636166c3a9
$ xxd -l 5 f
00000000: 6865 6c6c 6f                             hello
$ xxd -c 8 f
00000000: 6865 6c6c 6f09 776f  hello.wo
00000008: 726c 640a 0001 7fff  rld.....
00000010: 2063 6166 c3a9        caf..
$ xxd -u -g 4 f
00000000: 68656C6C 6F09776F 726C640A 00017FFF  hello.world.....
00000010: 20636166 C3A9                         caf..
$ xxd -r f
xxd: option -r: not simulated
[1]
