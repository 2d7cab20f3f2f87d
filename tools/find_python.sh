#!/bin/sh
# Prints the first Python from 3.11 to 3.13 that starts and has venv; one line of help otherwise.
for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3 python; do
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
echo "Négoce needs Python 3.11, 3.12 or 3.13 with its venv module (on Debian: apt install python3 python3-venv)." >&2
exit 1
