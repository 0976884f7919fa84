"""Sizes of records, keying material and channel bindings, against openssl, GnuTLS and Python."""

import hashlib
import re
import shutil
import socket
import ssl
import unittest

from support import EC, LIMIT, SERVER, InteropCase, Process, issue, path, root

ONLY_TLS12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2"


def record_sizes(told, sender):
    """Of openssl's -msg: the lengths in the headers of the records of one side (">>>" its own, "<<<" ours)."""
    head = rf"{sender} TLS 1\.\d, RecordHeader \[length 0005\]\n +((?:[0-9a-f]{{2}} ){{4}}[0-9a-f]{{2}})"
    heads = re.findall(head, told)
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


def keying_material(told):
    return re.search(r"Keying material: ([0-9A-F]+)", told).group(1)


def our_binding(process, kind):
    return process.wait_for(rf"Channel binding {kind}: ([0-9a-f]+)\n".encode(), "stderr").group(1).decode()


class Exporter(InteropCase):
    """Keying material is the same on both sides, whoever's they are (RFC 5705)."""

    FLAGS = ["-keymatexport", "EXPERIMENTAL interop", "-keymatexportlen", "77"]

    def test_our_client_and_openssls_server(self):
        for suite in ("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384"):
            server = self.openssl_server(*self.FLAGS, "-cipher", suite)
            client = self.our_client(server.port, *self.FLAGS)
            self.assert_exit(client, 0)
            server.wait_for(rb"Keying material: [0-9A-F]+\n")
            self.assertEqual(keying_material(client.stderr), keying_material(server.stdout.decode()))
            self.assertEqual(len(keying_material(client.stderr)), 2 * 77)

    def test_our_server_and_openssls_client(self):
        server = self.our_server("-naccept", "1", *self.FLAGS)
        client = self.openssl_client(server.port, *self.FLAGS)
        client.wait_for(rb"Keying material: [0-9A-F]+\n")
        client.close_stdin()
        self.assert_exit(server, 0)
        self.assertEqual(keying_material(server.stderr), keying_material(client.stdout.decode()))

    def test_refused_without_extended_master_secret(self):
        server = self.our_server("-naccept", "1", "-no_ems", "-keymatexport", "EXPERIMENTAL")
        client = self.our_client(server.port, "-keymatexport", "EXPERIMENTAL", "--channel-binding", "tls-unique")
        self.assert_exit(client, 0)
        self.assert_exit(server, 0)
        for end in (client, server):
            self.assert_says(end, r"Error: no extended master secret .*RFC 7627")
        self.assert_says(client, r"Channel binding tls-unique: none: no extended master secret")
        self.assert_says(client, r"extended master secret +no")

    def test_our_client_without_it_at_openssls_server(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-no_ems", stdin=b"seen\n")
        self.assert_exit(client, 0)
        self.assertIn(b"nees\n", client.stdout)
        self.assert_says(client, r"extended master secret +no")

    def test_a_label_of_tls(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-keymatexport", "master secret", stdin=b"")
        self.assert_exit(client, 0)
        self.assert_says(client, r"Error: the label is one of TLS's own")


class ChannelBindings(InteropCase):
    def test_tls_unique_is_what_python_has(self):
        server = self.our_server("-naccept", "1", "--channel-binding", "tls-unique")
        context = ssl.create_default_context(cafile=root())
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as stream:
                theirs = stream.get_channel_binding("tls-unique").hex()
                der = stream.getpeercert(binary_form=True)
        self.assertEqual(our_binding(server, "tls-unique"), theirs)
        openssls = self.openssl_server("-rev")
        client = self.our_client(openssls.port, "--channel-binding", "tls-server-end-point", stdin=b"")
        self.assertEqual(our_binding(client, "tls-server-end-point"), hashlib.sha256(der).hexdigest())

    def test_the_hash_of_the_servers_certificate_goes_with_its_signature(self):  # RFC 5929 §4.1
        for digest, hash_of in (("sha384", hashlib.sha384), ("sha512", hashlib.sha512)):
            issue(digest, "root", EC, [*SERVER, "-" + digest])
            server = Process(self, ["openssl", "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-tls1_2", "-rev",
                                    "-cert", path(digest + ".pem"), "-key", path(digest + ".key")])
            port = server.wait_for(rb"ACCEPT \S+:(\d+)").group(1).decode()
            client = self.our_client(port, "--channel-binding", "tls-server-end-point", stdin=b"")
            with open(path(digest + ".pem"), encoding="ascii") as pem:
                der = ssl.PEM_cert_to_DER_cert(pem.read())
            self.assertEqual(our_binding(client, "tls-server-end-point"), hash_of(der).hexdigest())

    @unittest.skipUnless(shutil.which("gnutls-cli"), "gnutls-bin is not installed")
    def test_all_three_are_what_gnutls_has(self):
        for kind in ("tls-unique", "tls-server-end-point", "tls-exporter"):
            server = self.our_server("-naccept", "1", "--channel-binding", kind)
            client = Process(self, ["gnutls-cli", "--verbose", "--priority", ONLY_TLS12, "--x509cafile", root(),
                                    "--port", server.port, "--verify-hostname", "localhost", "127.0.0.1"])
            theirs = client.wait_for(rf"'{kind}': ([0-9a-f]+)\n".encode()).group(1).decode()
            self.assertEqual(our_binding(server, kind), theirs)
            client.close_stdin()
            self.assert_exit(server, 0)

    def test_a_type_that_there_is_not(self):
        client = self.our_client(1, "--channel-binding", "tls-uniq")
        self.assert_exit(client, 1)
        self.assert_says(client, "did you mean.*tls-unique")


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
