#!/bin/sh
# The page in Debian's Chromium against ./ambit serve (web/page/tests/browser); what it looked like stays in build/screenshots.
# usage: tests/browser.sh [TEXT]   TEXT: only the tests with it in their name. Ends with "N passed, N failed[, N skipped]".
cd "$(dirname "$0")/.." || exit 2
missing=
chromium=${CHROMIUM:-$(for name in chromium chromium-browser google-chrome; do command -v $name && break; done)}
[ -x "$chromium" ] || missing="no Chromium (CHROMIUM=PATH names one)"
[ -e web/page/node_modules/playwright-core ] || missing="no Node packages: 'make test END_TO_END=1' fetches them"
[ -e build/page/built ] || missing="the page was not built: it takes Node 18"
if [ -n "$missing" ]; then
    echo "not run: $missing"
    # Ubuntu's Chromium is a snap, which no container runs; anywhere else it is there, or something is wrong.
    if grep -qxs 'ID=ubuntu' /etc/os-release; then echo "0 passed, 0 failed, 1 skipped"; exit 0; fi
    echo "0 passed, 1 failed"
    exit 1
fi
CHROMIUM=$chromium exec node web/page/tests/browser/tests.mjs "$@"
