"""Many visitors at once, silent ones and slow ones: each is served or sent away, and nothing of them stays behind."""

import socket
import ssl
import threading

from load.house import House
from support import LIMIT, InteropCase, root

VISITORS = 200
REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


def visit(port):
    """One request; what came back until the server's close_notify."""
    context = ssl.create_default_context(cafile=root())
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    plain = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
    with context.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False) as stream:
        stream.sendall(REQUEST)
        answer = b""
        while part := stream.recv(1 << 14):
            answer += part
        return answer  # and goes without a close_notify of its own, as browsers do


class Crowds(InteropCase):
    def visit_all_at_once(self, port):
        answers, lock = [], threading.Lock()

        def one():
            try:
                answer = visit(port)
            except OSError as error:
                answer = repr(error).encode()
            with lock:
                answers.append(answer)

        threads = [threading.Thread(target=one, daemon=True) for _ in range(VISITORS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT)
        return answers

    def test_200_visitors_at_once_get_their_page_and_leave_nothing_behind(self):
        house = House(self, "-www", "--handshake-timeout", 60)
        for _ in range(3):
            visit(house.port)
        house.wait_until_empty()
        descriptors, heap = house.descriptors(), None
        for _ in range(2):
            answers = self.visit_all_at_once(house.port)
            good = [answer for answer in answers if answer.startswith(b"HTTP/1.1 200 OK") and b"</html>" in answer]
            self.assertEqual(len(good), VISITORS, next((answer for answer in answers if answer not in good), b""))
            house.wait_until_empty()
            self.assertLessEqual(house.descriptors(), descriptors)
            # What a first crowd leaves is made once: lists that have grown, and places for that many at a time.
            if heap is not None and not house.sanitized():
                self.assertLess(house.heap(), heap + 256 * 1024)
            heap = house.heap()
        house.end()

    def test_naccept_serves_so_many_and_ends(self):
        server = self.our_server("-www", "-naccept", "3")
        for _ in range(3):
            self.assertIn(b"Your connection", visit(server.port))
        self.assert_exit(server, 0)  # who has been told everything may just go
        with self.assertRaises(ConnectionRefusedError):
            visit(server.port)

    def test_more_silent_clients_than_there_is_room_for_keep_nobody_out(self):
        server = self.our_server("-www", "--max-connections", "4")
        silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(8)]
        self.assertIn(b"Your connection", visit(server.port))
        server.wait_for(rb"cut off: its handshake took longest", "stderr")
        for stream in silent:
            stream.close()

    def test_one_who_sends_a_byte_at_a_time_is_cut_off_when_the_handshakes_time_is_over(self):
        server = self.our_server("--handshake-timeout", "1", "-naccept", "1")
        with socket.create_connection(("127.0.0.1", server.port), timeout=0.2) as stream:
            sent = 0
            try:
                for byte in b"\x16\x03\x01\x10\x00" + bytes([1, 0, 15, 252, 3, 3]) + bytes(4000):
                    stream.sendall(bytes([byte]))
                    sent += 1
                    try:
                        if not stream.recv(100):
                            break
                    except TimeoutError:
                        pass  # nothing yet: the next byte
            except ConnectionError:
                pass
        self.assertLess(sent, 100)
        self.assert_exit(server, 7)
        self.assert_says(server, r"no handshake within 1 s: still waiting in state client_hello")
