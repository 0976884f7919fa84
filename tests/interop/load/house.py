"""A server of ours that is under load, and what it says of itself."""

import re
import socket

import support
from processes import descriptors_of, is_sanitized


class House:
    """Runs for a case or a stack of clean-ups; its counters are read from --stats."""

    def __init__(self, case, *flags, kind="p256", port=0, limit=24 * 3600):
        self.server = support.Process(
            case, [support.PROGRAM, "server", "-accept", f"127.0.0.1:{port}", *support.identity(kind).flags(),
                   "-quiet", "--stats", "127.0.0.1:0", *map(str, flags)], limit=limit)
        self.port = int(self.server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        self.stats = int(self.server.wait_for(rb"STATS 127\.0\.0\.1:(\d+)", "stderr").group(1))
        self.pid = self.server.process.pid

    def counters(self):
        """By name, labels included: 'vitrine_handshakes_total{kind="full"}'. Reads to the end of the connection: by
        then the server has no descriptor of it any more, and its descriptors can be counted."""
        with socket.create_connection(("127.0.0.1", self.stats), timeout=support.LIMIT) as asking:
            asking.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
            text = b"".join(iter(lambda: asking.recv(1 << 14), b"")).decode("ascii")
        return {name: int(value) for name, value in re.findall(r"^(vitrine_\S+) (\d+)$", text, re.MULTILINE)}

    def heap(self):
        return self.counters()["vitrine_heap_bytes"]

    def open(self):
        return self.counters()["vitrine_connections_open"]

    def descriptors(self):
        return descriptors_of(self.pid)

    def sanitized(self):
        return is_sanitized(self.pid)

    def wait_until_empty(self):
        """Nobody is here: who was has left or was sent away. Every question takes a round trip, so this is no
        spinning; the limit of the process ends it in any case."""
        for _ in range(100_000):
            if self.open() == 0:
                return
        raise AssertionError(f"{self.open()} clients are still here\n{self.server.told()}")

    def end(self):
        self.server.process.terminate()
        if (code := self.server.finish()) != 0:
            raise AssertionError(f"the server ended with {code}\n{self.server.told()}")
