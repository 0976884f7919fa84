#!/usr/bin/env bash
# Makes the certificates and keys that the tests of the handshake use, with openssl. Run it in this folder to make new
# ones; the tests take them as they are and set their clock to 2030.
set -euo pipefail
cd "$(dirname "$0")"

ca() { # name, subject, key options …
    openssl req -x509 -newkey "${@:3}" -nodes -keyout "$1.key" -out "$1.pem" -days 36500 -subj "/O=vitrine tests/CN=$2" \
        -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign"
}

leaf() { # name, subjectAltName, extendedKeyUsage, issuer, key options …
    openssl req -newkey "${@:5}" -nodes -keyout "$1.key" -out "$1.csr" -subj "/O=vitrine tests/CN=$1"
    openssl x509 -req -in "$1.csr" -CA "$4.pem" -CAkey "$4.key" -CAcreateserial -days 36500 -out "$1.pem" -extfile <(
        echo "basicConstraints=critical,CA:FALSE"
        echo "keyUsage=critical,digitalSignature"
        echo "extendedKeyUsage=$3"
        echo "subjectAltName=$2")
    rm "$1.csr"
}

ca ca "test root" rsa:2048
ca other_ca "some other root" rsa:2048
leaf server_rsa DNS:localhost,IP:127.0.0.1 serverAuth ca rsa:2048
leaf server_ec DNS:localhost,DNS:ec.example serverAuth ca ec -pkeyopt ec_paramgen_curve:P-256
leaf server_ec384 DNS:localhost serverAuth ca ec -pkeyopt ec_paramgen_curve:P-384
leaf client_rsa DNS:client.example clientAuth ca rsa:2048
leaf client_ec DNS:client.example clientAuth ca ec -pkeyopt ec_paramgen_curve:P-256
rm -f ./*.srl ca.key other_ca.key
