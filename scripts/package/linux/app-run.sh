#!/bin/sh
# What an AppImage starts: the program beside it, wherever that is mounted, and without Chromium's sandbox only where the
# kernel gives programs no namespaces; the helper for that cannot have its rights in here.
here=$(dirname -- "$(readlink -f -- "$0")")
if unshare --user --map-root-user true 2>/dev/null; then exec "$here@EXECUTABLE@" "$@"; fi
exec "$here@EXECUTABLE@" --no-sandbox "$@"
