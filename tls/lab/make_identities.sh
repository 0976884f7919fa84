#!/usr/bin/env bash
# Makes the certificates of the laboratory with openssl and prints them as tls/lab/identities.cpp holds them: a root
# whose key is thrown away, and what it (or somebody else) issued, all for one key that everybody may know.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"

key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1.key"; }

# issue NAME SUBJECT ISSUER FROM UNTIL EXTENSIONS …; `ca` signs at any date that it is told to
issue() {
    local name=$1 subject=$2 issuer=$3 from=$4 until=$5 key=lab
    shift 5
    case $name in root | stranger_root) key=$name ;; esac
    printf '%s\n' "$@" >"$name.ext"
    openssl req -new -key "$key.key" -subj "/O=vitrine laboratory/CN=$subject" -out "$name.csr"
    : >index.txt
    openssl ca -batch -notext -config <(printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nrand_serial=yes\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\nemail_in_dn=no\n[p]\nO=supplied\nCN=supplied\n') \
        $([ "$name" = "$issuer" ] && echo -selfsign || echo -cert "$issuer.pem") -keyfile "$([ "$issuer" = leaf ] && echo lab || echo "$issuer").key" \
        -in "$name.csr" -startdate "$from" -enddate "$until" -extfile "$name.ext" -out "$name.pem" 2>/dev/null
}

key root
key stranger_root
key lab
key other
authority=("basicConstraints=critical,CA:TRUE" "keyUsage=critical,keyCertSign")
host=("subjectAltName=DNS:localhost,IP:127.0.0.1" "keyUsage=critical,digitalSignature" "extendedKeyUsage=serverAuth")
from=20200101000000Z
until=20491231235959Z
issue root "laboratory root" root $from $until "${authority[@]}"
issue stranger_root "root of a stranger" stranger_root $from $until "${authority[@]}"
issue leaf localhost root $from $until "basicConstraints=critical,CA:FALSE" "${host[@]}"
issue expired localhost root 20010101000000Z 20020101000000Z "${host[@]}"
issue elsewhere elsewhere.example root $from $until "subjectAltName=DNS:elsewhere.example" "${host[@]:1}"
issue stranger localhost stranger_root $from $until "${host[@]}"
issue by_leaf "issued by a leaf" leaf $from $until "${host[@]}"
issue client client root $from $until "keyUsage=critical,digitalSignature" "extendedKeyUsage=clientAuth"

for name in root leaf expired elsewhere stranger by_leaf client; do
    printf 'constexpr std::string_view %s_certificate = R"(%s)";\n\n' "$name" "$(cat "$name.pem")"
done
printf 'constexpr std::string_view lab_key = R"(%s)";\n\n' "$(cat lab.key)"
printf 'constexpr std::string_view other_key = R"(%s)";\n' "$(cat other.key)"
