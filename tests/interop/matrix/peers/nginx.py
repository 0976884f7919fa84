"""nginx: a file is put there and fetched again over one connection; what it knows of that comes in headers."""

import contextlib
import os
import re
import shutil
import socket
import subprocess

from .. import vitrine
from ..cells import ALPN, CERTIFICATE, FULL, PROTOCOL, SESSION_ID, SIZES
from ..programs import find
from ..stage import payload
from .openssl import cannot, groups  # noqa: F401: the names are OpenSSL's

NAME, PROGRAMS, ROLES, VERSION = "nginx", ["nginx"], ("client",), ["nginx", "-v"]
CURVES = {"X25519": "x25519", "prime256v1": "secp256r1", "secp384r1": "secp384r1"}

CONFIGURATION = """
daemon off; master_process off; pid {folder}/pid; error_log stderr warn;
events {{ worker_connections 32; }}
http {{
    access_log off; client_max_body_size 10m; root {folder}/files;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    ssl_certificate {cert}; ssl_certificate_key {key};
    ssl_protocols TLSv1.2; ssl_ciphers {suite}; ssl_ecdh_curve {group};
    ssl_conf_command SignatureAlgorithms {schemes};
    {resumption}
    {client}
    server {{
        listen 127.0.0.1:{port} ssl; server_name localhost;
        add_header Told "$ssl_cipher $ssl_curve $ssl_session_reused alpn=$ssl_alpn_protocol $ssl_client_s_dn" always;
        location / {{ dav_methods PUT; }}
    }}
}}
"""


def configure(stage, folder, port):
    cell, who = stage.cell, stage.identities.server(stage.cell.key)
    resumption = {FULL: "", SESSION_ID: "ssl_session_tickets off; ssl_session_cache shared:cells:1m;"}
    return stage.write("nginx.conf", CONFIGURATION.format(
        folder=folder, port=port, cert=who.cert, key=who.key, suite=cell.suite, group=groups(cell),
        schemes=":".join(vitrine.schemes_of(cell)),
        resumption=resumption.get(cell.resumption, "ssl_session_tickets on; ssl_session_cache off;"),
        client=f"ssl_verify_client on; ssl_client_certificate {stage.identities.roots};"
        if cell.client == CERTIFICATE else "").encode())


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def is_listening(port):
    with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def start(stage):
    """It takes no port 0 and does not say when it listens. So: one that was free a moment ago, until it is there."""
    folder = stage.path("nginx")
    os.makedirs(folder + "/files")
    stage.addCleanup(shutil.rmtree, folder)
    for _ in range(5):
        port = free_port()
        server = stage.start([find("nginx"), "-e", "stderr", "-c", configure(stage, folder, port)])
        while server.process.poll() is None:
            if is_listening(port):
                return server, port
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.process.wait(0.01)
        server.finish()
    raise AssertionError("nginx does not start\n" + server.told())


def play(stage):
    server, port = start(stage)
    for number in range(1, stage.cell.connections + 1):
        put_and_get(stage, port, number)
    server.kill()
    server.finish()
    stage.judge()


def put_and_get(stage, port, number):
    data = payload(SIZES[stage.cell.size], number)
    request = (f"PUT /{number} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data +
               f"GET /{number} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    client = vitrine.client(stage, port, number)
    vitrine.check_client(stage, client, number)
    client.send(request)
    client.wait_for(rb"(?s)HTTP/1\.1 \d+ .*HTTP/1\.1 \d+ .*?\r\n\r\n")
    begin = client.stdout.find(data[:4])
    stage.expect_bytes("vitrine", client.wait_for_bytes(begin + len(data))[begin:], data)
    client.close_stdin()
    stage.expect_exit("vitrine", client)
    check(stage, client.stdout[:begin].decode(), number)


def check(stage, told, number):
    cell = stage.cell
    stage.expect("nginx", "statuses", re.findall(r"HTTP/1\.1 (\d+)", told), ["201", "200"])
    cipher, curve, reused, protocol, subject = (re.findall(r"Told: (.*)\r\n", told) or ["? ? ? ? "])[0].split(" ", 4)
    stage.expect("nginx", "suite", cipher, cell.suite)
    stage.expect("nginx", "ALPN", protocol.removeprefix("alpn=") or "none",
                 PROTOCOL if cell.alpn == ALPN else "none")
    stage.expect("nginx", "resumed", reused, "r" if number > 1 else ".")
    if number == 1:
        stage.expect("nginx", "group", CURVES.get(curve, curve), cell.group)
        if cell.client == CERTIFICATE:
            stage.expect("nginx", "client certificate", subject, "CN=" + stage.identities.client(cell.key).name)
