#!/bin/sh
# Makes what is missing in docker/secrets, and leaves alone what is there: a key or password that
# is in use cannot be made again. RUN_AS=<uid>:<gid> says who owns the files when root makes them.
set -eu
umask 077

root=$(cd "$(dirname "$0")/.." && pwd)
secrets=$root/docker/secrets
nodes=kurrentdb-1:2113,kurrentdb-2:2113,kurrentdb-3:2113

main() {
  mkdir -p "$secrets"
  make kek random_hex 32
  make event-store-admin-password random_hex 24
  make event-store-ops-password random_hex 24
  make event-store-password random_hex 24
  make redis-password random_hex 24
  make event-store-admin-url event_store_url admin event-store-admin-password
  make event-store-url event_store_url totrinh event-store-password
  make redis-auth redis_auth
  make redis-url redis_url
  give_away
}

# make <name> <command>…: the file is whole or not there.
make() {
  name=$1
  shift
  if [ -s "$secrets/$name" ]; then return; fi
  "$@" >"$secrets/$name.new"
  mv "$secrets/$name.new" "$secrets/$name"
  echo "docker/secrets/$name" >&2
}

random_hex() {
  head -c "$1" /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

event_store_url() {
  printf 'esdb://%s:%s@%s?tlsCAFile=/certs/ca/ca.crt' "$1" "$(cat "$secrets/$2")" "$nodes"
}

redis_auth() {
  printf 'requirepass %s\n' "$(cat "$secrets/redis-password")"
}

redis_url() {
  printf 'redis://:%s@redis:6379' "$(cat "$secrets/redis-password")"
}

# The containers run as the owner of the files; Compose reads who that is from `.env`.
give_away() {
  if [ "$(id -u)" = 0 ]; then
    owner=${RUN_AS:-1000:1000}
    chown -R "$owner" "$secrets"
  else
    owner=$(id -u):$(id -g)
  fi
  if [ "$owner" = 1000:1000 ] || grep -qsx "RUN_AS=$owner" "$root/.env"; then return; fi
  if grep -qs '^RUN_AS=' "$root/.env"; then
    echo ".env names another RUN_AS than $owner, who owns docker/secrets: make them agree." >&2
    exit 1
  fi
  printf 'RUN_AS=%s\n' "$owner" >>"$root/.env"
  echo ".env: RUN_AS=$owner" >&2
}

main
