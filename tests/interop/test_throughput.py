"""--sink and --source: every byte arrives and is counted, against openssl and between our two ends; nothing is timed."""

import os
import pty
import re
import signal
import subprocess

from support import LIMIT, PROGRAM, InteropCase, root

SIZE = 5 << 20
FIGURES = rf"{SIZE} bytes in \d+\.\d\d s: \d+ MB/s; CPU \d+ % user, \d+ % system\n"


class Throughput(InteropCase):
    def test_from_our_client_to_our_server(self):
        server = self.our_server("-naccept", "1", "--sink")
        client = self.our_client(server.port, "--source", "5M")
        self.assert_exit(client, 0)
        self.assert_exit(server, 0)
        self.assert_says(client, f"vitrine: sent {FIGURES}$")
        self.assert_says(server, rf"vitrine: \[1\] \S+: received {FIGURES}$")
        self.assertEqual(client.stdout, b"")

    def test_from_our_server_to_our_client(self):
        server = self.our_server("-naccept", "1", "--source", "5M")
        client = self.our_client(server.port, "--sink")
        self.assert_exit(client, 0)
        self.assert_exit(server, 0)
        self.assert_says(client, f"vitrine: received {FIGURES}$")
        self.assert_says(server, rf"vitrine: \[1\] \S+: sent {FIGURES}$")
        self.assertEqual(client.stdout, b"")

    def test_from_our_client_to_openssl(self):
        server = self.openssl_server()
        client = self.our_client(server.port, "--source", "5M")
        self.assert_exit(client, 0)
        server.finish()
        received = re.findall(rb"\.{100,}", server.stdout)  # between what it tells of the connection
        self.assertEqual(sum(map(len, received)), SIZE)
        self.assert_says(client, f"sent {FIGURES}$")

    def test_from_openssl_to_our_server(self):
        server = self.our_server("-naccept", "1", "--sink")
        client = self.openssl_client(server.port, "-quiet", "-no_ign_eof", "-nocommands")
        client.send(b"." * SIZE, then_close=True)
        self.assert_exit(client, 0)
        server.finish()
        self.assert_says(server, f"received {FIGURES}")

    def test_from_our_server_to_openssl(self):
        server = self.our_server("-naccept", "1", "--source", "5M")
        client = self.openssl_client(server.port, "-quiet")
        client.finish()
        self.assertEqual(client.stdout.count(b"."), SIZE)
        self.assert_exit(server, 0)
        self.assert_says(server, f"sent {FIGURES}$")

    def test_quiet_is_silent(self):
        server = self.our_server("-naccept", "1", "--sink")
        client = self.our_client(server.port, "--source", "64", "-quiet")
        self.assert_exit(client, 0)
        self.assertEqual(client.stderr, "")
        self.assert_exit(server, 0)
        self.assert_says(server, "received 64 bytes")

    def test_what_makes_no_sense_is_refused_before_connecting(self):
        for flags, sentence in ((["--sink", "--source", "1M"], "exclude each other"),
                                (["--source", "much"], "'much' is no number of bytes")):
            client = self.our_client(1, *flags)
            self.assert_exit(client, 1)
            self.assert_says(client, sentence)

    def test_a_terminal_shows_how_it_goes(self):
        server = self.our_server("-naccept", "1", "--source", "1000G")
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        client = subprocess.Popen([PROGRAM, "client", f"localhost:{server.port}", "-CAfile", root(), "--sink"],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs)
        self.addCleanup(client.wait, LIMIT)
        self.addCleanup(client.kill)
        os.close(theirs)
        shown = self.read_until(ours, rb"\r\x1b\[Kvitrine: received \d+ MB in \d+ s, \d+ MB/s$", b"")
        client.send_signal(signal.SIGINT)
        self.read_until(ours, rb"\r\x1b\[Kvitrine: received \d+ bytes in \d+\.\d\d s: \d+ MB/s; CPU .*\n", shown)
        self.assertEqual(client.wait(LIMIT), 130)

    def read_until(self, terminal, pattern, text):
        while not re.search(pattern, text):
            text += os.read(terminal, 1 << 12)  # an error at its end: then it was never said
        return text
