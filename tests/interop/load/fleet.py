"""Two servers behind HAProxy, one of which is killed and started again, over and over."""

import collections
import hashlib
import random
import socket
import subprocess
import threading

import support
from matrix.stage import payload

from .campaigns import Result
from .house import House

SIZE = 600_000  # bytes of a transfer
BETWEEN = (0.02, 0.12)  # seconds from a start to the next kill, drawn anew each time

CONFIGURATION = """\
global
    maxconn 2000
defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    retries 3
    option redispatch
frontend clients
    bind fd@{descriptor}
    default_backend servers
backend servers
    balance roundrobin
{servers}
"""


class Proxy:
    """HAProxy in TCP mode before some ports; it listens on a socket that it is given."""

    def __init__(self, case, ports):
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        servers = "\n".join(f"    server s{number} 127.0.0.1:{port}" for number, port in enumerate(ports))
        file = support.path(f"haproxy{self.port}.cfg")
        with open(file, "w", encoding="ascii") as out:
            out.write(CONFIGURATION.format(descriptor=listener.fileno(), servers=servers))
        self.process = support.Process(case, ["haproxy", "-db", "-f", file], limit=24 * 3600,
                                       descriptors=[listener.fileno()])
        listener.close()


class Fleet:
    """Servers that share their ticket keys, and the proxy before them."""

    def __init__(self, case, *flags):
        self.case = case
        keys = support.path("fleet.keys")
        with open(keys, "wb") as file:
            file.write(random.Random(1).randbytes(48))
        self.flags = ["--ticket-key", keys, *flags]
        self.houses = [House(case, *self.flags) for _ in range(2)]
        self.proxy = Proxy(case, [house.port for house in self.houses])

    def kill_and_restart(self, number):
        """The same port again: HAProxy knows it by that."""
        house = self.houses[number]
        house.server.process.kill()
        house.server.process.wait()
        self.houses[number] = House(self.case, *self.flags, port=house.port)


class Transfers:
    """Clients that send bytes to be echoed, read them to their end, and say how each transfer ended.

    A transfer counts as acknowledged when all has come back and the server has answered our close_notify with its own.
    """

    def __init__(self, port):
        self.port, self.stop, self.lock = port, threading.Event(), threading.Lock()
        self.ended, self.wrong = collections.Counter(), []
        self.data = payload(SIZE, 7)
        self.digest = hashlib.sha256(self.data).digest()
        means = [self.transfer, self.transfer, self.transfer, self.transfer_by_ours]
        self.threads = [threading.Thread(target=self.go_on, args=(how,), daemon=True) for how in means]
        for thread in self.threads:
            thread.start()

    def go_on(self, transfer):
        while not self.stop.is_set():
            how, got = transfer()
            with self.lock:
                self.ended[how] += 1
                if how == "acknowledged" and hashlib.sha256(got).digest() != self.digest:
                    self.wrong.append(f"{len(got)} of {SIZE} bytes came, or others, and all seemed well")

    def transfer(self):
        """How it ended, and what came back. An end without close_notify is an error, as in every careful client."""
        context, got = support.client_context(), bytearray()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=support.LIMIT) as plain, \
                    context.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False) as stream:
                for at in range(0, SIZE, 1 << 14):
                    part = self.data[at:at + (1 << 14)]
                    stream.sendall(part)
                    wanted = len(got) + len(part)
                    while len(got) < wanted:
                        more = stream.recv(wanted - len(got))
                        if not more:  # close_notify: the server says that this is all
                            return "stopped", bytes(got)
                        got += more
                stream.unwrap()
                return "acknowledged", bytes(got)
        except OSError as error:  # also ssl.SSLError
            return f"error {type(error).__name__}", bytes(got)

    def transfer_by_ours(self):
        """The same by `vitrine client`, whose exit code is all that a script looks at."""
        ran = subprocess.run([support.PROGRAM, "client", f"localhost:{self.port}", "-CAfile", support.root(), "-quiet"],
                             input=self.data, capture_output=True, timeout=support.LIMIT, check=False)
        return "acknowledged" if ran.returncode == 0 else f"exit code {ran.returncode}", ran.stdout

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join(support.LIMIT)


def kills(case, rounds, seed=1):
    """So many times one of the two is killed and started again, while transfers go on through the proxy."""
    fleet, chance = Fleet(case), random.Random(seed)
    transfers, pause = Transfers(fleet.proxy.port), threading.Event()
    for number in range(rounds):
        pause.wait(chance.uniform(*BETWEEN))  # so that the kill comes at any point of a transfer
        fleet.kill_and_restart(number % 2)
    transfers.end()
    ended = transfers.ended
    complaints = list(transfers.wrong)
    if ended["acknowledged"] == 0:
        complaints.append("no transfer was acknowledged")
    if ended.total() == ended["acknowledged"]:
        complaints.append("no kill met a transfer")
    if ended["stopped"]:
        complaints.append(f"{ended['stopped']} transfers were ended early by a close_notify: silently short")
    return Result(f"{rounds} kills: " + ", ".join(f"{count} {how}" for how, count in sorted(ended.items())),
                  complaints)
