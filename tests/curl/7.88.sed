# What curl 7.88 says in other words than 8.11.
s/curl\/7\.88\.1/curl\/8.11.1/g
s/or 'curl --manual' for more information/for more information/
s/^(\* Connected to .* port [0-9]+) \(#[0-9]+\)/\1/
s/Couldn't connect to server/Could not connect to server/
/^\* Can not multiplex, even if we wanted to/d
s/Re-using existing connection #0 with host/Re-using existing connection with host/
s/^\* Closing connection ([0-9]+)/* closing connection #\1/
/^\* We are completely uploaded and fine/d
s/transfer closed with ([0-9]+) bytes remaining to read/end of response with \1 bytes missing/
s/^curl: no URL specified!/curl: (2) no URL specified/
s/OpenSSL\/3\.[0-9.]+: error/TLS connect error: error/
s/Protocol "http" not supported or disabled in libcurl/Protocol "http" disabled/
s/ not supported or disabled in libcurl/ not supported/
s/host \(nil\) left intact/host 127.0.0.1 left intact/
s/^\* Connected to \(nil\)/* Connected to 127.0.0.1/
s/URL using bad\/illegal format or missing URL/URL rejected: REASON/
s/"deflate, gzip, br"/"deflate, gzip, br, zstd"/
s/Failure writing output to destination/client returned ERROR on write, passed 6 returned 0/
s/(Couldn't bind to '[^']*')$/\1 with errno 19: No such device/
/^\* Found bundle for host/d
s/Unsupported HTTP version \([0-9.]+\) in response/Unsupported HTTP version in response/
s/Unsupported response code in HTTP response/Unsupported HTTP\/1 subversion in response/
s/Excess found in a read: (.*), bytecount = 0/Excess found writing body: \1, bytecount = 3/
s/^curl: \(56\) Illegal or missing hexadecimal sequence in chunked-encoding/curl: (56) chunk hex-length char not a hex digit: 0x7a/
/^\* Ignoring the response-body/d
/^\* Please rewind output before next send/d
s/Can't open '([^']*)'!/cannot open '\1'/
s/-{24}[0-9a-f]{16}/BOUNDARY/g
s/^ *"[0-9]{3}"$/      "LENGTH"/
s/connect to ([0-9.]+) port 1 failed/connect to \1 port 1 from \1 port N failed/
s/(RESOLVE \*:[0-9]+) is wildcard, enabling wildcard checks/\1 using wildcard/
s/\|HTTP\|/|http|/
s/The redirect target URL could not be parsed: .*/URL rejected: REASON/
