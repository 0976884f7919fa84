"""curl as client of our server's --source: bytes without a head, so as HTTP/0.9. Its libcurl is built on OpenSSL."""

from .. import vitrine
from ..cells import ALPN, CERTIFICATE, PROTOCOL, SIZES, TICKET
from . import openssl
from .python import configuration

NAME, PROGRAMS, ROLES, VERSION = "curl", ["curl"], ("server",), ["curl", "--version"]
TOLD = "%{stderr}told: %{http_code} %{ssl_verify_result} %{size_download}\n"


def cannot(cell):
    if cell.resumption == TICKET:
        return "libcurl tells OpenSSL not to use the tickets of TLS 1.2 (SSL_OP_NO_TICKET)"
    return openssl.cannot(cell)


def play(stage):
    cell, who = stage.cell, stage.identities.client(stage.cell.key)
    size = SIZES[cell.size]
    server = vitrine.server(stage, "--source", size)
    flags = ["--no-progress-meter", "--show-error", "--noproxy", "*", "--http0.9", "--tlsv1.2", "--tls-max", "1.2",
             "--ciphers", cell.suite, "--cacert", stage.identities.roots, "--write-out", TOLD, "--verbose"]
    if cell.client == CERTIFICATE:
        flags += ["--cert", who.cert, "--key", who.key]
    flags += ["--http1.1"] if cell.alpn == ALPN else ["--no-alpn"]
    pages = [f"https://localhost:{server.port}/{number}" for number in range(1, cell.connections + 1)]
    # groups and signature schemes by OpenSSL's configuration: --curves sets the first alone
    client = stage.start(["env", "OPENSSL_CONF=" + configuration(stage), "curl", *flags, *pages], stdin=b"")
    stage.expect_exit("curl", client)
    stage.expect_exit("vitrine", server)
    for number in range(1, cell.connections + 1):
        vitrine.check_server(stage, server, number)
    stage.expect_bytes("curl", client.stdout, b"." * size * cell.connections)
    stage.expect("curl", "transfers", client.stderr.count(f"told: 000 0 {size}\n"), cell.connections)
    stage.expect("curl", "suite", client.stderr.count(f"SSL connection using TLSv1.2 / {cell.suite}"),
                 cell.connections)
    said = client.stderr.count(f"server accepted {PROTOCOL}")
    stage.expect("curl", "ALPN", said, cell.connections if cell.alpn == ALPN else 0)
    stage.expect("curl", "resumed", client.stderr.count("SSL re-using session ID"), cell.connections - 1)
    stage.judge()
