"""Between both ends of a connection: writes down what it carries, as a pcap file with TCP segments of its own making."""

import socket
import struct
import threading

from support import LIMIT

CLIENT, SERVER = (b"\x7f\0\0\2", 40000), (b"\x7f\0\0\3", 443)
MAGIC, LINK_RAW_IP = 0xA1B2C3D4, 101


class Relay(threading.Thread):
    """Carries one connection to the port and writes down all of it, as a pcap file.

    `change` may alter what passes: it takes the sender and what it sent, and gives what is carried on.
    """

    def __init__(self, port, pcap, change=lambda sender, part: part):
        super().__init__(daemon=True)
        self.carried, self.change = b"", change
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
            part = self.change(sender, part)
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
