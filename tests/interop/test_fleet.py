"""Servers that share sessions through a real Redis: a client that has no tickets is known to each of them."""

import contextlib
import random
import subprocess

import support
from matrix.peers.nginx import free_port
from support import InteropCase, Process, path


class SharedSessions(InteropCase):
    def setUp(self):
        self.keys = path("fleet.keys")
        with open(self.keys, "wb") as file:
            file.write(random.Random(1).randbytes(48))

    def redis(self, *flags):
        """It takes no port 0: so one that was free a moment ago, until it says that it is ready."""
        for _ in range(5):
            port = free_port()
            redis = Process(self, ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly",
                                   "no", "--dir", support.FOLDER, *flags])
            with contextlib.suppress(AssertionError):
                redis.wait_for(rb"Ready to accept connections")
                redis.port = port
                return redis
        self.fail(redis.told())

    def ask(self, redis, *words):
        return subprocess.run(["redis-cli", "-p", str(redis.port), *words], capture_output=True, check=True).stdout

    def server(self, redis, *flags):
        return self.our_server("-no_ticket", "--ticket-key", self.keys, "--session-store",
                               f"redis://127.0.0.1:{redis.port}", *flags)

    def visit(self, server, *flags):
        """What openssl says of the handshake: New or Reused."""
        client = self.openssl_client(server.port, *flags)
        how = client.wait_for(rb"(New|Reused), TLSv1\.2").group(1)
        client.wait_for(rb"Verify return code: 0")
        client.close_stdin()
        self.assert_exit(client, 0)
        return how

    def test_a_session_of_one_server_is_resumed_by_the_other(self):
        redis = self.redis()
        one, other, session = self.server(redis), self.server(redis), path("shared.session")
        self.assertEqual(self.visit(one, "-sess_out", session), b"New")
        self.assertEqual(self.visit(other, "-sess_in", session), b"Reused")
        self.assertEqual(self.visit(one, "-sess_in", session), b"Reused")

    def test_nobody_can_read_it_or_put_another_in_its_place(self):
        redis = self.redis()
        log, session = path("shared.keys"), path("sealed.session")
        server = self.server(redis, "-keylogfile", log)
        self.visit(server, "-sess_out", session)
        with open(log, encoding="ascii") as lines:
            master = bytes.fromhex(next(line for line in lines if line.startswith("CLIENT_RANDOM")).split()[2])
        name = self.ask(redis, "KEYS", "vitrine:session:*").strip()
        raw = self.ask(redis, "GET", name)
        self.assertGreater(len(raw), 100)
        self.assertNotIn(master, raw)
        self.assertNotIn(b"localhost", raw)
        self.assertLessEqual(int(self.ask(redis, "TTL", name)), 300)
        self.ask(redis, "SETRANGE", name, "60", "x")
        self.assertEqual(self.visit(server, "-sess_in", session), b"New")

    def test_a_store_that_goes_away_costs_the_abbreviated_handshake_and_nothing_else(self):
        redis = self.redis()
        server, session = self.server(redis), path("lost.session")
        self.visit(server, "-sess_out", session)
        redis.process.kill()
        redis.process.wait()
        self.assertEqual(self.visit(server, "-sess_in", session), b"New")
        server.wait_for(rb"the session store at 127\.0\.0\.1:\d+ fails, and clients make full handshakes", "stderr")
        server.process.terminate()
        self.assert_exit(server, 0)

    def test_a_password_is_said(self):
        redis, session = self.redis("--requirepass", "secret"), path("password.session")
        url = f"redis://:secret@127.0.0.1:{redis.port}"
        server = self.our_server("-no_ticket", "--ticket-key", self.keys, "--session-store", url)
        self.visit(server, "-sess_out", session)
        self.assertEqual(self.visit(server, "-sess_in", session), b"Reused")
        server = self.server(redis)
        self.assertEqual(self.visit(server, "-sess_in", session), b"New")
        server.wait_for(rb"fails, .*NOAUTH", "stderr")

    def test_wrong_usage(self):
        flags = ["-accept", "127.0.0.1:0", *support.identity("rsa").flags()]
        for more, why in [(["--session-store", "redis://x"], "needs --ticket-key"),
                          (["--session-store", "http://x", "--ticket-key", self.keys], "begins with redis://"),
                          (["--session-store", "redis://x", "--ticket-key", self.keys, "-no_cache"], "exclude")]:
            with self.subTest(flags=more):
                server = Process(self, [support.PROGRAM, "server", *flags, *more])
                self.assert_exit(server, 1)
                self.assert_says(server, why)
