"""The smallest programs, against openssl and against each other."""

import os

from support import PROGRAM, InteropCase, Process, identity, root

FOLDER = os.path.dirname(PROGRAM)


class Examples(InteropCase):
    def example_server(self, kind="rsa"):
        who = identity(kind)
        server = Process(self, [os.path.join(FOLDER, "example_server"), who.cert, who.key])
        server.port = int(server.wait_for(rb"ACCEPT \S+:(\d+)", "stderr").group(1))
        return server

    def example_client(self, port):
        return Process(self, [os.path.join(FOLDER, "example_client"), "localhost", str(port), root()])

    def test_the_client_and_openssl(self):
        client = self.example_client(self.openssl_server("-rev").port)
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"olleh\n")

    def test_the_client_does_not_talk_to_a_stranger(self):
        server = self.openssl_server(kind="unknown_ca")
        client = self.example_client(server.port)
        self.assert_exit(client, 2)
        self.assert_says(client, "anchor")
        self.assertNotIn(b"hello", server.stdout)

    def test_the_server_and_openssl_and_whoever_comes_after_a_stranger(self):
        server = self.example_server()
        Process(self, ["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-tls1_3"], b"").finish()
        server.wait_for(rb"TLS 1\.2 is not among", "stderr")
        client = self.openssl_client(server.port)
        client.send(b"seen through\n")
        client.wait_for(rb"(?s)Verify return code: 0 \(ok\).*seen through\n")
        client.close_stdin()
        self.assert_exit(client, 0)

    def test_one_with_the_other(self):
        client = self.example_client(self.example_server().port)
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"hello\n")
