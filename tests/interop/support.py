"""What the interop tests share: processes that end in any case, certificates of every kind, and the peers."""

import atexit
import contextlib
import itertools
import os
import re
import shutil
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

from processes import port_of

PROGRAM = os.environ.get("VITRINE") or os.path.join(os.path.dirname(__file__), "../../build/release/vitrine")
LIMIT = 60  # seconds: no process and no wait is given more

FOLDER = tempfile.mkdtemp(prefix="vitrine-interop-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


WATCHED = os.environ.get("VITRINE_WATCHED") == "1"  # everything that watches a connection is switched on
numbers = itertools.count(1)


def watched():
    """Flags for a run of ours with all its observers, each writing to a file of its own; none if not WATCHED."""
    if not WATCHED:
        return []
    number = next(numbers)
    return ["--record", path(f"watched{number}.tlsrec"), "--secrets", "-keylogfile", path(f"watched{number}.keys")]


def path(name):
    return os.path.join(FOLDER, name)


class Stack(contextlib.ExitStack):
    """For whom a Process runs where there is no case."""

    addCleanup = contextlib.ExitStack.callback


class Process:
    """A running program whose output is gathered as it comes. It is killed when the test ends, or after LIMIT.

    `limit`: more seconds than LIMIT for it. `descriptors`: those that it inherits beside its streams.
    """

    def __init__(self, case, arguments, stdin=None, folder=None, limit=None, descriptors=()):
        environment = {key: value for key, value in os.environ.items() if key != "SSLKEYLOGFILE"}
        self.arguments = [str(argument) for argument in arguments]
        self.process = subprocess.Popen(self.arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=environment, cwd=folder,
                                        pass_fds=descriptors)
        self.changed = threading.Condition()
        self.output = {"stdout": bytearray(), "stderr": bytearray()}
        self.open_streams = 2
        self.threads = [threading.Thread(target=self._gather, args=(name,), daemon=True) for name in self.output]
        for thread in self.threads:
            thread.start()
        self.timer = threading.Timer(limit or LIMIT, self.kill)
        self.timer.daemon = True
        self.timer.start()
        case.addCleanup(self._clean_up)
        if stdin is not None:
            self.send(stdin, then_close=True)

    def _gather(self, name):
        stream = getattr(self.process, name)
        while True:
            part = stream.read1(1 << 16)
            with self.changed:
                if part:
                    self.output[name] += part
                else:
                    self.open_streams -= 1
                self.changed.notify_all()
            if not part:
                return

    def send(self, data, then_close=False):
        """Writes in the background: a peer that does not read must not hold up the test."""

        def write():
            try:
                self.process.stdin.write(data)
                self.process.stdin.flush()
                if then_close:
                    self.process.stdin.close()
            except (BrokenPipeError, ValueError):
                pass  # it has ended already; its output says why

        threading.Thread(target=write, daemon=True).start()

    def close_stdin(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass

    def _found(self, pattern, stream):
        return re.search(pattern, bytes(self.output[stream]))

    def wait_for(self, pattern, stream="stdout"):
        """Waits until the output has a match of the pattern (bytes); fails if the program ends without it."""
        deadline = time.monotonic() + LIMIT
        with self.changed:
            while not self._found(pattern, stream):
                if self.open_streams == 0 or not self.changed.wait(deadline - time.monotonic()):
                    raise AssertionError(f"{' '.join(self.arguments)} never said {pattern!r}\n{self.told()}")
            return self._found(pattern, stream)

    def wait_for_bytes(self, size):
        deadline = time.monotonic() + LIMIT
        with self.changed:
            while len(self.output["stdout"]) < size:
                if self.open_streams == 0 or not self.changed.wait(deadline - time.monotonic()):
                    raise AssertionError(f"only {len(self.output['stdout'])} of {size} bytes came\n{self.told()}")
            return bytes(self.output["stdout"])

    def told(self):
        return "".join(f"--- {name}\n{bytes(text[-3000:]).decode(errors='replace')}\n"
                       for name, text in self.output.items())

    @property
    def stdout(self):
        return bytes(self.output["stdout"])

    @property
    def stderr(self):
        return self.output["stderr"].decode(errors="replace")

    def finish(self):
        """Waits for its end; its exit code."""
        code = self.process.wait(LIMIT)
        for thread in self.threads:
            thread.join(LIMIT)
        self.timer.cancel()
        return code

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()

    def _clean_up(self):
        self.kill()
        self.finish()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE, timeout=LIMIT)


def ca(*arguments):
    """Runs vitrine ca, which has to succeed."""
    done = subprocess.run([PROGRAM, "ca", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=LIMIT, check=False)
    if done.returncode != 0:
        raise AssertionError(f"vitrine ca {' '.join(arguments)}\n{done.stderr}")


class Identity:
    """A certificate, its key, and the CA certificates between it and the root: a file, if there are any."""

    def __init__(self, name):
        self.name = name
        self.cert, self.key, self.chain_file = (path(name + ending) for ending in (".pem", ".key", ".chain.pem"))

    def flags(self):
        flags = ["-cert", self.cert, "-key", self.key]
        return flags + (["-cert_chain", self.chain_file] if os.path.exists(self.chain_file) else [])


EC, P384, RSA = "ec:P-256", "ec:P-384", "rsa:2048"
SERVER = ["--san", "DNS:localhost,IP:127.0.0.1"]
CLIENT = ["--client"]
AUTHORITY = ["--intermediate"]


def make_root(name, key=EC):
    folder = path(name + ".made")
    ca("init", folder, "-key", key, "-days", "30", "-subj", f"/CN={name}", "-force")
    for ending in (".pem", ".key"):
        os.replace(os.path.join(folder, "ca" + ending), path(name + ending))
    return path(name + ".pem")


def issue(name, issuer, key, flags):
    ca("issue", "-subj", f"/CN={name}", "-key", key, "-CA", path(issuer + ".pem"), "-CAkey", path(issuer + ".key"), "-out",
       path(name), "-days", "30", "-force", *flags)
    return Identity(name)


def issue_by_openssl(name, issuer, key, extensions):
    """For keys and extensions that vitrine ca does not make."""
    made_at = path(name)
    with open(made_at + ".ext", "w", encoding="ascii") as out:
        out.write("\n".join(extensions))
    openssl("req", "-newkey", *key, "-nodes", "-subj", f"/CN={name}", "-keyout", made_at + ".key", "-out", made_at + ".csr")
    openssl("x509", "-req", "-in", made_at + ".csr", "-CA", path(issuer + ".pem"), "-CAkey", path(issuer + ".key"),
            "-CAcreateserial", "-days", "30", "-extfile", made_at + ".ext", "-out", made_at + ".pem")
    return Identity(name)


SERVER_EXTENSIONS = ["subjectAltName=DNS:localhost,IP:127.0.0.1", "keyUsage=critical,digitalSignature",
                     "extendedKeyUsage=serverAuth"]
CLIENT_EXTENSIONS = ["keyUsage=critical,digitalSignature", "extendedKeyUsage=clientAuth"]


def with_usage(name, usage):
    """What vitrine ca does not put into a certificate, since nothing here asks for it."""
    return issue_by_openssl(name, "root", ["rsa:2048"],
                            [SERVER_EXTENSIONS[0], f"keyUsage=critical,{usage}", SERVER_EXTENSIONS[2]])


def chain_of_three():
    issue("upper", "root", EC, AUTHORITY)
    issue("lower", "upper", RSA, AUTHORITY)
    return issue("end", "lower", RSA, SERVER)


def by_another_root():
    make_root("other")
    return issue("stranger", "other", EC, SERVER)


def client_by_another_root():
    make_root("another")
    return issue("unknown_client", "another", EC, CLIENT)


RECIPES = {
    "rsa": lambda: issue("rsa", "root", RSA, SERVER),
    "p256": lambda: issue("p256", "root", EC, SERVER),
    "p384": lambda: issue("p384", "root", P384, SERVER),
    "chain": chain_of_three,
    "expired": lambda: issue("expired", "root", EC, [*SERVER, "-not-before", "2020-01-01"]),
    "wrong_host": lambda: issue("wrong_host", "root", EC, ["--san", "DNS:elsewhere.example"]),
    "key_transport": lambda: with_usage("key_transport", "digitalSignature,keyEncipherment"),
    "wrong_usage": lambda: with_usage("wrong_usage", "keyEncipherment"),
    "client_only": lambda: issue("client_only", "root", EC, SERVER + CLIENT),
    "unknown_ca": by_another_root,
    "unknown_client": client_by_another_root,
    "client_rsa": lambda: issue("client_rsa", "root", RSA, CLIENT),
    "client_ec": lambda: issue("client_ec", "root", EC, CLIENT),
}
made = {}


def root():
    if "root" not in made:
        made["root"] = make_root("root")
    return path("root.pem")


def identity(kind):
    """The identity of that kind, made when it is first asked for."""
    root()
    if kind not in made:
        made[kind] = RECIPES[kind]()
    return made[kind]


def client_context():
    """Python's client of TLS 1.2, which trusts the test's root."""
    context = ssl.create_default_context(cafile=root())
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


class InteropCase(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        if not os.access(PROGRAM, os.X_OK):
            raise AssertionError(f"there is no program to test at {PROGRAM}; the environment's VITRINE says where")

    def our_server(self, *flags, kind="rsa"):
        server = Process(self, [PROGRAM, "server", "-accept", "127.0.0.1:0", *watched(), *identity(kind).flags(),
                                *flags])
        server.port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        return server

    def our_client(self, port, *flags, stdin=b"", name="localhost", ca=None):
        """Keeps stdin open if stdin is None."""
        return Process(self, [PROGRAM, "client", "-connect", f"127.0.0.1:{port}", *watched(), "-servername", name,
                              "-CAfile", ca or root(), *flags], stdin)

    def openssl_server(self, *flags, kind="rsa", version="-tls1_2", folder=None):
        versions = [version] if version else []
        server = Process(self, ["openssl", "s_server", "-accept", "127.0.0.1:0", "-naccept", "1", *versions,
                                *identity(kind).flags(), *flags], folder=folder)
        server.port = int(server.wait_for(rb"ACCEPT \S+:(\d+)").group(1))
        return server

    def openssl_client(self, port, *flags, version="-tls1_2"):
        """Its stdin stays open: at its end it would leave before the answer has come."""
        versions = [version] if version else []
        return Process(self, ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", root(),
                              "-verify_return_error", "-verify_hostname", "localhost", "-servername", "localhost",
                              *versions, *flags])

    def gnutls_server(self, *flags, kind="rsa", priority="NORMAL:-VERS-ALL:+VERS-TLS1.2"):
        """GnuTLS does not say which port it got; the system does."""
        who = identity(kind)
        server = Process(self, ["gnutls-serv", "--echo", "--port", "0", "--priority", priority, "--x509certfile",
                                who.cert, "--x509keyfile", who.key, "--disable-client-cert", *flags])
        server.wait_for(rb"listening on IPv4 .*done\n", "stderr")
        server.port = port_of(server.process.pid)
        return server

    def assert_exit(self, process, code):
        self.assertEqual(process.finish(), code, process.told())

    def assert_says(self, process, pattern):
        self.assertRegex(process.stderr, pattern)
