"""A server with an RSA and an ECDSA certificate, reached by IPv6 and by curl."""

import shutil
import socket
import unittest

from support import PROGRAM, InteropCase, Process, identity, root


class TwoIdentities(InteropCase):
    def server_of_both(self, *flags):
        second = identity("p256")
        return self.our_server("-cert2", second.cert, "-key2", second.key, *flags)

    def talk(self, server, *flags):
        client = self.openssl_client(server.port, *flags)
        client.send(b"seen through\n")
        client.wait_for(rb"(?s)Verify return code: 0 \(ok\).*seen through\n")
        client.close_stdin()
        self.assert_exit(client, 0)
        return client.stdout.decode()

    def test_the_suite_decides_which_certificate_is_shown(self):
        server = self.server_of_both()
        for suite, key, subject in [("ECDHE-RSA-AES128-GCM-SHA256", "RSA-PSS", "rsa"),
                                    ("ECDHE-ECDSA-AES256-GCM-SHA384", "ECDSA", "p256")]:
            with self.subTest(suite=suite):
                told = self.talk(server, "-cipher", suite)
                self.assertIn(f"Peer signature type: {key}\n", told)
                self.assertRegex(told, rf"subject=CN ?= ?{subject}\n")

    def test_the_schemes_that_the_client_verifies_decide_too(self):
        server = self.server_of_both()
        for schemes, key in [("RSA-PSS+SHA256:RSA+SHA256", "RSA"), ("ECDSA+SHA256", "ECDSA")]:
            with self.subTest(schemes=schemes):
                # openssl holds the certificates' own signatures, all by ECDSA, against the list as well
                told = self.talk(server, "-sigalgs", schemes, "-cipher", f"ECDHE-{key}-AES128-GCM-SHA256:@SECLEVEL=0",
                                 *(["-sigalgs", schemes + ":ECDSA+SHA256"] if key == "RSA" else []))
                self.assertRegex(told, rf"Peer signature type: {key}")

    def test_the_curves_that_both_name(self):
        for flag, ours, theirs, shown in [("-curves", "P-384", "P-256:P-384", "ECDH, (secp384r1|P-384)"),
                                          ("--groups", "X25519:P-256", "X448:P-256", "ECDH, (prime256v1|P-256)")]:
            with self.subTest(ours=ours, theirs=theirs):
                told = self.talk(self.server_of_both(flag, ours), "-curves", theirs)
                self.assertRegex(told, f"Server Temp Key: {shown}")


def has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@unittest.skipUnless(has_ipv6(), "this machine has no IPv6 on loopback")
class Ipv6(InteropCase):
    def test_our_client_and_our_server(self):
        who = identity("rsa")
        server = Process(self, [PROGRAM, "server", "-accept", "[::1]:0", "-naccept", "1", *who.flags()])
        port = server.wait_for(rb"ACCEPT \[::1\]:(\d+)", "stderr").group(1).decode()
        client = Process(self, [PROGRAM, "client", f"[::1]:{port}", "-verify_hostname", "localhost", "-CAfile", root()],
                         b"seen through\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"seen through\n")
        self.assert_says(client, r"connected to \[::1\]:")
        self.assert_exit(server, 0)

    def test_the_version_that_was_asked_for_is_taken(self):
        server = self.our_server()  # at 127.0.0.1 alone
        for flag, code in [("-4", 0), ("-6", 2)]:
            with self.subTest(flag=flag):
                client = Process(self, [PROGRAM, "client", f"localhost:{server.port}", flag, "-CAfile", root()], b"")
                self.assertEqual(client.finish(), code, client.told())


@unittest.skipUnless(shutil.which("curl"), "curl is not installed")
class Curl(InteropCase):
    def curl(self, *arguments):
        program = Process(self, ["curl", "--silent", "--show-error", "--cacert", root(), "--noproxy", "*", *arguments], b"")
        self.assertEqual(program.finish(), 0, program.told())
        return program.stdout.decode()

    def test_the_page_of_the_visitors_own_connection(self):
        server = self.our_server("-www")
        page = self.curl(f"https://localhost:{server.port}/")
        self.assertIn("TLS_ECDHE_RSA_WITH_AES_", page)
        self.assertIn("<td>localhost</td>", page)  # by SNI

    def test_the_head_alone(self):
        server = self.our_server("-www")
        head = self.curl("--head", f"https://localhost:{server.port}/")
        self.assertRegex(head, r"HTTP/1\.1 200 OK\r\n(.|\r\n)*Content-Length: \d+")
