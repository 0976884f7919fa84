"""Single extensions of the hellos, against openssl and GnuTLS."""

import re
import shutil
import unittest

from support import InteropCase, PROGRAM, Process, path, root

ONLY_TLS12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"


def record_sizes(told, sender):
    """Of openssl's -msg: the lengths in the headers of the records of one side (">>>" its own, "<<<" ours)."""
    heads = re.findall(rf"{sender} TLS 1\.\d, RecordHeader \[length 0005\]\n +((?:[0-9a-f]{{2}} ){{4}}[0-9a-f]{{2}})", told)
    return [int(head.replace(" ", "")[6:], 16) for head in heads]


class RecordLimits(InteropCase):
    PROTECTED = 24  # bytes that AES-GCM adds: RFC 5288 §3

    def test_openssls_server_sends_what_our_client_asks_for(self):
        for size in (512, 1024, 2048, 4096):
            with self.subTest(size=size):
                server = self.openssl_server("-rev", "-msg")
                client = self.our_client(server.port, "-maxfraglen", size, stdin=b"a" * 9000 + b"\n")
                self.assert_exit(client, 0)
                self.assertEqual(len(client.stdout), 9001)
                self.assert_says(client, rf"records +at most {size} bytes to the peer and {size} to us \(max_fragment")
                told = server.stdout.decode(errors="replace")
                self.assertEqual(max(record_sizes(told, "<<<")), size + self.PROTECTED)
                self.assertEqual(max(record_sizes(told, ">>>")), size + self.PROTECTED)

    def test_our_server_sends_what_openssls_client_asks_for(self):
        for size in (512, 1024, 2048, 4096):
            with self.subTest(size=size):
                server = self.our_server("-naccept", "1", "--source", "20K")
                client = self.openssl_client(server.port, "-maxfraglen", size, "-msg")
                self.assert_exit(server, 0)
                client.close_stdin()
                client.finish()
                told = client.stdout.decode(errors="replace")
                self.assertEqual(max(record_sizes(told, "<<<")), size + self.PROTECTED)
                self.assert_says(server, rf"records of at most {size} bytes to the peer and {size} to us")

    def test_a_length_that_is_none_of_the_four(self):
        client = self.our_client(1, "-maxfraglen", "500")
        self.assert_exit(client, 1)
        self.assert_says(client, "512, 1024, 2048 or 4096")


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


@unittest.skipUnless(shutil.which("gnutls-cli"), "gnutls-bin is not installed")
class RecordSizeLimit(InteropCase):
    """GnuTLS is the peer that knows RFC 8449; it always says 16384 itself unless --recordsize says less."""

    def test_their_client(self):
        server = self.our_server("-naccept", "1", "--record-size-limit", "700", "--source", "20K")
        client = Process(self, ["gnutls-cli", "--priority", ONLY_TLS12, "--recordsize", "600", "--x509cafile", root(),
                                "--port", server.port, "--verify-hostname", "localhost", "127.0.0.1"])
        client.wait_for(rb"Peer has closed")
        self.assert_exit(server, 0)
        self.assert_says(server, r"records of at most 600 bytes to the peer and 700 to us \(record_size_limit\)")

    def test_their_server(self):
        server = self.gnutls_server("--recordsize", "600")
        client = self.our_client(server.port, "--record-size-limit", "700", stdin=None)
        client.send(b"a" * 2000 + b"\n")
        client.wait_for_bytes(2001)
        client.close_stdin()
        self.assertIn(client.finish(), (0, 6), client.told())
        self.assert_says(client, r"records +at most \d+ bytes to the peer and 700 to us \(record_size_limit\)")
