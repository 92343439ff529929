#!/bin/sh
# Runs a command with an unlocked, empty keyring of its own:
#
#   dbus-run-session -- test/support/private-keyring.sh COMMAND [ARGUMENT...]
#
# HOME must be a folder made for this: the keyring is kept in it, under a password that protects nothing. The keyring
# daemon belongs to the D-Bus session around it and ends with that.
set -eu
case ${HOME:?} in
  */glucoglance-keyring-*) ;;
  *) echo "private-keyring.sh: HOME=$HOME is not a folder made for a test keyring" >&2; exit 2 ;;
esac
printf 'test' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
exec "$@"
