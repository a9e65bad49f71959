#!/bin/sh
# opensim-voice <command>: runs the program as the service's user with the service's settings.
set -e
program="/usr/lib/opensim-voice/node_modules/.bin/node /usr/lib/opensim-voice/dist/src/main.js"
export SETTINGS_FILE="${SETTINGS_FILE:-/etc/opensim-voice/settings.env}"
export DATA_DIR="${DATA_DIR:-/var/lib/opensim-voice}"
if [ "$(id -un)" = opensim-voice ]; then
  exec $program "$@"
elif [ "$(id -u)" -eq 0 ]; then
  exec setpriv --reuid=opensim-voice --regid=opensim-voice --init-groups --inh-caps=-all -- $program "$@"
fi
echo "Run it as root or as the user opensim-voice: sudo opensim-voice $*" >&2
exit 1
