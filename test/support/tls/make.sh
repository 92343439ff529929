#!/bin/sh
# Makes the certificates of this folder anew, with OpenSSL 3. Needed only to change what they say.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# name, key, issuer's options, extensions, not before, not after
certificate() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$2"
  openssl req -new -key "$2" -subj "/CN=$1" -out "$work/request"
  : > "$work/index.txt"
  cat > "$work/ca.cnf" <<CONF
[ca]
default_ca = here
[here]
database = $work/index.txt
new_certs_dir = $work
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
$4
CONF
  openssl ca -batch -notext -config "$work/ca.cnf" $3 -startdate "$5" -enddate "$6" \
    -in "$work/request" -out "$1.pem" 2> /dev/null
}

signed="-cert authority.pem -keyfile $work/authority.key"
here='subjectAltName = IP:127.0.0.1,DNS:localhost'

# The tests trust this authority while they run. Its key is thrown away: nothing more can be signed with it.
certificate authority "$work/authority.key" "-selfsign -keyfile $work/authority.key" \
  'basicConstraints = critical,CA:TRUE' 20200101000000Z 21200101000000Z
certificate good good.key.pem "$signed" "$here" 20200101000000Z 21200101000000Z
certificate expired expired.key.pem "$signed" "$here" 20200101000000Z 20210101000000Z
certificate wrong-host wrong-host.key.pem "$signed" 'subjectAltName = DNS:somebody-else.example' \
  20200101000000Z 21200101000000Z
certificate self-signed self-signed.key.pem '-selfsign -keyfile self-signed.key.pem' "$here" \
  20200101000000Z 21200101000000Z
