#!/bin/sh
# The command that comes with the desktop: alone it starts that. What is behind it is for the command line, an npm package
# of its own: handed to the first `glucoglance` that is not this one.
self=$(readlink -f -- "$0")
if [ "$#" -eq 0 ]; then exec "${self%/usr/bin/*}@EXECUTABLE@"; fi

IFS=:
for folder in $PATH /usr/local/bin "$HOME/.local/bin" "$HOME/.npm-global/bin"; do
  other=$folder/glucoglance
  if [ -x "$other" ] && [ "$(readlink -f -- "$other")" != "$self" ]; then exec "$other" "$@"; fi
done

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
@WORDS@
esac
exit 127
