"""Those who connect: good ones, who must get every byte back, and bad ones, who must be sent away."""

import contextlib
import random
import socket
import ssl
import threading
import warnings

import support
from matrix.stage import payload

LIMIT = 60  # seconds, for a step of a visitor's: none needs one
PART_OF_HELLO = bytes.fromhex("160301010001000f")  # the header of a record that never comes whole

# How often each kind comes, of all together. Small and large are the bytes that are echoed.
KINDS = {"small": 45, "large": 4, "resumed": 20, "certificate": 6, "garbage": 4, "half_a_hello": 4, "tls11": 4,
         "no_common_suite": 4, "bad_certificate": 4, "cut_short": 4, "stalling": 1}
GOOD = {"small", "large", "resumed", "certificate"}
SIZES = {"large": 100_000}  # bytes; else 600


class NotServed(Exception):
    """The server did what it must not do to such a visitor."""


def context(ciphers=None, version=ssl.TLSVersion.TLSv1_2, who=None):
    made = ssl.create_default_context(cafile=support.root())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that the version is old is the point
        made.minimum_version = made.maximum_version = version
    if ciphers:
        made.set_ciphers(ciphers)
    if who:
        made.load_cert_chain(who.cert, who.key)
    return made


class Visitors:
    """Makes visitors of every kind for the server at that port; may be used by many threads at once."""

    def __init__(self, port, resumes, seed):
        self.port, self.resumes, self.chance = port, resumes, random.Random(seed)
        self.plain = context()
        self.contexts = {"certificate": context(who=support.identity("client_ec")),
                         "bad_certificate": context(who=support.identity("unknown_client")),
                         "tls11": context("ALL:@SECLEVEL=0", ssl.TLSVersion.TLSv1_1),
                         "no_common_suite": context("AES128-SHA")}
        self.session, self.lock = None, threading.Lock()

    def kind(self):
        return self.chance.choices(list(KINDS), list(KINDS.values()))[0]

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT)

    def secure(self, kind):
        session = self.session if kind == "resumed" and self.resumes else None
        return self.contexts.get(kind, self.plain).wrap_socket(self.connect(), server_hostname="localhost",
                                                               suppress_ragged_eofs=False, session=session)

    def visit(self, kind, meanwhile=None):
        """The whole visit. `meanwhile` is called when a good one is in, or a stalling one is waiting."""
        if kind in GOOD:
            self.visit_well(kind, meanwhile or (lambda: None))
        elif kind == "stalling":
            with self.stall() as stream:
                (meanwhile or (lambda: None))()
                be_cut_off(stream)
        else:
            getattr(self, kind)()

    def visit_well(self, kind, meanwhile):
        data = payload(SIZES.get(kind, 600), 1)
        with self.secure(kind) as stream:
            expected = self.resumes and kind == "resumed" and self.session is not None
            if expected and not stream.session_reused:
                raise NotServed("a session that the server has made was not resumed")
            meanwhile()
            if echo(stream, data) != data:
                raise NotServed(f"not the {len(data)} bytes that were sent came back")
            stream.unwrap()
            if kind == "small":
                self.session = stream.session

    def stall(self):
        stream = self.connect()
        stream.sendall(PART_OF_HELLO)
        return stream

    def garbage(self):
        with self.lock:
            data = self.chance.randbytes(self.chance.randrange(5, 3000))
        with self.connect() as stream:
            with contextlib.suppress(ConnectionError):
                stream.sendall(b"\xff" + data)
                stream.shutdown(socket.SHUT_WR)
            be_cut_off(stream)

    def half_a_hello(self):
        self.stall().close()

    def tls11(self):
        self.refused("tls11", "PROTOCOL_VERSION")

    def no_common_suite(self):
        self.refused("no_common_suite", "HANDSHAKE_FAILURE")

    def bad_certificate(self):
        self.refused("bad_certificate", "UNKNOWN_CA")

    def refused(self, kind, alert):
        try:
            self.secure(kind).close()  # it is in only when the server's Finished has come
        except ssl.SSLError as error:
            if alert in str(error):
                return
            raise
        raise NotServed(f"{kind} was let in")

    def cut_short(self):
        with self.secure("cut_short") as stream:
            stream.sendall(b"\xa0 and then nothing, not even a close_notify")


def echo(stream, data, piece=16384):
    """Sends the bytes, and reads what comes back."""
    back = bytearray()
    for at in range(0, len(data), piece):
        stream.sendall(data[at:at + piece])
        wanted = min(at + piece, len(data))
        while len(back) < wanted and (part := stream.recv(wanted - len(back))):
            back += part
    return bytes(back)


def be_cut_off(stream):
    """Reads until the server is done with us; what it says before is an alert at most."""
    said = b""
    with contextlib.suppress(ConnectionError):
        while part := stream.recv(100):
            said += part
    if said and said[0] != 21 or len(said) > 7:  # alert, RFC 5246 §6.2.1
        raise NotServed(f"the answer to nonsense begins {said[:16].hex()}")
