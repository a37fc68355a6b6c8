#!/bin/sh
# A certificate authority of our own, and a certificate for each node of the event store.
#
#   certificates.sh         makes what is missing, and anew what runs out within RENEW_DAYS
#   certificates.sh renew   makes the certificate of every node anew
#
# The key of the authority lies in a volume that nothing else mounts.
set -eu
umask 077

folder=${CERTS_DIR:-/certs}
authority_days=3650
node_days=730
renew_days=${RENEW_DAYS:-90}
nodes='kurrentdb-1 kurrentdb-2 kurrentdb-3'
# All nodes bear the same common name: that is how they know each other.
common_name=eventstoredb-node

main() {
  if [ $# -gt 1 ] || { [ $# -eq 1 ] && [ "$1" != renew ]; }; then
    echo 'usage: certificates.sh [renew]' >&2
    exit 2
  fi
  authority
  for node in $nodes; do
    if [ $# -eq 1 ] || ! is_good "$node"; then certify "$node"; fi
  done
}

authority() {
  if [ -s "$folder/ca/ca.crt" ] && [ -s "$folder/ca-key/ca.key" ]; then return; fi
  if [ -s "$folder/ca/ca.crt" ] || [ -s "$folder/ca-key/ca.key" ]; then
    echo 'The certificate of the authority or its key is gone: put it back, or remove all' >&2
    echo 'volumes certificates-* to begin with a new authority.' >&2
    exit 1
  fi
  openssl req -x509 -newkey rsa:3072 -noenc -days "$authority_days" \
    -subj '/O=To Trinh/CN=To Trinh event store CA' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' \
    -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$folder/ca-key/ca.key" -out "$folder/ca-key/ca.crt.new" 2>/dev/null
  chmod 0444 "$folder/ca-key/ca.crt.new"
  move "$folder/ca-key/ca.crt.new" "$folder/ca/ca.crt"
  echo 'certificate authority made' >&2
}

is_good() {
  certificate=$folder/$1/node.crt
  [ -s "$folder/$1/node.key" ] &&
    openssl x509 -in "$certificate" -noout -checkend $((renew_days * 86400)) >/dev/null 2>&1 &&
    openssl verify -CAfile "$folder/ca/ca.crt" -verify_hostname "$1" "$certificate" >/dev/null 2>&1
}

certify() {
  work=$(mktemp -d)
  openssl req -new -newkey rsa:2048 -noenc -subj "/O=To Trinh/CN=$common_name" \
    -keyout "$work/node.key" -out "$work/node.csr" 2>/dev/null
  cat >"$work/extensions" <<END
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:$1,DNS:localhost,IP:127.0.0.1
END
  openssl x509 -req -in "$work/node.csr" -days "$node_days" -extfile "$work/extensions" \
    -CA "$folder/ca/ca.crt" -CAkey "$folder/ca-key/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
    -out "$work/node.crt" 2>/dev/null
  move "$work/node.key" "$folder/$1/node.key"
  move "$work/node.crt" "$folder/$1/node.crt"
  rm -r "$work"
  echo "certificate of $1 made" >&2
}

# Whole or not at all, also from one file system to another.
move() {
  cp -p "$1" "$2.new"
  rm "$1"
  mv "$2.new" "$2"
}

main "$@"
