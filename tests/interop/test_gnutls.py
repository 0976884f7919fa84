"""A third stack's opinion: GnuTLS as client and as server."""

import shutil
import unittest

from processes import port_of
from support import InteropCase, Process, identity, root

ONLY_TLS12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"


@unittest.skipUnless(shutil.which("gnutls-cli"), "gnutls-bin is not installed")
class Gnutls(InteropCase):
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
        who = identity("rsa")
        server = Process(self, ["gnutls-serv", "--echo", "--port", "0", "--priority", ONLY_TLS12, "--x509certfile",
                                who.cert, "--x509keyfile", who.key, "--disable-client-cert"])
        server.wait_for(rb"listening on IPv4 .*done\n", "stderr")
        port = port_of(server.process.pid)
        client = self.our_client(port, stdin=None)
        client.send(b"seen through\n")
        client.wait_for(rb"seen through\n")
        client.close_stdin()
        self.assertIn(client.finish(), (0, 6), client.told())
