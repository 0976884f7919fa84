"""A capture of our traffic: nothing readable in it, and with the key log tshark reads it all.

The capture is made without privileges, by the relay of relay.py.
"""

import shutil
import subprocess
import unittest

from relay import Relay
from support import LIMIT, InteropCase, path


class Capture(InteropCase):
    SECRET = b"the owl flies at seven " * 1000

    def setUp(self):
        self.log, self.pcap = path("capture.log"), path("capture.pcap")

    def captured(self, *flags):
        server = self.our_server("-naccept", "1")
        relay = Relay(server.port, self.pcap)
        client = self.our_client(relay.port, "-keylogfile", self.log, *flags, stdin=self.SECRET)
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, self.SECRET)
        relay.join(LIMIT)
        return relay.carried

    def test_nothing_of_the_plaintext_is_on_the_wire(self):
        carried = self.captured()
        self.assertGreater(len(carried), 2 * len(self.SECRET))
        self.assertNotIn(b"owl", carried)

    @unittest.skipUnless(shutil.which("tshark"), "tshark is not installed")
    def test_tshark_decrypts_it_with_our_key_log(self):
        for suite in ["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"]:
            with self.subTest(suite=suite):
                self.log, self.pcap = path(f"{suite}.log"), path(f"{suite}.pcap")
                self.captured("-cipher", suite)
                self.check_by_tshark()

    def check_by_tshark(self):
        shown = subprocess.run(["tshark", "-r", self.pcap, "-o", f"tls.keylog_file:{self.log}", "-d",
                                "tcp.port==443,tls", "-q", "-z", "follow,tls,raw,0"],
                               capture_output=True, timeout=LIMIT, check=True).stdout.decode()
        hexadecimal = [line for line in shown.splitlines() if line.strip() and set(line.strip()) <= set("0123456789abcdef")]
        there = bytes.fromhex("".join(line for line in hexadecimal if not line.startswith("\t")))
        back = bytes.fromhex("".join(line.strip() for line in hexadecimal if line.startswith("\t")))
        self.assertEqual(there, self.SECRET, shown[:2000])
        self.assertEqual(back, self.SECRET, shown[:2000])
