/* curl's options, a row each, as 8.11.1 lists them. Read with different meanings of OPTION (options.c,
 * help.c); no guard, for that reason.
 *
 *   OPTION(letter, name, kind, field of struct curl_options, the value is a file's name, name of the value
 *          or NULL, help, categories of --help)
 *
 * What concerns other protocols or TLS changes nothing on http://, here as there: its field is [nothing] or
 * [nowhere]. */
OPTION(0, "abstract-unix-socket", TEXT, unix_socket, true, "path", "Connect via abstract Unix domain socket",
       CONNECTION)
OPTION(0, "alt-svc", TEXT, nowhere, false, "filename", "Enable alt-svc with this cache file", HTTP)
OPTION(0, "anyauth", ABSENT, nothing, false, NULL, "Pick any authentication method", HTTP | PROXY | AUTH)
OPTION('a', "append", SWITCH, nothing, false, NULL, "Append to target file when uploading", FTP | SFTP)
OPTION(0, "aws-sigv4", ABSENT, nothing, false, "provider1[:prvdr2[:reg[:srv]]]", "AWS V4 signature auth",
       AUTH | HTTP)
OPTION(0, "basic", SWITCH, nothing, false, NULL, "HTTP Basic Authentication", AUTH)
OPTION(0, "ca-native", SWITCH, nothing, false, NULL, "Load CA certs from the OS", TLS)
OPTION(0, "cacert", TEXT, nowhere, true, "file", "CA certificate to verify peer against", TLS)
OPTION(0, "capath", TEXT, nowhere, true, "dir", "CA directory to verify peer against", TLS)
OPTION('E', "cert", TEXT, nowhere, true, "certificate[:password]", "Client certificate file and password", TLS)
OPTION(0, "cert-status", SWITCH, nothing, false, NULL, "Verify server cert status OCSP-staple", TLS)
OPTION(0, "cert-type", TEXT, nowhere, false, "type", "Certificate type (DER/PEM/ENG/PROV/P12)", TLS)
OPTION(0, "ciphers", TEXT, nowhere, false, "list", "TLS 1.2 (1.1, 1.0) ciphers to use", TLS)
OPTION(0, "compressed", SWITCH, compressed, false, NULL, "Request compressed response", HTTP)
OPTION(0, "compressed-ssh", SWITCH, nothing, false, NULL, "Enable SSH compression", SCP | SSH)
OPTION('K', "config", OWN, nothing, true, "file", "Read config from a file", CURL)
OPTION(0, "connect-timeout", SECONDS, connect_timeout, false, "seconds", "Maximum time allowed to connect",
       CONNECTION | TIMEOUT)
OPTION(0, "connect-to", LIST, connect_to, false, "HOST1:PORT1:HOST2:PORT2", "Connect to host2 instead of host1",
       CONNECTION | DNS)
OPTION('C', "continue-at", OWN, nothing, false, "offset", "Resumed transfer offset", CONNECTION)
OPTION('b', "cookie", LIST, cookies, false, "data|filename", "Send cookies from string/load from file", HTTP)
OPTION('c', "cookie-jar", TEXT, cookie_jar, false, "filename", "Save cookies to <filename> after operation",
       HTTP)
OPTION(0, "create-dirs", SWITCH, create_directories, false, NULL, "Create necessary local directory hierarchy",
       OUTPUT)
OPTION(0, "create-file-mode", TEXT, nowhere, false, "mode", "File mode for created files",
       SFTP | SCP | FILE | UPLOAD)
OPTION(0, "crlf", SWITCH, nothing, false, NULL, "Convert LF to CRLF in upload", FTP | SMTP)
OPTION(0, "crlfile", TEXT, nowhere, true, "file", "Certificate Revocation list", TLS)
OPTION(0, "curves", TEXT, nowhere, false, "list", "(EC) TLS key exchange algorithms to request", TLS)
OPTION('d', "data", OWN, nothing, false, "data", "HTTP POST data", IMPORTANT | HTTP | POST | UPLOAD)
OPTION(0, "data-ascii", OWN, nothing, false, "data", "HTTP POST ASCII data", HTTP | POST | UPLOAD)
OPTION(0, "data-binary", OWN, nothing, false, "data", "HTTP POST binary data", HTTP | POST | UPLOAD)
OPTION(0, "data-raw", OWN, nothing, false, "data", "HTTP POST data, '@' allowed", HTTP | POST | UPLOAD)
OPTION(0, "data-urlencode", OWN, nothing, false, "data", "HTTP POST data URL encoded", HTTP | POST | UPLOAD)
OPTION(0, "delegation", UNSUPPORTED, nothing, false, "LEVEL", "GSS-API delegation permission", AUTH)
OPTION(0, "digest", ABSENT, nothing, false, NULL, "HTTP Digest Authentication", PROXY | AUTH | HTTP)
OPTION('q', "disable", SWITCH, nothing, false, NULL, "Disable .curlrc", CURL)
OPTION(0, "disable-eprt", SWITCH, nothing, false, NULL, "Inhibit using EPRT or LPRT", FTP)
OPTION(0, "disable-epsv", SWITCH, nothing, false, NULL, "Inhibit using EPSV", FTP)
OPTION(0, "disallow-username-in-url", SWITCH, nothing, false, NULL, "Disallow username in URL", CURL)
OPTION(0, "dns-interface", UNSUPPORTED, nothing, false, "interface", "Interface to use for DNS requests", DNS)
OPTION(0, "dns-ipv4-addr", UNSUPPORTED, nothing, false, "address", "IPv4 address to use for DNS requests", DNS)
OPTION(0, "dns-ipv6-addr", UNSUPPORTED, nothing, false, "address", "IPv6 address to use for DNS requests", DNS)
OPTION(0, "dns-servers", UNSUPPORTED, nothing, false, "addresses", "DNS server addrs to use", DNS)
OPTION(0, "doh-cert-status", SWITCH, nothing, false, NULL, "Verify DoH server cert status OCSP-staple",
       DNS | TLS)
OPTION(0, "doh-insecure", SWITCH, nothing, false, NULL, "Allow insecure DoH server connections", DNS | TLS)
OPTION(0, "doh-url", ABSENT, nothing, false, "URL", "Resolve hostnames over DoH", DNS)
OPTION(0, "dump-ca-embed", ON, nothing, false, NULL, "Write the embedded CA bundle to standard output",
       HTTP | PROXY | TLS)
OPTION('D', "dump-header", TEXT, dump_header, true, "filename", "Write the received headers to <filename>",
       HTTP | FTP)
OPTION(0, "ech", UNSUPPORTED, nothing, false, "config", "Configure ECH", TLS)
OPTION(0, "egd-file", TEXT, nowhere, false, "file", "EGD socket path for random data", DEPRECATED)
OPTION(0, "engine", TEXT, nowhere, false, "name", "Crypto engine to use", TLS)
OPTION(0, "etag-compare", TEXT, etag_compare, true, "file", "Load ETag from file", HTTP)
OPTION(0, "etag-save", TEXT, etag_save, true, "file", "Parse incoming ETag and save to a file", HTTP)
OPTION(0, "expect100-timeout", SECONDS, expect_timeout, false, "seconds", "How long to wait for 100-continue",
       HTTP | TIMEOUT)
OPTION('f', "fail", OWN, nothing, false, NULL, "Fail fast with no output on HTTP errors", IMPORTANT | HTTP)
OPTION(0, "fail-early", SWITCH, all.fail_early, false, NULL, "Fail on first transfer error", CURL | GLOBAL)
OPTION(0, "fail-with-body", OWN, nothing, false, NULL, "Fail on HTTP errors but save the body", HTTP | OUTPUT)
OPTION(0, "false-start", SWITCH, nothing, false, NULL, "Enable TLS False Start", TLS)
OPTION('F', "form", OWN, nothing, false, "name=content", "Specify multipart MIME data",
       HTTP | UPLOAD | POST | IMAP | SMTP)
OPTION(0, "form-escape", SWITCH, nothing, false, NULL, "Escape form fields using backslash",
       HTTP | UPLOAD | POST)
OPTION(0, "form-string", OWN, nothing, false, "name=string", "Specify multipart MIME data",
       HTTP | UPLOAD | POST | SMTP | IMAP)
OPTION(0, "ftp-account", TEXT, nowhere, false, "data", "Account data string", FTP | AUTH)
OPTION(0, "ftp-alternative-to-user", TEXT, nowhere, false, "command", "String to replace USER [name]", FTP)
OPTION(0, "ftp-create-dirs", SWITCH, create_directories, false, NULL, "Create the remote dirs if not present",
       FTP | SFTP)
OPTION(0, "ftp-method", TEXT, nowhere, false, "method", "Control CWD usage", FTP)
OPTION(0, "ftp-pasv", SWITCH, nothing, false, NULL, "Send PASV/EPSV instead of PORT", FTP)
OPTION('P', "ftp-port", TEXT, nowhere, false, "address", "Send PORT instead of PASV", FTP)
OPTION(0, "ftp-pret", SWITCH, nothing, false, NULL, "Send PRET before PASV", FTP)
OPTION(0, "ftp-skip-pasv-ip", SWITCH, nothing, false, NULL, "Skip the IP address for PASV", FTP)
OPTION(0, "ftp-ssl-ccc", SWITCH, nothing, false, NULL, "Send CCC after authenticating", FTP | TLS)
OPTION(0, "ftp-ssl-ccc-mode", TEXT, nowhere, false, "active/passive", "Set CCC mode", FTP | TLS)
OPTION(0, "ftp-ssl-control", SWITCH, nothing, false, NULL, "Require TLS for login, clear for transfer",
       FTP | TLS)
OPTION('G', "get", SWITCH, get, false, NULL, "Put the post data in the URL and use GET", HTTP)
OPTION('g', "globoff", SWITCH, no_glob, false, NULL, "Disable URL globbing with {} and []", CURL)
OPTION(0, "happy-eyeballs-timeout-ms", NUMBER, nowhere_number, false, "ms", "Time for IPv6 before IPv4",
       CONNECTION | TIMEOUT)
OPTION(0, "haproxy-clientip", ABSENT, nothing, false, "ip", "Set address in HAProxy PROXY", HTTP | PROXY)
OPTION(0, "haproxy-protocol", ABSENT, nothing, false, NULL, "Send HAProxy PROXY protocol v1 header",
       HTTP | PROXY)
OPTION('I', "head", OWN, nothing, false, NULL, "Show document info only", HTTP | FTP | FILE)
OPTION('H', "header", OWN, nothing, false, "header/@file", "Pass custom header(s) to server",
       HTTP | IMAP | SMTP)
OPTION('h', "help", HELP, nothing, false, "subject", "Get help for commands", IMPORTANT | CURL)
OPTION(0, "hostpubmd5", TEXT, nowhere, false, "md5", "Acceptable MD5 hash of host public key", SFTP | SCP | SSH)
OPTION(0, "hostpubsha256", TEXT, nowhere, false, "sha256", "Acceptable SHA256 hash of host public key",
       SFTP | SCP | SSH)
OPTION(0, "hsts", TEXT, nowhere, false, "filename", "Enable HSTS with this cache file", HTTP)
OPTION(0, "http0.9", SWITCH, http09, false, NULL, "Allow HTTP/0.9 responses", HTTP)
OPTION('0', "http1.0", ON, http10, false, NULL, "Use HTTP/1.0", HTTP)
OPTION(0, "http1.1", ON, nothing, false, NULL, "Use HTTP/1.1", HTTP)
OPTION(0, "http2", ON, http2, false, NULL, "Use HTTP/2", HTTP)
OPTION(0, "http2-prior-knowledge", ABSENT, nothing, false, NULL, "Use HTTP/2 without HTTP/1.1 Upgrade", HTTP)
OPTION(0, "http3", UNSUPPORTED, nothing, false, NULL, "Use HTTP/3", HTTP)
OPTION(0, "http3-only", UNSUPPORTED, nothing, false, NULL, "Use HTTP/3 only", HTTP)
OPTION(0, "ignore-content-length", SWITCH, nothing, false, NULL, "Ignore the size of the remote resource",
       HTTP | FTP)
OPTION(0, "include", SWITCH, include, false, NULL, NULL, 0) /* the name of --show-headers until 8.10 */
OPTION('k', "insecure", SWITCH, nothing, false, NULL, "Allow insecure server connections",
       TLS | SFTP | SCP | SSH)
OPTION(0, "interface", TEXT, interface, false, "name", "Use network interface", CONNECTION)
OPTION(0, "ip-tos", TEXT, nowhere, false, "string", "Set IP Type of Service or Traffic Class", CONNECTION)
OPTION(0, "ipfs-gateway", ABSENT, nothing, false, "URL", "Gateway for IPFS", CURL)
OPTION('4', "ipv4", OWN, nothing, false, NULL, "Resolve names to IPv4 addresses", CONNECTION | DNS)
OPTION('6', "ipv6", OWN, nothing, false, NULL, "Resolve names to IPv6 addresses", CONNECTION | DNS)
OPTION(0, "json", OWN, nothing, false, "data", "HTTP POST JSON", HTTP | POST | UPLOAD)
OPTION('j', "junk-session-cookies", SWITCH, nothing, false, NULL, "Ignore session cookies read from file", HTTP)
OPTION(0, "keepalive-cnt", NUMBER, nowhere_number, false, "integer", "Maximum number of keepalive probes",
       CONNECTION)
OPTION(0, "keepalive-time", NUMBER, nowhere_number, false, "seconds", "Interval time for keepalive probes",
       CONNECTION | TIMEOUT)
OPTION(0, "key", TEXT, nowhere, true, "key", "Private key filename", TLS | SSH)
OPTION(0, "key-type", TEXT, nowhere, false, "type", "Private key file type (DER/PEM/ENG)", TLS)
OPTION(0, "krb", UNSUPPORTED, nothing, false, "level", "Enable Kerberos with security <level>", FTP)
OPTION(0, "libcurl", ABSENT, nothing, false, "file", "Generate libcurl code for this command line",
       CURL | GLOBAL)
OPTION(0, "limit-rate", OWN, nothing, false, "speed", "Limit transfer speed to RATE", CONNECTION)
OPTION('l', "list-only", SWITCH, nothing, false, NULL, "List only mode", FTP | POP3 | SFTP | FILE)
OPTION(0, "local-port", ABSENT, nothing, false, "range", "Use a local port number within RANGE", CONNECTION)
OPTION('L', "location", SWITCH, follow, false, NULL, "Follow redirects", HTTP)
OPTION(0, "location-trusted", SWITCH, follow_trusted, false, NULL,
       "As --location, but send secrets to other hosts", HTTP | AUTH)
OPTION(0, "login-options", TEXT, nowhere, false, "options", "Server login options",
       IMAP | POP3 | SMTP | AUTH | LDAP)
OPTION(0, "mail-auth", TEXT, nowhere, false, "address", "Originator address of the original email", SMTP)
OPTION(0, "mail-from", TEXT, nowhere, false, "address", "Mail from this address", SMTP)
OPTION(0, "mail-rcpt", LIST, nowhere_list, false, "address", "Mail to this address", SMTP)
OPTION(0, "mail-rcpt-allowfails", SWITCH, nothing, false, NULL, "Allow RCPT TO command to fail", SMTP)
OPTION('M', "manual", MANUAL, nothing, false, NULL, "Display the full manual", CURL)
OPTION(0, "max-filesize", OWN, nothing, false, "bytes", "Maximum file size to download", CONNECTION)
OPTION(0, "max-redirs", OWN, nothing, false, "num", "Maximum number of redirects allowed", HTTP)
OPTION('m', "max-time", SECONDS, max_time, false, "seconds", "Maximum time allowed for transfer",
       CONNECTION | TIMEOUT)
OPTION(0, "metalink", SWITCH, nothing, false, NULL, "Process given URLs as metalink XML file", DEPRECATED)
OPTION(0, "mptcp", SWITCH, nothing, false, NULL, "Enable Multipath TCP", CONNECTION)
OPTION(0, "negotiate", UNSUPPORTED, nothing, false, NULL, "Use HTTP Negotiate (SPNEGO) authentication",
       AUTH | HTTP)
OPTION('n', "netrc", ABSENT, nothing, false, NULL, "Must read .netrc for username and password", AUTH)
OPTION(0, "netrc-file", ABSENT, nothing, true, "filename", "Specify FILE for netrc", AUTH)
OPTION(0, "netrc-optional", ABSENT, nothing, false, NULL, "Use either .netrc or URL", AUTH)
OPTION(':', "next", OWN, nothing, false, NULL, "Make next URL use separate options", CURL)
OPTION(0, "alpn", OFF, nothing, false, NULL, "Disable the ALPN TLS extension", TLS | HTTP)
OPTION('N', "buffer", OFF, nothing, false, NULL, "Disable buffering of the output stream", OUTPUT)
OPTION(0, "clobber", OWN, nothing, false, NULL, "Do not overwrite files that already exist", OUTPUT)
OPTION(0, "keepalive", OFF, nothing, false, NULL, "Disable TCP keepalive on the connection", CONNECTION)
OPTION(0, "npn", OFF, nothing, false, NULL, "Disable the NPN TLS extension", DEPRECATED)
OPTION(0, "progress-meter", OFF, all.no_meter, false, NULL, "Do not show the progress meter", VERBOSE)
OPTION(0, "sessionid", OFF, nothing, false, NULL, "Disable SSL session-ID reusing", TLS)
OPTION(0, "noproxy", TEXT, nowhere, false, "no-proxy-list", "List of hosts which do not use proxy", PROXY)
OPTION(0, "ntlm", ABSENT, nothing, false, NULL, "HTTP NTLM authentication", AUTH | HTTP)
OPTION(0, "ntlm-wb", ABSENT, nothing, false, NULL, "HTTP NTLM authentication with winbind", DEPRECATED)
OPTION(0, "oauth2-bearer", TEXT, bearer, false, "token", "OAuth 2 Bearer Token",
       AUTH | IMAP | POP3 | SMTP | LDAP)
OPTION('o', "output", OWN, nothing, true, "file", "Write to file instead of stdout", IMPORTANT | OUTPUT)
OPTION(0, "output-dir", TEXT, directory, false, "dir", "Directory to save files in", OUTPUT)
OPTION('Z', "parallel", SWITCH, all.parallel, false, NULL, "Perform transfers in parallel",
       CONNECTION | CURL | GLOBAL)
OPTION(0, "parallel-immediate", SWITCH, all.parallel, false, NULL, "Do not wait for multiplexing",
       CONNECTION | CURL | GLOBAL)
OPTION(0, "parallel-max", NUMBER, nowhere_number, false, "num", "Maximum concurrency for parallel transfers",
       CONNECTION | CURL | GLOBAL)
OPTION(0, "pass", TEXT, nowhere, false, "phrase", "Passphrase for the private key", SSH | TLS | AUTH)
OPTION(0, "path-as-is", SWITCH, path_as_is, false, NULL, "Do not squash .. sequences in URL path", CURL)
OPTION(0, "pinnedpubkey", TEXT, nowhere, false, "hashes", "Public key to verify peer against", TLS)
OPTION(0, "post301", SWITCH, keep_post_301, false, NULL, "Do not switch to GET after a 301 redirect",
       HTTP | POST)
OPTION(0, "post302", SWITCH, keep_post_302, false, NULL, "Do not switch to GET after a 302 redirect",
       HTTP | POST)
OPTION(0, "post303", SWITCH, keep_post_303, false, NULL, "Do not switch to GET after a 303 redirect",
       HTTP | POST)
OPTION(0, "preproxy", ABSENT, nothing, false, "[protocol://]host[:port]", "Use this proxy first", PROXY)
OPTION('#', "progress-bar", SWITCH, all.bar, false, NULL, "Display transfer progress as a bar",
       VERBOSE | GLOBAL)
OPTION(0, "proto", OWN, nothing, false, "protocols", "Enable/disable PROTOCOLS", CONNECTION | CURL)
OPTION(0, "proto-default", TEXT, default_scheme, false, "protocol", "Use PROTOCOL for any URL missing a scheme",
       CONNECTION | CURL)
OPTION(0, "proto-redir", OWN, nothing, false, "protocols", "Enable/disable PROTOCOLS on redirect",
       CONNECTION | CURL)
OPTION('x', "proxy", ABSENT, nothing, false, "[protocol://]host[:port]", "Use this proxy", PROXY)
OPTION(0, "proxy-anyauth", SWITCH, nothing, false, NULL, "Pick any proxy authentication method", PROXY | AUTH)
OPTION(0, "proxy-basic", SWITCH, nothing, false, NULL, "Use Basic authentication on the proxy", PROXY | AUTH)
OPTION(0, "proxy-ca-native", SWITCH, nothing, false, NULL, "Load CA certs from the OS to verify proxy", TLS)
OPTION(0, "proxy-cacert", TEXT, nowhere, true, "file", "CA certificates to verify proxy against", PROXY | TLS)
OPTION(0, "proxy-capath", TEXT, nowhere, true, "dir", "CA directory to verify proxy against", PROXY | TLS)
OPTION(0, "proxy-cert", TEXT, nowhere, true, "cert[:passwd]", "Set client certificate for proxy", PROXY | TLS)
OPTION(0, "proxy-cert-type", TEXT, nowhere, false, "type", "Client certificate type for HTTPS proxy",
       PROXY | TLS)
OPTION(0, "proxy-ciphers", TEXT, nowhere, false, "list", "TLS 1.2 (1.1, 1.0) ciphers to use for proxy",
       PROXY | TLS)
OPTION(0, "proxy-crlfile", TEXT, nowhere, true, "file", "Set a CRL list for proxy", PROXY | TLS)
OPTION(0, "proxy-digest", SWITCH, nothing, false, NULL, "Digest auth with the proxy", PROXY | TLS)
OPTION(0, "proxy-header", LIST, nowhere_list, false, "header/@file", "Pass custom header(s) to proxy", PROXY)
OPTION(0, "proxy-http2", SWITCH, nothing, false, NULL, "Use HTTP/2 with HTTPS proxy", HTTP | PROXY)
OPTION(0, "proxy-insecure", SWITCH, nothing, false, NULL, "Skip HTTPS proxy cert verification", PROXY | TLS)
OPTION(0, "proxy-key", TEXT, nowhere, true, "key", "Private key for HTTPS proxy", PROXY | TLS)
OPTION(0, "proxy-key-type", TEXT, nowhere, false, "type", "Private key file type for proxy", PROXY | TLS)
OPTION(0, "proxy-negotiate", UNSUPPORTED, nothing, false, NULL, "HTTP Negotiate (SPNEGO) auth with the proxy",
       PROXY | AUTH)
OPTION(0, "proxy-ntlm", SWITCH, nothing, false, NULL, "NTLM authentication with the proxy", PROXY | AUTH)
OPTION(0, "proxy-pass", TEXT, nowhere, false, "phrase", "Passphrase for private key for HTTPS proxy",
       PROXY | TLS | AUTH)
OPTION(0, "proxy-pinnedpubkey", TEXT, nowhere, false, "hashes", "FILE/HASHES public key to verify proxy with",
       PROXY | TLS)
OPTION(0, "proxy-service-name", TEXT, nowhere, false, "name", "SPNEGO proxy service name", PROXY | TLS)
OPTION(0, "proxy-ssl-allow-beast", SWITCH, nothing, false, NULL, "Allow this security flaw for HTTPS proxy",
       PROXY | TLS)
OPTION(0, "proxy-ssl-auto-client-cert", SWITCH, nothing, false, NULL, "Auto client certificate for proxy",
       PROXY | TLS)
OPTION(0, "proxy-tls13-ciphers", TEXT, nowhere, false, "list", "TLS 1.3 proxy cipher suites", PROXY | TLS)
OPTION(0, "proxy-tlsauthtype", TEXT, nowhere, false, "type", "TLS authentication type for HTTPS proxy",
       PROXY | TLS | AUTH)
OPTION(0, "proxy-tlspassword", TEXT, nowhere, false, "string", "TLS password for HTTPS proxy",
       PROXY | TLS | AUTH)
OPTION(0, "proxy-tlsuser", TEXT, nowhere, false, "name", "TLS username for HTTPS proxy", PROXY | TLS | AUTH)
OPTION(0, "proxy-tlsv1", ON, nothing, false, NULL, "TLSv1 for HTTPS proxy", PROXY | TLS | AUTH)
OPTION('U', "proxy-user", TEXT, nowhere, false, "user:password", "Proxy user and password", PROXY | AUTH)
OPTION(0, "proxy1.0", ABSENT, nothing, false, "host[:port]", "Use HTTP/1.0 proxy on given port", PROXY)
OPTION('p', "proxytunnel", ABSENT, nothing, false, NULL, "HTTP proxy tunnel (using CONNECT)", PROXY)
OPTION(0, "pubkey", TEXT, nowhere, false, "key", "SSH Public key filename", SFTP | SCP | SSH | AUTH)
OPTION('Q', "quote", LIST, nowhere_list, false, "command", "Send command(s) to server before transfer",
       FTP | SFTP)
OPTION(0, "random-file", TEXT, nowhere, true, "file", "File for reading random data from", DEPRECATED)
OPTION('r', "range", OWN, nothing, false, "range", "Retrieve only the bytes within RANGE",
       HTTP | FTP | SFTP | FILE)
OPTION(0, "rate", ABSENT, nothing, false, "max request rate", "Request rate for serial transfers",
       CONNECTION | GLOBAL)
OPTION(0, "raw", SWITCH, raw, false, NULL, "Do HTTP raw; no transfer decoding", HTTP)
OPTION('e', "referer", TEXT, referer, false, "URL", "Referrer URL", HTTP)
OPTION('J', "remote-header-name", SWITCH, header_name, false, NULL, "Use the header-provided filename", OUTPUT)
OPTION('O', "remote-name", OWN, nothing, false, NULL, "Write output to file named as remote file",
       IMPORTANT | OUTPUT)
OPTION(0, "remote-name-all", SWITCH, all_remote, false, NULL, "Use the remote filename for all URLs", OUTPUT)
OPTION('R', "remote-time", SWITCH, nothing, false, NULL, "Set remote file's time on local output", OUTPUT)
OPTION(0, "remove-on-error", SWITCH, remove_on_error, false, NULL, "Remove output file on errors", OUTPUT)
OPTION('X', "request", TEXT, method, false, "method", "Specify request method to use",
       CONNECTION | POP3 | FTP | IMAP | SMTP)
OPTION(0, "request-target", TEXT, request_target, false, "path", "Specify the target for this request", HTTP)
OPTION(0, "resolve", LIST, resolve, false, "[+]host:port:addr[,addr]...", "Resolve host+port to address",
       CONNECTION | DNS)
OPTION(0, "retry", NUMBER, retries, false, "num", "Retry request if transient problems occur", CURL)
OPTION(0, "retry-all-errors", SWITCH, retry_all, false, NULL, "Retry all errors (with --retry)", CURL)
OPTION(0, "retry-connrefused", SWITCH, retry_refused, false, NULL, "Retry on connection refused (with --retry)",
       CURL)
OPTION(0, "retry-delay", NUMBER, retry_delay, false, "seconds", "Wait time between retries", CURL | TIMEOUT)
OPTION(0, "retry-max-time", NUMBER, retry_max_time, false, "seconds", "Retry only within this period",
       CURL | TIMEOUT)
OPTION(0, "sasl-authzid", TEXT, nowhere, false, "identity", "Identity for SASL PLAIN authentication", AUTH)
OPTION(0, "sasl-ir", SWITCH, nothing, false, NULL, "Initial response in SASL authentication", AUTH)
OPTION(0, "service-name", TEXT, nowhere, false, "name", "SPNEGO service name", AUTH)
OPTION('S', "show-error", SWITCH, all.show_error, false, NULL, "Show error even when -s is used", CURL | GLOBAL)
OPTION('i', "show-headers", SWITCH, include, false, NULL, "Show response headers in output",
       IMPORTANT | VERBOSE | OUTPUT)
OPTION('s', "silent", SWITCH, all.silent, false, NULL, "Silent mode", IMPORTANT | VERBOSE)
OPTION(0, "skip-existing", SWITCH, skip_existing, false, NULL, "Skip download if local file already exists",
       CURL | OUTPUT)
OPTION(0, "socks4", ABSENT, nothing, false, "host[:port]", "SOCKS4 proxy on given host + port", PROXY)
OPTION(0, "socks4a", ABSENT, nothing, false, "host[:port]", "SOCKS4a proxy on given host + port", PROXY)
OPTION(0, "socks5", ABSENT, nothing, false, "host[:port]", "SOCKS5 proxy on given host + port", PROXY)
OPTION(0, "socks5-basic", SWITCH, nothing, false, NULL, "Username/password auth for SOCKS5 proxies",
       PROXY | AUTH)
OPTION(0, "socks5-gssapi", ABSENT, nothing, false, NULL, "Enable GSS-API auth for SOCKS5 proxies", PROXY | AUTH)
OPTION(0, "socks5-gssapi-nec", SWITCH, nothing, false, NULL, "Compatibility with NEC SOCKS5 server",
       PROXY | AUTH)
OPTION(0, "socks5-gssapi-service", TEXT, nowhere, false, "name", "SOCKS5 proxy service name for GSS-API",
       PROXY | AUTH)
OPTION(0, "socks5-hostname", ABSENT, nothing, false, "host[:port]", "SOCKS5 proxy, pass hostname to proxy",
       PROXY)
OPTION('Y', "speed-limit", NUMBER, nowhere_number, false, "speed", "Stop transfers slower than this",
       CONNECTION)
OPTION('y', "speed-time", NUMBER, nowhere_number, false, "seconds",
       "Trigger 'speed-limit' abort after this time", CONNECTION | TIMEOUT)
OPTION(0, "ssl", SWITCH, nothing, false, NULL, "Try enabling TLS", TLS | IMAP | POP3 | SMTP | LDAP)
OPTION(0, "ssl-allow-beast", SWITCH, nothing, false, NULL, "Allow security flaw to improve interop", TLS)
OPTION(0, "ssl-auto-client-cert", SWITCH, nothing, false, NULL, "Use auto client certificate (Schannel)", TLS)
OPTION(0, "ssl-no-revoke", SWITCH, nothing, false, NULL, "Disable cert revocation checks (Schannel)", TLS)
OPTION(0, "ssl-reqd", SWITCH, nothing, false, NULL, "Require SSL/TLS", TLS | IMAP | POP3 | SMTP | LDAP)
OPTION(0, "ssl-revoke-best-effort", SWITCH, nothing, false, NULL, "Ignore missing cert CRL dist points", TLS)
OPTION(0, "ssl-sessions", TEXT, nowhere, true, "filename", "Load/save SSL session tickets from/to this file",
       TLS)
OPTION('2', "sslv2", ON, nothing, false, NULL, "SSLv2", DEPRECATED)
OPTION('3', "sslv3", ON, nothing, false, NULL, "SSLv3", DEPRECATED)
OPTION(0, "stderr", TEXT, all.stderr_name, true, "file", "Where to redirect stderr", VERBOSE | GLOBAL)
OPTION(0, "styled-output", SWITCH, nothing, false, NULL, "Enable styled output for HTTP headers",
       VERBOSE | GLOBAL)
OPTION(0, "suppress-connect-headers", SWITCH, nothing, false, NULL, "Suppress proxy CONNECT response headers",
       PROXY)
OPTION(0, "tcp-fastopen", SWITCH, nothing, false, NULL, "Use TCP Fast Open", CONNECTION)
OPTION(0, "tcp-nodelay", SWITCH, nothing, false, NULL, "Set TCP_NODELAY", CONNECTION)
OPTION('t', "telnet-option", LIST, nowhere_list, false, "opt=val", "Set telnet option", TELNET)
OPTION(0, "tftp-blksize", TEXT, nowhere, false, "value", "Set TFTP BLKSIZE option", TFTP)
OPTION(0, "tftp-no-options", SWITCH, nothing, false, NULL, "Do not send any TFTP options", TFTP)
OPTION('z', "time-cond", TEXT, time_condition, false, "time", "Transfer based on a time condition", HTTP | FTP)
OPTION(0, "tls-earlydata", UNSUPPORTED, nothing, false, NULL, "Allow use of TLSv1.3 early data (0RTT)", TLS)
OPTION(0, "tls-max", TEXT, nowhere, false, "VERSION", "Maximum allowed TLS version", TLS)
OPTION(0, "tls13-ciphers", TEXT, nowhere, false, "list", "TLS 1.3 cipher suites to use", TLS)
OPTION(0, "tlsauthtype", TEXT, nowhere, false, "type", "TLS authentication type", TLS | AUTH)
OPTION(0, "tlspassword", TEXT, nowhere, false, "string", "TLS password", TLS | AUTH)
OPTION(0, "tlsuser", TEXT, nowhere, false, "name", "TLS username", TLS | AUTH)
OPTION('1', "tlsv1", ON, nothing, false, NULL, "TLSv1.0 or greater", TLS)
OPTION(0, "tlsv1.0", ON, nothing, false, NULL, "TLSv1.0 or greater", TLS)
OPTION(0, "tlsv1.1", ON, nothing, false, NULL, "TLSv1.1 or greater", TLS)
OPTION(0, "tlsv1.2", ON, nothing, false, NULL, "TLSv1.2 or greater", TLS)
OPTION(0, "tlsv1.3", ON, nothing, false, NULL, "TLSv1.3 or greater", TLS)
OPTION(0, "tr-encoding", SWITCH, transfer_encoding, false, NULL, "Request compressed transfer encoding", HTTP)
OPTION(0, "trace", OWN, nothing, true, "file", "Write a debug trace to FILE", VERBOSE | GLOBAL)
OPTION(0, "trace-ascii", OWN, nothing, true, "file", "Like --trace, but without hex output", VERBOSE | GLOBAL)
OPTION(0, "trace-config", OWN, nothing, false, "string", "Details to log in trace/verbose output",
       VERBOSE | GLOBAL)
OPTION(0, "trace-ids", SWITCH, all.trace_ids, false, NULL, "Transfer + connection ids in verbose output",
       VERBOSE | GLOBAL)
OPTION(0, "trace-time", SWITCH, all.trace_time, false, NULL, "Add time stamps to trace/verbose output",
       VERBOSE | GLOBAL)
OPTION(0, "unix-socket", TEXT, unix_socket, true, "path", "Connect through this Unix domain socket", CONNECTION)
OPTION('T', "upload-file", OWN, nothing, true, "file", "Transfer local FILE to destination", IMPORTANT | UPLOAD)
OPTION(0, "url", OWN, nothing, false, "url/file", "URL(s) to work with", CURL)
OPTION(0, "url-query", OWN, nothing, false, "data", "Add a URL query part", HTTP | POST | UPLOAD)
OPTION('B', "use-ascii", SWITCH, nothing, false, NULL, "Use ASCII/text transfer", FTP | OUTPUT | LDAP)
OPTION('u', "user", TEXT, user, false, "user:password", "Server user and password", IMPORTANT | AUTH)
OPTION('A', "user-agent", TEXT, agent, false, "name", "Send User-Agent <name> to server", IMPORTANT | HTTP)
OPTION(0, "variable", OWN, nothing, false, "[%]name=text/@file", "Set variable", CURL)
OPTION('v', "verbose", OWN, nothing, false, NULL, "Make the operation more talkative",
       IMPORTANT | VERBOSE | GLOBAL)
OPTION('V', "version", VERSION, nothing, false, NULL, "Show version number and quit", IMPORTANT | CURL)
OPTION(0, "vlan-priority", TEXT, nowhere, false, "priority", "Set VLAN priority", CONNECTION)
OPTION('w', "write-out", OWN, nothing, false, "format", "Output FORMAT after completion", VERBOSE)
OPTION(0, "xattr", SWITCH, nothing, false, NULL, "Store metadata in extended file attributes", OUTPUT)
