"""vitrine explain and -trace: against what openssl says of the same bytes, live and afterwards."""

import json
import os
import pty
import re
import subprocess
import unittest

from support import LIMIT, PROGRAM, InteropCase, identity, path

RECORDINGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../recordings")


def explain(*arguments, stdin=b""):
    return subprocess.run([PROGRAM, "explain", *arguments], input=stdin, capture_output=True, timeout=LIMIT, check=False)


class LiveTrace(InteropCase):
    def traced(self, *flags):
        """A run of our client with openssl; what it said on stderr, and its recording explained."""
        run = path("traced.tlsrec")
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-trace", "-quiet", "--record", run, *flags, stdin=b"hello\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"olleh\n")
        return client.stderr, run

    def test_what_is_told_live_is_what_explain_tells_of_the_recording(self):
        live, run = self.traced("--secrets")
        later = explain(run, "--secrets").stdout.decode()
        mark, _, tree = later.partition("\n")
        self.assertIn("WITH SECRETS", mark)
        self.assertEqual(live, tree)
        for word in ("handshake: ClientHello", "agreed     premaster secret", "derived    key_block", "hello\\x0a",
                     "server_finished --Finished--> established", "description close_notify"):
            self.assertIn(word, live)

    def test_no_secret_is_in_a_trace_unless_it_is_asked_for(self):
        log = path("traced.log")
        live, _ = self.traced("-keylogfile", log)
        with open(log, encoding="ascii") as lines:
            secret = lines.read().split()[2]
        spaced = " ".join(re.findall("..", secret))
        self.assertIn("master_secret      48 bytes, SHA-256 ", live)
        self.assertNotIn(spaced[:40], live)

    def test_our_server_traces_each_of_its_connections(self):
        server = self.our_server("-trace", "-quiet", "-naccept", "1", "-rev")
        client = self.openssl_client(server.port)
        client.send(b"hello\n")
        client.wait_for(rb"olleh")
        client.close_stdin()
        self.assert_exit(server, 0)
        for word in (r"\[1\] .*\bclient -> server  handshake: ClientHello", r"dropped    cipher suite",
                     r"established"):
            self.assert_says(server, word)

    def test_a_refusal_is_traced_to_its_end(self):
        server = self.openssl_server(kind="wrong_host")
        client = self.our_client(server.port, "-trace", "-quiet")
        self.assert_exit(client, 5)
        self.assert_says(client, r"check FAIL host name")
        self.assert_says(client, r"FAILED ")
        self.assert_says(client, r"description bad_certificate")


class ExplainCommand(InteropCase):
    def test_a_certificate_has_its_fields_where_openssl_finds_them(self):
        for kind in ("rsa", "p256", "p384", "client_ec"):
            with self.subTest(kind):
                certificate = identity(kind).cert
                parsed = subprocess.run(["openssl", "asn1parse", "-in", certificate], capture_output=True, check=True,
                                        timeout=LIMIT).stdout.decode()
                fields = json.loads(explain("--json", certificate).stdout.splitlines()[1])["fields"]
                ours = {field["offset"]: field for field in fields}
                found = 0
                for line in parsed.splitlines():
                    offset, header, length = map(int, re.match(r" *(\d+):d=\d+ +hl=(\d+) +l= *(\d+)", line).groups())
                    size = header if "cons:" in line else header + length
                    self.assertIn(offset, ours, line)
                    if "BIT STRING" in line or "OCTET STRING" in line:
                        continue  # openssl does not look into them
                    self.assertEqual(ours[offset]["size"], size, line)
                    found += 1
                self.assertGreater(found, 30)

    def test_a_certificates_serial_number_and_dates_are_those_openssl_reads(self):
        certificate = identity("rsa").cert
        said = subprocess.run(["openssl", "x509", "-in", certificate, "-noout", "-serial", "-dates", "-dateopt",
                               "iso_8601"], capture_output=True, check=True, timeout=LIMIT).stdout.decode()
        fields = json.loads(explain("--json", certificate).stdout.splitlines()[1])["fields"]
        meaning = {field["name"]: field["meaning"] for field in fields}
        serial = next(field["hex"] for field in fields if field["name"] == "serialNumber")
        self.assertTrue(serial.upper().endswith(re.search(r"serial=(\w+)", said)[1]))
        self.assertEqual(meaning["notBefore"], re.search(r"notBefore=(.*)Z", said)[1] + " UTC")
        self.assertEqual(meaning["notAfter"], re.search(r"notAfter=(.*)Z", said)[1] + " UTC")

    def test_every_form_of_every_recording_is_made_and_json_is_json(self):
        recordings = sorted(os.listdir(RECORDINGS))
        self.assertGreater(len(recordings), 15)
        for name in recordings:
            if not name.endswith(".tlsrec"):
                continue
            for form in ("tree", "table", "markdown", "json"):
                with self.subTest(name=name, form=form):
                    made = explain(os.path.join(RECORDINGS, name), "--format", form)
                    self.assertEqual((made.returncode, made.stderr), (0, b""))
                    text = made.stdout.decode()
                    self.assertIn("fatal" if name == "refused_http.tlsrec" else "ClientHello", text)
                    if form in ("tree", "table"):
                        self.assertLessEqual(max(map(len, text.splitlines())), 80)
                    if form == "json":
                        lines = [json.loads(line) for line in text.splitlines()]
                        self.assertEqual(lines[0]["vitrine_explain"], 1)
                        for line in lines[1:]:
                            if "record" in line:
                                joined = sum(field["size"] for field in line["record"]["fields"])
                                self.assertEqual(2 * joined, len(line["bytes"]))

    def test_records_of_chacha20_poly1305_have_a_tag_and_no_nonce(self):  # RFC 7905 §2
        for name in ("client_chacha20", "server_chacha20"):
            lines = explain(os.path.join(RECORDINGS, name + ".tlsrec"), "--json").stdout.splitlines()[1:]
            records = [record for record in (json.loads(line).get("record") for line in lines) if record]
            sealed = [record for record in records if record["fields"][-1]["name"] == "tag"]
            self.assertGreaterEqual(len(sealed), 4)
            for record in sealed:
                self.assertNotIn("explicit_nonce", [field["name"] for field in record["fields"]])
            text = explain(os.path.join(RECORDINGS, name + ".tlsrec")).stdout.decode()
            self.assertRegex(text, r"0003  00 20 +length 32\n +Finished\n0005  14 +msg_type finished\n")

    def test_a_page_is_written_for_its_owner_alone(self):
        page = path("page.html")
        made = explain(os.path.join(RECORDINGS, "client_ecdsa.tlsrec"), "--html", page)
        self.assertEqual((made.returncode, made.stdout, made.stderr), (0, b"", b""))
        self.assertEqual(os.stat(page).st_mode & 0o777, 0o600)
        with open(page, "rb") as written:
            self.assertEqual(written.read(), explain(os.path.join(RECORDINGS, "client_ecdsa.tlsrec"), "--format",
                                                     "html").stdout)
        several = explain(os.path.join(RECORDINGS, "../captures/ticket_then_resumed.pcap"), "--html", page)
        self.assertEqual(several.returncode, 1)
        self.assertIn(b"holds 2 connections, a page shows one: --connection N", several.stderr)
        single = explain(identity("rsa").cert, "--format", "html")
        self.assertEqual((single.returncode, single.stdout), (1, b""))

    def test_hexadecimal_and_pem_come_by_a_pipe_too(self):
        made = explain("-", stdin=b"# a warning\n15 03 03 00 02  01 00\n")
        self.assertEqual(made.returncode, 0)
        self.assertIn(b"description close_notify\n", made.stdout)
        with open(identity("p256").cert, "rb") as pem:
            self.assertIn(b"namedCurve secp256r1\n", explain("-", stdin=pem.read()).stdout)

    def test_junk_is_a_clear_error_and_exit_1(self):
        for junk, sentence in ((b"", b"stdin is empty"), (b"hello", b"line 1, column 1: this is no hexadecimal digit"),
                               (b"00 11", b"these 2 bytes"), (os.urandom(500) + b"\0", b"stdin: this is no recording")):
            made = explain("-", stdin=junk)
            self.assertEqual((made.returncode, made.stdout), (1, b""))
            self.assertIn(sentence, made.stderr)
        missing = explain("/nonexistent")
        self.assertEqual(missing.returncode, 1)
        self.assertIn(b"cannot read /nonexistent: No such file", missing.stderr)

    def test_colours_are_for_terminals_and_no_color_is_honoured(self):
        recording = os.path.join(RECORDINGS, "client_ecdsa.tlsrec")
        self.assertNotIn(b"\x1b", explain(recording, "--notes").stdout)
        coloured = on_a_terminal([PROGRAM, "explain", recording])
        self.assertIn(b"\x1b[31m", coloured.splitlines()[0])  # the mark of a source with secrets
        self.assertIn(b"\x1b[36m", coloured)
        plain = on_a_terminal([PROGRAM, "explain", recording], NO_COLOR="1")
        self.assertNotIn(b"\x1b", plain)
        self.assertIn(b"handshake: ClientHello", plain)


class Docs(InteropCase):
    def test_the_page_shows_what_the_program_says(self):
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
        with open(os.path.join(source, "docs/explain.md"), encoding="utf-8") as page:
            blocks = re.findall(r"```\n\$ (.*)\n((?:(?!```).*\n)+)```", page.read())
        self.assertGreaterEqual(len(blocks), 4)
        for command, shown in blocks:
            ours = re.sub(r"\bvitrine explain\b", os.path.abspath(PROGRAM) + " explain", command)
            said = subprocess.run(ours, shell=True, cwd=source, capture_output=True, text=True, timeout=LIMIT,
                                  check=True).stdout
            for excerpt in shown.split("...\n"):
                self.assertIn(excerpt, said, command)


def on_a_terminal(arguments, **environment):
    """What the program writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
                          env={**kept, **environment}) as process:
        os.close(theirs)
        written = b""
        while True:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:  # how Linux tells the end
                part = b""
            if not part:
                break
            written += part
        process.wait(LIMIT)
    os.close(ours)
    return written


if __name__ == "__main__":
    unittest.main()
