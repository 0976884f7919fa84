"""Asks who is there, says a line, and prints what comes back; then once more, with the session of before."""

import socket
import ssl
import sys


def visit(host, port, context, session=None):
    with socket.create_connection((host, port)) as plain:
        with context.wrap_socket(plain, server_hostname=host, suppress_ragged_eofs=False, session=session) as server:
            print(server.version(), server.cipher()[0], server.selected_alpn_protocol(),
                  "resumed" if server.session_reused else "full")
            for key, value in server.getpeercert()["subjectAltName"]:
                print("server", key, value)
            lines = server.makefile("rb")
            print(lines.readline().decode(), end="")
            server.sendall(b"what is tls?\n")
            print(lines.readline().decode(), end="")
            session = server.session
            server.unwrap()
            return session


def main(host, port, trusted, certificate=None, key=None):
    context = ssl.create_default_context(cafile=trusted)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["classroom"])
    if certificate:
        context.load_cert_chain(certificate, key)
    try:
        session = visit(host, port, context)
        visit(host, port, context, session)
    except ssl.SSLCertVerificationError as error:
        sys.exit(f"not believed: {error.verify_message}")
    except OSError as error:
        sys.exit(f"failed: {error}")


if __name__ == "__main__":
    main(*sys.argv[1:])
