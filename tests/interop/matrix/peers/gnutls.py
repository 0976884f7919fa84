"""gnutls-serv and gnutls-cli: the choices are a priority string, and what was agreed is told in one line."""

import re

from processes import port_of

from .. import vitrine
from ..cells import ALPN, CERTIFICATE, FULL, PROTOCOL, SESSION_ID

NAME, PROGRAMS, ROLES = "gnutls", ["gnutls-cli", "gnutls-serv"], ("client", "server")
VERSION = ["gnutls-cli", "--version"]
GROUPS = {"x25519": "X25519", "secp256r1": "SECP256R1", "secp384r1": "SECP384R1"}
SIGNATURES = {"rsa_pkcs1": "RSA-SHA{}", "rsa_pss_rsae": "RSA-PSS-RSAE-SHA{}", "ecdsa_secp256r1": "ECDSA-SHA{}",
              "ecdsa_secp384r1": "ECDSA-SHA{}"}


def cannot(cell):
    if cell.group not in GROUPS or cell.scheme.rpartition("_")[0] not in SIGNATURES:
        return f"the matrix does not know GnuTLS's name of {cell.group} or {cell.scheme}"
    return None


def signature(scheme):
    kind, _, digest = scheme.rpartition("_")
    return SIGNATURES[kind].format(digest.removeprefix("sha"))


def exchange_and_cipher(iana):
    """("ECDHE-RSA", "AES-128-GCM"), of an AEAD suite by IANA's name."""
    exchange, cipher = re.fullmatch(r"TLS_(\w+)_WITH_(\w+)_SHA\d+", iana).groups()
    return exchange.replace("_", "-"), cipher.replace("CHACHA20_", "CHACHA20-").replace("_", "-")


def priority(stage):
    cell = stage.cell
    exchange, cipher = exchange_and_cipher(stage.identities.abilities.iana[cell.suite])
    signatures = ":".join("+SIGN-" + signature(scheme) for scheme in vitrine.schemes_of(cell))
    groups = ":".join("+GROUP-" + GROUPS[group] for group in vitrine.groups_of(cell))
    tickets = ":%NO_TICKETS" if cell.resumption == SESSION_ID else ""
    return (f"NONE:+VERS-TLS1.2:+COMP-NULL:+CTYPE-X509:+AEAD:+{exchange}:+{cipher}:{groups}:"
            f"{signatures}{tickets}")


def play(stage):
    serve(stage) if stage.cell.role == "client" else visit(stage)


def serve(stage):
    cell, who = stage.cell, stage.identities.server(stage.cell.key)
    flags = ["--echo", "--port", "0", "--priority", priority(stage), "--x509certfile", who.cert, "--x509keyfile",
             who.key]
    flags += (["--x509cafile", stage.identities.roots, "--require-client-cert", "--verify-client-cert"]
              if cell.client == CERTIFICATE else ["--disable-client-cert"])
    if cell.alpn == ALPN:
        flags += ["--alpn", PROTOCOL]
    if cell.resumption == SESSION_ID:
        flags += ["--noticket"]
    server = stage.start(["gnutls-serv", *flags])
    server.wait_for(rb"listening on IPv4 .*done\n", "stderr")
    port = port_of(server.process.pid)
    for number in range(1, cell.connections + 1):
        begin = len(server.stdout)
        client = vitrine.client(stage, port, number)
        vitrine.check_client(stage, client, number)
        vitrine.echoed(stage, client, number)
        client.close_stdin()
        stage.expect_exit("vitrine", client, (0, 6))  # their server may leave without a close_notify
        told = server.wait_for(rb"(?s).{%d}.*Options: .*- Channel bindings\n" % begin).group(0)
        check(stage, told[begin:].decode(errors="replace"), number)
    stage.judge()


def visit(stage):
    cell, server = stage.cell, vitrine.server(stage)
    flags = ["--priority", priority(stage), "--x509cafile", stage.identities.roots, "--port", server.port,
             "--verify-hostname", "localhost", "--sni-hostname", "localhost"]
    if cell.client == CERTIFICATE:
        who = stage.identities.client(cell.key)
        flags += ["--x509certfile", who.cert, "--x509keyfile", who.key]
    if cell.alpn == ALPN:
        flags += ["--alpn", "h2", "--alpn", PROTOCOL]
    if cell.resumption != FULL:
        flags += ["--resume"]  # connects, leaves, and connects again
    client = stage.start(["gnutls-cli", *flags, "127.0.0.1"])
    vitrine.echoed(stage, client, cell.connections, who="gnutls")
    client.close_stdin()
    stage.expect_exit("gnutls", client)
    stage.expect_exit("vitrine", server)
    told = client.stdout.decode(errors="replace").split("- Connecting again")
    for number in range(1, cell.connections + 1):
        vitrine.check_server(stage, server, number)
        check(stage, told[number - 1], number)
    stage.judge()


def check(stage, told, number):
    """"- Description: (TLS1.2-X.509)-(ECDHE-X25519)-(RSA-PSS-RSAE-SHA256)-(AES-128-GCM)" and what stands around it; if
    the session was resumed, nothing was signed."""
    cell = stage.cell
    parts = re.findall(r"\(([^()]*)\)", (re.findall(r"Description: (.*)", told) or [""])[-1]) or ["none"] * 4
    stage.expect("gnutls", "cipher", parts[-1], exchange_and_cipher(stage.identities.abilities.iana[cell.suite])[1])
    protocol = re.findall(r"Application protocol: (\S+)", told)
    stage.expect("gnutls", "ALPN", (protocol or ["none"])[-1], PROTOCOL if cell.alpn == ALPN else "none")
    resumed = "resumed session" in told
    stage.expect("gnutls", "resumed", "yes" if resumed else "no", "yes" if number > 1 else "no")
    if number == 1:
        stage.expect("gnutls", "group", parts[1], "ECDHE-" + GROUPS[cell.group])
        stage.expect("gnutls", "scheme", parts[2], signature(cell.scheme))
