#!/bin/sh
# Makes the certificates, revocation lists and OCSP responses of these tests with openssl (3.0), and one list with GnuTLS
# (3.7). Run once, in this folder. The lists are asked at a fixed time, 2030-06-01; responses at the time they were made.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
from=20200101000000Z to=20991231235959Z

key() { openssl ecparam -name prime256v1 -genkey -noout -out "$work/$1.key"; }

# config CA EXTENSIONS: what "openssl ca" needs to know of a CA, with these extensions for certificates and lists
config() {
    [ -f "$work/$1.index" ] || { : > "$work/$1.index"; echo 1000 > "$work/$1.serial"; echo 01 > "$work/$1.number"; }
    {
        printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s\nserial=%s\nnew_certs_dir=%s\n' "$work/$1.index" "$work/$1.serial" "$work"
        [ -n "${no_number:-}" ] || printf 'crlnumber=%s\n' "$work/$1.number"
        printf 'default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=optional\norganizationName=optional\n'
        printf '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\n[point]\nfullname=URI:http://example.com/1.crl\n'
        printf '[user]\nonlyuser=TRUE\n[authority]\nonlyCA=TRUE\n[indirect]\nindirectCRL=TRUE\n[reasons]\nonlysomereasons=keyCompromise\n[e]\n'
        printf '%s\n' "$2" | tr ';' '\n'
    } > "$work/config"
}
# issue NAME SUBJECT CA EXTENSIONS; CA "self" signs by itself
issue() {
    key "$1"
    config "$3" "$4"
    openssl req -new -config "$work/config" -key "$work/$1.key" -subj "$2" -out "$work/csr"
    signing="-selfsign -keyfile $work/$1.key"
    if [ "$3" != self ]; then signing="-cert $3.pem -keyfile $work/$3.key"; fi
    openssl ca -batch -notext -config "$work/config" -in "$work/csr" -out "$1.pem" $signing -startdate $from \
        -enddate $to -extensions e 2>/dev/null
}
revoke() { config "$2" 'keyUsage=cRLSign'; openssl ca -config "$work/config" -revoke "$1.pem" -keyfile "$work/$2.key" -cert "$2.pem" -crl_reason "$3" 2>/dev/null; }
# list NAME CA EXTENSIONS [options…]
list() {
    name=$1 ca=$2 extensions=$3
    shift 3
    config "$ca" "$extensions"
    openssl ca -config "$work/config" -gencrl -keyfile "$work/$ca.key" -cert "$ca.pem" -crlexts e \
        -crl_lastupdate "${list_from:-20300101000000Z}" -crl_nextupdate "${list_to:-20301231235959Z}" -out "$name.crl" "$@" 2>/dev/null
}
CA='basicConstraints=critical,CA:TRUE;keyUsage=critical,keyCertSign,cRLSign;subjectKeyIdentifier=hash;authorityKeyIdentifier=keyid'
LEAF='basicConstraints=critical,CA:FALSE;keyUsage=critical,digitalSignature;extendedKeyUsage=serverAuth;subjectAltName=DNS:example.com;subjectKeyIdentifier=hash'
AKI='authorityKeyIdentifier=keyid'

issue root '/O=Example/CN=Root' self "$CA"
issue sub '/O=Example/CN=Sub' root "$CA"
issue no_crl_sign '/CN=No CRL Sign' root 'basicConstraints=critical,CA:TRUE;keyUsage=critical,keyCertSign;subjectKeyIdentifier=hash'
issue leaf '/CN=leaf' root "$LEAF"
issue revoked '/CN=revoked' root "$LEAF"
issue held '/CN=held' root "$LEAF"
issue pointed '/CN=pointed' root "$LEAF;crlDistributionPoints=URI:http://example.com/1.crl"
issue stapling '/CN=stapling' root "$LEAF;tlsfeature=status_request"
issue sub_leaf '/CN=sub leaf' sub "$LEAF"
issue leaf_of_no_crl_sign '/CN=leaf' no_crl_sign "$LEAF"
issue responder '/CN=responder' root 'keyUsage=critical,digitalSignature;extendedKeyUsage=OCSPSigning;noCheck=ignored'
issue no_signer '/CN=no signer' root 'keyUsage=critical,keyEncipherment;extendedKeyUsage=OCSPSigning'
issue no_responder '/CN=no responder' root 'keyUsage=critical,digitalSignature;extendedKeyUsage=serverAuth'
issue foreign '/CN=foreign' sub 'extendedKeyUsage=OCSPSigning'
issue twin '/O=Example/CN=Root' self "$CA"

list before root "$AKI"
list empty sub "$AKI"
no_number=1
list no_extensions sub ''
unset no_number
revoke revoked root keyCompromise
revoke held root certificateHold
list root root "$AKI"
openssl crl -in root.crl -outform DER -out root.crl.der
list delta root "$AKI;2.5.29.27=critical,DER:020101"
list critical root "$AKI;1.2.3.4=critical,DER:0500"
for point in user authority indirect reasons; do list "$point" root "$AKI;issuingDistributionPoint=critical,@$point"; done
list point root "$AKI;issuingDistributionPoint=critical,@point"
list sha384 root "$AKI" -md sha384
list no_crl_sign no_crl_sign "$AKI"
list twin twin "$AKI"
list unnamed_twin twin '2.5.29.20=DER:020105'
list_from=20250101000000Z list_to=20260101000000Z
list expired root "$AKI"
cp "$work/root.index" "$work/root.index.kept"; : > "$work/root.index"
list expired_without root "$AKI"
list_from=20400101000000Z list_to=20410101000000Z
list not_yet root "$AKI"
unset list_from list_to
cp "$work/root.index.kept" "$work/root.index"

printf 'expiration_days = 30000\ncrl_number = 7\n' > "$work/template"
certtool --generate-crl --load-ca-privkey "$work/root.key" --load-ca-certificate root.pem --load-certificate revoked.pem \
    --template "$work/template" --outfile gnutls.crl 2>/dev/null

until='-ndays 30000'
# respond NAME CERTIFICATE CA SIGNER [options…]
respond() {
    name=$1 certificate=$2 ca=$3 signer=$4 hash=${hash:-sha1}
    shift 4
    openssl ocsp "-$hash" -issuer "$ca.pem" -cert "$certificate.pem" -no_nonce -reqout "$work/request"
    openssl ocsp -index "$work/$ca.index" -CA "$ca.pem" -rsigner "$signer.pem" -rkey "$work/$signer.key" \
        -reqin "$work/request" -respout "$name.ocsp" -noverify $until "$@" 2>/dev/null >/dev/null
}
respond good leaf root root
respond revoked revoked root root
respond held held root root
respond delegated leaf root responder
respond delegated_by_key leaf root responder -resp_key_id
respond without_certificate leaf root responder -resp_no_certs
respond no_responder leaf root no_responder
respond no_signer leaf root no_signer
respond foreign leaf root foreign
respond twin leaf root twin -resp_no_certs
respond twin_by_key leaf root twin -resp_key_id
respond stapling stapling root root
respond sub_leaf sub_leaf sub sub
hash=sha256
respond sha256 leaf root root
hash=sha1
respond sha384_signature leaf root root -rmd sha384
until='-nmin 1'
respond of_a_minute leaf root root
until='-ndays 30000'
openssl ocsp -issuer root.pem -cert leaf.pem -no_nonce -reqout "$work/request"
sed '/\/CN=leaf$/d' "$work/root.index" > "$work/index.without"
openssl ocsp -index "$work/index.without" -CA root.pem -rsigner root.pem -rkey "$work/root.key" -reqin "$work/request" \
    -respout unknown.ocsp -ndays 30000 2>/dev/null >/dev/null
printf '\060\003\012\001\003' > try_later.ocsp # OCSPResponse { responseStatus tryLater }
cp "$work/request" request.ocsp
