"""Who knocks at a server without speaking TLS 1.2: each gets a clear line and its alert, and the next is served."""

import random
import socket

from support import LIMIT, InteropCase

# RFC 6101 appendix E: an SSL 2.0 ClientHello for SSL 3.0 or later: three suites, no session, 16 bytes of challenge
SSL2_HELLO = bytes.fromhex("802e010301001500000010") + bytes.fromhex("00c02f000035" "0000050700c0030080") + bytes(22)


class Strangers(InteropCase):
    def knock(self, port, data):
        """Sends the bytes; what the server answers until it closes."""
        with socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as stream:
            stream.sendall(data)
            answer = b""
            try:
                while part := stream.recv(1 << 16):
                    answer += part
            except ConnectionResetError:
                pass  # it left without reading all of ours
            return answer

    def assert_serves(self, server):
        client = self.our_client(server.port, stdin=b"next\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"next\n")

    def assert_fatal_alert(self, answer):
        self.assertEqual(answer[:1], b"\x15", answer[:20].hex())  # RFC 5246 §6.2.1: alert
        self.assertEqual(answer[5:6], b"\x02", answer[:20].hex())  # RFC 5246 §7.2: fatal
        self.assertEqual(len(answer), 7, "something follows the fatal alert")

    def test_plain_http(self):
        server = self.our_server()
        self.assert_fatal_alert(self.knock(server.port, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        server.wait_for(rb"(?i)http", "stderr")
        self.assert_serves(server)

    def test_random_bytes(self):
        server = self.our_server()
        for seed in range(20):
            with self.subTest(seed=seed):
                noise = random.Random(seed).randbytes(500)
                self.assert_fatal_alert(self.knock(server.port, noise))
        self.assert_serves(server)

    def test_a_hello_of_ssl2(self):
        server = self.our_server()
        self.assert_fatal_alert(self.knock(server.port, SSL2_HELLO))
        server.wait_for(rb"SSL ?(v|)2|SSLv2|SSL 2\.0", "stderr")
        self.assert_serves(server)

    def test_one_who_leaves_at_once(self):
        server = self.our_server()
        socket.create_connection(("127.0.0.1", server.port)).close()
        self.assert_serves(server)

    def test_silent_clients_do_not_keep_the_next_one_waiting(self):
        server = self.our_server()
        silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
        self.assert_serves(server)
        for stream in silent:
            stream.close()

    def test_a_silent_client_is_sent_away_after_the_handshakes_time(self):
        server = self.our_server("--handshake-timeout", "1")
        self.knock(server.port, b"\x16")  # returns once the server has closed
        server.wait_for(rb"no handshake within 1 s", "stderr")


def vector(size, content):
    return len(content).to_bytes(size, "big") + content


def extension(number, content):
    return number.to_bytes(2, "big") + vector(2, content)


def browser_hello():
    """As browsers send it: reserved values in every list, which a server must pass over (RFC 8701 §3.1)."""
    suites = bytes.fromhex("4a4a" "1301" "1302" "c02b" "c02f" "cca9" "c013" "009c")
    extensions = [
        extension(0x1A1A, b""), extension(0, vector(2, b"\0" + vector(2, b"localhost"))), extension(23, b""),
        extension(0xFF01, b"\0"), extension(10, vector(2, bytes.fromhex("2a2a" "6399" "001d" "0017"))),
        extension(11, b"\1\0"), extension(35, b""), extension(16, vector(2, vector(1, b"h2") + vector(1, b"http/1.1"))),
        extension(5, b"\1\0\0\0\0"), extension(13, vector(2, bytes.fromhex("5a5a" "0403" "0804" "0401"))),
        extension(43, vector(1, bytes.fromhex("3a3a" "0304" "0303"))), extension(51, vector(2, bytes.fromhex("2a2a000100"))),
        extension(45, b"\1\1"), extension(0x4469, b"\0\0"), extension(0x6A6A, b"\0")]
    body = b"\3\3" + bytes(range(32)) + vector(1, bytes(32)) + vector(2, suites) + b"\1\0" + vector(2, b"".join(extensions))
    return b"\x16\3\1" + vector(2, b"\1" + vector(3, body))


class Grease(InteropCase):
    def test_reserved_values_are_passed_over(self):
        server = self.our_server("-msg")
        with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as stream:
            stream.sendall(browser_hello())
            answer = stream.recv(1 << 14)
        self.assertEqual(answer[:3], b"\x16\3\3")  # a handshake record of TLS 1.2
        self.assertEqual(answer[5:6], b"\2")  # ServerHello
        session_id_size = answer[5 + 4 + 2 + 32]
        suite_at = 5 + 4 + 2 + 32 + 1 + session_id_size
        self.assertEqual(answer[suite_at:suite_at + 2].hex(), "c02f")
        server.wait_for(rb"unknown\(0x1a1a\)|GREASE", "stderr")
