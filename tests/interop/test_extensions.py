"""Single extensions of the hellos, against openssl and GnuTLS."""

import hashlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import unittest

from support import (CLIENT, EC, LIMIT, PROGRAM, SERVER, InteropCase, Process, identity, issue, made, openssl, path,
                     root)

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

    def test_exports(self):
        self.assert_replays(["-keymatexport", "EXPERIMENTAL"], ["-no_ems", "--channel-binding", "tls-exporter"])

    def test_status(self):
        client, _ = self.assert_replays(["-status"], ["-status_file", ocsp_response("rsa", "V")])
        self.assert_says(client, "certificate status good")

    def test_names(self):
        second = identity("p256")
        theirs = ["-cert2", second.cert, "-key2", second.key, "-servername", "localhost", "-servername_fatal"]
        self.assert_replays([], theirs)
        client, _ = self.assert_replays(["-servername", "nobody.example"], theirs)
        self.assert_says(client, "unrecognized_name")

    def test_what_a_client_offers(self):
        client, _ = self.assert_replays(["--grease", "-fallback_scsv", "-alpn", "h2", "--alpn-strict"])
        self.assert_says(client, "the server chose no application protocol")


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
            issue(digest, "root", EC, SERVER, options=["-" + digest])
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


def ocsp_response(kind, status):
    """A response about that identity's certificate, signed by the root: "V" good, "R" revoked, "" not known to it."""
    who, made = identity(kind), path(f"{kind}{status}")
    serial = subprocess.run(["openssl", "x509", "-in", who.cert, "-noout", "-serial"], check=True, capture_output=True,
                            text=True).stdout.strip().split("=")[1]
    with open(made + ".index", "w", encoding="ascii") as out:
        if status:
            revoked = "250101000000Z" if status == "R" else ""
            out.write(f"{status}\t491231235959Z\t{revoked}\t{serial}\tunknown\t/CN={kind}\n")
    root_key = root().replace(".pem", ".key")
    openssl("ocsp", "-issuer", root(), "-cert", who.cert, "-reqout", made + ".req", "-no_nonce")
    openssl("ocsp", "-index", made + ".index", "-CA", root(), "-rsigner", root(), "-rkey", root_key, "-reqin",
            made + ".req", "-respout", made + ".ocsp", "-ndays", "7")
    return made + ".ocsp"


def sha256_of(file):
    with open(file, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


class Stapling(InteropCase):
    """The server brings along whether its certificate has been revoked: RFC 6066 §8."""

    def test_our_client_reads_what_openssls_server_brings(self):
        for status, word in (("V", "good"), ("R", "revoked"), ("", "unknown")):
            with self.subTest(word=word):
                file = ocsp_response("rsa", status)
                server = self.openssl_server("-rev", "-status_file", file)
                client = self.our_client(server.port, "-status", stdin=b"seen\n")
                self.assert_exit(client, 0)
                self.assertIn(b"nees\n", client.stdout)
                size = os.path.getsize(file)
                self.assert_says(client, rf"OCSP response: {size} bytes, certificate status {word} \(not verified\)")
                self.assert_says(client, f"SHA-256: {sha256_of(file)}")

    def test_openssls_server_without_a_response(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-status", stdin=b"")
        self.assert_exit(client, 0)
        self.assert_says(client, "OCSP response: no response sent")

    def test_openssls_client_reads_what_our_server_brings(self):
        server = self.our_server("-naccept", "1", "-status_file", ocsp_response("rsa", "V"), "-msg")
        client = self.openssl_client(server.port, "-status")
        client.wait_for(rb"(?s)OCSP Response Status: successful.*Cert Status: good.*Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)
        self.assert_says(server, r"CertificateStatus  ocsp, \d+ bytes")

    def test_openssls_client_that_does_not_ask(self):
        server = self.our_server("-naccept", "1", "-status_file", ocsp_response("rsa", "V"), "-msg")
        client = self.openssl_client(server.port)
        client.wait_for(rb"(?s)OCSP response: no response sent|Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)
        self.assertNotIn("CertificateStatus", server.stderr)


class ServerNames(InteropCase):
    def server_of_two(self, *flags):
        second = identity("p256")
        return self.our_server("-cert2", second.cert, "-key2", second.key, "-servername", "second.example", *flags)

    def subject_shown(self, server, name):
        client = self.openssl_client(server.port, "-servername", name)
        client.wait_for(rb"Verify return code: 0")
        client.close_stdin()
        client.finish()
        return re.search(r"subject=CN ?= ?(\w+)", client.stdout.decode()).group(1)

    def test_the_name_decides_which_certificate_is_shown(self):
        server = self.server_of_two()
        self.assertEqual(self.subject_shown(server, "second.example"), "p256")
        self.assertEqual(self.subject_shown(server, "nobody.example"), "rsa")

    def test_openssls_server_decides_the_same(self):
        second = identity("p256")
        for name, subject in (("second.example", "p256"), ("nobody.example", "rsa")):
            server = self.openssl_server("-rev", "-cert2", second.cert, "-key2", second.key, "-servername",
                                         "second.example")
            client = self.our_client(server.port, "-verify_hostname", "localhost", name=name, stdin=b"")
            self.assert_exit(client, 0)
            self.assert_says(client, rf"peer certificate +CN={subject}\n")

    def test_an_unknown_name_is_refused_where_that_is_wanted(self):
        server = self.server_of_two("-servername_fatal", "-naccept", "1")
        client = self.openssl_client(server.port, "-servername", "nobody.example")
        client.wait_for(rb"unrecognized name", "stderr")
        client.close_stdin()
        self.assert_exit(server, 4)
        self.assert_says(server, r"unrecognized_name\(112\)")

    def test_openssls_server_that_refuses_it(self):
        second = identity("p256")
        server = self.openssl_server("-cert2", second.cert, "-key2", second.key, "-servername", "second.example",
                                     "-servername_fatal")
        client = self.our_client(server.port, name="nobody.example")
        self.assert_exit(client, 3)
        self.assert_says(client, r"unrecognized_name\(112\)")


class StrictAlpn(InteropCase):
    def test_a_server_that_chooses_none(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-alpn", "h2", "--alpn-strict")
        self.assert_exit(client, 4)
        self.assert_says(client, r"the server chose no application protocol")
        self.assert_says(client, r"no_application_protocol\(120\)")

    def test_a_client_that_offers_none(self):
        server = self.our_server("-naccept", "1", "-alpn", "h2", "--alpn-strict")
        client = self.openssl_client(server.port)
        client.wait_for(rb"no application protocol", "stderr")
        client.close_stdin()
        self.assert_exit(server, 4)

    def test_those_that_agree(self):
        server = self.openssl_server("-rev", "-alpn", "h2")
        client = self.our_client(server.port, "-alpn", "h2", "--alpn-strict", stdin=b"")
        self.assert_exit(client, 0)
        self.assert_says(client, r"ALPN +h2")


class Fallback(InteropCase):
    """A client that fell back says so (RFC 7507), and a server that could do better refuses it."""

    def test_our_client(self):
        server = self.openssl_server("-rev")  # TLS 1.2 is the most it speaks
        self.assert_exit(self.our_client(server.port, "-fallback_scsv", stdin=b""), 0)
        server = self.openssl_server("-rev", version="")  # TLS 1.3 would have been possible
        client = self.our_client(server.port, "-fallback_scsv", stdin=b"")
        self.assert_exit(client, 3)
        self.assert_says(client, r"inappropriate_fallback\(86\)")

    def test_our_server_at_its_best_version(self):
        server = self.our_server("-naccept", "1")
        client = self.openssl_client(server.port, "-fallback_scsv")
        client.wait_for(rb"Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)


class GreaseOfOurs(InteropCase):
    def test_openssl_and_gnutls_skip_it(self):
        flags = ["--grease", "-alpn", "h2", "-msg"]
        for server in [self.openssl_server("-rev", "-alpn", "h2") for _ in range(5)]:
            client = self.our_client(server.port, *flags, stdin=b"seen\n")
            self.assert_exit(client, 0)
            self.assertIn(b"nees\n", client.stdout)
            self.assert_says(client, r"GREASE\(0x\wa\wa\)")
        if shutil.which("gnutls-serv"):
            client = self.our_client(self.gnutls_server().port, "--grease", stdin=b"seen\n")
            self.assertIn(client.finish(), (0, 6), client.told())
            self.assertEqual(client.stdout, b"seen\n")


class RsaPss(InteropCase):
    """A certificate whose key is for RSASSA-PSS alone (RFC 4055 §1.2) signs by rsa_pss_pss schemes."""

    KEY = ["rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"]

    def setUp(self):
        root()  # which issues them

    def test_openssls_server(self):
        made["pss"] = issue("pss", "root", self.KEY, SERVER)
        for scheme in ("rsa_pss_pss_sha256", "rsa_pss_pss_sha384", "rsa_pss_pss_sha512"):
            server = self.openssl_server("-rev", kind="pss")
            client = self.our_client(server.port, "-sigalgs", f"{scheme}:ECDSA+SHA256", stdin=b"seen\n")
            self.assert_exit(client, 0)
            self.assertIn(b"nees\n", client.stdout)
            self.assert_says(client, rf"signature scheme +{scheme}")

    def test_our_server(self):
        made["pss"] = issue("pss", "root", self.KEY, SERVER)
        server = self.our_server("-naccept", "1", kind="pss")
        client = self.openssl_client(server.port)
        client.wait_for(rb"(?s)Peer signature type: RSA-PSS.*Verify return code: 0")
        client.close_stdin()
        self.assert_exit(server, 0)
        self.assert_says(server, "rsa_pss_pss_sha256")

    def test_our_client_shows_such_a_certificate(self):
        who = issue("client_pss", "root", self.KEY, CLIENT)
        server = self.openssl_server("-rev", "-Verify", "1", "-CAfile", root(), "-verify_return_error")
        client = self.our_client(server.port, *who.flags(), stdin=b"seen\n")
        self.assert_exit(client, 0)
        self.assertIn(b"nees\n", client.stdout)


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
