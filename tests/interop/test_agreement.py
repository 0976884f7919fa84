"""What is agreed on with openssl: suites, groups, signature schemes, certificates, protocols, secrets."""

import itertools
import os

from support import InteropCase, path

SUITES = ["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"]
GROUPS = ["X25519", "P-256", "P-384"]
NAMES_OF_OPENSSL = {"X25519": "X25519", "P-256": "ECDH, prime256v1|ECDH, P-256", "P-384": "ECDH, secp384r1|ECDH, P-384"}


def key_log_lines(file):
    with open(file, encoding="ascii") as lines:
        return [line for line in lines.read().splitlines() if line.startswith("CLIENT_RANDOM ")]


class Talks(InteropCase):
    def our_client_talks(self, server_flags=(), client_flags=(), kind="rsa"):
        server = self.openssl_server("-rev", *server_flags, kind=kind)
        client = self.our_client(server.port, *client_flags, stdin=b"seen through\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"hguorht nees\n", client.told())
        return server, client

    def our_server_talks(self, server_flags=(), client_flags=(), kind="rsa"):
        server = self.our_server("-naccept", "1", *server_flags, kind=kind)
        client = self.openssl_client(server.port, *client_flags)
        client.send(b"seen through\n")
        client.wait_for(rb"(?s)Verify return code: 0 \(ok\).*seen through\n")
        client.close_stdin()
        self.assert_exit(client, 0)
        self.assert_exit(server, 0)
        return server, client


class OurClientAndOpenssl(Talks):
    def test_every_suite_with_every_group(self):
        for suite, group in itertools.product(SUITES, GROUPS):
            with self.subTest(suite=suite, group=group):
                self.our_client_talks(client_flags=["-cipher", suite, "-groups", group])

    def test_the_groups_the_server_insists_on(self):
        for group in GROUPS:
            with self.subTest(group=group):
                self.our_client_talks(server_flags=["-groups", group])

    def test_the_signature_schemes_the_server_insists_on(self):
        for scheme in ["RSA-PSS+SHA256", "RSA-PSS+SHA384", "RSA-PSS+SHA512", "RSA+SHA256", "RSA+SHA384", "RSA+SHA512"]:
            with self.subTest(scheme=scheme):
                self.our_client_talks(server_flags=["-sigalgs", scheme])

    def test_a_server_that_speaks_tls13_as_well(self):
        server = self.openssl_server("-rev", version=None)
        client = self.our_client(server.port, stdin=b"ab\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"ba\n")

    def test_a_key_log_on_a_full_disk_is_told_of(self):
        _, client = self.our_client_talks(client_flags=["-keylogfile", "/dev/full"])
        self.assert_says(client, "key log could not be written")

    def test_no_common_suite_ends_in_the_servers_alert(self):
        server = self.openssl_server("-cipher", "ECDHE-RSA-AES256-GCM-SHA384")
        client = self.our_client(server.port, "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
        self.assert_exit(client, 3)
        self.assert_says(client, r"handshake_failure\(40\)")

    def test_application_protocol(self):
        _, client = self.our_client_talks(server_flags=["-alpn", "http/1.1,h2"], client_flags=["-alpn", "h2,http/1.1"])
        self.assert_says(client, r"ALPN +http/1\.1")

    def test_the_same_secrets_on_both_sides(self):
        ours, theirs = path("ours-client.log"), path("theirs-server.log")
        server, _ = self.our_client_talks(["-keylogfile", theirs], ["-keylogfile", ours])
        server.finish()
        self.assertEqual(len(key_log_lines(ours)), 1)
        self.assertEqual(key_log_lines(ours), key_log_lines(theirs))
        self.assertEqual(os.stat(ours).st_mode & 0o777, 0o600)


    def test_chacha20_poly1305_under_an_ecdsa_certificate(self):
        suite = "ECDHE-ECDSA-CHACHA20-POLY1305"
        _, client = self.our_client_talks(["-cipher", suite], kind="p256")
        self.assert_says(client, r"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256")
        _, client = self.our_server_talks(client_flags=["-cipher", suite], kind="p256")
        self.assertIn(f"Cipher is {suite}", client.stdout.decode())

    def test_chacha20_poly1305_comes_last_in_our_order(self):
        suites = "ECDHE-RSA-CHACHA20-POLY1305:ECDHE-RSA-AES256-GCM-SHA384"
        _, client = self.our_server_talks(client_flags=["-cipher", suites])
        self.assertIn("Cipher is ECDHE-RSA-AES256-GCM-SHA384", client.stdout.decode())


class OurServerAndOpenssl(Talks):
    def test_every_suite_with_every_group(self):
        for suite, group in itertools.product(SUITES, GROUPS):
            with self.subTest(suite=suite, group=group):
                _, client = self.our_server_talks(client_flags=["-cipher", suite, "-groups", group])
                told = client.stdout.decode()
                self.assertIn(f"Cipher is {suite}", told)
                self.assertRegex(told, f"Server Temp Key: ({NAMES_OF_OPENSSL[group]})")

    def test_extended_master_secret_and_secure_renegotiation(self):
        _, client = self.our_server_talks()
        self.assertIn(b"Extended master secret: yes", client.stdout)
        self.assertIn(b"Secure Renegotiation IS supported", client.stdout)
        self.assertIn(b"Compression: NONE", client.stdout)

    def test_the_signature_schemes_the_client_insists_on(self):
        for scheme, kind, digest in [("RSA-PSS+SHA256", "RSA-PSS", "SHA256"), ("RSA-PSS+SHA512", "RSA-PSS", "SHA512"),
                                     ("RSA+SHA256", "RSA", "SHA256"), ("RSA+SHA512", "RSA", "SHA512")]:
            with self.subTest(scheme=scheme):
                # the certificate itself is signed by an ECDSA key: that must be allowed too
                _, client = self.our_server_talks(client_flags=["-sigalgs", scheme + ":ECDSA+SHA256"])
                self.assertIn(f"Peer signature type: {kind}\n", client.stdout.decode())
                self.assertIn(f"Peer signing digest: {digest}\n", client.stdout.decode())

    def test_a_client_that_speaks_tls13_as_well(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, version=None)
        client.wait_for(rb"New, TLSv1\.2, Cipher is ")

    def test_no_common_suite_is_refused_with_handshake_failure(self):
        server = self.our_server("-naccept", "1", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384")
        client = self.openssl_client(server.port, "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
        self.assertEqual(client.finish(), 1)
        self.assertIn("alert handshake failure", client.stderr)
        self.assert_exit(server, 4)
        self.assert_says(server, r"handshake_failure\(40\)")

    def test_application_protocol(self):
        _, client = self.our_server_talks(["-alpn", "http/1.1,h2"], ["-alpn", "h2,http/1.1"])
        self.assertIn(b"ALPN protocol: http/1.1", client.stdout)

    def test_no_common_application_protocol_is_refused(self):
        server = self.our_server("-naccept", "1", "-alpn", "h2")
        client = self.openssl_client(server.port, "-alpn", "ftp")
        self.assertEqual(client.finish(), 1)
        self.assertIn("alert no application protocol", client.stderr)

    def test_the_same_secrets_on_both_sides(self):
        ours, theirs = path("ours-server.log"), path("theirs-client.log")
        self.our_server_talks(["-keylogfile", ours], ["-keylogfile", theirs])
        self.assertEqual(len(key_log_lines(ours)), 1)
        self.assertEqual(key_log_lines(ours), key_log_lines(theirs))


class Certificates(Talks):
    def test_our_client_takes_every_kind(self):
        for kind in ["rsa", "p256", "p384", "chain"]:
            with self.subTest(kind=kind):
                self.our_client_talks(kind=kind)

    def test_our_server_shows_every_kind(self):
        for kind in ["rsa", "p256", "p384", "chain"]:
            with self.subTest(kind=kind):
                self.our_server_talks(kind=kind)
