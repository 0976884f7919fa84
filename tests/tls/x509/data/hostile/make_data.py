"""Makes the certificates of this folder anew, with keys of their own: python3-cryptography writes what openssl.cnf cannot.

pss_of_another_hash.pem is put together by hand: its issuer's key is for RSASSA-PSS with SHA-512, and signed with SHA-256.
"""

import datetime
import ipaddress
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.name import _ASN1Type as Asn1Type
from cryptography.x509.oid import NameOID

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST, LAST = datetime.datetime(2025, 1, 1), datetime.datetime(2036, 1, 1)
HOST = x509.DNSName("a.example.com")


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def organization(text, kind):
    return x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, text, _type=kind)])


def certificate(subject, key, issuer, issuer_key, ca=False, names=(HOST,), more=()):
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
               .serial_number(x509.random_serial_number()).not_valid_before(FIRST).not_valid_after(LAST))
    if ca:
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(x509.BasicConstraints(True, None), True).add_extension(usage, True)
    elif names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
    for extension, critical in more:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def write(file, *objects):
    with open(os.path.join(HERE, file), "wb") as out:
        out.write(b"".join(one.public_bytes(Encoding.PEM) for one in objects))


ROOT_KEY, ROOT = new_key(), name("Root")


def below(file, extension, critical=True, subject=name("l"), names=(HOST,)):
    """A leaf, and an intermediate with this extension."""
    key, issuer = new_key(), name("CA of " + file)
    write(file + ".pem", certificate(subject, new_key(), issuer, key, names=names),
          certificate(issuer, key, ROOT, ROOT_KEY, ca=True, more=[(extension, critical)]))


def excluding(tag, base):
    """nameConstraints that exclude one base, written as it stands."""
    subtree = bytes([tag, len(base)]) + base
    for outer in (0x30, 0xA1, 0x30):
        subtree = bytes([outer, len(subtree)]) + subtree
    return x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.30"), subtree)


def one_key_with_two_identifiers():
    key, issuer = new_key(), name("Int")
    leaf = certificate(name("l"), new_key(), issuer, key)
    for file, identifier in (("first", b"\x01" * 20), ("second", b"\x02" * 20)):
        write(f"one_key_{file}_identifier.pem", leaf,
              certificate(issuer, key, ROOT, ROOT_KEY, ca=True, more=[(x509.SubjectKeyIdentifier(identifier), False)]))
    revoked = (x509.RevokedCertificateBuilder().serial_number(leaf.serial_number)
               .revocation_date(datetime.datetime(2025, 2, 1)).build())
    write("one_key.crl", x509.CertificateRevocationListBuilder().issuer_name(issuer).last_update(FIRST).next_update(LAST)
          .add_extension(x509.AuthorityKeyIdentifier(b"\x01" * 20, None, None), False)
          .add_extension(x509.CRLNumber(1), False).add_revoked_certificate(revoked).sign(key, hashes.SHA256()))


def main():
    write("root.pem", certificate(ROOT, ROOT_KEY, ROOT, ROOT_KEY, ca=True))
    one_key_with_two_identifiers()
    evil = organization("Evil", Asn1Type.UTF8String)
    below("excluded_in_bmp", x509.NameConstraints(None, [x509.DirectoryName(evil)]),
          subject=organization("Evil", Asn1Type.BMPString))
    below("base_with_trailing_dot", excluding(0x82, b"example.com."))
    below("base_with_wildcard", excluding(0x82, b"*.example.com"))
    below("base_of_no_mailbox", excluding(0x81, b""), names=[HOST, x509.RFC822Name("u@evil.com")])
    mailbox = x509.OtherName(x509.ObjectIdentifier("1.3.6.1.5.5.7.8.9"), b"\x0c\x0au@evil.com")
    below("utf8_mailbox_permitted", x509.NameConstraints([x509.RFC822Name("good.com")], None), names=[HOST, mailbox])
    below("utf8_mailbox_excluded", x509.NameConstraints(None, [x509.RFC822Name("evil.com")]), names=[HOST, mailbox])
    network = x509.IPAddress(ipaddress.ip_network("192.168.0.0/16"))
    below("common_name_address", x509.NameConstraints([network], None), subject=name("10.0.0.1"), names=())
    below("explicit_policy", x509.PolicyConstraints(0, None), critical=False)
    big, key = name("Big"), new_key()
    write("issuer_that_did_not_sign.pem", certificate(name("l"), new_key(), big, new_key()),
          certificate(big, key, big, key, ca=True))


if __name__ == "__main__":
    main()
