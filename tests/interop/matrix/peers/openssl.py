"""openssl's s_server and s_client: every choice is a flag, and everything is told."""

import re

from .. import vitrine
from ..cells import ALPN, CERTIFICATE, FULL, PROTOCOL, SESSION_ID, SIZES
from ..stage import payload

NAME, PROGRAMS, ROLES, VERSION = "openssl", ["openssl"], ("client", "server"), ["openssl", "version"]
GROUPS = {"x25519": "X25519", "secp256r1": "P-256", "secp384r1": "P-384"}
KEYS_TOLD = {"X25519": "x25519", "ECDH, prime256v1": "secp256r1", "ECDH, P-256": "secp256r1",
             "ECDH, secp384r1": "secp384r1", "ECDH, P-384": "secp384r1"}
GROUP_NUMBERS = {"001d": "x25519", "0017": "secp256r1", "0018": "secp384r1"}  # RFC 8422 §5.1.1
KINDS = {"RSA": "rsa_pkcs1", "RSA-PSS": "rsa_pss_rsae", "ECDSA": "ecdsa"}


def cannot(cell):
    if cell.group not in GROUPS:
        return f"the matrix does not know openssl's name of {cell.group}"
    return None


def groups(cell):
    return ":".join(GROUPS[group] for group in vitrine.groups_of(cell))


def play(stage):
    serve(stage) if stage.cell.role == "client" else visit(stage)


def flags_of(cell):
    return ["-tls1_2", "-cipher", cell.suite, "-groups", groups(cell), "-sigalgs",
            ":".join(vitrine.schemes_of(cell))]


def serve(stage):
    cell, who = stage.cell, stage.identities.server(stage.cell.key)
    flags = ["-accept", "127.0.0.1:0", "-naccept", cell.connections, *who.flags(), *flags_of(cell)]
    if cell.client == CERTIFICATE:
        flags += ["-Verify", "1", "-verify_return_error", "-CAfile", stage.identities.roots]
    if cell.alpn == ALPN:
        flags += ["-alpn", PROTOCOL]
    if cell.resumption != FULL:
        flags += ["-no_ticket" if cell.resumption == SESSION_ID else "-no_cache"]
    messages = stage.write("messages.txt", b"")
    server = stage.start(["openssl", "s_server", *flags, "-msg", "-msgfile", messages])
    port = int(server.wait_for(rb"ACCEPT \S+:(\d+)").group(1))
    for number in range(1, cell.connections + 1):
        connect(stage, server, port, number)
    server.close_stdin()
    stage.expect_exit("openssl", server)
    check_messages(stage, messages)
    stage.judge()


def connect(stage, server, port, number):
    """Our client to their server: first there, then back; s_server's stdout is what came and what it tells."""
    there, back = payload(SIZES[stage.cell.size], number), payload(SIZES[stage.cell.size], number + 4)
    begin_of_told = len(server.stdout)
    client = vitrine.client(stage, port, number)
    vitrine.check_client(stage, client, number)
    client.send(there)
    begin = server.wait_for(re.escape(there[:4])).start()
    stage.expect_bytes("openssl", server.wait_for_bytes(begin + len(there))[begin:begin + len(there)], there)
    server.send(back)
    stage.expect_bytes("vitrine", client.wait_for_bytes(len(back)), back)
    client.close_stdin()
    stage.expect_exit("vitrine", client)
    check_server(stage, server.stdout[begin_of_told:begin].decode(errors="replace"), number)


def check_server(stage, told, number):
    cell = stage.cell
    stage.expect("openssl", "suite", first(r"CIPHER is (\S+)", told), cell.suite)
    stage.expect("openssl", "ALPN", first(r"ALPN protocols selected: (\S+)", told),
                 PROTOCOL if cell.alpn == ALPN else "none")
    stage.expect("openssl", "resumed", "yes" if "Reused session-id" in told else "no", "yes" if number > 1 else "no")
    if cell.client == CERTIFICATE and number == 1:
        stage.expect("openssl", "client certificate", first(r"subject=CN ?= ?(\w+)", told),
                     stage.identities.client(cell.key).name)
        stage.expect("openssl", "scheme of CertificateVerify", scheme_of(told), cell.scheme)


def check_messages(stage, file):
    """The ServerKeyExchange that openssl says it has sent (RFC 8422 §5.4): curve, point, scheme."""
    with open(file, encoding="ascii") as out:
        found = re.search(r"ServerKeyExchange\n((?:    [0-9a-f ]+\n)+)", out.read())
    message = bytes.fromhex(found.group(1)) if found else b""
    stage.expect("openssl", "group", GROUP_NUMBERS.get(message[5:7].hex(), message[5:7].hex()), stage.cell.group)
    at = 8 + message[7] if len(message) > 7 else 0
    stage.expect("openssl", "scheme", message[at:at + 2].hex(), SCHEME_NUMBERS[stage.cell.scheme])


# RFC 8446 §4.2.3
SCHEME_NUMBERS = {"rsa_pkcs1_sha256": "0401", "rsa_pkcs1_sha384": "0501", "rsa_pkcs1_sha512": "0601",
                  "ecdsa_secp256r1_sha256": "0403", "ecdsa_secp384r1_sha384": "0503", "rsa_pss_rsae_sha256": "0804",
                  "rsa_pss_rsae_sha384": "0805", "rsa_pss_rsae_sha512": "0806"}


def visit(stage):
    server = vitrine.server(stage)
    for number in range(1, stage.cell.connections + 1):
        client = start_client(stage, server.port, number)
        vitrine.echoed(stage, client, number, who="openssl")
        vitrine.check_server(stage, server, number)
        client.close_stdin()
        stage.expect_exit("openssl", client)
        check_client(stage, client.stdout.decode(errors="replace"), number)
    stage.expect_exit("vitrine", server)
    stage.judge()


def start_client(stage, port, number):
    flags = [*vitrine.client_flags(stage, port, number), "-verify_return_error", "-verify_hostname", "localhost"]
    return stage.start(["openssl", "s_client", *flags, *flags_of(stage.cell)])


def check_client(stage, told, number):
    cell = stage.cell
    stage.expect("openssl", "suite", first(r"(?:New|Reused), TLSv1\.2, Cipher is (\S+)", told), cell.suite)
    stage.expect("openssl", "ALPN", first(r"ALPN protocol: (\S+)", told), PROTOCOL if cell.alpn == ALPN else "none")
    stage.expect("openssl", "handshake", first(r"(New|Reused), TLSv1\.2", told), "Reused" if number > 1 else "New")
    if number == 1:
        key = first(r"Server Temp Key: (.+), \d+ bits", told)
        stage.expect("openssl", "group", KEYS_TOLD.get(key, key), cell.group)
        stage.expect("openssl", "scheme", scheme_of(told), cell.scheme)
    if cell.resumption != FULL and number == 1:
        stage.expect("openssl", "ticket", "yes" if "TLS session ticket:" in told else "no",
                     "no" if cell.resumption == SESSION_ID else "yes")


def first(pattern, told):
    found = re.search(pattern, told)
    return found.group(1) if found else "none"


def scheme_of(told):
    """Of the peer's signature, by IANA's name."""
    kind = first(r"Peer signature type: (\S+)", told)
    digest = first(r"Peer signing digest: (\S+)", told).lower()
    curve = {"sha256": "_secp256r1", "sha384": "_secp384r1"}.get(digest, "") if kind == "ECDSA" else ""
    return f"{KINDS.get(kind, kind)}{curve}_{digest}"
