"""Greets each client, sends its lines back in capitals, and says who it is if it shows a certificate."""

import socket
import ssl
import sys


def serve(plain, context):
    with context.wrap_socket(plain, server_side=True) as client:
        print("client", client.version(), client.cipher()[0], "resumed" if client.session_reused else "full", flush=True)
        certificate = client.getpeercert()
        name = dict(part[0] for part in certificate["subject"])["commonName"] if certificate else "stranger"
        client.sendall(f"hello, {name}\n".encode())
        lines = client.makefile("rb")
        while line := lines.readline():
            client.sendall(line.upper())
        client.unwrap()


def main(port, certificate, key, trusted=None):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=trusted)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["classroom"])
    if trusted:
        context.verify_mode = ssl.CERT_REQUIRED
    with socket.create_server(("localhost", int(port))) as listener:
        print(f"ACCEPT 127.0.0.1:{listener.getsockname()[1]}", file=sys.stderr, flush=True)
        while True:
            plain, _ = listener.accept()
            try:
                serve(plain, context)
            except OSError as error:
                print("a client:", error, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
