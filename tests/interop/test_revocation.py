"""Certificates that were taken back: by lists that openssl and GnuTLS sign, and by stapled OCSP responses."""

import os
import re
import subprocess
import tempfile

from support import (CLIENT, EC, FOLDER, LIMIT, PROGRAM, SERVER, InteropCase, Process, issue, made, make_root, openssl, path,
                     root)
from test_hello_options import ocsp_response


def authority():
    """A root that may sign revocation lists, and what openssl needs to keep its books."""
    where = path("revoking")
    if "revoking" not in made:
        make_root("revoking")
        with open(where + ".cnf", "w", encoding="ascii") as out:
            out.write(f"[ca]\ndefault_ca=d\n[d]\ndatabase={where}.index\ndefault_md=sha256\n[e]\n"
                      "authorityKeyIdentifier=keyid\n")
        made["revoking"] = where
    return where


def issued(name, extensions):
    authority()
    if name not in made:
        made[name] = issue(name, "revoking", EC, extensions)
    return made[name]


def revocation_list(name, revoked=(), until=("-crldays", "7")):
    where, made_list = authority(), path(name + ".crl")
    with open(where + ".index", "w", encoding="ascii"):
        pass
    for who in revoked:
        openssl("ca", "-config", where + ".cnf", "-keyfile", where + ".key", "-cert", where + ".pem", "-revoke", who.cert,
                "-crl_reason", "keyCompromise")
    openssl("ca", "-config", where + ".cnf", "-keyfile", where + ".key", "-cert", where + ".pem", "-gencrl", "-crlexts",
            "e", *until, "-out", made_list)
    return made_list


def gnutls_list(who):
    where, made_list = authority(), path("gnutls.crl")
    with open(where + ".tmpl", "w", encoding="ascii") as out:
        out.write("expiration_days = 7\ncrl_number = 7\n")
    subprocess.run(["certtool", "--generate-crl", "--load-ca-privkey", where + ".key", "--load-ca-certificate",
                    where + ".pem", "--load-certificate", who.cert, "--template", where + ".tmpl", "--outfile",
                    made_list], check=True, capture_output=True)
    return made_list


class RevocationLists(InteropCase):
    def connect(self, *flags, who=None):
        who = who or issued("taken_back", SERVER)
        server = self.openssl_server_with(who, "-rev")
        return server, self.our_client(server.port, *flags, ca=authority() + ".pem", stdin=b"ab\n")

    def openssl_server_with(self, who, *flags):
        made.setdefault(who.name, who)
        return self.openssl_server(*flags, kind=who.name)

    def test_a_certificate_that_its_issuers_list_does_not_name_is_taken(self):
        _, client = self.connect("-CRLfile", revocation_list("silent"))
        self.assert_exit(client, 0)
        self.assert_says(client, r"revocation +not revoked, by its issuer's list")

    def test_a_revoked_one_is_refused_with_the_date_and_the_reason(self):
        who = issued("taken_back", SERVER)
        for given in (revocation_list("naming", [who]), gnutls_list(who)):
            with self.subTest(list=given):
                server, client = self.connect("-CRLfile", revocation_list("silent"), "-CRLfile", given)
                self.assert_exit(client, 5)
                self.assert_says(client, r"revoked on 20\d\d-.* UTC \(\w+\), by the list of CN=revoking of 20")
                self.assert_says(client, r"alert fatal certificate_revoked\(44\)")
                server.wait_for(rb"certificate revoked", "stderr")

    def test_a_list_in_der_counts_too(self):
        given = revocation_list("for_der", [issued("taken_back", SERVER)])
        openssl("crl", "-in", given, "-outform", "DER", "-out", given + ".der")
        _, client = self.connect("-CRLfile", given + ".der")
        self.assert_exit(client, 5)
        self.assert_says(client, r"certificate_revoked\(44\)")

    def test_an_expired_list_is_no_answer(self):
        old = revocation_list("old", until=("-crl_lastupdate", "20200101000000Z", "-crl_nextupdate", "20200201000000Z"))
        _, client = self.connect("-CRLfile", old)
        self.assert_exit(client, 5)
        self.assert_says(client, r"it expired, the next one was due on 2020-02-01 (.|\n)*certificate_unknown\(46\)")

    def test_without_a_list_of_its_issuer_nothing_is_checked_and_that_is_said(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "-CRLfile", revocation_list("foreign"))
        self.assert_exit(client, 0)
        self.assert_says(client, r"revocation +not checked")

    def test_where_a_list_is_demanded_none_is_a_refusal(self):
        for flag in ("-crl_check", "-crl_check_all"):
            _, client = self.connect(flag)
            self.assert_exit(client, 5)
            self.assert_says(client, r"not checked: no revocation list was given")
            _, client = self.connect(flag, "-CRLfile", revocation_list("demanded"))
            self.assert_exit(client, 0)

    def test_a_client_whose_certificate_was_revoked_is_told_so(self):
        who = issued("client_taken_back", CLIENT)
        for revoked, code in (([], 0), ([who], 3)):
            server = self.our_server("-Verify", "1", "-CAfile", authority() + ".pem", "-naccept", "1", "-CRLfile",
                                     revocation_list("of_clients", revoked))
            client = self.our_client(server.port, *who.flags(), stdin=b"ab\n")
            self.assert_exit(client, code)
            if revoked:
                self.assert_says(client, r"certificate_revoked\(44\) from the server")

    def test_what_is_no_list_is_refused_at_once(self):
        _, client = self.connect("-CRLfile", root())
        self.assert_exit(client, 1)
        self.assert_says(client, r"no revocation list: no line '-----BEGIN X509 CRL-----'")

    def test_openssl_verify_and_ours_say_the_same_of_these_lists(self):
        who = issued("taken_back", SERVER)
        for name, revoked, until, word in (("same_silent", [], ("-crldays", "7"), b"OK"),
                                           ("same_naming", [who], ("-crldays", "7"), b"certificate revoked")):
            given = revocation_list(name, revoked, until)
            said = subprocess.run(["openssl", "verify", "-crl_check", "-CRLfile", given, "-CAfile", authority() + ".pem",
                                   who.cert], capture_output=True)
            self.assertIn(word, said.stdout + said.stderr)
            ours = Process(self, [PROGRAM, "verify", "-CRLfile", given, "-CAfile", authority() + ".pem", who.cert], b"")
            self.assert_exit(ours, 5 if revoked else 0)
            self.assertEqual(b"(keyCompromise), by the list of" in ours.stdout, bool(revoked))


class StapledResponses(InteropCase):
    def stapling(self):
        if "stapling" not in made:
            root()
            made["stapling"] = issue("stapling", "root", EC, [*SERVER, "-must-staple"])
        return "stapling"

    def connect(self, kind, response, *flags):
        server = self.openssl_server("-rev", *(["-status_file", response] if response else []), kind=kind)
        return self.our_client(server.port, *flags, stdin=b"ab\n")

    def test_a_good_one_is_verified_without_being_asked_about(self):
        client = self.connect("rsa", ocsp_response("rsa", "V"))
        self.assert_exit(client, 0)
        self.assert_says(client, r"revocation +not revoked, by the OCSP response sent with it")

    def test_a_revoked_certificate_is_refused(self):
        client = self.connect("rsa", ocsp_response("rsa", "R"))
        self.assert_exit(client, 5)
        self.assert_says(client, r"revoked on 2025-01-01 00:00:00 UTC \(unspecified\), by an OCSP response(.|\n)*"
                                 r"certificate_revoked\(44\)")

    def test_a_response_that_proves_nothing_is_refused(self):
        with open(path("junk.ocsp"), "wb") as out: # openssl's server sends it only if it can parse it
            out.write(b"\x30\x03\x0a\x01\x03")
        for response, word in ((ocsp_response("rsa", ""), "does not know the certificate"),
                               (ocsp_response("p256", "V"), "not about this certificate"),
                               (path("junk.ocsp"), "the responder answers tryLater")):
            with self.subTest(word=word):
                client = self.connect("rsa", response)
                self.assert_exit(client, 5)
                self.assert_says(client, word + r"(.|\n)*bad_certificate_status_response\(113\)")

    def test_whoever_takes_any_certificate_takes_any_response(self):
        client = self.connect("rsa", ocsp_response("rsa", "R"), "-insecure", "-status")
        self.assert_exit(client, 0)
        self.assert_says(client, r"certificate status revoked \(not verified\)")
        self.assert_says(client, r"peer verified +NO: revoked on")

    def test_a_certificate_that_must_come_with_one_is_refused_without(self):
        kind = self.stapling()
        client = self.connect(kind, None)
        self.assert_exit(client, 5)
        self.assert_says(client, r"\(must-staple\), and came without(.|\n)*bad_certificate_status_response\(113\)")
        self.assert_exit(self.connect(kind, ocsp_response(kind, "V")), 0)

    def test_a_client_that_did_not_ask_cannot_miss_it(self): # RFC 7633 §4.3.3
        client = self.connect(self.stapling(), None, "-nostatus")
        self.assert_exit(client, 0)
        self.assert_says(client, r"revocation +not checked")


class RevocationDocs(InteropCase):
    def test_what_the_page_says_to_try_works_as_printed(self):
        with open(os.path.join(os.path.dirname(__file__), "../../docs/revocation.md"), encoding="utf-8") as page:
            setting_up, handshake = re.findall(r"```\n((?:(?!```).*\n)+)```", page.read().split("## To try\n")[1])
        folder = tempfile.mkdtemp(dir=FOLDER)
        shell = f'vitrine() {{ "{os.path.abspath(PROGRAM)}" "$@"; }}\n'
        done = subprocess.run(["sh", "-c", shell + setting_up], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=LIMIT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"revoked on 20\d\d-.* UTC \(keyCompromise\), by the list of\s+CN=vitrine CA")
        self.assertIn("cRLNumber", done.stdout)
        servers, clients = (line.replace("localhost:4433", "{}").split()[1:] for line in handshake.splitlines())
        server = Process(self, [PROGRAM, *(word.format("127.0.0.1:0") for word in servers)], folder=folder)
        port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        client = Process(self, [PROGRAM, *(word.format(f"127.0.0.1:{port}") for word in clients)], b"", folder=folder)
        self.assert_exit(client, 5)
        self.assert_says(client, r"certificate_revoked\(44\)")
