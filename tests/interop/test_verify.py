"""vitrine verify: chains that openssl made, with openssl's and GnuTLS's verdicts beside ours, and the system's anchors."""

import glob
import json
import os
import re
import shutil
import subprocess
import unittest

from support import PROGRAM, path

LEAF = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n"
CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n"
KEY_IDENTIFIER = "authorityKeyIdentifier=keyid\n"
NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1\n"
IN_TEN_YEARS = "2100000000"


def run(*arguments, stdin=b""):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SSL_CERT_")}
    return subprocess.run([PROGRAM, "verify", *arguments], input=stdin, capture_output=True, timeout=60,
                          env=environment)


def openssl(*arguments):
    return subprocess.run(["openssl", *arguments], capture_output=True, text=True, timeout=60)


def key(name):
    file = path(f"verify-{name}.key")
    if not os.path.exists(file):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", file)
    return file


def issue(name, extensions, issuer=None, subject=None):
    """A certificate by that name, its key by the same; without an issuer it signs itself."""
    file, request, body = path(f"verify-{name}.pem"), path(f"verify-{name}.csr"), path(f"verify-{name}.ext")
    with open(body, "w", encoding="ascii") as out:
        out.write(extensions)
    openssl("req", "-new", "-key", key(name), "-subj", subject or f"/CN={name}", "-out", request)
    signer = ["-signkey", key(name)] if issuer is None else ["-CA", path(f"verify-{issuer}.pem"), "-CAkey", key(issuer)]
    made = openssl("x509", "-req", "-in", request, *signer, "-set_serial", "17", "-days", "100", "-extfile", body,
                   "-out", file)
    assert made.returncode == 0, made.stderr
    return file


def content(*files):
    """What they hold, one behind the other."""
    joined = b""
    for file in files:
        with open(file, "rb") as source:
            joined += source.read()
    return joined


def bundle(name, *files):
    file = path(f"verify-{name}.pem")
    with open(file, "wb") as out:
        out.write(content(*files))
    return file


class Verify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = issue("root", CA)
        cls.other = issue("other", CA)
        cls.intermediate = issue("intermediate", CA + KEY_IDENTIFIER, "root")
        cls.leaf = issue("leaf", LEAF + KEY_IDENTIFIER + NAMES, "intermediate")
        cls.client = issue("client", LEAF.replace("serverAuth", "clientAuth") + KEY_IDENTIFIER, "intermediate")
        cls.no_ca = issue("no-ca", LEAF + KEY_IDENTIFIER, "root")
        cls.below_no_ca = issue("below-no-ca", LEAF + KEY_IDENTIFIER + NAMES, "no-ca")
        cls.constrained = issue("constrained", CA + KEY_IDENTIFIER + "nameConstraints=critical,permitted;DNS:example.org\n",
                                "root")
        cls.outside = issue("outside", LEAF + KEY_IDENTIFIER + NAMES, "constrained")

    def verdict(self, code, *arguments):
        done = run(*arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout.decode()

    def test_every_verdict_is_openssls_and_gnutlss(self):
        for code, leaf, untrusted in [(0, self.leaf, self.intermediate), (5, self.below_no_ca, self.no_ca),
                                      (5, self.outside, self.constrained), (5, self.leaf, self.constrained)]:
            with self.subTest(leaf=leaf, untrusted=untrusted):
                theirs = openssl("verify", "-x509_strict", "-purpose", "sslserver", "-no-CApath", "-CAfile", self.root,
                                 "-untrusted", untrusted, leaf)
                self.assertEqual(theirs.returncode == 0, code == 0, theirs.stderr)
                self.verdict(code, "-CAfile", self.root, "-untrusted", untrusted, leaf)
                if shutil.which("certtool"):
                    chain = bundle("chain", leaf, untrusted)
                    gnutls = subprocess.run(["certtool", "--verify", "--load-ca-certificate", self.root, "--infile",
                                             chain], capture_output=True, timeout=60)
                    self.assertEqual(gnutls.returncode == 0, code == 0, gnutls.stdout)

    def test_the_table_shows_the_path_each_check_with_its_section_and_one_sentence(self):
        text = self.verdict(0, "-CAfile", self.root, "-untrusted", self.intermediate, "-verify_hostname", "localhost",
                            self.leaf)
        self.assertRegex(text, r"for localhost,\sas\sa\sserver's,\sat\s")
        self.assertRegex(text, r"certificate path\n +0  CN=leaf \(.*\n +1  CN=intermediate .*\n +2  CN=root \(trust anchor\)")
        self.assertRegex(text, r"pass  nameConstraints +RFC 5280 §6\.1\.3 \(b\)\(c\)\n        none above it\n")
        self.assertRegex(text.splitlines()[-1], r"^trusted: all \d+ checks passed")
        self.assertNotIn("FAIL", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def test_a_refusal_says_which_check_of_which_certificate(self):
        untrusted = ["-CAfile", self.root, "-untrusted"]
        wrong_name = self.verdict(5, *untrusted, self.intermediate, "-verify_hostname", "example.com", self.leaf)
        self.assertRegex(wrong_name, r"FAIL  host name +RFC 9525 §6\.3\n")
        self.assertRegex(wrong_name.replace("\n", " "), r"NOT TRUSTED: the certificate is not for example\.com")
        no_ca = self.verdict(5, *untrusted, self.no_ca, self.below_no_ca)
        self.assertRegex(no_ca, r"checks of certificate 1, CN=no-ca\n(?s:.*)FAIL  basicConstraints ")
        outside = self.verdict(5, *untrusted, self.constrained, self.outside)
        self.assertRegex(outside, r"FAIL  nameConstraints ")
        unknown = self.verdict(5, "-CAfile", self.other, "-untrusted", self.intermediate, self.leaf)
        self.assertRegex(unknown, r"FAIL  path to a trust anchor ")
        expired = self.verdict(5, *untrusted, self.intermediate, "-attime", IN_TEN_YEARS, self.leaf)
        self.assertRegex(expired, r"FAIL  validity ")

    def test_purpose_and_address_are_asked_for(self):
        given = ["-CAfile", self.root, "-untrusted", self.intermediate]
        self.verdict(0, *given, "-purpose", "sslclient", self.client)
        self.verdict(5, *given, "-purpose", "sslserver", self.client)
        self.verdict(0, *given, "-verify_ip", "127.0.0.1", self.leaf)
        self.verdict(5, *given, "-verify_ip", "127.0.0.2", self.leaf)
        self.verdict(0, *given, "-verify_hostname", "127.0.0.1", self.leaf)

    def test_further_certificates_of_the_file_count_as_untrusted_and_stdin_is_a_file(self):
        chain = content(self.leaf, self.intermediate)
        self.assertEqual(run("-CAfile", self.root, "-", stdin=chain).returncode, 0)
        self.assertEqual(run("-CAfile", self.root, self.leaf).returncode, 5)
        with_root = chain + content(self.root)
        self.assertEqual(run("-CAfile", self.other, "-", stdin=with_root).returncode, 5)

    def test_json_has_a_line_for_each_certificate_and_check_and_the_verdict_last(self):
        text = self.verdict(5, "--json", "-CAfile", self.root, "-untrusted", self.intermediate, "-verify_hostname",
                            "example.com", self.leaf)
        lines = [json.loads(line) for line in text.splitlines()]
        self.assertEqual(lines[0], {"schema": "vitrine.verify/1"})
        self.assertEqual(lines[1]["host_name"], "example.com")
        self.assertEqual([line["subject"] for line in lines if "subject" in line], ["CN=leaf", "CN=intermediate", "CN=root"])
        failed = [line["check"] for line in lines if line.get("passed") is False]
        self.assertEqual(failed, ["host name"])
        self.assertIs(lines[-1]["trusted"], False)
        self.assertEqual(lines[-1]["reason"]["check"], "host name")

    def test_rejected_paths_are_told_with_their_reason(self):
        twin = issue("twin", CA, subject="/CN=root")  # the root's name and another key
        both = bundle("both", twin, self.root)
        loop = issue("loop", CA + KEY_IDENTIFIER, "intermediate", subject="/CN=root")
        text = self.verdict(0, "-CAfile", self.root, "-untrusted", self.intermediate, self.leaf)
        self.assertNotIn("rejected", text)
        no_identifiers = issue("plain", LEAF + NAMES + "authorityKeyIdentifier=none\n", "root")
        text = self.verdict(0, "-CAfile", both, no_identifiers)
        self.assertRegex(text, r"rejected paths\n +CN=plain < CN=root\n +certificate 0: signature \(RFC 5280 §6\.1\.3")
        self.verdict(0, "-CAfile", both, "-untrusted", loop, no_identifiers)

    def test_a_malformed_certificate_is_not_trusted_and_a_file_without_any_is_a_mistake(self):
        der = subprocess.run(["openssl", "x509", "-in", self.leaf, "-outform", "DER"], capture_output=True).stdout
        self.assertEqual(run("-CAfile", self.root, "-untrusted", self.intermediate, "-", stdin=der).returncode, 0)
        malformed = run("-CAfile", self.root, "-", stdin=der + b"\0")
        self.assertEqual(malformed.returncode, 5)
        self.assertIn(b"1 bytes left over", malformed.stdout)
        for arguments in [["-CAfile", self.root, key("leaf")], ["-CAfile", self.root, "/nowhere"], [],
                          ["-CAfile", self.root, "-purpose", "any", self.leaf],
                          ["-CAfile", self.root, "-verify_ip", "localhost", self.leaf]]:
            self.assertEqual(run(*arguments).returncode, 1, arguments)

    def test_what_is_passed_over_is_said(self):
        mixed = content(key("leaf"), self.leaf)
        done = run("-CAfile", self.root, "-untrusted", self.intermediate, "-", stdin=mixed)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, rb"stdin line 1: passed over: EC PRIVATE KEY")


class SystemAnchors(unittest.TestCase):
    def test_every_anchor_of_the_system_is_trusted_as_itself_or_says_why_not(self):
        files = glob.glob("/usr/share/ca-certificates/mozilla/*.crt")
        if not files:
            self.skipTest("no certificates of Debian's")
        for file in files:
            done = run("--json", "-attime", "1767225600", file)
            last = json.loads(done.stdout.splitlines()[-1])
            reason = (last["reason"] or {"check": None})["check"]
            self.assertIn(reason, (None, "validity", "serial number", "signature algorithm", "keyUsage digitalSignature"), file)


if __name__ == "__main__":
    unittest.main()
