"""Clients that nobody wants, of every kind, made of Python's ssl over memory: what they send is ours to cut.

Each kind is a function that takes the port and gives the socket that it leaves open, or None if it has gone.
"""

import contextlib
import socket
import ssl
import struct
import threading

import support

RECORDS_OF_CLIENT = 4  # ClientHello; ClientKeyExchange, ChangeCipherSpec, Finished
EMPTY_HANDSHAKE = b"\x16\x03\x03\x00\x00"
EMPTY_DATA = b"\x17\x03\x03\x00\x00"
WARNING = b"\x15\x03\x03\x00\x02\x01\x5a"  # user_canceled(90): a warning that is legal at any time
FLOOD = 20_000  # records: far more than are put up with


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=support.LIMIT)


class Half:
    """One end of a handshake whose records are carried by hand."""

    def __init__(self, port):
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = support.client_context().wrap_bio(self.incoming, self.outgoing, server_hostname="localhost")
        self.socket, self.waiting = connect(port), bytearray()

    def next_record(self):
        """The next record that is due from us; reads from the server until there is one."""
        while len(self.waiting) < 5:
            with contextlib.suppress(ssl.SSLWantReadError):
                self.tls.do_handshake()
            self.waiting += self.outgoing.read()
            if len(self.waiting) < 5:
                part = self.socket.recv(1 << 14)
                if not part:
                    raise AssertionError("the server ended a handshake that was good so far")
                self.incoming.write(part)
        size = 5 + int.from_bytes(self.waiting[3:5], "big")
        record = bytes(self.waiting[:size])
        del self.waiting[:size]
        return record

    def send(self, records):
        for _ in range(records):
            self.socket.sendall(self.next_record())
        return self

    def finish(self):
        self.send(RECORDS_OF_CLIENT)
        while True:
            try:
                return self.tls.do_handshake() or self
            except ssl.SSLWantReadError:
                self.incoming.write(self.socket.recv(1 << 14))


def silent(port):
    return connect(port)


def stalls_after(records):
    """Says so many records of its handshake whole, half of the next, and then nothing."""

    def stall(port):
        half = Half(port).send(records)
        if records < RECORDS_OF_CLIENT:
            record = half.next_record()
            half.socket.sendall(record[:len(record) // 2 + 1])
        return half.socket

    stall.__name__ = f"stalls_after_{records}_records"
    return stall


def vanishes(port):
    Half(port).send(1).socket.close()


def resets(port):
    half = Half(port).send(2)
    half.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    half.socket.close()


def resets_when_established(port):
    half = Half(port).finish()
    half.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    half.socket.close()


def half_closes(port):
    half = Half(port).send(1)
    half.socket.shutdown(socket.SHUT_WR)
    return half.socket


def cut_short(port):
    Half(port).finish().socket.close()


def flood(port, record):
    stream = connect(port)
    with contextlib.suppress(ConnectionError):
        for _ in range(FLOOD // 100):
            stream.sendall(record * 100)
    return stream


def floods_with_empty_handshake_records(port):
    return flood(port, EMPTY_HANDSHAKE)


def floods_with_empty_data(port):
    return flood(port, EMPTY_DATA)


def floods_with_warnings(port):
    return flood(port, WARNING)


def never_reads(port):
    """Established, it sends what the server echoes, and takes nothing back."""
    half = Half(port).finish()
    half.socket.setblocking(False)
    with contextlib.suppress(OSError):  # BlockingIOError: neither side takes any more
        while True:
            half.tls.write(bytes(1 << 14))
            half.socket.sendall(half.outgoing.read())
    return half.socket


KINDS = [silent, *(stalls_after(records) for records in range(RECORDS_OF_CLIENT + 1)), vanishes, resets,
         resets_when_established, half_closes, cut_short, floods_with_empty_handshake_records, floods_with_empty_data,
         floods_with_warnings, never_reads]


class Dribbler(threading.Thread):
    """Sends a good ClientHello, but a byte each `interval` seconds, until it is sent away."""

    def __init__(self, port, interval):
        super().__init__(daemon=True)
        half = Half(port)
        self.socket, self.hello, self.interval, self.gone = half.socket, half.next_record(), interval, threading.Event()
        self.start()

    def run(self):
        with contextlib.suppress(OSError):
            for byte in self.hello:
                self.socket.sendall(bytes([byte]))
                if self.gone.wait(self.interval):
                    return

    def close(self):
        self.gone.set()
        self.join(support.LIMIT)
        self.socket.close()
