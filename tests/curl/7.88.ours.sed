# What curl 8.11 says and 7.88 does not, or says with less.
/^\* using HTTP\/1\.x$/d
/^\* (Request|upload) completely sent off/d
s/^\* shutting down connection/* closing connection/
/^\* setting size while ignoring/d
s/URL rejected: .*/URL rejected: REASON/
s/The redirect target URL could not be parsed: .*/URL rejected: REASON/
/^\* chunk hex-length char/d
/^\* Ignoring the response-body/d
/^\* Need to rewind upload for next request/d
s/^ *"[0-9]{3}"$/      "LENGTH"/
s/ \(in redirect\)//
