"""A server that says nothing but ServerHello and Certificate (RFC 5246 §7.4.1.3, §7.4.2), of bytes that it does not look at:
so it can show what no server would load."""

import base64
import re
import socket
import struct
import threading

LIMIT = 60  # seconds
HANDSHAKE, ALERT = 22, 21
ECDHE_ECDSA, ECDHE_RSA = b"\xc0\x2b", b"\xc0\x2f"  # with AES_128_GCM_SHA256


def certificates_in(*files):
    """The DER of each block, in order."""
    found = []
    for name in files:
        with open(name, encoding="ascii") as file:
            found += [base64.b64decode(block) for block in
                      re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END", file.read(), re.DOTALL)]
    return found


def vector(data, size):
    return len(data).to_bytes(size, "big") + data


def message(kind, body):
    return bytes([kind]) + vector(body, 3)


def records(data):
    return b"".join(bytes([HANDSHAKE]) + b"\x03\x03" + vector(data[at:at + 16384], 2) for at in range(0, len(data), 16384))


def server_hello(suite):
    extensions = b"\xff\x01\x00\x01\x00" + b"\x00\x17\x00\x00"  # renegotiation_info, extended_master_secret
    return message(2, b"\x03\x03" + bytes(range(32)) + b"\x00" + suite + b"\x00" + vector(extensions, 2))


class CertificateServer:
    """Serves one connection. `alert` is then the description in the client's alert, or None."""

    def __init__(self, certificates, suite=ECDHE_ECDSA):
        chain = b"".join(vector(der, 3) for der in certificates)
        self.flight = records(server_hello(suite) + message(11, vector(chain, 3)))
        self.alert = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(LIMIT)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        with self.listener, self.listener.accept()[0] as stream:
            stream.settimeout(LIMIT)
            self._read_record(stream)
            try:
                stream.sendall(self.flight)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before it was read to its end: the alert may still be there
            try:
                while record := self._read_record(stream):
                    if record[0] == ALERT:
                        self.alert = record[1][1]
            except ConnectionResetError:
                pass

    @staticmethod
    def _read(stream, size):
        data = b""
        while len(data) < size and (part := stream.recv(size - len(data))):
            data += part
        return data

    def _read_record(self, stream):
        header = self._read(stream, 5)
        if len(header) < 5:
            return None
        return header[0], self._read(stream, struct.unpack(">H", header[3:])[0])

    def end(self):
        self.thread.join(LIMIT)
