#!/bin/sh
# Makes .venv with the pinned dependencies and sees to the system libraries of Qt and its web engine.
set -eu

PYTHON=${PYTHON:-python3}
LIBRARIES="libasound2 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libnspr4 libnss3 libx11-xcb1 \
libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 \
libxcb-xinerama0 libxcb-xkb1 libxcomposite1 libxdamage1 libxkbcommon-x11-0 libxkbfile1 libxrandr2 libxtst6"

say() { printf '%s\n' "$*" >&2; }

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Florilegium needs Python 3.11 or newer. Name it like this: make run PYTHON=python3.12"
    exit 1
fi

if [ ! -x .venv/bin/python ] && ! "$PYTHON" -m venv .venv; then
    rm -rf .venv
    say "The virtual environment could not be made. On Debian and Ubuntu: sudo apt-get install python3-venv"
    exit 1
fi

say "Installing the Python packages (once; about 300 MB) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --constraint packaging/constraints.txt --editable '.[dev]'

# The names differ between releases: Debian 13 and Ubuntu 24.04 renamed some with a t64 ending.
missing_libraries() {
    for name in $LIBRARIES; do
        dpkg-query -W -f '${Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q '^install ok installed' && continue
        if apt-cache show "${name}t64" >/dev/null 2>&1; then printf '%s ' "${name}t64"; else printf '%s ' "$name"; fi
    done
}

if [ "$(uname)" = Linux ] && command -v dpkg-query >/dev/null 2>&1; then
    missing=$(missing_libraries)
    if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
        say "Installing system libraries of Qt: $missing"
        apt-get update -qq
        missing=$(missing_libraries)
        # shellcheck disable=SC2086 # one word a package
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    elif [ -n "$missing" ]; then
        say "Qt's windows need system libraries that are missing here. Install them with:"
        say "  sudo apt-get install $missing"
    fi
fi
