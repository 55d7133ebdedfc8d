# What curl 8.14 says in other words than 8.11.
s/curl\/8\.14\.1/curl\/8.11.1/g
s/or 'curl --manual' for more information/for more information/
s/Re-using existing http: connection/Re-using existing connection/
s/Will retry in 1 second\. 1 retry left/Will retry in 1 seconds. 1 retries left/
s/client returned ERROR on write of ([0-9]+) bytes/client returned ERROR on write, passed \1 returned 0/
s/"deflate, gzip"/"deflate, gzip, br, zstd"/
/^"tls_earlydata":/d
