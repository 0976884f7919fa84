#!/usr/bin/env python3
"""What ./dev demo shows: handshakes with openssl, one each way, message by message; then much data through each suite
and group, with equal digests. Standard library only; every process is ended by the end of it."""

import argparse
import hashlib
import os
import re
import shlex
import subprocess
import sys
import threading

SUITES = ["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"]
GROUPS = ["X25519", "P-256", "P-384"]
MARK = b"vitrine demo: "  # where the data begins in what openssl prints
LIMIT = 60  # seconds that any one process may take


class Demo:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.cert, self.key, self.ca = (os.path.join(folder, name) for name in ("server.pem", "server.key", "ca.pem"))

    def server_flags(self):
        return ["-cert", self.cert, "-key", self.key]


def say(text):
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() and "NO_COLOR" not in os.environ else f"\n{text}", flush=True)


def shown(word):
    return os.path.relpath(word) if word.startswith(os.getcwd() + "/") else shlex.quote(word)


def show(arguments, said=None):
    """The command as it can be typed, on as many lines of 80 columns as it takes."""
    line = "$ " + (f"echo {shlex.quote(said)} | " if said else "") + shown(arguments[0])
    for word in map(shown, arguments[1:]):
        if len(line) + len(word) > 77:
            print(line + " \\")
            line = "     " + word
        else:
            line += " " + word
    print(line, flush=True)


def show_messages(told):
    """What -msg printed, with room between the messages."""
    print(re.sub(r"(?m)^((\[\d+\] )?(>>>|<<<) )", r"\n\1", told.decode(errors="replace")))


class Running:
    """A program whose output is gathered while it runs."""

    def __init__(self, arguments):
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.arguments, self.streams, self.more = arguments, {1: bytearray(), 2: bytearray()}, threading.Condition()
        self.readers = [threading.Thread(target=self._read, args=a, daemon=True)
                        for a in ((1, self.process.stdout), (2, self.process.stderr))]
        for reader in self.readers:
            reader.start()
        self.timer = threading.Timer(LIMIT, self.process.kill)
        self.timer.start()

    def _read(self, number, stream):
        while part := stream.read1(1 << 18):
            with self.more:
                self.streams[number] += part
                self.more.notify_all()
        with self.more:
            self.streams[number].extend(b"")
            self.more.notify_all()

    def wait_until(self, ready):
        """Waits until ready() answers something; None if the program ends first."""
        with self.more:
            while not (answer := ready()):
                if not any(reader.is_alive() for reader in self.readers):
                    return ready()
                self.more.wait(0.1)
            return answer

    def port(self):
        """Servers of both kinds print ACCEPT host:port once they listen."""
        found = self.wait_until(lambda: re.search(rb"ACCEPT \S*:(\d+)", bytes(self.streams[1] + self.streams[2])))
        if not found:
            raise SystemExit(f"{' '.join(self.arguments)} did not start:\n{self.streams[2].decode(errors='replace')}")
        return found.group(1).decode()

    def send(self, data):
        def write():
            try:
                self.process.stdin.write(data)
                self.process.stdin.flush()
            except BrokenPipeError:
                pass  # it ended: what is missing will be noticed
        threading.Thread(target=write, daemon=True).start()

    def received(self, size):
        """The digest of the `size` bytes that begin with MARK, once they are there."""
        def ready():
            begin = self.streams[1].find(MARK)
            return begin >= 0 and len(self.streams[1]) >= begin + size and (begin,)
        found = self.wait_until(ready)
        if not found:
            return "ended too soon: " + self.streams[2][-400:].decode(errors="replace")
        with memoryview(self.streams[1]) as view:
            return hashlib.sha256(view[found[0]:found[0] + size]).hexdigest()

    def end(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        for reader in self.readers:
            reader.join()
        self.timer.cancel()
        return code


def make_certificates(demo):
    for arguments in (["init", demo.folder, "-subj", "/CN=vitrine demo CA", "-key", "rsa:2048", "-days", "30", "-force"],
                      ["issue", "--san", "DNS:localhost,IP:127.0.0.1", "-key", "rsa:2048", "-days", "30", "-CA", demo.ca,
                       "-CAkey", os.path.join(demo.folder, "ca.key"), "-out", os.path.join(demo.folder, "server"), "-force"]):
        command = [demo.program, "ca", *arguments]
        show(command)
        told = subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
        print(told.replace(os.getcwd() + "/", ""), end="")


def our_client(demo, port, *flags):
    return [demo.program, "client", "-connect", f"localhost:{port}", "-CAfile", demo.ca, *flags]


def openssl_client(demo, port, *flags):
    return ["openssl", "s_client", "-connect", f"localhost:{port}", "-CAfile", demo.ca, "-verify_return_error", "-tls1_2", *flags]


def our_client_explained(demo):
    command = ["openssl", "s_server", "-tls1_2", "-accept", "0", "-naccept", "1", *demo.server_flags(), "-rev"]
    show(command)
    server = Running(command)
    command = our_client(demo, server.port(), "-msg")
    show(command, "a word from our client")
    client = Running(command)
    client.send(b"a word from our client\n")
    answer = client.wait_until(lambda: b"\n" in client.streams[1] and bytes(client.streams[1]))
    code = client.end()
    server.end()
    show_messages(client.streams[2])
    print(f"openssl's server answered, reversed: {(answer or b'').decode().strip()}")
    return code == 0 and answer == b"tneilc ruo morf drow a\n"


def our_server_explained(demo):
    command = [demo.program, "server", "-accept", "localhost:0", *demo.server_flags(), "-naccept", "1", "-rev", "-msg"]
    show(command)
    server = Running(command)
    command = openssl_client(demo, server.port(), "-brief")
    show(command, "a word from openssl's client")
    client = Running(command)
    client.send(b"a word from openssl's client\n")
    answer = client.wait_until(lambda: b"\n" in client.streams[1] and bytes(client.streams[1]))
    client.end()
    code = server.end()
    show_messages(server.streams[2])
    print(f"our server answered, reversed: {(answer or b'').decode().strip()}")
    return code == 0 and answer == b"tneilc s'lssnepo morf drow a\n"


def data_of(size):
    """Bytes without the letters that openssl takes for commands."""
    period = bytes(range(128, 256)) * 31 + b"\n"
    return (MARK + period * (size // len(period) + 1))[:size]


def our_client_transfer(demo, suite, group, there, back):
    server = Running(["openssl", "s_server", "-tls1_2", "-accept", "0", "-naccept", "1", *demo.server_flags(), "-groups", group])
    client = Running(our_client(demo, server.port(), "-cipher", suite, "-groups", group, "-quiet"))
    client.send(there)
    digests = [server.received(len(there))]
    server.send(back)
    digests.append(client.received(len(back)))
    good = client.end() == 0
    server.end()
    return good, digests


def our_server_transfer(demo, suite, group, there, _):
    server = Running([demo.program, "server", "-accept", "localhost:0", "-naccept", "1", *demo.server_flags(), "-quiet"])
    client = Running(openssl_client(demo, server.port(), "-cipher", suite, "-groups", group, "-quiet", "-no_ign_eof"))
    client.send(there)
    digest = client.received(len(there))
    client.end()
    return server.end() == 0, [digest, digest]  # echoed: what came back is what arrived


def transfers(demo):
    print("Bytes there and as many back; behind \"equal\", how their SHA-256 begins.")
    print(f"{'':<38}{'280 000 bytes':>21}{'100 MB':>21}")
    loads = [data_of(280_000), data_of(100_000_000)]
    wanted = [hashlib.sha256(load).hexdigest() for load in loads]
    all_good = True
    for title, transfer in (("our client, openssl's server", our_client_transfer),
                            ("openssl's client, our server", our_server_transfer)):
        print(title)
        for suite in SUITES:
            for group in GROUPS:
                print(f"  {suite:<29}{group:<7}", end="", flush=True)
                for load, digest in zip(loads, wanted):
                    good, digests = transfer(demo, suite, group, load, load)
                    good = good and digests == [digest, digest]
                    all_good = all_good and good
                    print(f"{'equal, ' + digests[0][:8] + '…' if good else 'DIFFERENT':>21}", end="", flush=True)
                    if not good:
                        print(f"\n    found {digests}, wanted {digest}", file=sys.stderr)
                print(flush=True)
    return all_good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="the vitrine program")
    parser.add_argument("folder", help="where certificates and keys are put")
    given = parser.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    demo = Demo(os.path.abspath(given.program), os.path.abspath(given.folder))

    say("1. A certificate authority, and a certificate for localhost")
    make_certificates(demo)
    say("2. Our client and openssl's server: every message of the handshake")
    print(">>> was sent by us, <<< received; below, each field: where, bytes, name, value")
    good = our_client_explained(demo)
    say("3. openssl's client and our server")
    good = our_server_explained(demo) and good
    say("4. Three suites, each group, both ways round")
    good = transfers(demo) and good
    if not good:
        sys.exit("\nthe demo failed: see above")
    say("All of it went well. What to try next")
    folder = os.path.relpath(demo.folder)
    print(f"""a server that shows each visitor its own connection:
  build/release/vitrine server -accept localhost:4433 -www \\
    -cert {folder}/server.pem -key {folder}/server.key
and in another terminal a visitor, or the same step by step:
  curl --cacert {folder}/ca.pem https://localhost:4433/
  ./dev gdb client localhost:4433 -CAfile {folder}/ca.pem
the handshake as one table; how fast it is, beside openssl:
  build/release/vitrine flow
  ./dev bench --quick""")


if __name__ == "__main__":
    main()
