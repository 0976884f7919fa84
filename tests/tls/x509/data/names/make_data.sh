#!/bin/sh
# Makes certificates that are about names with openssl (3.0.19), and records in constraints.txt what openssl thinks of
# the names of constraint_cases.txt below their constraints. Run once, in this folder; the tests then ask at a fixed
# time, 2030-06-01.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ask_at=1906545600   # 2030-06-01 12:00:00 UTC
for key in root ca leaf; do openssl ecparam -name prime256v1 -genkey -noout -out "$work/$key.key"; done
printf '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\n' > "$work/req"

# issue NAME KEY SUBJECT ISSUER ISSUER_KEY EXTENSIONS: lines of a section, and further sections; ISSUER "self"
issue() {
    name=$1 key=$2 subject=$3 issuer=$4 issuer_key=$5
    printf '[e]\n%b\n' "$6" > "$work/ext"
    openssl req -new -config "$work/req" -key "$work/$key.key" -subj "$subject" ${strings:--utf8} -out "$work/csr" 2>/dev/null
    signing="-CA $issuer.pem -CAkey $work/$issuer_key.key"
    if [ "$issuer" = self ]; then signing="-signkey $work/$key.key"; fi
    openssl x509 -req -in "$work/csr" $signing -set_serial "0x1$(openssl rand -hex 8)" -days 25000 \
        -extfile "$work/ext" -extensions e -out "$name.pem" 2>"$work/log" || { cat "$work/log"; cat "$work/ext"; return 1; }
}

CA='basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash'
LEAF='basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nauthorityKeyIdentifier=keyid'
SAN='subjectAltName=DNS:example.com'

issue root root '/O=Example/CN=Names Root' self - "$CA"
issue constrained_ca ca '/CN=Constrained CA' root root "$CA\nauthorityKeyIdentifier=keyid\nnameConstraints=critical,permitted;DNS:example.org"
issue leaf_outside leaf '/CN=example.com' constrained_ca ca "$LEAF\n$SAN"
issue leaf_cert_sign leaf '/CN=example.com' root root "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyCertSign\nextendedKeyUsage=serverAuth\nauthorityKeyIdentifier=keyid\n$SAN"
issue leaf_path_length leaf '/CN=example.com' root root "basicConstraints=critical,CA:FALSE,pathlen:0\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n$SAN"
issue leaf_no_subject leaf '/' root root "$LEAF\n$SAN"
issue leaf_no_subject_critical leaf '/' root root "$LEAF\nsubjectAltName=critical,DNS:example.com"
issue leaf_key_identifier leaf '/CN=example.com' root root "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n$SAN\nauthorityKeyIdentifier=DER:30:06:80:04:01:02:03:04"
issue leaf_policies leaf '/CN=example.com' root root "$LEAF\n$SAN\ncertificatePolicies=critical,1.2.3.4,@p\n[p]\npolicyIdentifier=1.2.3.5\nCPS.1=https://example.com/\nuserNotice.1=@n\n[n]\nexplicitText=UTF8:a notice"
issue policy_constrained_ca ca '/CN=Policy CA' root root "$CA\npolicyConstraints=critical,requireExplicitPolicy:0"
issue leaf_of_policy_constrained_ca leaf '/CN=example.com' policy_constrained_ca ca "$LEAF\n$SAN"
issue leaf_every_extension leaf '/CN=example.com' root root "$LEAF\n$SAN\nsubjectKeyIdentifier=hash\nissuerAltName=URI:https://example.com/,email:ca@example.com\ncertificatePolicies=1.2.3.4\nauthorityInfoAccess=OCSP;URI:http://ocsp.example.com/,caIssuers;URI:http://example.com/ca.der\ncrlDistributionPoints=URI:http://example.com/ca.crl,d\ntlsfeature=status_request\n[d]\nfullname=URI:http://example.com/some.crl\nCRLissuer=dirName:c\nreasons=keyCompromise\n[c]\nO=Example\nCN=CRL"

# One name in several spellings: another case, more white space, other types of string (RFC 5280 §7.1).
strings='-nameopt utf8'
issue spelled_root root '/O=EXAMPLE/CN=names   root ' self - "$CA"
unset strings
issue leaf_of_spelled_root leaf '/CN=example.com' spelled_root root "$LEAF\n$SAN"

# A section for a directoryName: "/O=a/CN=b" as lines.
section() { printf '[%s]\n' "$1"; printf '%s\n' "$2" | tr '/' '\n' | sed '/^$/d'; }

# The names of one list, separated by ',': those of directories become sections, written to $work/sections.
spelled() { # PREFIX LIST SEPARATOR
    printf '%s\n' "$2" | tr "$3" '\n' | {
        n=0 all=""
        while read -r one; do
            n=$((n + 1))
            case $one in
            *dirName:*) section "$1$n" "${one#*dirName:}" >> "$work/sections"; one="${one%%dirName:*}dirName:$1$n" ;;
            esac
            all="$all${all:+,}$one"
        done
        printf '%s' "$all"
    }
}

while IFS='|' read -r constraints subject names; do
    constraints=$(echo $constraints) subject=$(printf '%s' "$subject" | sed 's/^ //; s/ $//') names=$(echo $names)
    : > "$work/sections"
    # permitted;A;permitted;B → permitted;A,permitted;B; the types of otherName have a ';' of their own
    joined=$(printf '%s' "$constraints" | sed 's/;permitted;/,permitted;/g; s/;excluded;/,excluded;/g')
    joined=$(spelled c "$joined" ,)
    listed=$(spelled n "$names" ,)
    sections=$(cat "$work/sections")
    openssl req -x509 -new -key "$work/root.key" -subj /CN=ca -days 25000 -out "$work/constrained.pem" \
        -extensions e -config /dev/stdin 2>"$work/log" <<EOF || { echo "$constraints | $subject | $names | cannot be made"; continue; }
[req]
distinguished_name=dn
[dn]
[e]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign
subjectKeyIdentifier=hash
nameConstraints=critical,$joined
$sections
EOF
    here=$(pwd); cd "$work"
    critical=""; if [ "$subject" = / ]; then critical=critical,; fi
    issue l leaf "$subject" constrained root "$LEAF\nsubjectAltName=$critical$listed\n$(printf '%s' "$sections" | sed 's/$/\\n/' | tr -d '\n')" ||
        { echo "$constraints | $subject | $names | cannot be made"; cd "$here"; continue; }
    answer=$(openssl verify -x509_strict -attime $ask_at -no-CApath -no-CAstore -CAfile constrained.pem l.pem 2>&1 |
        grep -E '^error|: OK$' | head -1 | sed 's/ at .*lookup:/: /; s/.*: OK$/OK/')
    cd "$here"
    echo "$constraints | $subject | $names | $answer"
done < constraint_cases.txt > constraints.txt
