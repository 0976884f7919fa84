"""Client certificates, asked for by our server and by openssl's (RFC 5246 §7.4.4, §7.4.6, §7.4.8)."""

from support import InteropCase, identity, root

CLIENTS = ["client_rsa", "client_ec"]


class OurServerAsks(InteropCase):
    def ask(self, *flags, required=True):
        asking = ["-Verify" if required else "-verify", "1", "-CAfile", root()]
        server = self.our_server("-naccept", "1", *asking)
        client = self.openssl_client(server.port, *flags)
        client.send(b"let me in\n")
        return server, client

    def test_a_good_certificate_is_let_in(self):
        for kind in CLIENTS:
            with self.subTest(kind=kind):
                server, client = self.ask(*identity(kind).flags())
                client.wait_for(rb"(?s)Verify return code: 0.*let me in\n")
                self.assertIn(b"Acceptable client certificate CA names", client.stdout)
                client.close_stdin()
                client.finish()
                self.assert_exit(server, 0)
                self.assert_says(server, kind)

    def test_none_is_refused_if_one_is_required(self):
        server, client = self.ask()
        self.assert_exit(server, 4)
        self.assert_says(server, r"handshake_failure\(40\)")
        client.finish()
        self.assertIn("alert handshake failure", client.stdout.decode() + client.stderr)

    def test_none_is_let_in_if_one_is_only_asked_for(self):
        _, client = self.ask(required=False)
        client.wait_for(rb"(?s)Verify return code: 0.*let me in\n")

    def test_the_certificate_of_a_server_is_refused(self):
        server, client = self.ask(*identity("p256").flags())
        self.assert_exit(server, 5)
        client.finish()
        self.assertNotIn(b"let me in", client.stdout)

    def test_one_by_an_unknown_ca_is_refused(self):
        server, _ = self.ask(*identity("unknown_ca").flags())
        self.assert_exit(server, 5)
        self.assert_says(server, r"unknown_ca\(48\)")


class OpensslServerAsks(InteropCase):
    ASKING = ["-Verify", "1", "-verify_return_error"]

    def test_our_certificate_is_let_in(self):
        for kind in CLIENTS:
            with self.subTest(kind=kind):
                server = self.openssl_server("-rev", *self.ASKING, "-CAfile", root())
                client = self.our_client(server.port, *identity(kind).flags(), stdin=b"ab\n")
                self.assert_exit(client, 0)
                self.assertEqual(client.stdout, b"ba\n", client.told())

    def test_without_one_the_server_refuses(self):
        server = self.openssl_server("-rev", *self.ASKING, "-CAfile", root())
        client = self.our_client(server.port, stdin=b"ab\n")
        self.assert_exit(client, 3)
        self.assert_says(client, r"handshake_failure\(40\)")

    def test_without_one_a_server_that_only_asks_goes_on(self):
        server = self.openssl_server("-rev", "-verify", "1", "-CAfile", root())
        client = self.our_client(server.port, stdin=b"ab\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"ba\n")
