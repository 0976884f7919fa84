"""What must not be accepted: wrong certificates, truncated streams, old versions."""

import socket

from support import LIMIT, InteropCase


class WhoIsThere(InteropCase):
    """Exit code 5, the rule, and what the server at the other end hears of it."""

    def refuse(self, kind, said, alert, name="localhost", flags=()):
        server = self.openssl_server(kind=kind)
        client = self.our_client(server.port, *flags, name=name, stdin=b"secret\n")
        self.assert_exit(client, 5)
        self.assert_says(client, said)
        self.assert_says(client, r"RFC \d+ §")
        server.finish()
        self.assertRegex(server.stderr, alert)
        self.assertNotIn(b"secret", server.stdout)

    def test_a_certificate_for_another_host(self):
        self.refuse("wrong_host", r"localhost", r"alert (bad certificate|certificate unknown)")

    def test_another_host_than_the_one_asked_for(self):
        self.refuse("rsa", r"elsewhere\.example", r"alert (bad certificate|certificate unknown)",
                    flags=["-verify_hostname", "elsewhere.example"])

    def test_an_expired_certificate(self):
        self.refuse("expired", r"(?i)expired|no longer valid|not valid", r"alert certificate expired")

    def test_an_unknown_ca(self):
        self.refuse("unknown_ca", r"(?i)trust|issuer", r"alert unknown ca")

    def test_a_key_that_must_not_sign(self):
        self.refuse("wrong_usage", r"(?i)key ?usage|digitalSignature", r"alert \w+")

    def test_a_certificate_of_a_client(self):
        self.refuse("client_only", r"(?i)ext(ended|) ?key ?usage|serverAuth|purpose", r"alert \w+")

    def test_insecure_goes_on_and_says_so(self):
        server = self.openssl_server("-rev", kind="unknown_ca")
        client = self.our_client(server.port, "-insecure", stdin=b"ab\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"ba\n")
        self.assert_says(client, r"WARNING: -insecure")


class Truncation(InteropCase):
    def test_a_server_killed_in_a_transfer(self):
        server = self.openssl_server()
        client = self.our_client(server.port, stdin=None)
        server.send(b"half of it\n")
        client.wait_for(rb"half of it")
        server.kill()
        self.assert_exit(client, 6)
        self.assert_says(client, r"close_notify")
        self.assertEqual(client.stdout, b"half of it\n")

    def test_a_client_killed_in_a_transfer(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port)
        client.send(b"half of it\n")
        client.wait_for(rb"(?s)Verify return code: 0.*half of it")
        client.kill()
        self.assert_exit(server, 6)
        self.assert_says(server, r"close_notify")

    def test_nobody_there(self):
        server = self.openssl_server()
        server.kill()
        server.finish()
        client = self.our_client(server.port)
        self.assert_exit(client, 2)
        self.assert_says(client, rf"cannot connect to 127\.0\.0\.1:{server.port}: Connection refused")


class Sha1(InteropCase):
    """RFC 9155: SHA-1 and MD5 sign nothing any more, whoever asks for them."""

    ONLY = ["-cipher", "DEFAULT@SECLEVEL=0", "-sigalgs", "RSA+SHA1"]

    def test_a_server_that_signs_by_sha1_alone(self):
        server = self.openssl_server(*self.ONLY)
        client = self.our_client(server.port)
        self.assert_exit(client, 3)  # it finds no scheme of its own among those that we offer
        self.assert_says(client, r"handshake_failure\(40\)")

    def test_a_client_that_verifies_sha1_alone(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, *self.ONLY)
        self.assertEqual(client.finish(), 1)
        self.assertIn("alert handshake failure", client.stderr)
        self.assert_exit(server, 4)
        self.assert_says(server, r"handshake_failure\(40\)")


class OldVersions(InteropCase):
    OLD = ["-cipher", "DEFAULT@SECLEVEL=0"]

    def test_a_client_of_tls11(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, *self.OLD, version="-tls1_1")
        self.assertEqual(client.finish(), 1)
        self.assertIn("alert protocol version", client.stderr)
        self.assert_exit(server, 4)
        self.assert_says(server, r"protocol_version\(70\)")

    def test_a_client_of_tls13_alone(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, version="-tls1_3")
        self.assertEqual(client.finish(), 1)
        self.assertIn("alert protocol version", client.stderr)
        self.assert_exit(server, 4)
        self.assert_says(server, r"TLS 1\.2 is not among the versions that the client supports")

    def test_a_server_of_tls13_alone(self):
        server = self.openssl_server(version="-tls1_3")
        client = self.our_client(server.port)
        self.assert_exit(client, 3)
        self.assert_says(client, r"protocol_version\(70\)")
        self.assert_says(client, r"does not speak TLS 1\.2")

    def test_a_server_of_tls11(self):
        server = self.openssl_server(*self.OLD, version="-tls1_1")
        client = self.our_client(server.port)
        self.assert_exit(client, 3)  # TLS 1.1 has none of our suites: openssl ends it before it names a version
        self.assert_says(client, r"handshake_failure\(40\)|protocol_version\(70\)")

    def test_a_server_that_answers_in_tls11(self):
        version, random, suite = b"\x03\x02", bytes(32), b"\xc0\x2f"
        body = version + random + b"\0" + suite + b"\0"  # RFC 4346 §7.4.1.3
        hello = b"\x02" + len(body).to_bytes(3, "big") + body
        with socket.create_server(("127.0.0.1", 0)) as listener:
            client = self.our_client(listener.getsockname()[1])
            stream, _ = listener.accept()
            with stream:
                stream.settimeout(LIMIT)
                stream.sendall(b"\x16" + version + len(hello).to_bytes(2, "big") + hello)
                self.assert_exit(client, 4)
                answer = b""
                while part := stream.recv(1 << 12):
                    answer += part
        self.assert_says(client, r"protocol_version\(70\)")
        self.assertEqual(answer[-2:], b"\x02\x46")  # fatal, protocol_version
