#!/bin/sh
# Puts ec_pkcs8.key under the pass phrase "secret" in all the ways in which openssl (3.0) does, and GnuTLS (3.7) in one.
# Run once, in this folder.
set -eu
cd "$(dirname "$0")"
encrypt() { name=$1; shift; openssl pkcs8 -topk8 -in ec_pkcs8.key -passout pass:secret "$@" -out "encrypted/$name.key"; }
encrypt default
for prf in SHA1 SHA224 SHA256 SHA384 SHA512; do encrypt "hmac_$prf" -v2 aes-256-cbc -v2prf "hmacWith$prf"; done
for bits in 128 192 256; do encrypt "aes_$bits" -v2 "aes-$bits-cbc"; done
encrypt scrypt -scrypt
encrypt slow -iter 100000
encrypt des3 -v2 des3
encrypt pbes1 -v1 PBE-MD5-DES -provider legacy -provider default
encrypt pkcs12 -v1 PBE-SHA1-3DES
certtool --to-p8 --load-privkey ec_pkcs8.key --password secret 2>/dev/null | sed -n '/^-----BEGIN/,$p' > encrypted/gnutls.key
