"""A capture of our traffic: nothing readable in it, and with the key log tshark reads it all.

The capture is made without privileges: a relay between both ends writes what it carries as a pcap file, with TCP
segments of its own making.
"""

import shutil
import socket
import struct
import subprocess
import threading
import unittest

from support import LIMIT, InteropCase, path

CLIENT, SERVER = (b"\x7f\0\0\2", 40000), (b"\x7f\0\0\3", 443)
MAGIC, LINK_RAW_IP = 0xA1B2C3D4, 101


class Capture(InteropCase):
    SECRET = b"the owl flies at seven " * 1000

    def setUp(self):
        self.log, self.pcap = path("capture.log"), path("capture.pcap")

    def captured(self):
        server = self.our_server("-naccept", "1")
        relay = Relay(server.port, self.pcap)
        client = self.our_client(relay.port, "-keylogfile", self.log, stdin=self.SECRET)
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
        self.captured()
        shown = subprocess.run(["tshark", "-r", self.pcap, "-o", f"tls.keylog_file:{self.log}", "-d",
                                "tcp.port==443,tls", "-q", "-z", "follow,tls,raw,0"],
                               capture_output=True, timeout=LIMIT, check=True).stdout.decode()
        hexadecimal = [line for line in shown.splitlines() if line.strip() and set(line.strip()) <= set("0123456789abcdef")]
        there = bytes.fromhex("".join(line for line in hexadecimal if not line.startswith("\t")))
        back = bytes.fromhex("".join(line.strip() for line in hexadecimal if line.startswith("\t")))
        self.assertEqual(there, self.SECRET, shown[:2000])
        self.assertEqual(back, self.SECRET, shown[:2000])


class Relay(threading.Thread):
    """Carries one connection to the port and writes down all of it, as a pcap file."""

    def __init__(self, port, pcap):
        super().__init__(daemon=True)
        self.carried = b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.target, self.pcap = port, pcap
        self.lock = threading.Lock()
        self.sent = {CLIENT: 0, SERVER: 0}
        self.start()

    def run(self):
        near, _ = self.listener.accept()
        with self.listener, near, socket.create_connection(("127.0.0.1", self.target)) as far, \
                open(self.pcap, "wb") as self.out:
            self.out.write(struct.pack("<IHHiIII", MAGIC, 2, 4, 0, 0, 65535, LINK_RAW_IP))
            self.segment(CLIENT, SERVER, b"", 0x02)
            self.segment(SERVER, CLIENT, b"", 0x12)
            there = threading.Thread(target=self.carry, args=(near, far, CLIENT, SERVER), daemon=True)
            there.start()
            self.carry(far, near, SERVER, CLIENT)
            there.join(LIMIT)

    def carry(self, source, target, sender, receiver):
        while part := source.recv(1 << 14):
            with self.lock:
                self.carried += part
                self.segment(sender, receiver, part, 0x18)
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)

    def segment(self, sender, receiver, data, flags):
        """One IPv4 packet with one TCP segment; checksums are left 0, which readers take as not computed."""
        tcp = struct.pack(">HHIIBBHHH", sender[1], receiver[1], self.sent[sender], self.sent[receiver], 0x50, flags,
                          65535, 0, 0)
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 40 + len(data), 0, 0, 64, 6, 0, sender[0], receiver[0])
        size = len(ip) + len(tcp) + len(data)
        self.out.write(struct.pack("<IIII", 0, 0, size, size) + ip + tcp + data)
        self.sent[sender] += len(data) + (1 if flags & 0x02 else 0)  # RFC 9293 §3.4: a SYN counts as one byte
