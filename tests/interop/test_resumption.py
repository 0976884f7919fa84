"""Sessions taken up again with programs of others, both ways: by ticket and by session ID."""

import os
import shutil
import socket
import ssl
import subprocess
import unittest

from support import LIMIT, PROGRAM, InteropCase, Process, identity, path, root

TICKET = "resumed: ticket"
SESSION_ID = "resumed: session ID"
ONLY_TLS12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"


def ticket_key(name, keys=1):
    """A file of keys as `openssl rand` makes one."""
    file = path(name)
    with open(file, "wb") as out:
        out.write(os.urandom(48 * keys))
    return file


class ResumptionCase(InteropCase):
    def visits(self, server):
        """What our server said of each connection."""
        return [line for line in server.stderr.splitlines() if "TLS 1.2, " in line]

    def openssl_resumes(self, server, session, *flags):
        """One more connection of openssl's with the session; what it says of it: "New" or "Reused"."""
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-CAfile", root(),
                               "-servername", "localhost", "-tls1_2", "-sess_in", session, *flags],
                              input=b"Q\n", capture_output=True, timeout=LIMIT, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return "Reused" if b"Reused, TLSv1.2" in done.stdout else "New"

    def openssl_session(self, server, *flags):
        """The session of a connection of openssl's, in a file."""
        file = path(f"openssl-{self.id()}.session")
        subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-CAfile", root(), "-servername",
                        "localhost", "-tls1_2", "-sess_out", file, *flags], input=b"Q\n", check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LIMIT)
        return file


class OpensslClientResumes(ResumptionCase):
    def reconnects(self, server_flags, client_flags, expected):
        server = self.our_server("-naccept", "6", *server_flags)
        client = self.openssl_client(server.port, "-reconnect", *client_flags)
        client.wait_for(rb"(?s)(Reused, TLSv1\.2.*){5}" if expected else rb"(?s)(New, TLSv1\.2.*){6}")
        client.close_stdin()
        client.finish()
        self.assert_exit(server, 0)
        self.assertEqual(sum(expected in line for line in self.visits(server)) if expected else 0, 5 if expected else 0)

    def test_by_ticket(self):
        self.reconnects([], [], TICKET)

    def test_by_session_id(self):
        self.reconnects(["-no_ticket"], [], SESSION_ID)

    def test_by_session_id_since_it_wants_no_ticket(self):
        self.reconnects([], ["-no_ticket"], SESSION_ID)

    def test_not_at_all(self):
        self.reconnects(["-no_ticket", "-no_cache"], [], None)

    def test_with_a_client_certificate(self):
        self.reconnects(["-Verify", "1", "-CAfile", root()], identity("client_rsa").flags(), TICKET)

    def test_in_another_process(self):
        server = self.our_server("-naccept", "2")
        self.assertEqual(self.openssl_resumes(server, self.openssl_session(server)), "Reused")

    def test_not_with_another_server_name(self):
        server = self.our_server("-naccept", "3")
        session = self.openssl_session(server)
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-CAfile", root(),
                               "-servername", "elsewhere.example", "-tls1_2", "-sess_in", session], input=b"Q\n",
                              capture_output=True, timeout=LIMIT, check=False)
        self.assertIn(b"New, TLSv1.2", done.stdout, done.stderr.decode())
        self.assertEqual(self.openssl_resumes(server, session), "Reused")

    def test_two_servers_that_share_a_key(self):
        shared = ticket_key("shared.key")
        one = self.our_server("--ticket-key", shared)
        other = self.our_server("--ticket-key", shared)
        session = self.openssl_session(one)
        self.assertEqual(self.openssl_resumes(other, session), "Reused")
        stranger = self.our_server("--ticket-key", ticket_key("other.key"))
        self.assertEqual(self.openssl_resumes(stranger, session), "New")
        self.assertEqual(self.openssl_resumes(self.our_server(), session), "New")

    def test_keys_that_follow_one_another(self):
        with open(ticket_key("old.key"), "rb") as file:
            old = file.read()
        with open(path("both.key"), "wb") as both:
            both.write(os.urandom(48) + old)
        before = self.our_server("--ticket-key", path("old.key"))
        after = self.our_server("--ticket-key", path("both.key"))
        self.assertEqual(self.openssl_resumes(after, self.openssl_session(before)), "Reused")


class OurClientResumes(ResumptionCase):
    """With an openssl server; every connection carries data."""

    def openssl_serves(self, *flags):
        server = Process(self, ["openssl", "s_server", "-accept", "127.0.0.1:0", "-naccept", "6", "-tls1_2", "-rev",
                                *identity("rsa").flags(), *flags])
        server.port = int(server.wait_for(rb"ACCEPT \S+:(\d+)").group(1))
        return server

    def reconnects(self, expected, server_flags=(), client_flags=()):
        server = self.openssl_serves(*server_flags)
        client = self.our_client(server.port, "-reconnect", "-brief", *client_flags, stdin=None)
        client.send(b"olleh\n")
        client.wait_for(rb"hello\n")
        client.close_stdin()
        client.finish()
        said = [line for line in client.stderr.splitlines() if "connected to" in line]
        self.assertEqual(len(said), 6, client.told())
        self.assertNotIn("resumed", said[0])
        self.assertEqual(sum((expected or "resumed") in line for line in said), 5 if expected else 0, client.told())

    def test_by_ticket(self):
        self.reconnects(TICKET)

    def test_by_session_id(self):
        self.reconnects(SESSION_ID, server_flags=["-no_ticket"])

    def test_by_session_id_since_we_want_no_ticket(self):
        self.reconnects(SESSION_ID, client_flags=["-no_ticket"])

    def test_not_at_all(self):
        self.reconnects(None, server_flags=["-no_ticket", "-no_cache"])

    def test_with_a_client_certificate(self):
        self.reconnects(TICKET, server_flags=["-Verify", "1", "-CAfile", root(), "-verify_return_error"],
                        client_flags=identity("client_rsa").flags())


class SessionFiles(ResumptionCase):
    def test_a_session_is_kept_and_used_by_another_run(self):
        server = self.our_server("-naccept", "2")
        file = path("kept.session")
        first = self.our_client(server.port, "-brief", "-sess_out", file)
        self.assert_exit(first, 0)
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o600)
        second = self.our_client(server.port, "-brief", "-sess_in", file, "-sess_out", file)
        self.assert_exit(second, 0)
        self.assert_says(second, TICKET)
        self.assert_exit(server, 0)

    def test_a_session_is_not_used_for_another_server_name(self):
        server = self.our_server("-naccept", "2")
        file = path("named.session")
        self.assert_exit(self.our_client(server.port, "-sess_out", file), 0)
        other = self.our_client(server.port, "-brief", "-sess_in", file, "-verify_hostname", "localhost",
                                name="elsewhere.example")
        self.assert_exit(other, 0)
        self.assert_says(other, "is for the server name localhost: a full handshake follows")
        self.assertNotIn("resumed", other.stderr)

    def test_a_session_that_is_over_is_said_to_be(self):
        server = self.our_server("-naccept", "1", "--ticket-lifetime", "1")
        file = path("over.session")
        self.assert_exit(self.our_client(server.port, "-sess_out", file), 0)
        self.assert_exit(server, 0)
        server = self.our_server("-naccept", "1")
        while True:  # until the second is over, as the client says itself
            late = self.our_client(server.port, "-brief", "-sess_in", file)
            late.finish()
            if "is over" in late.stderr:
                break
            server = self.our_server("-naccept", "1")
        self.assertNotIn("resumed", late.stderr)

    def test_what_is_no_session_is_refused_with_its_path(self):
        for content, why in [("hello\n", "there is no session in it"),
                             ("-----BEGIN VITRINE SESSION-----\nAQID\n-----END VITRINE SESSION-----\n",
                              "a session is longer than this")]:
            with open(path("no.session"), "w", encoding="ascii") as file:
                file.write(content)
            client = self.our_client(1, "-sess_in", path("no.session"))
            self.assert_exit(client, 1)
            self.assert_says(client, f"no.session: {why}")

    def test_ticket_keys_of_a_wrong_size_or_all_zeros_are_refused(self):
        for content, why in [(b"short", "5 bytes"), (bytes(range(16)) + bytes(32), "all zeros")]:
            with open(path("no.key"), "wb") as file:
                file.write(content)
            server = Process(self, [PROGRAM, "server", "-accept", "127.0.0.1:0", *identity("rsa").flags(),
                                    "--ticket-key", path("no.key")])
            self.assert_exit(server, 1)
            self.assert_says(server, f"no.key: .*{why}.*openssl rand")

    def test_a_file_that_cannot_be_written_does_not_break_off_the_connection(self):
        server = self.our_server("-naccept", "1")
        client = self.our_client(server.port, "-sess_out", path("nowhere/kept.session"), stdin=b"seen through")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"seen through")
        self.assert_says(client, "the session is not kept: .*nowhere/kept.session: No such file or directory")
        self.assert_exit(server, 0)

    def test_nothing_is_kept_of_a_server_that_gives_nothing(self):
        server = self.our_server("-naccept", "1", "-no_ticket", "-no_cache")
        client = self.our_client(server.port, "-sess_out", path("none.session"))
        self.assert_exit(client, 0)
        self.assert_says(client, "the server gave no session to keep")
        self.assertFalse(os.path.exists(path("none.session")))


class PythonResumes(ResumptionCase):
    def context(self):
        context = ssl.create_default_context(cafile=root())
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context

    def ask(self, context, server, session=None):
        with socket.create_connection(("127.0.0.1", server.port), LIMIT) as plain:
            with context.wrap_socket(plain, server_hostname="localhost", session=session) as secure:
                secure.sendall(b"seen through")
                self.assertEqual(secure.recv(100), b"seen through")
                result = secure.session, secure.session_reused
                secure.unwrap()
                return result

    def test_their_client(self):
        for flags, expected in [([], TICKET), (["-no_ticket"], SESSION_ID)]:
            with self.subTest(flags=flags):
                server = self.our_server("-naccept", "3", *flags)
                context = self.context()
                session, reused = self.ask(context, server)
                self.assertFalse(reused)
                for _ in range(2):
                    session, reused = self.ask(context, server, session)
                    self.assertTrue(reused)
                self.assert_exit(server, 0)
                self.assertEqual(sum(expected in line for line in self.visits(server)), 2)

    def test_their_server(self):
        who = identity("rsa")
        for options, expected in [(0, TICKET), (ssl.OP_NO_TICKET, SESSION_ID)]:
            with self.subTest(expected=expected):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.maximum_version = ssl.TLSVersion.TLSv1_2
                context.load_cert_chain(who.cert, who.key)
                context.options |= options
                with socket.create_server(("127.0.0.1", 0)) as listener:
                    listener.settimeout(LIMIT)
                    client = self.our_client(listener.getsockname()[1], "-reconnect", "-brief")
                    reused = []
                    for _ in range(6):
                        plain, _ = listener.accept()
                        with plain, context.wrap_socket(plain, server_side=True) as secure:
                            reused.append(secure.session_reused)
                            secure.recv(100)
                            secure.unwrap()  # without a goodbye, openssl forgets the session
                    self.assert_exit(client, 0)
                self.assertEqual(reused, [False] + [True] * 5)
                self.assertEqual(client.stderr.count(expected), 5, client.told())


@unittest.skipUnless(shutil.which("gnutls-cli"), "gnutls-bin is not installed")
class GnutlsResumes(ResumptionCase):
    def test_their_client(self):
        for flags, priority, expected in [([], ONLY_TLS12, TICKET), (["-no_ticket"], ONLY_TLS12, SESSION_ID)]:
            with self.subTest(flags=flags):
                server = self.our_server("-naccept", "2", *flags)
                client = Process(self, ["gnutls-cli", "--resume", "--priority", priority, "--x509cafile", root(),
                                        "--port", server.port, "--verify-hostname", "localhost", "--sni-hostname",
                                        "localhost", "127.0.0.1"])
                client.wait_for(rb"This is a resumed session")
                client.send(b"seen through\n")
                client.wait_for(rb"seen through\n")
                client.close_stdin()
                self.assert_exit(server, 0)
                self.assertEqual(sum(expected in line for line in self.visits(server)), 1, server.told())

    def test_their_server(self):
        for flags, expected in [([], TICKET), (["--noticket"], SESSION_ID)]:
            with self.subTest(flags=flags):
                server = self.gnutls_server(*flags)
                client = self.our_client(server.port, "-reconnect", "-brief", stdin=None)
                client.send(b"seen through\n")
                client.wait_for(rb"seen through\n")
                client.close_stdin()
                client.finish()
                self.assertEqual(client.stderr.count(expected), 5, client.told())


@unittest.skipUnless(shutil.which("curl"), "curl is not installed")
class CurlResumes(ResumptionCase):
    """Debian 12's curl switches tickets off (SSL_OP_NO_TICKET), so it resumes by session ID alone."""

    def test_two_requests_each_on_a_connection_of_its_own(self):
        for flags, expected in [([], SESSION_ID), (["-no_ticket"], SESSION_ID)]:
            with self.subTest(flags=flags):
                server = self.our_server("-naccept", "2", "-www", *flags)
                url = f"https://localhost:{server.port}/"
                done = subprocess.run(["curl", "-sS", "-4", "--tls-max", "1.2", "--cacert", root(), "-o", path("1"), url,
                                       "-o", path("2"), url], capture_output=True, timeout=LIMIT, check=False)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                self.assert_exit(server, 0)
                said = self.visits(server)
                self.assertNotIn("resumed", said[0])
                self.assertIn(expected, said[1])
                with open(path("2"), encoding="utf-8") as page:
                    self.assertIn(f"yes, by {expected.split(': ')[1]}", page.read())
