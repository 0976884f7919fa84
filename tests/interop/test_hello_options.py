"""What a hello may ask for and insist on: statuses, names, protocols, GREASE, rsa_pss_pss; against openssl and GnuTLS."""

import hashlib
import os
import re
import shutil
import subprocess

from support import (CLIENT_EXTENSIONS, PROGRAM, SERVER_EXTENSIONS, InteropCase, Process, identity, issue_by_openssl, made,
                     openssl, path, root)


def ocsp_response(kind, status):
    """A response about that identity's certificate, signed by the root: "V" good, "R" revoked, "" not known to it."""
    who, made = identity(kind), path(f"{kind}{status}")
    serial = subprocess.run(["openssl", "x509", "-in", who.cert, "-noout", "-serial"], check=True, capture_output=True,
                            text=True).stdout.strip().split("=")[1]
    with open(made + ".index", "w", encoding="ascii") as out:
        if status:
            revoked = "250101000000Z" if status == "R" else ""
            out.write(f"{status}\t491231235959Z\t{revoked}\t{serial}\tunknown\t/CN={kind}\n")
    root_key = root().replace(".pem", ".key")
    openssl("ocsp", "-issuer", root(), "-cert", who.cert, "-reqout", made + ".req", "-no_nonce")
    openssl("ocsp", "-index", made + ".index", "-CA", root(), "-rsigner", root(), "-rkey", root_key, "-reqin",
            made + ".req", "-respout", made + ".ocsp", "-ndays", "7")
    return made + ".ocsp"


def sha256_of(file):
    with open(file, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


class Stapling(InteropCase):
    """The server brings along whether its certificate has been revoked: RFC 6066 §8."""

    def test_our_client_reads_what_openssls_server_brings(self):
        file = ocsp_response("rsa", "V")
        server = self.openssl_server("-rev", "-status_file", file)
        client = self.our_client(server.port, "-status", stdin=b"seen\n")
        self.assert_exit(client, 0)
        self.assertIn(b"nees\n", client.stdout)
        self.assert_says(client, rf"OCSP response: {os.path.getsize(file)} bytes, certificate status good \(verified\)")
        self.assert_says(client, f"SHA-256: {sha256_of(file)}")

    def test_openssls_server_without_a_response(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-status", stdin=b"")
        self.assert_exit(client, 0)
        self.assert_says(client, "OCSP response: no response sent")

    def test_openssls_client_reads_what_our_server_brings(self):
        server = self.our_server("-naccept", "1", "-status_file", ocsp_response("rsa", "V"), "-msg")
        client = self.openssl_client(server.port, "-status")
        client.wait_for(rb"(?s)OCSP Response Status: successful.*Cert Status: good.*Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)
        self.assert_says(server, r"CertificateStatus  ocsp, \d+ bytes")

    def test_openssls_client_that_does_not_ask(self):
        server = self.our_server("-naccept", "1", "-status_file", ocsp_response("rsa", "V"), "-msg")
        client = self.openssl_client(server.port)
        client.wait_for(rb"(?s)OCSP response: no response sent|Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)
        self.assertNotIn("CertificateStatus", server.stderr)


class ServerNames(InteropCase):
    def server_of_two(self, *flags):
        second = identity("p256")
        return self.our_server("-cert2", second.cert, "-key2", second.key, "-servername", "second.example", *flags)

    def subject_shown(self, server, name):
        client = self.openssl_client(server.port, "-servername", name)
        client.wait_for(rb"Verify return code: 0")
        client.close_stdin()
        client.finish()
        return re.search(r"subject=CN ?= ?(\w+)", client.stdout.decode()).group(1)

    def test_the_name_decides_which_certificate_is_shown(self):
        server = self.server_of_two()
        self.assertEqual(self.subject_shown(server, "second.example"), "p256")
        self.assertEqual(self.subject_shown(server, "nobody.example"), "rsa")

    def test_openssls_server_decides_the_same(self):
        second = identity("p256")
        for name, subject in (("second.example", "p256"), ("nobody.example", "rsa")):
            server = self.openssl_server("-rev", "-cert2", second.cert, "-key2", second.key, "-servername",
                                         "second.example")
            client = self.our_client(server.port, "-verify_hostname", "localhost", name=name, stdin=b"")
            self.assert_exit(client, 0)
            self.assert_says(client, rf"peer certificate +CN={subject}\n")

    def test_an_unknown_name_is_refused_where_that_is_wanted(self):
        server = self.server_of_two("-servername_fatal", "-naccept", "1")
        client = self.openssl_client(server.port, "-servername", "nobody.example")
        client.wait_for(rb"unrecognized name", "stderr")
        client.close_stdin()
        self.assert_exit(server, 4)
        self.assert_says(server, r"unrecognized_name\(112\)")

    def test_openssls_server_that_refuses_it(self):
        second = identity("p256")
        server = self.openssl_server("-cert2", second.cert, "-key2", second.key, "-servername", "second.example",
                                     "-servername_fatal")
        client = self.our_client(server.port, name="nobody.example")
        self.assert_exit(client, 3)
        self.assert_says(client, r"unrecognized_name\(112\)")


class StrictAlpn(InteropCase):
    def test_a_server_that_chooses_none(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-alpn", "h2", "--alpn-strict")
        self.assert_exit(client, 4)
        self.assert_says(client, r"the server chose no application protocol")
        self.assert_says(client, r"no_application_protocol\(120\)")

    def test_a_client_that_offers_none(self):
        server = self.our_server("-naccept", "1", "-alpn", "h2", "--alpn-strict")
        client = self.openssl_client(server.port)
        client.wait_for(rb"no application protocol", "stderr")
        client.close_stdin()
        self.assert_exit(server, 4)

    def test_those_that_agree(self):
        server = self.openssl_server("-rev", "-alpn", "h2")
        client = self.our_client(server.port, "-alpn", "h2", "--alpn-strict", stdin=b"")
        self.assert_exit(client, 0)
        self.assert_says(client, r"ALPN +h2")


class Fallback(InteropCase):
    """A client that fell back says so (RFC 7507), and a server that could do better refuses it."""

    def test_our_client(self):
        server = self.openssl_server("-rev")  # TLS 1.2 is the most it speaks
        self.assert_exit(self.our_client(server.port, "-fallback_scsv", stdin=b""), 0)
        server = self.openssl_server("-rev", version="")  # TLS 1.3 would have been possible
        client = self.our_client(server.port, "-fallback_scsv", stdin=b"")
        self.assert_exit(client, 3)
        self.assert_says(client, r"inappropriate_fallback\(86\)")

    def test_our_server_at_its_best_version(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, "-fallback_scsv")
        client.wait_for(rb"Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)


class GreaseOfOurs(InteropCase):
    def test_openssl_and_gnutls_skip_it(self):
        flags = ["--grease", "-alpn", "h2", "-msg"]
        for server in [self.openssl_server("-rev", "-alpn", "h2") for _ in range(5)]:
            client = self.our_client(server.port, *flags, stdin=b"seen\n")
            self.assert_exit(client, 0)
            self.assertIn(b"nees\n", client.stdout)
            self.assert_says(client, r"GREASE\(0x\wa\wa\)")
        if shutil.which("gnutls-serv"):
            client = self.our_client(self.gnutls_server().port, "--grease", stdin=b"seen\n")
            self.assertIn(client.finish(), (0, 6), client.told())
            self.assertEqual(client.stdout, b"seen\n")


class RsaPss(InteropCase):
    """A certificate whose key is for RSASSA-PSS alone (RFC 4055 §1.2) signs by rsa_pss_pss schemes."""

    KEY = ["rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"]

    def setUp(self):
        root()  # which issues them

    def test_openssls_server(self):
        made["pss"] = issue_by_openssl("pss", "root", self.KEY, SERVER_EXTENSIONS)
        for scheme in ("rsa_pss_pss_sha256", "rsa_pss_pss_sha384", "rsa_pss_pss_sha512"):
            server = self.openssl_server("-rev", kind="pss")
            client = self.our_client(server.port, "-sigalgs", f"{scheme}:ECDSA+SHA256", stdin=b"seen\n")
            self.assert_exit(client, 0)
            self.assertIn(b"nees\n", client.stdout)
            self.assert_says(client, rf"signature scheme +{scheme}")

    def test_our_server(self):
        made["pss"] = issue_by_openssl("pss", "root", self.KEY, SERVER_EXTENSIONS)
        server = self.our_server("-naccept", "1", kind="pss")
        client = self.openssl_client(server.port)
        client.wait_for(rb"(?s)Peer signature type: RSA-PSS.*Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)
        self.assert_says(server, "rsa_pss_pss_sha256")

    def test_our_client_shows_such_a_certificate(self):
        who = issue_by_openssl("client_pss", "root", self.KEY, CLIENT_EXTENSIONS)
        server = self.openssl_server("-rev", "-Verify", "1", "-CAfile", root(), "-verify_return_error")
        client = self.our_client(server.port, *who.flags(), stdin=b"seen\n")
        self.assert_exit(client, 0)
        self.assertIn(b"nees\n", client.stdout)


class Replays(InteropCase):
    """What the extensions agree on is in the recording's configuration: each run comes out the same again."""

    def assert_replays(self, ours=(), theirs=()):
        """Our client and our server with these flags, both recorded, both replayed."""
        files = {end: path(f"{self._testMethodName}-{end}.tlsrec") for end in ("client", "server")}
        server = self.our_server("-naccept", "1", "--record", files["server"], "--secrets", *theirs)
        client = self.our_client(server.port, "--record", files["client"], "--secrets", *ours, stdin=b"a" * 3000)
        client.finish()
        server.finish()
        for file in files.values():
            again = Process(self, [PROGRAM, "replay", file])
            self.assert_exit(again, 0)
        return client, server

    def test_record_limits(self):
        client, _ = self.assert_replays(["-maxfraglen", "512"])
        self.assert_says(client, "max_fragment_length")
        client, _ = self.assert_replays(["--record-size-limit", "64"], ["--record-size-limit", "100"])
        self.assert_says(client, "at most 100 bytes to the peer and 64 to us")

    def test_exports(self):
        self.assert_replays(["-keymatexport", "EXPERIMENTAL"], ["-no_ems", "--channel-binding", "tls-exporter"])

    def test_status(self):
        client, _ = self.assert_replays(["-status"], ["-status_file", ocsp_response("rsa", "V")])
        self.assert_says(client, "certificate status good")

    def test_names(self):
        second = identity("p256")
        theirs = ["-cert2", second.cert, "-key2", second.key, "-servername", "localhost", "-servername_fatal"]
        self.assert_replays([], theirs)
        client, _ = self.assert_replays(["-servername", "nobody.example"], theirs)
        self.assert_says(client, "unrecognized_name")

    def test_what_a_client_offers(self):
        client, _ = self.assert_replays(["--grease", "-fallback_scsv", "-alpn", "h2", "--alpn-strict"])
        self.assert_says(client, "the server chose no application protocol")
