"""A server while it runs: its counters, its threads, new certificates without an end, and its end."""

import os
import re
import shutil
import signal
import socket
import urllib.error
import urllib.request

import support
from load.house import House
from processes import threads_of
from support import LIMIT, InteropCase, Process, client_context, identity, path


class ServerLife(InteropCase):
    def connect(self, port, context=None):
        plain = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
        return (context or client_context()).wrap_socket(plain, server_hostname="localhost",
                                                         suppress_ragged_eofs=False)

    def echo(self, stream, text=b"hello"):
        stream.sendall(text)
        got = b""
        while len(got) < len(text):
            got += stream.recv(100)
        self.assertEqual(got, text)

    def test_its_counters_count_what_happens(self):
        house, context = House(self, "--handshake-timeout", 1), client_context()
        with self.connect(house.port, context) as stream:
            self.echo(stream)
            self.assertEqual(house.open(), 1)
            session = stream.session
            stream.unwrap()
        plain = socket.create_connection(("127.0.0.1", house.port), timeout=LIMIT)
        with context.wrap_socket(plain, server_hostname="localhost", session=session) as stream:
            self.assertTrue(stream.session_reused)
            stream.unwrap()
        with socket.create_connection(("127.0.0.1", house.port), timeout=LIMIT) as stream:
            stream.sendall(b"no TLS at all\r\n")
            while stream.recv(100):
                pass
        with socket.create_connection(("127.0.0.1", house.port), timeout=LIMIT) as stream:
            while stream.recv(100):  # silent: until it is sent away
                pass
        self.connect(house.port).close()
        house.wait_until_empty()
        counters = house.counters()
        for name, value in {'vitrine_connections_accepted_total': 5, 'vitrine_handshakes_total{kind="full"}': 2,
                            'vitrine_handshakes_total{kind="ticket"}': 1,
                            'vitrine_connections_ended_total{how="clean"}': 2,
                            'vitrine_connections_ended_total{how="alert_sent"}': 1,
                            'vitrine_connections_ended_total{how="timed_out"}': 1,
                            'vitrine_connections_ended_total{how="truncated"}': 1}.items():
            with self.subTest(name=name):
                self.assertEqual(counters[name], value)
        self.assertGreater(counters['vitrine_wire_bytes_total{direction="sent"}'], 2000)

    def test_the_counters_are_text_that_prometheus_reads(self):
        house = House(self)
        with urllib.request.urlopen(f"http://127.0.0.1:{house.stats}/metrics", timeout=LIMIT) as answer:
            self.assertEqual(answer.getheader("Content-Type"), "text/plain; version=0.0.4")
            text = answer.read().decode("ascii")
        for line in text.splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) vitrine_\w+ .+|vitrine_\w+(\{\w+=\"\w+\"\})? \d+)$")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{house.stats}/other", timeout=LIMIT)
        self.assertEqual(refused.exception.code, 404)
        refused.exception.close()

    def test_it_reads_new_certificates_and_loses_no_connection(self):
        cert, key = path("reloaded.pem"), path("reloaded.key")
        shutil.copy(identity("rsa").cert, cert)
        shutil.copy(identity("rsa").key, key)
        server = Process(self, [support.PROGRAM, "server", "-accept", "127.0.0.1:0", "-cert", cert, "-key", key])
        port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        with self.connect(port) as before:
            self.echo(before)
            first = before.getpeercert()
            shutil.copy(identity("p256").cert, cert)
            shutil.copy(identity("p256").key, key)
            server.process.send_signal(signal.SIGHUP)
            server.wait_for(rb"certificates and keys were read anew", "stderr")
            with self.connect(port) as after:
                self.echo(after)
                self.assertNotEqual(after.getpeercert(), first)
            self.echo(before, b"still here")
            os.truncate(cert, 100)
            server.process.send_signal(signal.SIGHUP)
            server.wait_for(rb"nothing is reloaded: .*reloaded\.pem", "stderr")
            with self.connect(port) as again:  # with what was good
                self.echo(again)
            self.echo(before, b"and still")

    def test_a_ticket_of_before_a_reload_is_still_taken(self):
        house, context = House(self), client_context()
        with self.connect(house.port, context) as stream:
            self.echo(stream)
            session = stream.session
        house.server.process.send_signal(signal.SIGHUP)
        while house.counters()['vitrine_reloads_total{result="done"}'] == 0:
            pass
        plain = socket.create_connection(("127.0.0.1", house.port), timeout=LIMIT)
        with context.wrap_socket(plain, server_hostname="localhost", session=session) as stream:
            self.assertTrue(stream.session_reused)

    def test_as_many_threads_serve_as_were_asked_for(self):
        few, many = House(self), House(self, "--threads", 4)
        self.assertEqual(threads_of(many.pid) - threads_of(few.pid), 3)
        streams = [self.connect(many.port) for _ in range(8)]
        for stream in streams:
            self.echo(stream)
            stream.close()

    def test_told_to_stop_it_says_close_notify_to_everybody_and_lets_nobody_in(self):
        house = House(self, "--threads", 2)
        streams = [self.connect(house.port) for _ in range(4)]
        for stream in streams:
            self.echo(stream)
        house.server.process.terminate()
        for stream in streams:
            self.assertEqual(stream.recv(100), b"")  # in order: suppress_ragged_eofs is off
            stream.close()
        self.assertEqual(house.server.finish(), 0)
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", house.port), timeout=LIMIT)

    def test_what_cannot_be_is_wrong_usage(self):
        flags = ["-accept", "127.0.0.1:0", *identity("rsa").flags()]
        for more, why in [(["--threads", "0"], "--threads: 1 to"), (["--threads", "1000"], "--threads: 1 to"),
                          (["--max-connections", "0"], "--max-connections: 1 to"), (["--stats", "x:y:z"], "--stats")]:
            with self.subTest(flags=more):
                server = Process(self, [support.PROGRAM, "server", *flags, *more])
                self.assert_exit(server, 1)
                self.assertTrue(re.search(why, server.stderr), server.told())
