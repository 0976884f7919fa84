"""vitrine ca against the tools of others: what it makes they take, and the lines it prints make the same."""

import os
import re
import shutil
import socket
import ssl
import stat
import subprocess

from support import FOLDER, LIMIT, PROGRAM, InteropCase, Process

KINDS = ["rsa:2048", "rsa:3072", "ec:P-256", "ec:P-384"]


class CaCase(InteropCase):
    """Each test has a folder of its own."""

    def setUp(self):
        self.folder = os.path.join(FOLDER, self.id().split(".")[-1])
        os.makedirs(self.folder)
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name):
        return os.path.join(self.folder, name)

    def run_in(self, *arguments, check=True):
        done = subprocess.run(arguments, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=LIMIT, check=False)
        if check:
            self.assertEqual(done.returncode, 0, f"{arguments}\n{done.stdout}{done.stderr}")
        return done

    def ca(self, *arguments, check=True):
        return self.run_in(PROGRAM, "ca", *arguments, check=check)

    def extensions(self, file, kind="x509"):
        """Name and value of each as openssl prints them, without the identifiers of keys, which are made differently."""
        text = self.run_in("openssl", kind, "-in", file, "-noout", "-text").stdout.partition("xtensions:\n")[2]
        found = re.findall(r"^ +(?:X509v3 |)([A-Z][\w ]+?): *(critical|)\n +(\S.*)$", text, re.MULTILINE)
        return sorted(each for each in found if "Key Identifier" not in each[0] and "Signature" not in each[0])


class CaMakes(CaCase):
    """Certificates of every kind of key, with an intermediate, for each verifier at hand."""

    def make(self, kind, *flags):
        self.ca("init", "root", "-key", kind, "-subj", "/O=Example/CN=Root", *flags)
        self.ca("issue", "--intermediate", "-subj", "/O=Example/CN=Between", "-key", kind, "-pathlen", "0", "-CA",
                "root/ca.pem", "-CAkey", "root/ca.key", "-out", "between", *flags)
        self.ca("issue", "--san", "DNS:localhost,IP:127.0.0.1,IP:::1", "-key", kind, "-CA", "between.pem", "-CAkey",
                "between.key", "-out", "server", *flags)
        self.ca("issue", "--client", "-subj", "/CN=visitor", "-key", kind, "-CA", "root/ca.pem", "-CAkey", "root/ca.key",
                "-out", "visitor", *flags)

    def test_openssl_takes_them_strictly(self):
        for number, kind in enumerate(KINDS):
            with self.subTest(kind):
                self.folder = os.path.join(self.folder, str(number))
                os.mkdir(self.folder)
                self.make(kind)
                strict = ["openssl", "verify", "-x509_strict", "-check_ss_sig", "-CAfile", "root/ca.pem"]
                self.run_in(*strict, "-purpose", "sslserver", "-verify_hostname", "localhost", "-untrusted",
                            "server.chain.pem", "server.pem")
                self.run_in(*strict, "-purpose", "sslserver", "-verify_ip", "::1", "-untrusted", "server.chain.pem",
                            "server.pem")
                self.run_in(*strict, "-purpose", "sslclient", "visitor.pem")
                for key in ("root/ca.key", "between.key", "server.key", "visitor.key"):
                    self.run_in("openssl", "pkey", "-in", key, "-check", "-noout")
                    self.assertEqual(stat.S_IMODE(os.stat(self.path(key)).st_mode), 0o600)

    def test_pss_and_longer_hashes_are_taken_too(self):
        self.make("rsa:2048", "-pss", "-sha512")
        self.run_in("openssl", "verify", "-x509_strict", "-CAfile", "root/ca.pem", "-untrusted", "server.chain.pem",
                    "server.pem")
        text = self.run_in("openssl", "x509", "-in", "server.pem", "-noout", "-text").stdout
        self.assertIn("rsassaPss", text)
        self.assertIn("sha512", text)

    def test_gnutls_takes_them(self):
        self.make("ec:P-256")
        with open(self.path("all.pem"), "w", encoding="ascii") as out:
            for file in ("server.pem", "server.chain.pem"):
                with open(self.path(file), encoding="ascii") as part:
                    out.write(part.read())
        done = self.run_in("certtool", "--verify", "--load-ca-certificate", "root/ca.pem", "--verify-hostname",
                           "localhost", "--infile", "all.pem")
        self.assertIn("Verified", done.stdout)
        self.run_in("certtool", "--key-info", "--infile", "server.key")

    def serve(self, *flags):
        server = Process(self, [PROGRAM, "server", "-accept", "127.0.0.1:0", "-cert", self.path("server.pem"), "-key",
                                self.path("server.key"), "-cert_chain", self.path("server.chain.pem"), "-www", *flags])
        return int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))

    def test_clients_of_others_trust_the_server(self):
        for kind in ("rsa:2048", "ec:P-384"):
            with self.subTest(kind):
                self.folder = self.path(kind.replace(":", ""))
                os.mkdir(self.folder)
                self.make(kind)
                port = self.serve("-CAfile", self.path("root/ca.pem"), "-Verify", "1")
                shown = ["--cert", "visitor.pem", "--key", "visitor.key"]
                page = self.run_in("curl", "-sS", "--cacert", "root/ca.pem", *shown, f"https://127.0.0.1:{port}/").stdout
                self.assertIn("</html>", page)
                context = ssl.create_default_context(cafile=self.path("root/ca.pem"))
                context.load_cert_chain(self.path("visitor.pem"), self.path("visitor.key"))
                with self.python_connection(port, context) as stream:
                    self.assertEqual(stream.getpeercert()["issuer"][-1][0], ("commonName", "Between"))
                self.run_in("gnutls-cli", "--x509cafile", "root/ca.pem", "--x509certfile", "visitor.pem",
                            "--x509keyfile", "visitor.key", "-p", str(port), "localhost")

    @staticmethod
    def python_connection(port, context):
        return context.wrap_socket(socket.create_connection(("127.0.0.1", port), LIMIT), server_hostname="localhost")

    def test_our_client_trusts_the_server(self):
        self.make("ec:P-256")
        port = self.serve()
        client = Process(self, [PROGRAM, "client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost",
                                "-CAfile", self.path("root/ca.pem"), "-brief"], b"")
        self.assert_exit(client, 0)


class CaRequests(CaCase):
    def test_openssl_signs_our_request_and_we_sign_openssls(self):
        self.ca("init")
        for kind in ("rsa:2048", "ec:P-384"):
            self.ca("csr", "--san", "DNS:localhost,IP:127.0.0.1", "-key", kind, "-out", "ours", "-force")
            self.run_in("openssl", "req", "-in", "ours.csr", "-verify", "-noout")
            self.assertIn(("Subject Alternative Name", "", "DNS:localhost, IP Address:127.0.0.1"),
                          self.extensions("ours.csr", "req"))
            self.run_in("openssl", "x509", "-req", "-in", "ours.csr", "-CA", "ca/ca.pem", "-CAkey", "ca/ca.key",
                        "-CAcreateserial", "-copy_extensions", "copy", "-out", "ours.pem")
            self.run_in("openssl", "verify", "-CAfile", "ca/ca.pem", "-verify_hostname", "localhost", "ours.pem")
        self.run_in("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=theirs", "-addext",
                    "subjectAltName=DNS:theirs.example", "-keyout", "theirs.key", "-out", "theirs.csr")
        self.ca("sign", "theirs.csr")
        self.run_in("openssl", "verify", "-x509_strict", "-CAfile", "ca/ca.pem", "-verify_hostname", "theirs.example",
                    "theirs.pem")

    def test_a_request_that_was_changed_is_refused(self):
        self.ca("init")
        self.ca("csr", "--san", "localhost")
        der = self.run_in("openssl", "req", "-in", "localhost.csr", "-outform", "DER", "-out", "changed.der")
        with open(self.path("changed.der"), "rb") as file:
            der = file.read()
        with open(self.path("changed.der"), "wb") as file:
            file.write(der.replace(b"localhost", b"evil.host"))
        self.run_in("openssl", "req", "-inform", "DER", "-in", "changed.der", "-out", "changed.csr")
        refused = self.ca("sign", "changed.csr", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("its signature does not verify", refused.stderr)
        self.assertFalse(os.path.exists(self.path("changed.pem")))

    def test_a_request_signed_with_sha1_is_told_what_it_is(self):
        self.ca("init")
        self.run_in("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-sha1", "-subj", "/CN=a", "-keyout", "a.key",
                    "-out", "a.csr")
        refused = self.ca("sign", "a.csr", "-san", "a.example", check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("signed with sha1WithRSAEncryption, which is not spoken here: make the request with -sha256",
                      refused.stderr)

    def test_a_request_comes_as_der_and_by_stdin_too(self):
        self.ca("init")
        self.ca("csr", "--san", "localhost")
        self.run_in("openssl", "req", "-in", "localhost.csr", "-outform", "DER", "-out", "localhost.der")
        self.assertIn("-inform DER", self.ca("sign", "localhost.der", "-out", "a").stderr)
        with open(self.path("localhost.csr"), encoding="ascii") as request:
            text = request.read()
        for words in (["sign", "-"], ["show", "-"]):
            done = subprocess.run([PROGRAM, "ca", *words], cwd=self.folder, input=text, capture_output=True, text=True,
                                  timeout=LIMIT, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"^request\n +subject +CN=localhost\n")
        self.assertEqual(self.ca("show", "localhost.der").stdout, done.stdout)
        for file in ("a.pem", "localhost.pem"):
            self.run_in("openssl", "verify", "-CAfile", "ca/ca.pem", "-verify_hostname", "localhost", file)

    def test_what_a_request_wishes_beside_names_is_not_granted(self):
        self.ca("init")
        self.run_in("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                    "/CN=sly", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "subjectAltName=DNS:sly.example",
                    "-keyout", "sly.key", "-out", "sly.csr")
        self.ca("sign", "sly.csr")
        self.assertIn(("Basic Constraints", "critical", "CA:FALSE"), self.extensions("sly.pem"))


class CaLines(CaCase):
    """The lines of openssl's, typed into a shell elsewhere, make certificates with the same content."""

    def repeat(self, told):
        lines = told.split("with openssl:\n")[1]
        again = self.path("again")
        os.makedirs(os.path.join(again, "ca"), exist_ok=True)
        done = subprocess.run(["sh", "-e", "-c", lines], cwd=again, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=LIMIT, check=False)
        self.assertEqual(done.returncode, 0, f"{lines}\n{done.stderr}")

    def assert_same(self, name, kind="x509"):
        self.assertEqual(self.extensions(name, kind), self.extensions("again/" + name, kind))
        what = ["-subject", "-issuer", "-enddate"] if kind == "x509" else ["-subject"]
        ours, theirs = (self.run_in("openssl", kind, "-in", file, "-noout", *what).stdout
                        for file in (name, "again/" + name))
        seconds = r":\d\d (20\d\d) GMT"  # the two are not made in the same minute of the hour
        self.assertEqual(re.sub(r"\d\d:\d\d" + seconds, r"\1", ours), re.sub(r"\d\d:\d\d" + seconds, r"\1", theirs))
        algorithms = [re.findall(r"(?:Signature|Public Key) Algorithm: .*",
                                 self.run_in("openssl", kind, "-in", file, "-noout", "-text").stdout)
                      for file in (name, "again/" + name)]
        self.assertEqual(*algorithms)

    def test_of_each_command(self):
        for kind, flags in (("ec:P-256", []), ("ec:P-384", []), ("rsa:2048", ["-pss", "-sha384"])):
            with self.subTest(kind):
                self.repeat(self.ca("init", "-key", kind, "-force", "-subj", "/O=It's/CN=Root", "-pathlen", "2",
                                    *flags).stderr)
                self.assert_same("ca/ca.pem")
                self.repeat(self.ca("issue", "--san", "*.a.example,IP:::1,email:a@b.example", "-subj", "/CN=a b/O=x", "-out",
                                    "leaf", "-key", kind, "-force", "-must-staple", *flags).stderr)
                self.assert_same("leaf.pem")
                self.repeat(self.ca("issue", "--client", "-subj", "/CN=me", "-out", "me", "-force", *flags).stderr)
                self.assert_same("me.pem")
                self.repeat(self.ca("issue", "--intermediate", "-subj", "/CN=mid", "-out", "mid", "-pathlen", "1", "-force",
                                    *flags).stderr)
                self.assert_same("mid.pem")
                self.repeat(self.ca("csr", "--san", "DNS:asked.example", "-key", kind, "-force").stderr)
                self.assert_same("asked.example.csr", "req")
                self.repeat(self.ca("sign", "asked.example.csr", "-force", *flags).stderr)
                self.assert_same("asked.example.pem")


    def test_of_a_key_that_is_encrypted(self):
        self.ca("init")
        self.run_in("openssl", "pkey", "-in", "ca/ca.key", "-aes256", "-passout", "pass:secret", "-out", "ca/enc.key")
        with open(self.path("word"), "w", encoding="ascii") as file:
            file.write("secret\n")
        for number, flags in enumerate((["-pass", "file:word"], ["-passin=file:word"], ["-pass", "pass:secret"])):
            told = self.ca("issue", "--san", "a", "-CAkey", "ca/enc.key", "-out", str(number), *flags).stderr
            self.assertEqual("-CAkey ca/enc.key -passin file:word" in told, number < 2)
            self.assertNotIn("secret", told)
            self.run_in("openssl", "verify", "-CAfile", "ca/ca.pem", f"{number}.pem")
        wrong = self.ca("issue", "--san", "a", "-CAkey", "ca/enc.key", "-out", "b", "-pass", "pass:wrong", check=False)
        self.assertEqual(wrong.returncode, 1)

    def test_no_beginning_is_promised_that_openssl_cannot_set(self):
        self.repeat(self.ca("init").stderr)
        for number, (begins, pattern) in enumerate((("2099-01-01", "takes no beginning: this one begins now"),
                                                    ("2019-01-01", "makes none that has ended already"))):
            told = self.ca("issue", "--san", "a", "-days", "90", "-not-before", begins, "-out", str(number)).stderr
            self.assertIn(pattern, told)
            self.assertNotIn("-days -", told)
            self.repeat(told)


class CaDocs(CaCase):
    def test_the_commands_of_the_page_work_in_their_order(self):
        with open(os.path.join(os.path.dirname(__file__), "../../docs/ca.md"), encoding="utf-8") as page:
            commands = re.findall(r"^(vitrine ca (?:init|issue)[^#\n]*)", page.read(), re.MULTILINE)
        self.assertEqual(len(commands), 5)
        for command in commands:
            self.ca(*command.split()[2:])
        self.run_in("openssl", "verify", "-x509_strict", "-CAfile", "ca/ca.pem", "-untrusted", "server.chain.pem",
                    "-verify_hostname", "localhost", "server.pem")
        self.run_in("openssl", "verify", "-x509_strict", "-CAfile", "ca/ca.pem", "-purpose", "sslclient", "visitor.pem")


class CaCommand(CaCase):
    def refused(self, pattern, *arguments):
        done = self.ca(*arguments, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, pattern)

    def test_nothing_is_written_over_without_force(self):
        self.ca("init")
        with open(self.path("ca/ca.key"), encoding="ascii") as file:
            key = file.read()
        self.refused("ca/ca.pem is there already: -force", "init")
        with open(self.path("ca/ca.key"), encoding="ascii") as file:
            self.assertEqual(file.read(), key)
        self.ca("init", "-force")
        self.assertEqual(sorted(os.listdir(self.path("ca"))), ["ca.key", "ca.pem"])

    def test_what_excludes_each_other_is_refused(self):
        self.refused("exclude each other(.|\n)*see vitrine ca init --help", "init", "foo", "-out", "bar")
        self.refused("exclude each other", "issue", "--san", "a", "-days", "1", "-not-after", "2030-01-01")
        for words in (["--list", "--expired"], ["--list", "--all"], ["--list", "--rsa", "1024"], ["--json", "--expired"],
                      ["--list", "--json", "--markdown"], ["--all", "--expired"], ["--all", "expired"]):
            self.refused("with|exclude", "bad", *words)
        self.ca("init")
        for out in (".", "/", "..", "ca/", "ca/.pem"):
            self.refused("a directory, and no name in it", "issue", "--san", "a", "-out", out)
        self.assertEqual(os.listdir(self.folder), ["ca"])

    def test_a_chain_of_the_certificate_before_does_not_stay(self):
        self.ca("init")
        self.ca("issue", "--intermediate", "-subj", "/CN=Between", "-out", "between")
        self.ca("issue", "--san", "a", "-CA", "between.pem", "-CAkey", "between.key")
        os.remove(self.path("a.pem"))
        os.remove(self.path("a.key"))
        self.refused("a.chain.pem is there and belongs to another certificate", "issue", "--san", "a")
        self.assertIn("removed a.chain.pem", self.ca("issue", "--san", "a", "-force").stderr)
        self.assertFalse(os.path.exists(self.path("a.chain.pem")))

    def test_show_states_nothing_that_it_did_not_read(self):
        for kind, there, missing in (("v4", r"version +4\n", "public key|issuer|subject"),
                                     ("padding", "certificate\nnot understood", "version|issuer|subject|public key"),
                                     ("default-encoded", "cA FALSE", "cA TRUE"),
                                     ("boolean-01", "basicConstraints +\n", "cA"),
                                     ("ecdsa-null", "serial number", "issuer|subject|public key")):
            self.ca("bad", kind, "-quiet")
            shown = self.ca("show", f"bad-{kind}/leaf.pem", check=False).stdout
            self.assertRegex(shown, there)
            self.assertNotRegex(shown.partition("not understood")[0], missing)

    def test_show_names_who_shows_a_revocation_list(self):
        with open(self.path("a.crl"), "w", encoding="ascii") as file:
            file.write("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----\n")
        self.refused("vitrine explain shows", "show", "a.crl")

    def test_force_loses_nothing_that_was_asked_for(self):
        self.ca("init")
        self.refused("are one place", "issue", "--san", "k.example", "-keyout", "./k.example.pem", "-force")
        os.symlink("elsewhere", self.path("k.example.key"))
        self.refused("k.example.key is there and is no regular file", "issue", "--san", "k.example", "-force")
        self.assertEqual(sorted(os.listdir(self.folder)), ["ca", "k.example.key"])

    def test_an_interrupt_leaves_whole_directories_only(self):
        for number in range(1, 25):
            subprocess.run(["timeout", "-s", "INT", f"0.0{number:02}", PROGRAM, "ca", "bad", "--all", "-out", "all", "-quiet"],
                           cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT, check=False)
            if not os.path.exists(self.path("all")):
                continue
            for kind in os.listdir(self.path("all")):
                made = set(os.listdir(self.path("all/" + kind)))
                self.assertLessEqual({"root.pem", "leaf.pem"}, made, kind)
                self.assertLessEqual(made, {"root.pem", "leaf.pem", "leaf.key", "chain.pem"}, kind)
            shutil.rmtree(self.path("all"))

    def test_what_verifiers_would_refuse_is_not_made_by_accident(self):
        self.refused("'vitrine ca init' makes it", "issue", "--san", "a")
        self.ca("init", "-pathlen", "0")
        self.refused("trusted by nobody", "issue", "-subj", "/CN=localhost")
        self.refused("its pathLenConstraint is 0", "issue", "--intermediate", "-subj", "/CN=x", "-out", "x")
        self.ca("issue", "--san", "localhost")
        self.refused("no authority", "issue", "--san", "b", "-CA", "localhost.pem", "-CAkey", "localhost.key")
        self.refused("is not the key of", "issue", "--san", "b", "-CAkey", "localhost.key")
        self.refused("ends before it begins", "issue", "--san", "b", "-not-after", "2020-01-01")
        self.refused("1 at least", "issue", "--san", "b", "-days", "0")
        self.refused("nobody can tell", "issue", "--client", "-subj", "/", "-out", "b")
        self.refused("an authority without a name", "issue", "--intermediate", "-subj", "/", "-out", "b")
        self.refused("did you mean issue", "isue")
        self.assertEqual(sorted(os.listdir(self.folder)), ["ca", "localhost.key", "localhost.pem"])

    def test_an_authority_that_ends_is_not_used_unseen(self):
        self.ca("init", "short", "-days", "1")
        self.ca("init", "over", "-not-before", "2020-01-01", "-not-after", "2020-01-02")
        asked = ["issue", "--san", "a", "-CA", "short/ca.pem", "-CAkey", "short/ca.key"]
        self.assertRegex(self.ca(*asked).stderr, "short/ca.pem ends at 20.*, before what it signs")
        self.assertEqual(self.ca(*asked, "-force", "-quiet").stderr, "")
        self.assertNotIn("before what it signs", self.ca(*asked, "-force", "-not-after", "2026-01-01", "-not-before",
                                                         "2025-01-01").stderr)
        self.refused("over/ca.pem ended at 2020-01-02", "issue", "--san", "b", "-CA", "over/ca.pem", "-CAkey", "over/ca.key")

    def test_show_tells_what_openssl_tells(self):
        self.ca("init")
        self.ca("issue", "--san", "DNS:localhost,IP:127.0.0.1", "-quiet")
        told = self.ca("show", "localhost.pem").stdout
        serial = self.run_in("openssl", "x509", "-in", "localhost.pem", "-noout", "-serial").stdout.split("=")[1].strip()
        for line in (r"version +3", f"serial number +{serial.lower()}", r"issuer +CN=vitrine CA", r"subject +CN=localhost",
                     r"public key +ecPublicKey, secp256r1", r"basicConstraints +cA FALSE, critical",
                     r"keyUsage +critical, digitalSignature", r"extKeyUsage +serverAuth",
                     r"subjectAltName +dNSName localhost, iPAddress 127\.0\.0\.1", r"signed by +ecdsa-with-SHA256"):
            self.assertRegex(told, line)
        self.assertIn("tbsCertificate", self.ca("show", "-bytes", "localhost.pem").stdout)

    def test_quiet_says_nothing(self):
        self.assertEqual(self.ca("init", "-quiet").stderr, "")
