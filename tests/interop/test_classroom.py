"""The classroom programs and their twins in Python: each client with each server, and what both say of the same
connection."""

import itertools
import os
import re
import ssl
import sys

from support import PROGRAM, InteropCase, Process, identity, root

FOLDER = os.path.dirname(PROGRAM)
SOURCES = os.path.join(os.path.dirname(__file__), "../../apps/examples")
KINDS = ("cpp", "py")


def program(kind, name):
    if kind == "py":
        return [sys.executable, "-B", os.path.join(SOURCES, f"classroom_{name}.py")]
    return [os.path.join(FOLDER, f"example_classroom_{name}")]


class Classroom(InteropCase):
    def server(self, kind, *trusted, who="rsa"):
        server = Process(self, [*program(kind, "server"), "0", identity(who).cert, identity(who).key, *trusted])
        server.port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        return server

    def client(self, kind, port, *words, host="localhost"):
        return Process(self, [*program(kind, "client"), host, str(port), root(), *words])

    def test_each_client_talks_to_each_server_twice_and_resumes(self):
        for of_client, of_server in itertools.product(KINDS, KINDS):
            with self.subTest(client=of_client, server=of_server):
                server = self.server(of_server)
                client = self.client(of_client, server.port)
                self.assert_exit(client, 0)
                suite = re.match(rb"TLSv1\.2 (\S+) classroom full\n", client.stdout).group(1)
                self.assertEqual(client.stdout.count(b"hello, stranger\nWHAT IS TLS?\n"), 2)
                self.assertIn(b"TLSv1.2 %s classroom resumed\n" % suite, client.stdout)
                self.assertIn(b"server DNS localhost\n", client.stdout)
                server.wait_for(rb"client TLSv1\.2 %s full\nclient TLSv1\.2 %s resumed\n" % (suite, suite))

    def test_they_print_the_same_of_the_same_server(self):
        server = self.server("py", who="p256")
        told = {kind: self.client(kind, server.port) for kind in KINDS}
        for client in told.values():
            self.assert_exit(client, 0)
        lines = {kind: [line for line in client.stdout.splitlines() if not line.startswith(b"TLSv1.2")]
                 for kind, client in told.items()}
        self.assertEqual(lines["cpp"], lines["py"])

    def test_who_shows_a_certificate_is_greeted_by_name_and_who_shows_none_is_sent_away(self):
        who = identity("client_ec")
        for of_client, of_server in itertools.product(KINDS, KINDS):
            with self.subTest(client=of_client, server=of_server):
                server = self.server(of_server, root())
                client = self.client(of_client, server.port, who.cert, who.key)
                self.assert_exit(client, 0)
                self.assertRegex(client.stdout, rb"hello, client_\w+\n")
                client = self.client(of_client, server.port)
                self.assert_exit(client, 1)
                server.wait_for(rb"a client: ", "stderr")

    def test_nobody_believes_another_name_or_authority(self):
        for of_client, of_server in itertools.product(KINDS, KINDS):
            with self.subTest(client=of_client, server=of_server):
                client = self.client(of_client, self.server(of_server).port, host="127.0.0.3")
                self.assertNotEqual(client.finish(), 0)
                client = self.client(of_client, self.server(of_server, who="unknown_ca").port)
                self.assert_exit(client, 1)
                self.assert_says(client, "not believed: ")
                self.assertEqual(client.stdout, b"")


class PythonsWords(InteropCase):
    """What getpeercert() gives, held against Python's own reading of the same certificate."""

    def test_the_certificate_is_told_as_python_tells_it(self):
        for who in ("rsa", "p256"):
            with self.subTest(who=who):
                server = self.openssl_server(kind=who)
                ours = Process(self, [os.path.join(FOLDER, "example_peer_certificate"), "localhost", str(server.port),
                                      root()])
                self.assert_exit(ours, 0)
                wanted = ssl._ssl._test_decode_cert(identity(who).cert)
                lines = [f"subject {key} {value}" for part in wanted["subject"] for key, value in part]
                lines += [f"issuer {key} {value}" for part in wanted["issuer"] for key, value in part]
                lines += [f"alternative {key} {value}" for key, value in wanted["subjectAltName"]]
                lines += [f"{key} {wanted[key]}" for key in ("serialNumber", "notBefore", "notAfter", "version")]
                self.assertEqual(ours.stdout.decode().splitlines(), lines)
