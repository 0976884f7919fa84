#!/usr/bin/env python3
"""Makes the captures in this folder anew: OpenSSL with itself over loopback, captured by tcpdump. Run it as root.

All secrets go to keys.log. The certificates are made for the occasion and thrown away.
"""

import contextlib
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../interop"))

from support import Process  # noqa: E402
from tcpdump import Tcpdump  # noqa: E402

KEY_LOG = os.path.join(HERE, "keys.log")


class Run(contextlib.ExitStack):
    """What the processes of one capture need of a test case: to be ended with it."""

    def addCleanup(self, function, *arguments):  # noqa: N802
        self.callback(function, *arguments)


def make_certificate(folder, name, *key):
    subprocess.run(["openssl", "req", "-x509", "-newkey", *key, "-nodes", "-days", "30", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", f"{folder}/{name}.key", "-out",
                    f"{folder}/{name}.pem"], check=True, capture_output=True)


def start_server(run, folder, certificate, flags, address="127.0.0.1", connections=1):
    server = Process(run, ["openssl", "s_server", "-accept", f"{address}:0", "-naccept", connections, "-rev", "-cert",
                           f"{folder}/{certificate}.pem", "-key", f"{folder}/{certificate}.key", *flags])
    return server, int(server.wait_for(rb"ACCEPT \S+:(\d+)").group(1))


def talk(run, target, flags, lines=(b"hello\n",)):
    """One connection: each line is sent, its answer awaited, and then the client says goodbye."""
    client = Process(run, ["openssl", "s_client", "-connect", target, "-servername", "localhost", "-keylogfile", KEY_LOG,
                           *flags])
    client.wait_for(rb"Verify return code")
    for line in lines:
        client.send(line)
        client.wait_for(b"\n" + line.strip()[::-1] if line != b"R\n" else rb"RENEGOTIATING[\s\S]*verify return", "stdout"
                        if line != b"R\n" else "stderr")
    client.send(b"Q\n")
    client.finish()


def capture(name, folder, certificate="ec", server=(), clients=((),), lines=(b"hello\n",), interface="lo",
            address="127.0.0.1"):
    with Run() as run:
        process, port = start_server(run, folder, certificate, server, address, len(clients))
        tcpdump = Tcpdump(run, port, interface)
        for flags in clients:
            talk(run, f"{address}:{port}", flags, lines)
        process.finish()
        with open(os.path.join(HERE, name + ".pcap"), "wb") as out:
            out.write(tcpdump.finish())


def main():
    with contextlib.suppress(FileNotFoundError):
        os.remove(KEY_LOG)
    with tempfile.TemporaryDirectory() as folder:
        make_certificate(folder, "ec", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
        make_certificate(folder, "rsa", "rsa:2048")
        session = f"{folder}/session"
        v12 = ["-tls1_2"]
        capture("ticket_then_resumed", folder, "rsa", v12,
                [["-cipher", "ECDHE-RSA-AES128-GCM-SHA256", "-sess_out", session], ["-sess_in", session]])
        capture("rsa_key_exchange", folder, "rsa", v12, [["-cipher", "AES256-GCM-SHA384"]])
        capture("dhe", folder, "rsa", v12, [["-cipher", "DHE-RSA-AES128-GCM-SHA256"]], interface="any")
        capture("ipv6", folder, "ec", [*v12, "-no_ticket"],
                [["-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384"]], address="[::1]")
        capture("client_certificate", folder, "ec", [*v12, "-verify", "1"],
                [["-cert", f"{folder}/rsa.pem", "-key", f"{folder}/rsa.key"]])
        capture("renegotiation", folder, "ec", [*v12, "-client_renegotiation"], lines=(b"hello\n", b"R\n", b"world\n"))
        capture("chacha20", folder, "ec", v12, [["-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"]])
        capture("dhe_chacha20", folder, "rsa", v12, [["-cipher", "DHE-RSA-CHACHA20-POLY1305"]])
        capture("cbc", folder, "ec", v12, [["-cipher", "ECDHE-ECDSA-AES128-SHA"]])
        capture("tls13", folder, "ec", ["-tls1_3"])
    os.chmod(KEY_LOG, 0o644)


if __name__ == "__main__":
    main()
