"""vitrine ca bad: every kind is refused by our client, for its own reason, and by openssl or not, as docs/bad.md says."""

import ipaddress
import json
import os
import re
import subprocess
import unittest

from certificate_server import CertificateServer, certificates_in
from support import LIMIT, PROGRAM, InteropCase, Process, path

STAPLE = "TLS feature status_request"
# What the client says where no row of the path checks speaks.
SENTENCES = {"certificates presented": r"more than 10 certificates", "parse": r"Certificate|65536|handshake message"}


def run(*arguments):
    return subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT, check=False)


def kinds():
    lines = run(PROGRAM, "ca", "bad", "--list", "--json").stdout.splitlines()
    return list(map(json.loads, lines[1:]))


class Bad(InteropCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = path("bad")
        if not os.path.exists(cls.folder):
            made = run(PROGRAM, "ca", "bad", "--all", "-out", cls.folder)
            assert made.returncode == 0, made.stderr
            Bad.told = {re.match(r"\S+(?=/root\.pem)", part).group(0): part for part in made.stderr.split("wrote ")[1:]}

    def files(self, kind):
        here = os.path.join(self.folder, kind["kind"])
        return {name: os.path.join(here, name) for name in os.listdir(here)}

    def question(self, kind):
        """The flags that ask for the name, as the command itself proposes them, if files show what is wrong."""
        files, told = self.files(kind), self.told[os.path.join(self.folder, kind["kind"])]
        proposed = re.search(r"openssl verify (-.*)\n", told)
        if proposed:
            return proposed.group(1).split()
        flags, host = re.search(r"vitrine client \S+ (.*?-verify_\w+) (\S+)\n", told).groups()
        strict = ["-x509_strict", "-purpose", "sslserver", "-untrusted", files["chain.pem"]]
        return [*strict, *flags.split(), host, files["leaf.pem"]]


class BadAgainstOurs(Bad):
    def host_of(self, kind):
        words = self.question(kind)
        return words[words.index("-verify_ip" if "-verify_ip" in words else "-verify_hostname") + 1]

    def client(self, kind):
        files, host = self.files(kind), self.host_of(kind)
        server = CertificateServer(certificates_in(*(files[name] for name in ("leaf.pem", "chain.pem") if name in files)))
        try:
            ipaddress.ip_address(host)
            asked = ["-verify_ip", host]
        except ValueError:
            asked = ["-verify_hostname", host]
        client = Process(self, [PROGRAM, "client", "-connect", f"127.0.0.1:{server.port}", "-CAfile", files["root.pem"],
                                *asked], b"")
        code = client.finish()
        server.end()
        return client, code, server

    def test_the_client_refuses_every_kind_for_its_own_reason(self):
        for kind in kinds():
            if kind["refused_by"] == STAPLE:
                continue  # this server ends where a stapled response would come
            with self.subTest(kind["kind"]):
                client, code, server = self.client(kind)
                check = kind["refused_by"]
                self.assertEqual(code, 4 if check in SENTENCES else 5, client.told())
                self.assertRegex(client.stderr, SENTENCES.get(check, rf"check +{re.escape(check)} "))
                self.assertIsNotNone(server.alert, client.told())

    def test_verify_refuses_every_kind_for_its_own_reason(self):
        for kind in kinds():
            with self.subTest(kind["kind"]):
                asked = [word for word in self.question(kind) if word != "-x509_strict"]
                done = run(PROGRAM, "verify", *asked)
                proposed = "vitrine verify -" in self.told[os.path.join(self.folder, kind["kind"])]
                self.assertEqual(proposed, kind["seen_in"] == "files")
                if not proposed:
                    self.assertEqual(done.returncode, 0, "trusted, and so not proposed")
                    continue
                check = "certificate" if kind["refused_by"] == "parse" else kind["refused_by"]
                self.assertEqual(done.returncode, 5, done.stdout + done.stderr)
                self.assertRegex(done.stdout, rf"FAIL +{re.escape(check)} ")
                self.assertRegex(done.stdout, r"\nNOT TRUSTED:")

    def test_the_server_loads_and_shows_what_can_be_loaded(self):
        """The tried way of the command's own lines: our server with the files, our client against it."""
        for kind in kinds():
            files = self.files(kind)
            if kind["refused_by"] == "parse" or "leaf.key" not in files:
                continue
            with self.subTest(kind["kind"]):
                chain = ["-cert_chain", files["chain.pem"]] if "chain.pem" in files else []
                server = Process(self, [PROGRAM, "server", "-accept", "127.0.0.1:0", "-naccept", "1", "-cert", files["leaf.pem"],
                                        "-key", files["leaf.key"], *chain])
                port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
                host = self.host_of(kind)
                asked = ["-verify_ip", host] if host[0].isdigit() else ["-verify_hostname", host]
                client = Process(self, [PROGRAM, "client", "-connect", f"127.0.0.1:{port}", "-CAfile", files["root.pem"],
                                        *asked], b"")
                check = kind["refused_by"]
                self.assert_exit(client, 4 if check in SENTENCES else 5)
                self.assertRegex(client.stderr, SENTENCES.get(check, rf"check +{re.escape(check)} "))


class BadAgainstOpenssl(Bad):
    """openssl 3.0 refuses or accepts as docs/bad.md says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        version = run("openssl", "version").stdout
        if not version.startswith("OpenSSL 3.0."):
            raise unittest.SkipTest(f"the answers in docs/bad.md are those of openssl 3.0, this is {version}")

    def test_every_kind(self):
        for kind in kinds():
            with self.subTest(kind["kind"]):
                done = run("openssl", "verify", *self.question(kind))
                self.assertEqual("accepts" if done.returncode == 0 else "refuses", kind["openssl"], done.stderr)


class BadCommand(InteropCase):
    def test_one_kind_by_each_spelling(self):
        for number, words in enumerate((["--expired"], ["expired"], ["-expired"])):
            done = run(PROGRAM, "ca", "bad", *words, "-out", path(f"spelt{number}"))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("refused   by the check 'validity'", done.stderr)
        self.assertEqual(run(PROGRAM, "ca", "bad", "--rsa", "16384", "-out", path("long")).returncode, 0)
        self.assertIn("(16384 bit)",
                      run("openssl", "x509", "-in", path("long/leaf.pem"), "-noout", "-text").stdout)
        self.assertFalse(os.path.exists(path("long/leaf.key")), "nobody has that key")

    def test_what_cannot_be_is_refused(self):
        for pattern, words in (("did you mean expired", ["expire"]), ("which kind", []), ("one kind at a time",
                               ["--expired", "--no-san"]), ("there is no flag -expire", ["--expire"])):
            done = run(PROGRAM, "ca", "bad", *words)
            self.assertEqual(done.returncode, 1)
            self.assertIn(pattern, done.stderr)
