// Notes on a certificate, field by field as its DER lies there (RFC 5280 §4.1, §4.2; X.690).
#include "tls/trace/notes.h"

#include <array>

namespace vitrine::tls {

namespace {

// Of issuer and subject alike.
constexpr std::string_view part_of_name =
    "A part of a name: a SET, because one part may consist of several attributes. It nearly always has one.";
constexpr std::string_view attribute = "One attribute: what it is, and its value.";
constexpr std::string_view attribute_type =
    "What the attribute is, as an object identifier: CN common name, O organization, C country.";
constexpr std::string_view attribute_value =
    "The attribute's value, in one of several kinds of string. Certificates of one issuer should write its name the "
    "same way each time: paths are built by comparing the bytes.";

// clang-format off
constexpr std::array notes{
    Note{"Certificate",
         "The whole certificate is a SEQUENCE of three: what is signed, how, and the signature. In DER each value is "
         "a tag, a length and the content; 30 is SEQUENCE, and a first length byte of 82 says that two bytes of "
         "length follow.",
         "RFC 5280 §4.1"},
    Note{"Certificate.tbsCertificate",
         "\"To be signed\": the part that the issuer's signature covers, from this tag to its last byte. DER gives "
         "every value exactly one encoding, so everyone hashes the same bytes.",
         "RFC 5280 §4.1.1.1"},
    Note{"Certificate.tbsCertificate.version",
         "2 means v3, for the count begins at 0. Only v3 has extensions. For v1 the field is left out.",
         "RFC 5280 §4.1.2.1"},
    Note{"Certificate.tbsCertificate.serialNumber",
         "The issuer's number for this certificate, by which it can be revoked. At least 64 bits are random by "
         "custom: when they could be foretold, a collision of MD5 turned into a false CA.",
         "RFC 5280 §4.1.2.2"},
    Note{"Certificate.tbsCertificate.signature",
         "How the certificate is signed. The same stands outside as signatureAlgorithm, where nothing protects it: "
         "the two must be equal.",
         "RFC 5280 §4.1.2.3"},
    Note{"Certificate.signatureAlgorithm",
         "How the signature below was made. It must equal the one inside tbsCertificate.",
         "RFC 5280 §4.1.1.2"},
    Note{"Certificate.signatureValue",
         "The issuer's signature over tbsCertificate, checked with the key in the issuer's certificate. The byte in "
         "front of it counts the unused bits of the BIT STRING: 0.",
         "RFC 5280 §4.1.1.3"},

    Note{"Certificate.tbsCertificate.issuer",
         "Who signed: the same bytes are the subject of the issuer's certificate. That is how a path is put together.",
         "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.subject",
         "Whose key this is. A server's name is not looked for here any more, only in SubjectAltName.",
         "RFC 5280 §4.1.2.6"},
    Note{"Certificate.tbsCertificate.issuer[]", part_of_name, "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.issuer[][]", attribute, "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.issuer[][].type", attribute_type, "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.issuer[][].value", attribute_value, "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.subject[]", part_of_name, "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.subject[][]", attribute, "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.subject[][].type", attribute_type, "RFC 5280 §4.1.2.4"},
    Note{"Certificate.tbsCertificate.subject[][].value", attribute_value, "RFC 5280 §4.1.2.4"},

    Note{"Certificate.tbsCertificate.validity",
         "The time within which the issuer vouches for the certificate.",
         "RFC 5280 §4.1.2.5"},
    Note{"Certificate.tbsCertificate.validity.notBefore",
         "From when: YYMMDDHHMMSSZ, in UTC, where years from 50 on are 19xx; a GeneralizedTime has four digits of "
         "year.",
         "RFC 5280 §4.1.2.5"},
    Note{"Certificate.tbsCertificate.validity.notAfter",
         "Until when, this second included. From 2050 on it is a GeneralizedTime.",
         "RFC 5280 §4.1.2.5"},

    Note{"Certificate.tbsCertificate.subjectPublicKeyInfo",
         "The key that all the rest is about, and its kind.",
         "RFC 5280 §4.1.2.7"},
    Note{"Certificate.tbsCertificate.subjectPublicKeyInfo.algorithm",
         "What kind of key it is, which decides how the bits below are read.",
         "RFC 5280 §4.1.2.7"},
    Note{"*.algorithm.namedCurve",
         "The curve of the key, by its number. A certificate may not spell out a curve of its own: with a generator "
         "of his choice an attacker could forge signatures (CVE-2020-0601).",
         "RFC 5480 §2.1.1.1"},
    Note{"Certificate.tbsCertificate.subjectPublicKeyInfo.subjectPublicKey",
         "The public key. For EC it is the point, 04 and both coordinates; for RSA the BIT STRING wraps another "
         "SEQUENCE.",
         "RFC 5280 §4.1.2.7"},
    Note{"*.subjectPublicKey.modulus",
         "n, the product of two secret primes. A 00 in front keeps the number positive. Below 2048 bits it is too "
         "short today.",
         "RFC 8017 §A.1.1"},
    Note{"*.subjectPublicKey.publicExponent",
         "e, nearly always 65537: prime, with two bits set, so checking a signature is quick.",
         "RFC 8017 §A.1.1"},

    Note{"*.algorithm",
         "The algorithm, as an object identifier: numbers given out along a tree, so that nobody needs to ask whether "
         "one is taken.",
         "RFC 5280 §4.1.1.2"},
    Note{"*.parameters",
         "What the algorithm needs to know besides its name. For RSA with PKCS#1 it is NULL; for ECDSA there is "
         "nothing at all.",
         "RFC 5280 §4.1.1.2"},
    Note{"*.hashAlgorithm",
         "The hash of RSASSA-PSS. If it is left out, SHA-1 is meant, which nobody should accept.",
         "RFC 4055 §3.1"},
    Note{"*.maskGenAlgorithm",
         "How RSASSA-PSS stretches a hash over the length of the key: mgf1.",
         "RFC 4055 §3.1"},
    Note{"*.maskGenAlgorithm.parameters",
         "The hash inside mgf1, which should be the same as hashAlgorithm.",
         "RFC 4055 §3.1"},
    Note{"*.saltLength",
         "How many random bytes are in the signature. As long as the hash is right: 32 for SHA-256.",
         "RFC 4055 §3.1"},

    Note{"Certificate.tbsCertificate.issuerUniqueID",
         "A number to tell issuers of one name apart. Obsolete: names are not given out twice.",
         "RFC 5280 §4.1.2.8"},
    Note{"Certificate.tbsCertificate.subjectUniqueID",
         "A number to tell subjects of one name apart. Obsolete: names are not given out twice.",
         "RFC 5280 §4.1.2.8"},

    Note{"Certificate.tbsCertificate.extensions",
         "What v3 added: most of what decides whether a certificate may be used for something stands here.",
         "RFC 5280 §4.1.2.9"},
    Note{"Certificate.tbsCertificate.extensions[]",
         "One extension: which, whether it is critical, and its value.",
         "RFC 5280 §4.2"},
    Note{"Certificate.tbsCertificate.extensions[].extnID",
         "Which extension this is. The same one twice is an error.",
         "RFC 5280 §4.2"},
    Note{"Certificate.tbsCertificate.extensions[].critical",
         "TRUE: who does not understand this extension must refuse the certificate. FALSE is the default, and so "
         "never written.",
         "RFC 5280 §4.2"},
    Note{"Certificate.tbsCertificate.extensions[].extnValue",
         "The value in DER, wrapped into an OCTET STRING, so that even who does not know the extension can skip it.",
         "RFC 5280 §4.2"},
    Note{"*.BasicConstraints",
         "Whether the subject is a CA. An empty SEQUENCE says no. Clients that did not look here took any leaf for a "
         "CA (CVE-2002-0862).",
         "RFC 5280 §4.2.1.9"},
    Note{"*.BasicConstraints.cA",
         "TRUE: the key may sign certificates.",
         "RFC 5280 §4.2.1.9"},
    Note{"*.BasicConstraints.pathLenConstraint",
         "How many CAs may stand between this one and the leaf. 0: it signs leaves alone.",
         "RFC 5280 §4.2.1.9"},
    Note{"*.KeyUsage",
         "What the key is for, one bit each. With ECDHE a server needs digitalSignature, a CA keyCertSign. The first "
         "byte of the content counts the bits at the end that are not used.",
         "RFC 5280 §4.2.1.3"},
    Note{"*.ExtKeyUsageSyntax",
         "For which purposes the certificate may be used. Without this extension: for all.",
         "RFC 5280 §4.2.1.12"},
    Note{"*.ExtKeyUsageSyntax[]",
         "One purpose: serverAuth for TLS servers, clientAuth for TLS clients.",
         "RFC 5280 §4.2.1.12"},
    Note{"*.SubjectAltName",
         "The names under which the subject may be reached. The client looks here for the host it wanted, and nowhere "
         "else.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[]",
         "A name of a kind that RFC 5280 does not know.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[].dNSName",
         "A DNS name. A * may stand for the whole first label, and for one label only.",
         "RFC 9525 §6.3"},
    Note{"*.SubjectAltName[].iPAddress",
         "An IP address in 4 or 16 bytes. It is compared byte by byte: an address is no DNS name.",
         "RFC 9525 §6.5"},
    Note{"*.SubjectAltName[].otherName",
         "A name of a kind that an object identifier tells. No server's name.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[].rfc822Name",
         "A mail address. No server's name.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[].x400Address",
         "An address of X.400 mail. Reading one as a string of another kind has brought down OpenSSL (CVE-2023-0286).",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[].directoryName",
         "A distinguished name, as in subject. No server's name.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[].ediPartyName",
         "A name of electronic data interchange. No server's name.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[].uniformResourceIdentifier",
         "A URI. TLS does not compare it with the host's name.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectAltName[].registeredID",
         "An object identifier as a name. No server's name.",
         "RFC 5280 §4.2.1.6"},
    Note{"*.SubjectKeyIdentifier",
         "A short name of this key, most often a SHA-1 of it. It secures nothing; it helps to find the issuer among "
         "certificates of one name.",
         "RFC 5280 §4.2.1.2"},
    Note{"*.AuthorityKeyIdentifier",
         "Which key signed this certificate, for an issuer that has several.",
         "RFC 5280 §4.2.1.1"},
    Note{"*.AuthorityKeyIdentifier.keyIdentifier",
         "The SubjectKeyIdentifier of the issuer's certificate.",
         "RFC 5280 §4.2.1.1"},
    Note{"*.AuthorityKeyIdentifier.authorityCertIssuer",
         "Who issued the issuer's certificate; together with the number below it names that certificate.",
         "RFC 5280 §4.2.1.1"},
    Note{"*.AuthorityKeyIdentifier.authorityCertSerialNumber",
         "The number of the issuer's certificate.",
         "RFC 5280 §4.2.1.1"},
};
// clang-format on

} // namespace

std::span<const Note> certificate_notes() { return notes; }

} // namespace vitrine::tls
