"""Much data, whole and in order, both ways: with Python's ssl module and with openssl."""

import hashlib
import os
import socket
import ssl
import threading

from support import LIMIT, InteropCase, identity, path, root

CLASSROOM = 280_000
BIG = 100_000_000


def some_bytes(size):
    """Bytes whose period shares no factor with the sizes of records and buffers."""
    period = (bytes(range(256)) * 17)[:4099]
    return (period * (size // len(period) + 1))[:size]


def read_exactly(stream, size):
    parts, left = [], size
    while left > 0:
        part = stream.recv(min(left, 1 << 20))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def client_context():
    context = ssl.create_default_context(cafile=root())
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


class PythonPeer(threading.Thread):
    """Python's ssl as a server for one client: takes so many bytes, sends others, and closes cleanly."""

    def __init__(self, take, send, kind="rsa"):
        super().__init__(daemon=True)
        self.take, self.sent, self.taken, self.error, self.cipher = take, send, b"", None, None
        who = identity(kind)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.maximum_version = ssl.TLSVersion.TLSv1_2
        self.context.load_cert_chain(who.cert, who.key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(LIMIT)
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        try:
            plain, _ = self.listener.accept()
            plain.settimeout(LIMIT)
            with self.listener, self.context.wrap_socket(plain, server_side=True, suppress_ragged_eofs=False) as stream:
                self.cipher = stream.cipher()[0]
                self.taken = read_exactly(stream, self.take)
                stream.sendall(self.sent)
                stream.unwrap()  # waits for our close_notify; a bare end of stream is an error
        except OSError as error:
            self.error = error


class PythonServer(InteropCase):
    def test_280_000_bytes_sent_in_one_go_each_way(self):
        there, back = some_bytes(CLASSROOM), some_bytes(CLASSROOM)[::-1]
        server = PythonPeer(len(there), back)
        client = self.our_client(server.port, stdin=there)
        self.assert_exit(client, 0)
        server.join(LIMIT)
        self.assertIsNone(server.error)
        self.assertTrue(server.taken == there, f"{len(server.taken)} bytes")
        self.assertTrue(client.stdout == back, f"{len(client.stdout)} bytes")

    def test_ciphers_limited_to_ecdhe_with_aes_gcm(self):
        server = PythonPeer(3, b"back")
        server.context.set_ciphers("ECDHE+AESGCM")
        client = self.our_client(server.port, stdin=b"abc")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"back")


class PythonClient(InteropCase):
    def connect(self, server):
        plain = socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)
        stream = client_context().wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False)
        self.addCleanup(stream.close)
        return stream

    def test_280_000_bytes_sent_in_one_go_and_echoed(self):
        there = some_bytes(CLASSROOM)
        server = self.our_server("-naccept", "1")
        stream = self.connect(server)
        self.assertEqual(stream.version(), "TLSv1.2")
        stream.sendall(there)
        self.assertTrue(read_exactly(stream, len(there)) == there)
        stream.unwrap()
        self.assert_exit(server, 0)

    def test_read_until_the_end(self):
        server = self.our_server("-naccept", "1", "--source", str(CLASSROOM))
        stream = self.connect(server)
        total = 0
        while part := stream.recv(1 << 16):  # an end without close_notify would raise
            total += len(part)
        self.assertEqual(total, CLASSROOM)

    def test_a_certificate_for_another_host_is_refused_by_python(self):
        server = self.our_server("-naccept", "1", kind="wrong_host")
        with self.assertRaises(ssl.SSLCertVerificationError):
            self.connect(server)
        self.assert_exit(server, 3)
        self.assert_says(server, r"(bad_certificate|certificate_unknown|unknown_ca)\(\d+\)")

    def test_two_handshakes_never_share_a_key(self):
        seen = set()
        server = self.our_server("-naccept", "2")
        for _ in range(2):
            stream = self.connect(server)
            seen.add(stream.get_channel_binding("tls-unique"))
            stream.unwrap()
        self.assertEqual(len(seen), 2)


class Fragments(InteropCase):
    FLAGS = ["-max_send_frag", "512", "-split_send_frag", "64"]

    def test_a_server_that_sends_records_of_64_bytes(self):
        served = b"HTTP/1.0 200 ok\r\n\r\n" + some_bytes(CLASSROOM)
        with open(path("served.bin"), "wb") as out:
            out.write(served)
        server = self.openssl_server("-HTTP", *self.FLAGS, folder=os.path.dirname(path("served.bin")))
        client = self.our_client(server.port, stdin=b"GET /served.bin HTTP/1.0\r\n\r\n")
        self.assert_exit(client, 0)
        self.assertTrue(client.stdout == served, f"{len(client.stdout)} bytes\n" + client.stderr)

    def test_a_client_that_sends_records_of_64_bytes(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, "-quiet", *self.FLAGS)
        there = some_bytes(20_000)
        client.send(there)
        self.assertTrue(client.wait_for_bytes(len(there)) == there)

    def test_records_of_ours_of_64_bytes(self):
        there, back = some_bytes(20_000), b"ok"
        server = PythonPeer(len(there), back)
        client = self.our_client(server.port, "-max_send_frag", "64", stdin=there)
        self.assert_exit(client, 0)
        server.join(LIMIT)
        self.assertTrue(server.taken == there)


class ChaCha20(InteropCase):
    """RFC 7905: records without an explicit nonce, from one byte to several megabytes, both ways."""

    SIZES = [1, 15, 16, 17, 16_383, 16_384, 16_385, CLASSROOM, 5_000_000]

    def test_what_our_client_sends_and_gets(self):
        for size in self.SIZES:
            for suite, kind in [("ECDHE-RSA-CHACHA20-POLY1305", "rsa"), ("ECDHE-ECDSA-CHACHA20-POLY1305", "p256")]:
                with self.subTest(size=size, suite=suite):
                    there, back = some_bytes(size), some_bytes(size)[::-1]
                    server = PythonPeer(len(there), back, kind)
                    client = self.our_client(server.port, "-cipher", suite, stdin=there)
                    self.assert_exit(client, 0)
                    server.join(LIMIT)
                    self.assertIsNone(server.error)
                    self.assertEqual(server.cipher, suite)
                    self.assertTrue(server.taken == there, f"{len(server.taken)} bytes")
                    self.assertTrue(client.stdout == back, f"{len(client.stdout)} bytes")

    def test_what_our_server_echoes_to_openssl(self):
        for size in self.SIZES:
            with self.subTest(size=size):
                there = some_bytes(size)
                server = self.our_server("-naccept", "1")
                client = self.openssl_client(server.port, "-quiet", "-cipher", "ECDHE-RSA-CHACHA20-POLY1305")
                client.send(there)
                self.assertTrue(client.wait_for_bytes(size) == there)


class BigTransfers(InteropCase):
    def test_100_megabytes_each_way_from_our_client(self):
        there, back = some_bytes(BIG), some_bytes(BIG)[::-1]
        server = PythonPeer(len(there), back)
        client = self.our_client(server.port, stdin=there)
        self.assert_exit(client, 0)
        server.join(LIMIT)
        self.assertIsNone(server.error)
        self.assertEqual(hashlib.sha256(server.taken).hexdigest(), hashlib.sha256(there).hexdigest())
        self.assertEqual(hashlib.sha256(client.stdout).hexdigest(), hashlib.sha256(back).hexdigest())

    def test_100_megabytes_each_way_between_our_client_and_openssl(self):
        # openssl's server takes letters at the start of a line for commands: these bytes have none
        load = (bytes(range(128, 256)) * 31 + b"\n") * (BIG // 3969 + 1)
        there, back = b"there" + load[:BIG], b"back." + load[:BIG]
        server = self.openssl_server()
        client = self.our_client(server.port, "-quiet", stdin=None)
        client.send(there)
        begin = server.wait_for(rb"there\x80").start()  # behind what openssl prints of the session
        self.assertTrue(server.wait_for_bytes(begin + len(there))[begin:] == there)
        server.send(back)
        self.assertTrue(client.wait_for_bytes(len(back)) == back)
        client.close_stdin()
        self.assert_exit(client, 0)

    def test_100_megabytes_echoed_by_our_server_to_openssl(self):
        there = some_bytes(BIG)
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, "-quiet")
        client.send(there)
        back = client.wait_for_bytes(len(there))
        self.assertEqual(hashlib.sha256(back).hexdigest(), hashlib.sha256(there).hexdigest())
