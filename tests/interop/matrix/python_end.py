"""One end of a cell by Python's ssl: a server that echoes, or a client that compares what comes back.

Tells a line of JSON for each connection.
"""

import argparse
import json
import socket
import ssl
import sys

LIMIT = 60  # seconds
PIECE = 16384  # bytes sent before their echo is read


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=["server", "client"])
    for name in ("--cert", "--key", "--roots", "--cipher", "--alpn", "--data"):
        parser.add_argument(name)
    parser.add_argument("--port", type=int)
    parser.add_argument("--connections", type=int, default=1)
    parser.add_argument("--no-ticket", action="store_true")
    parser.add_argument("--require", action="store_true", help="a client certificate")
    return parser.parse_args()


def context_of(arguments, purpose):
    context = ssl.create_default_context(purpose, cafile=arguments.roots)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(arguments.cipher)
    if arguments.cert:
        context.load_cert_chain(arguments.cert, arguments.key)
    if arguments.alpn:
        context.set_alpn_protocols([arguments.alpn] if arguments.role == "server" else ["h2", arguments.alpn])
    if arguments.no_ticket:
        context.options |= ssl.OP_NO_TICKET
    if arguments.require:
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def tell(stream, **more):
    subject = dict(part[0] for part in (stream.getpeercert() or {}).get("subject", ()))
    print(json.dumps({"cipher": stream.cipher()[0], "alpn": stream.selected_alpn_protocol(),
                      "resumed": stream.session_reused, "peer": subject.get("commonName"), **more}), flush=True)


def serve(arguments):
    context = context_of(arguments, ssl.Purpose.CLIENT_AUTH)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(LIMIT)
        print(f"PORT {listener.getsockname()[1]}", flush=True)
        for _ in range(arguments.connections):
            plain, _ = listener.accept()
            plain.settimeout(LIMIT)
            with context.wrap_socket(plain, server_side=True, suppress_ragged_eofs=False) as stream:
                tell(stream)
                while part := stream.recv(PIECE):
                    stream.sendall(part)
                stream.unwrap()


def read_exactly(stream, size):
    got = b""
    while len(got) < size and (part := stream.recv(size - len(got))):
        got += part
    return got


def visit(arguments):
    context, session = context_of(arguments, ssl.Purpose.SERVER_AUTH), None
    with open(arguments.data, "rb") as file:
        data = file.read()
    for _ in range(arguments.connections):
        plain = socket.create_connection(("127.0.0.1", arguments.port), timeout=LIMIT)
        with context.wrap_socket(plain, server_hostname="localhost", session=session,
                                 suppress_ragged_eofs=False) as stream:
            size = wrong = 0
            for at in range(0, len(data), PIECE):
                piece = data[at:at + PIECE]
                stream.sendall(piece)
                back = read_exactly(stream, len(piece))
                size += len(back)
                wrong += sum(one != other for one, other in zip(back, piece)) if back != piece else 0
            session = stream.session
            tell(stream, bytes=size, wrong=wrong, ticket=session.has_ticket)
            stream.unwrap()


if __name__ == "__main__":
    chosen = parse_arguments()
    sys.exit(serve(chosen) if chosen.role == "server" else visit(chosen))
