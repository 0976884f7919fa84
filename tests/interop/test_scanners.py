"""testssl.sh and sslscan against our server: whatever they find above "low" is explained in docs/security.md."""

import json
import os
import re
import unittest

from processes import is_sanitized
from support import PROGRAM, InteropCase, Process, path

PAGE = os.path.join(os.path.dirname(__file__), "../../docs/security.md")
HARMLESS = {"OK", "INFO", "LOW"}


def explained():
    """The findings that the page has a row for, by testssl.sh's names."""
    with open(PAGE, encoding="utf-8") as file:
        section = file.read().partition("## What scanners say")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


class Scanners(InteropCase):
    def server_of_ours(self):
        """With a certificate as docs/ca.md makes it."""
        folder = path("scanned")
        os.makedirs(folder)
        for words in (["init"], ["issue", "--san", "DNS:localhost,IP:127.0.0.1"]):
            self.assert_exit(Process(self, [os.path.abspath(PROGRAM), "ca", *words], folder=folder), 0)
        server = Process(self, [os.path.abspath(PROGRAM), "server", "-accept", "127.0.0.1:0", "-cert", "localhost.pem",
                                "-key", "localhost.key", "-www", "-quiet"], folder=folder, limit=300)
        server.port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        server.root = os.path.join(folder, "ca/ca.pem")
        return server

    def test_testssl_finds_nothing_that_is_not_explained(self):
        server, findings = self.server_of_ours(), path("findings.json")
        if is_sanitized(server.process.pid):
            raise unittest.SkipTest("a scan takes minutes under sanitizers, and shows no other code")
        scan = Process(self, ["testssl", "--warnings", "off", "--color", "0", "--openssl", "/usr/bin/openssl", "--ip",
                              "127.0.0.1", "--quiet", "--add-ca", server.root, "--jsonfile", findings, "-p", "-s", "-f",
                              "-S", "-U", f"localhost:{server.port}"], limit=300)
        scan.process.wait(300)  # it takes a minute or two
        scan.finish()
        with open(findings, encoding="utf-8") as file:
            found = json.load(file)
        self.assertGreater(len(found), 60)
        by_name = {finding["id"]: finding["finding"] for finding in found}
        for name, finding in {"TLS1_2": "offered", "TLS1_1": "not offered", "SSLv3": "not offered",
                              "heartbleed": "not vulnerable, no heartbeat extension",
                              "secure_renego": "supported", "cert_trust": "Ok via SAN (same w/o SNI)"}.items():
            with self.subTest(name=name):
                self.assertEqual(by_name[name], finding)
        worse = [finding for finding in found if finding["severity"] not in HARMLESS]
        self.assertEqual([finding for finding in worse if finding["id"] not in explained()], [])

    def test_sslscan_sees_no_old_protocol_no_renegotiation_and_no_heartbleed(self):
        server = self.our_server("-www", "-quiet")
        scan = Process(self, ["sslscan", "--no-colour", f"localhost:{server.port}"])
        self.assert_exit(scan, 0)
        told = scan.stdout.decode()
        for protocol in ("SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.3"):
            self.assertRegex(told, rf"{re.escape(protocol)} +disabled")
        self.assertIn("Server supports TLS Fallback SCSV", told)
        self.assertIn("Session renegotiation not supported", told)
        self.assertNotRegex(told, r"(?<!not )vulnerable to heartbleed")
        self.assertRegex(told, r"Altnames: .*DNS:localhost")
        server.wait_for(rb"the client signals no secure renegotiation", "stderr")  # why it takes TLS 1.2 for disabled
