#!/bin/sh
# Makes the certificates and keys of these tests with openssl (3.0.22), and records what openssl thinks of them in
# verdicts.txt and host_names.txt. Run once, in this folder; the tests then ask at a fixed time, 2030-06-01.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
keys=$work/keys
mkdir -p "$keys"
good_from=20200101000000Z
good_to=20991231235959Z
ask_at=1906545600   # 2030-06-01 12:00:00 UTC

rsa() { openssl genrsa -out "$keys/$1" "${2:-2048}" 2>/dev/null; }
ec() { openssl ecparam -name "${2:-prime256v1}" -genkey -noout -out "$keys/$1"; }

# issue NAME KEY SUBJECT ISSUER ISSUER_KEY EXTENSIONS [ca options…]; ISSUER "self" signs by itself
issue() {
    name=$1 key=$2 subject=$3 issuer=$4 issuer_key=$5 extensions=$6
    shift 6
    from=$good_from to=$good_to
    rm -rf "$work/ca"; mkdir -p "$work/ca"
    : > "$work/ca/index"
    od -An -N8 -tx1 /dev/urandom | tr -d ' \n' | sed 's/^./1/' > "$work/ca/serial"
    if [ -n "${serial:-}" ]; then echo "$serial" > "$work/ca/serial"; fi
    if [ -n "${valid_from:-}" ]; then from=$valid_from; fi
    if [ -n "${valid_to:-}" ]; then to=$valid_to; fi
    printf '%s\n' "$extensions" | tr ';' '\n' > "$work/ca/body"
    {
        printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s/ca/index\nserial=%s/ca/serial\nnew_certs_dir=%s/ca\n' "$work" "$work" "$work"
        printf 'default_md=sha256\npolicy=p\nunique_subject=no\nemail_in_dn=no\n[p]\ncommonName=optional\norganizationName=optional\ncountryName=optional\n'
        printf '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\n[nc]\npermitted;DNS.0=example.com\n[e]\n'
        cat "$work/ca/body"
    } > "$work/ca/config"
    openssl req -new -config "$work/ca/config" -key "$keys/$key" -subj "$subject" -multivalue-rdn -utf8 -out "$work/ca/csr" 2>/dev/null
    signing="-selfsign -keyfile $keys/$key"
    if [ "$issuer" != self ]; then signing="-cert $issuer.pem -keyfile $keys/$issuer_key"; fi
    openssl ca -batch -notext -preserveDN -config "$work/ca/config" -in "$work/ca/csr" -out "$name.pem" $signing \
        -startdate "$from" -enddate "$to" -extensions e "$@" 2>"$work/ca/log" || { cat "$work/ca/log"; exit 1; }
}

CA='basicConstraints=critical,CA:TRUE;keyUsage=critical,keyCertSign,cRLSign;subjectKeyIdentifier=hash;authorityKeyIdentifier=keyid'
LEAF='basicConstraints=critical,CA:FALSE;keyUsage=critical,digitalSignature;extendedKeyUsage=serverAuth'
SAN='subjectAltName=DNS:example.com,DNS:*.example.com,IP:127.0.0.1,IP:::1'

rsa root; rsa root2; rsa intermediate; rsa leaf; rsa weak 1024
ec ec_root secp384r1; ec ec_intermediate; ec ec_leaf; ec curve521 secp521r1
openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32 -out "$keys/pss_root" 2>/dev/null
openssl genpkey -algorithm ed25519 -out "$keys/ed25519"
openssl ecparam -name prime256v1 -genkey -noout -param_enc explicit -out "$keys/explicit"

# Anchors.
issue root root '/C=DE/O=Example/CN=Root' self - "$CA"
issue root_twin root2 '/C=DE/O=Example/CN=Root' self - "$CA"
issue root2 root2 '/C=DE/O=Example/CN=Second Root' self - "$CA"
issue ec_root ec_root '/O=Example/CN=EC Root' self - "$CA" -md sha384
issue pss_root pss_root '/CN=PSS Root' self - "$CA" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32
issue root_sha1 root '/C=DE/O=Example/CN=SHA-1 Root' self - "$CA" -md sha1
valid_from=20100101000000Z valid_to=20200101000000Z
issue root_expired root '/C=DE/O=Example/CN=Expired Root' self - "$CA"
unset valid_from valid_to
issue root_no_ca leaf '/CN=No CA' self - "$LEAF;$SAN"
openssl req -new -key "$keys/root" -subj '/CN=test' -out "$work/v1.csr"
openssl x509 -req -in "$work/v1.csr" -signkey "$keys/root" -days 25000 -set_serial 1 -out classroom_root.pem 2>/dev/null
openssl req -new -key "$keys/leaf" -subj '/CN=localhost' -out "$work/v1.csr"
openssl x509 -req -in "$work/v1.csr" -CA classroom_root.pem -CAkey "$keys/root" -days 25000 -set_serial 2 -out classroom_leaf.pem 2>/dev/null

# Intermediates.
issue intermediate intermediate '/O=Example/CN=Intermediate' root root "$CA"
issue intermediate2 intermediate '/O=Example/CN=Second Intermediate' intermediate intermediate "$CA"
issue ec_intermediate ec_intermediate '/O=Example/CN=EC Intermediate' ec_root ec_root "$CA" -md sha384
issue pss_intermediate intermediate '/CN=PSS Intermediate' pss_root pss_root "$CA" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32
issue no_ca intermediate '/CN=No CA' root root "basicConstraints=critical,CA:FALSE;keyUsage=critical,keyCertSign;subjectKeyIdentifier=hash"
issue no_constraints intermediate '/CN=No Constraints' root root "keyUsage=critical,keyCertSign;subjectKeyIdentifier=hash"
issue no_cert_sign intermediate '/CN=No Cert Sign' root root "basicConstraints=critical,CA:TRUE;keyUsage=critical,digitalSignature"
issue pathlen0 intermediate '/CN=Path Length 0' root root "basicConstraints=critical,CA:TRUE,pathlen:0;keyUsage=critical,keyCertSign;subjectKeyIdentifier=hash"
issue below_pathlen0 ec_intermediate '/CN=Below Path Length 0' pathlen0 intermediate "$CA"
issue self_issued_below ec_intermediate '/CN=Path Length 0' pathlen0 intermediate "$CA"
issue client_only_ca intermediate '/CN=Client CA' root root "$CA;extendedKeyUsage=clientAuth"
issue any_purpose_ca intermediate '/CN=Any CA' root root "$CA;extendedKeyUsage=anyExtendedKeyUsage"
issue constrained_ca intermediate '/CN=Constrained CA' root root "$CA;nameConstraints=critical,@nc"
openssl req -new -key "$keys/intermediate" -subj '/CN=V1 Intermediate' -out "$work/v1.csr"
openssl x509 -req -in "$work/v1.csr" -CA root.pem -CAkey "$keys/root" -days 25000 -set_serial 3 -out v1_intermediate.pem 2>/dev/null
issue cross_new intermediate '/CN=Crossed' root root "$CA"
valid_to=20250101000000Z
issue cross_expired intermediate '/CN=Crossed' root2 root2 "$CA"
unset valid_to
issue loop_root root2 '/CN=Loop B' self - "$CA"
issue loop_a intermediate '/CN=Loop A' loop_root root2 "$CA"
issue loop_b root2 '/CN=Loop B' loop_a intermediate "$CA"

# Leaves.
issue leaf leaf '/O=Example/CN=example.com' root root "$LEAF;$SAN"
issue leaf2 leaf '/O=Example/CN=example.com' intermediate intermediate "$LEAF;$SAN"
issue leaf3 leaf '/O=Example/CN=example.com' intermediate2 intermediate "$LEAF;$SAN"
issue ec_leaf ec_leaf '/CN=example.com' ec_intermediate ec_intermediate "$LEAF;$SAN"
issue pss_leaf leaf '/CN=example.com' pss_intermediate intermediate "$LEAF;$SAN" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1
issue pss_leaf_odd_salt leaf '/CN=example.com' intermediate intermediate "$LEAF;$SAN" -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20
issue sha512_leaf leaf '/CN=example.com' root root "$LEAF;$SAN" -md sha512
for issuer in no_ca no_constraints no_cert_sign pathlen0 client_only_ca any_purpose_ca constrained_ca v1_intermediate; do
    issue "leaf_of_$issuer" leaf '/CN=example.com' "$issuer" intermediate "$LEAF;$SAN"
done
issue leaf_of_below_pathlen0 leaf '/CN=example.com' below_pathlen0 ec_intermediate "$LEAF;$SAN"
issue leaf_of_self_issued leaf '/CN=example.com' self_issued_below ec_intermediate "$LEAF;$SAN"
issue leaf_of_crossed leaf '/CN=example.com' cross_new intermediate "$LEAF;$SAN"
issue leaf_of_loop leaf '/CN=example.com' loop_a intermediate "$LEAF;$SAN"
issue leaf_of_leaf ec_leaf '/CN=example.com' leaf leaf "$LEAF;$SAN"
issue leaf_of_root_no_ca ec_leaf '/CN=example.com' root_no_ca leaf "$LEAF;$SAN"
issue leaf_of_root_sha1 leaf '/CN=example.com' root_sha1 root "$LEAF;$SAN"
issue leaf_of_root_expired leaf '/CN=example.com' root_expired root "$LEAF;$SAN"
issue leaf_sha1 leaf '/CN=example.com' root root "$LEAF;$SAN" -md sha1
issue leaf_weak weak '/CN=example.com' root root "$LEAF;$SAN"
issue leaf_curve521 curve521 '/CN=example.com' root root "$LEAF;$SAN"
issue leaf_ed25519 ed25519 '/CN=example.com' root root "$LEAF;$SAN"
issue leaf_explicit explicit '/CN=example.com' root root "$LEAF;$SAN"
valid_to=20250101000000Z
issue leaf_expired leaf '/CN=example.com' root root "$LEAF;$SAN"
unset valid_to
valid_from=20400101000000Z
issue leaf_not_yet leaf '/CN=example.com' root root "$LEAF;$SAN"
unset valid_from
issue leaf_client leaf '/CN=client' root root "basicConstraints=critical,CA:FALSE;keyUsage=critical,digitalSignature;extendedKeyUsage=clientAuth"
issue leaf_no_eku leaf '/CN=example.com' root root "basicConstraints=critical,CA:FALSE;$SAN"
issue leaf_encipher_only leaf '/CN=example.com' root root "keyUsage=critical,keyEncipherment;extendedKeyUsage=serverAuth;$SAN"
issue leaf_critical leaf '/CN=example.com' root root "$LEAF;$SAN;1.2.3.4=critical,DER:0500"
issue leaf_not_critical leaf '/CN=example.com' root root "$LEAF;$SAN;1.2.3.4=DER:0500"
issue leaf_no_san leaf '/CN=example.com' root root "$LEAF"
issue leaf_ip_cn leaf '/CN=127.0.0.1' root root "$LEAF"
issue leaf_ip_in_dns leaf '/CN=x' root root "$LEAF;subjectAltName=DNS:127.0.0.1"
# dNSName "example.com", NUL, ".evil.org"; and a name with an escape sequence for terminals
issue leaf_nul leaf '/CN=x' root root "$LEAF;subjectAltName=DER:3017:8215:6578616d706c652e636f6d002e6576696c2e6f7267"
issue leaf_escape leaf "/O=<script>/CN=$(printf '\033]0;owned\007')" root root "$LEAF;$SAN"
serial=00
issue leaf_serial_zero leaf '/CN=example.com' root root "$LEAF;$SAN"
serial=0102030405060708090a0b0c0d0e0f101112131415
issue leaf_serial_long leaf '/CN=example.com' root root "$LEAF;$SAN"
unset serial

# Keys in all their armours.
cp "$keys/root" rsa_pkcs8.key
openssl rsa -in "$keys/leaf" -traditional -out rsa_pkcs1.key 2>/dev/null
openssl pkcs8 -topk8 -nocrypt -in "$keys/leaf" -out rsa_leaf_pkcs8.key
openssl pkcs8 -topk8 -in "$keys/leaf" -passout pass:secret -out rsa_encrypted.key
openssl rsa -in "$keys/leaf" -traditional -aes128 -passout pass:secret -out rsa_encrypted_old.key 2>/dev/null
cp "$keys/pss_root" pss.key
cp "$keys/ec_leaf" ec_sec1.key
openssl ecparam -name secp384r1 -genkey -out ec384_with_parameters.key
openssl pkcs8 -topk8 -nocrypt -in "$keys/ec_leaf" -out ec_pkcs8.key
cp "$keys/curve521" ec521.key
cp "$keys/explicit" ec_explicit.key
cp "$keys/weak" rsa_weak.key
cp "$keys/ed25519" ed25519.key
for key in rsa_pkcs1.key ec_sec1.key; do openssl pkey -in $key -pubout -out "${key%.key}.pub"; done

# What openssl says: file, anchors, others, name → its answer.
ask() {
    leaf=$1 anchors=$2 untrusted=$3
    shift 3
    cat /dev/null $untrusted > "$work/untrusted"
    others=""
    if [ -n "$untrusted" ]; then others="-untrusted $work/untrusted"; fi
    answer=$(openssl verify -attime $ask_at -purpose sslserver -partial_chain -no-CApath -no-CAstore -CAfile "$anchors" $others "$@" "$leaf" 2>&1 |
        grep -E '^error|: OK$' | head -1 | sed 's/ at .*lookup:/: /; s/.*: OK$/OK/')
    printf '%s | %s | %s | %s\n' "$leaf" "$anchors" "$untrusted" "$answer"
}
{
    ask leaf.pem root.pem ''
    ask leaf2.pem root.pem intermediate.pem
    ask leaf3.pem root.pem 'intermediate.pem intermediate2.pem'
    ask leaf2.pem intermediate.pem ''
    ask leaf.pem leaf.pem ''
    ask leaf.pem root2.pem ''
    ask leaf.pem root_twin.pem ''
    ask leaf3.pem root.pem intermediate2.pem
    ask root.pem root2.pem ''
    ask ec_leaf.pem ec_root.pem ec_intermediate.pem
    ask pss_leaf.pem pss_root.pem pss_intermediate.pem
    ask pss_leaf_odd_salt.pem root.pem intermediate.pem
    ask sha512_leaf.pem root.pem ''
    ask classroom_leaf.pem classroom_root.pem ''
    for issuer in no_ca no_constraints no_cert_sign pathlen0 client_only_ca any_purpose_ca constrained_ca v1_intermediate; do
        ask "leaf_of_$issuer.pem" root.pem "$issuer.pem"
    done
    ask leaf_of_below_pathlen0.pem root.pem 'below_pathlen0.pem pathlen0.pem'
    ask leaf_of_self_issued.pem root.pem 'self_issued_below.pem pathlen0.pem'
    ask leaf_of_crossed.pem root.pem 'cross_expired.pem cross_new.pem'
    ask leaf_of_crossed.pem root2.pem 'cross_expired.pem cross_new.pem'
    ask leaf_of_loop.pem root.pem 'loop_a.pem loop_b.pem'
    ask leaf_of_loop.pem loop_root.pem 'loop_b.pem loop_a.pem'
    ask leaf_of_leaf.pem root.pem leaf.pem
    ask leaf_of_root_no_ca.pem root_no_ca.pem ''
    ask leaf_of_root_sha1.pem root_sha1.pem ''
    ask leaf_of_root_expired.pem root_expired.pem ''
    for leaf in sha1 weak curve521 ed25519 explicit expired not_yet client no_eku encipher_only critical not_critical serial_zero serial_long; do
        ask "leaf_$leaf.pem" root.pem ''
    done
} > verdicts.txt

# The same for host names: names presented in one certificate each, and the name asked for.
while read -r presented wanted; do
    openssl req -x509 -new -key "$keys/ec_leaf" -subj /O=x -addext "subjectAltName=DNS:$presented" -out "$work/name.pem" 2>/dev/null ||
        { echo "$presented $wanted cannot-be-made"; continue; }
    case $(openssl x509 -in "$work/name.pem" -noout -checkhost "$wanted") in
    *'does match'*) echo "$presented $wanted match" ;;
    *) echo "$presented $wanted no" ;;
    esac
done < host_name_pairs.txt > host_names.txt
