"""A third stack's opinion: GnuTLS as client and as server."""

import shutil
import unittest

from support import InteropCase, Process, root

ONLY_TLS12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"


@unittest.skipUnless(shutil.which("gnutls-cli"), "gnutls-bin is not installed")
class Gnutls(InteropCase):
    def test_their_client_with_chacha20_poly1305(self):
        for kind in ["rsa", "p256"]:
            with self.subTest(kind=kind):
                server = self.our_server("-naccept", "1", kind=kind)
                client = Process(self, ["gnutls-cli", "--priority", f"{ONLY_TLS12}:-CIPHER-ALL:+CHACHA20-POLY1305",
                                        "--x509cafile", root(), "--port", server.port, "--verify-hostname",
                                        "localhost", "--sni-hostname", "localhost", "127.0.0.1"])
                client.send(b"x" * 20_000 + b"y\n")
                client.wait_for(rb"(?s)CHACHA20-POLY1305.*Handshake was completed.*xy\n")
                client.close_stdin()
                self.assert_exit(server, 0)

    def test_their_server_with_chacha20_poly1305(self):
        for kind in ["rsa", "p256"]:
            with self.subTest(kind=kind):
                server = self.gnutls_server(kind=kind, priority=f"{ONLY_TLS12}:-CIPHER-ALL:+CHACHA20-POLY1305")
                client = self.our_client(server.port, stdin=None)
                client.send(b"seen through\n")
                client.wait_for(rb"seen through\n")
                client.close_stdin()
                self.assertIn(client.finish(), (0, 6), client.told())
                self.assert_says(client, r"_WITH_CHACHA20_POLY1305_SHA256")

    def test_their_client(self):
        for group in ["X25519", "SECP256R1", "SECP384R1"]:
            with self.subTest(group=group):
                server = self.our_server("-naccept", "1")
                client = Process(self, ["gnutls-cli", "--priority", f"{ONLY_TLS12}:-GROUP-ALL:+GROUP-{group}",
                                        "--x509cafile", root(), "--port", server.port, "--verify-hostname",
                                        "localhost", "--sni-hostname", "localhost", "127.0.0.1"])
                client.send(b"seen through\n")
                client.wait_for(rb"(?s)Handshake was completed.*seen through\n")
                client.close_stdin()
                self.assert_exit(server, 0)

    def test_their_server(self):
        client = self.our_client(self.gnutls_server().port, stdin=None)
        client.send(b"seen through\n")
        client.wait_for(rb"seen through\n")
        client.close_stdin()
        self.assertIn(client.finish(), (0, 6), client.told())
