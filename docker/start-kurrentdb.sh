#!/bin/sh
# Passwords of the first start, which the server takes from its environment and nowhere else.
set -eu

KURRENTDB_DEFAULT_ADMIN_PASSWORD=$(cat /run/secrets/event-store-admin-password)
KURRENTDB_DEFAULT_OPS_PASSWORD=$(cat /run/secrets/event-store-ops-password)
export KURRENTDB_DEFAULT_ADMIN_PASSWORD KURRENTDB_DEFAULT_OPS_PASSWORD

# The packages and the sources name the program differently.
for program in /opt/kurrentdb/kurrentd /opt/kurrentdb/KurrentDB; do
  if [ -x "$program" ]; then exec "$program" "$@"; fi
done
echo 'No KurrentDB under /opt/kurrentdb: has the image moved it?' >&2
exit 1
