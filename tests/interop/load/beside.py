"""Our server beside openssl's and nginx: handshakes for each second of the server's own time, and how long a small
file takes. All of them in one run on one machine; a figure is a ratio."""

import contextlib
import dataclasses
import os
import statistics
import subprocess

import support
from matrix.peers.nginx import free_port
from matrix.programs import find
from processes import port_of

from .campaigns import Result
from .crowd import Crowd
from .house import House

ROUNDS = 5  # of each server in turn: the median counts
SMALL = b"a small file, as small ones are\n" * 4

NGINX = """\
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 4096; }}
http {{
    access_log off; keepalive_requests 1000000; root {folder};
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    ssl_certificate {who.cert}; ssl_certificate_key {who.key};
    ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM; ssl_ecdh_curve X25519;
    ssl_session_cache off; ssl_session_tickets off;
    server {{ listen 127.0.0.1:{port} ssl; }}
}}
"""


@dataclasses.dataclass
class Server:
    name: str
    port: int
    pid: int

    def seconds(self):
        """Of processor time that it has used, in user and system mode, all its threads together."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def folder():
    where = support.path("beside")
    os.makedirs(where, exist_ok=True)
    with open(os.path.join(where, "small.txt"), "wb") as file:
        file.write(SMALL)
    return where


def ours(case, kind):
    house = House(case, "-no_ticket", "-no_cache", "--root", folder(), kind=kind)
    return Server("vitrine", house.port, house.pid)


def openssl(case, kind):
    server = support.Process(case, ["openssl", "s_server", "-accept", "127.0.0.1:0", "-tls1_2", "-quiet", "-no_ticket",
                                    "-no_cache", "-rev", *support.identity(kind).flags()], limit=24 * 3600)
    return Server("openssl s_server", port_when_it_listens(server.process), server.process.pid)


def nginx(case, kind):
    """It takes no port 0: so one that was free a moment ago."""
    where, port, file = folder(), free_port(), support.path(f"nginx-{kind}.conf")
    with open(file, "w", encoding="ascii") as out:
        out.write(NGINX.format(folder=where, port=port, who=support.identity(kind)))
    server = support.Process(case, [find("nginx"), "-e", "stderr", "-c", file], limit=24 * 3600)
    port_when_it_listens(server.process)
    return Server("nginx", port, server.process.pid)


def port_when_it_listens(process):
    while process.poll() is None:
        try:
            return port_of(process.pid)
        except AssertionError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.01)
    raise AssertionError("a server that was to be measured does not listen")


def per_second(case, server, count, at_once):
    before = server.seconds()
    report = Crowd(case, server.port, "handshakes", count, at_once).report()
    if report["arrived"] != count or report["wrong"]:
        raise AssertionError(f"{server.name}: {report}")
    return count / (server.seconds() - before)


def handshakes(case, kind, count, at_once=16):
    """Full handshakes for each second of the server's time, beside openssl and nginx."""
    servers = [make(case, kind) for make in (ours, openssl, nginx)]
    rates = {server.name: [] for server in servers}
    for _ in range(ROUNDS):
        for server in servers:
            rates[server.name].append(per_second(case, server, count, 1 if "openssl" in server.name else at_once))
    medians = {name: statistics.median(of) for name, of in rates.items()}
    us = medians.pop("vitrine")
    return Result(f"full handshakes with {kind}, for each second of the server's time: {us:.0f}; "
                  + ", ".join(f"{us / rate:.2f} x {name} ({rate:.0f})" for name, rate in medians.items()), [])


def latency(case, visitors, rounds):
    """A small file over connections that stay, from so many at once: the 99th percentile beside nginx's."""
    servers = [make(case, "p256") for make in (ours, nginx)]
    found = {server.name: [] for server in servers}
    for _ in range(ROUNDS):
        for server in servers:
            report = Crowd(case, server.port, "get", visitors, rounds, "/small.txt").report()
            if report["wrong"]:
                raise AssertionError(f"{server.name}: {report}")
            found[server.name].append((report["p50"], report["p99"]))
    (p50, p99), (their_p50, their_p99) = ([statistics.median(column) for column in zip(*of)] for of in found.values())
    return Result(f"a small file, {visitors} at once: p99 {p99:.0f} us, {p99 / their_p99:.2f} x nginx's; "
                  f"p50 {p50:.0f} us, {p50 / their_p50:.2f} x nginx's", [])
