"""Python's ssl. It has no call to choose groups and signature schemes, so OpenSSL's configuration file does."""

import json
import os
import ssl
import sys

from .. import vitrine
from ..cells import ALPN, CERTIFICATE, FULL, PROTOCOL, SESSION_ID, SIZES
from ..stage import payload
from .openssl import cannot, groups  # noqa: F401: the names are OpenSSL's

NAME, PROGRAMS, ROLES = "python", [], ("client", "server")
VERSION = [sys.executable, "-c",
           "import platform, ssl; print('Python', platform.python_version(), ssl.OPENSSL_VERSION)"]
END = os.path.join(os.path.dirname(os.path.dirname(__file__)), "python_end.py")


def configuration(stage):
    """What every SSL_CTX of a process starts with."""
    return stage.write("openssl.cnf", f"""openssl_conf = at_start
[at_start]
ssl_conf = modules
[modules]
system_default = choices
[choices]
Groups = {groups(stage.cell)}
SignatureAlgorithms = {":".join(vitrine.schemes_of(stage.cell))}
""".encode())


def start(stage, *arguments):
    cell = stage.cell
    flags = ["--cipher", cell.suite, "--roots", stage.identities.roots, "--connections", cell.connections]
    if cell.alpn == ALPN:
        flags += ["--alpn", PROTOCOL]
    if cell.resumption == SESSION_ID:
        flags += ["--no-ticket"]
    return stage.start(["env", "OPENSSL_CONF=" + configuration(stage), sys.executable, "-B", "-I", END, *arguments,
                        *flags])


def play(stage):
    serve(stage) if stage.cell.role == "client" else visit(stage)


def serve(stage):
    cell, who = stage.cell, stage.identities.server(stage.cell.key)
    server = start(stage, "server", "--cert", who.cert, "--key", who.key,
                   *(["--require"] if cell.client == CERTIFICATE else []))
    port = int(server.wait_for(rb"PORT (\d+)\n").group(1))
    for number in range(1, cell.connections + 1):
        client = vitrine.client(stage, port, number)
        vitrine.check_client(stage, client, number)
        vitrine.echoed(stage, client, number)
        client.close_stdin()
        stage.expect_exit("vitrine", client)
    stage.expect_exit("python", server)
    check(stage, server)
    stage.judge()


def visit(stage):
    cell, server = stage.cell, vitrine.server(stage)
    data = stage.write("data", payload(SIZES[cell.size], 1))
    who = stage.identities.client(cell.key)
    client = start(stage, "client", "--port", server.port, "--data", data,
                   *(["--cert", who.cert, "--key", who.key] if cell.client == CERTIFICATE else []))
    stage.expect_exit("python", client)
    stage.expect_exit("vitrine", server)
    for number in range(1, cell.connections + 1):
        vitrine.check_server(stage, server, number)
    check(stage, client)
    stage.judge()


def check(stage, process):
    """A line of JSON for each connection."""
    cell = stage.cell
    told = [json.loads(line) for line in process.stdout.decode().splitlines() if line.startswith("{")]
    stage.expect("python", "connections", len(told), cell.connections)
    for number, line in enumerate(told, 1):
        stage.expect("python", "suite", line["cipher"], cell.suite)
        stage.expect("python", "ALPN", line["alpn"] or "none", PROTOCOL if cell.alpn == ALPN else "none")
        stage.expect("python", "resumed", line["resumed"], number > 1)
        if cell.role == "server":
            stage.expect("python", "bytes come back", line["bytes"], SIZES[cell.size])
            stage.expect("python", "bytes that differ", line["wrong"], 0)
            if cell.resumption != FULL and number == 1:
                stage.expect("python", "ticket", line["ticket"], cell.resumption != SESSION_ID)
        elif cell.client == CERTIFICATE and number == 1:
            stage.expect("python", "client certificate", line["peer"], stage.identities.client(cell.key).name)


assert ssl.HAS_TLSv1_2
