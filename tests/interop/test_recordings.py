"""Runs with openssl, recorded and replayed at once: bit for bit, without a network.

The recordings in tests/recordings were made here: KEEP_RECORDINGS=../recordings python3 -m unittest test_recordings
They hold the secrets of these runs, and certificates of a CA that was thrown away; no private key.
"""

import json
import os
import stat
import subprocess
import unittest

from support import InteropCase, PROGRAM, Process, identity, path, root

FOLDER = os.path.abspath(os.environ.get("KEEP_RECORDINGS") or path("."))
WEAK = "DEFAULT:@SECLEVEL=0"  # so that openssl says what it would not say by itself


class RecordingCase(InteropCase):
    def file(self):
        """The recording's file, named after the test."""
        return os.path.join(FOLDER, self._testMethodName.removeprefix("test_") + ".tlsrec")

    def recorded(self):
        return ["--record", self.file(), "--secrets"]

    def client_run(self, *flags, code=0, kind="rsa", server=(), **options):
        """Our client against openssl s_server: it says a line, and goodbye when the answer has come."""
        peer = self.openssl_server("-rev", *server, kind=kind)
        ours = self.our_client(peer.port, *flags, *self.recorded(), stdin=b"hello\n", **options)
        self.assert_exit(ours, code)
        self.assert_replays()

    def server_run(self, *flags, kind="rsa", client=()):
        """openssl s_client against our server, which echoes a line."""
        ours = self.our_server("-naccept", "1", *flags, *self.recorded(), kind=kind)
        peer = self.openssl_client(ours.port, "-ign_eof", *client)
        peer.send(b"hello\n")
        peer.wait_for(rb"\nhello\n")
        peer.kill()
        ours.finish()
        self.assert_replays()

    def refusing_server_run(self, arguments, code, *flags):
        ours = self.our_server("-naccept", "1", *flags, *self.recorded())
        peer = Process(self, [part.replace("PORT", str(ours.port)) for part in arguments], stdin=b"")
        self.assert_exit(ours, code)
        peer.kill()
        self.assert_replays()

    def assert_replays(self):
        result = subprocess.run([PROGRAM, "replay", self.file()], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertRegex(result.stdout, r"^the same: replayed all of \d+ events\n$")


class FullHandshakes(RecordingCase):
    def test_client_pss_x25519(self):
        self.client_run()

    def test_client_pkcs1_p256(self):
        self.client_run("-groups", "P-256", server=["-sigalgs", "RSA+SHA256"])

    def test_client_p384_aes256(self):
        self.client_run("-groups", "P-384", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384")

    def test_client_chacha20(self):
        self.client_run("-cipher", "ECDHE-RSA-CHACHA20-POLY1305")

    def test_client_ecdsa(self):
        self.client_run(kind="p256")

    def test_client_authenticated(self):
        self.client_run(*identity("client_rsa").flags(), server=["-Verify", "1", "-CAfile", root()])

    def test_client_small_records(self):
        self.client_run(server=["-max_send_frag", "512", "-split_send_frag", "64"])

    def test_server_pss_x25519(self):
        self.server_run()

    def test_server_pkcs1_p256(self):
        self.server_run(client=["-sigalgs", "RSA+SHA256", "-groups", "P-256"])

    def test_server_p384_aes256(self):
        self.server_run(client=["-groups", "P-384", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384"])

    def test_server_chacha20(self):
        self.server_run(client=["-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"], kind="p256")

    def test_server_ecdsa(self):
        self.server_run(kind="p256")

    def test_server_asks_for_a_certificate(self):
        self.server_run("-Verify", "1", "-CAfile", root(), client=identity("client_ec").flags())

    def test_server_no_extended_master_secret(self):
        """GnuTLS can leave out what every other client here sends (RFC 7627)."""
        ours = self.our_server("-naccept", "1", *self.recorded())
        peer = Process(self, ["gnutls-cli", "-p", str(ours.port), "--x509cafile", root(), "--priority",
                              "NORMAL:-VERS-ALL:+VERS-TLS1.2:%NO_SESSION_HASH", "localhost"])
        peer.send(b"hello\n")
        peer.wait_for(rb"\nhello\n")
        peer.kill()
        ours.finish()
        self.assert_replays()


class ResumedHandshakes(RecordingCase):
    """The second of two connections, and the first, which promises a second."""

    def client_resumes(self, server_flags=(), client_flags=()):
        peer = Process(self, ["openssl", "s_server", "-accept", "127.0.0.1:0", "-naccept", "2", "-tls1_2", "-rev",
                              *identity("rsa").flags(), *server_flags])
        port = int(peer.wait_for(rb"ACCEPT \S+:(\d+)").group(1))
        session = path(self._testMethodName + ".session")
        first = self.our_client(port, "-sess_out", session, *client_flags, stdin=b"hello\n")
        self.assert_exit(first, 0)
        second = self.our_client(port, "-sess_in", session, *client_flags, *self.recorded(), stdin=b"hello\n")
        self.assert_exit(second, 0)
        self.assert_says(second, "resumed +yes")
        self.assert_replays()

    def server_resumes(self, *flags):
        ours = self.our_server("-naccept", "2", *flags, "--record", path("visit.tlsrec"), "--secrets")
        session = path(self._testMethodName + ".session")
        for session_flags in (["-sess_out", session], ["-sess_in", session]):
            peer = self.openssl_client(ours.port, "-ign_eof", *session_flags)
            peer.send(b"hello\n")
            peer.wait_for(rb"\nhello\n")
            peer.kill()
        ours.finish()
        self.assert_says(ours, "resumed: ")
        os.replace(path("visit-2.tlsrec"), self.file())
        self.assert_replays()

    def test_client_resumes_by_ticket(self):
        self.client_resumes()

    def test_client_resumes_by_session_id(self):
        self.client_resumes(server_flags=["-no_ticket"])

    def test_server_resumes_by_ticket(self):
        self.server_resumes()

    def test_server_resumes_by_session_id(self):
        self.server_resumes("-no_ticket")

    def test_client_takes_a_ticket(self):
        self.client_run("-sess_out", path("taken.session"))

    def test_server_gives_a_ticket(self):
        self.server_run()

    def test_server_gives_a_session_id(self):
        self.server_run("-no_ticket")


class RefusedHandshakes(RecordingCase):
    def test_refused_wrong_host(self):
        self.client_run("-verify_hostname", "example.org", code=5)

    def test_refused_expired(self):
        self.client_run(code=5, kind="expired")

    def test_refused_unknown_ca(self):
        self.client_run(code=5, kind="unknown_ca")

    def test_refused_wrong_usage(self):
        self.client_run(code=5, kind="wrong_usage")

    def test_refused_no_common_suite(self):
        self.client_run("-cipher", "ECDHE-RSA-AES128-GCM-SHA256", code=3,
                        server=["-cipher", "ECDHE-RSA-AES256-GCM-SHA384"])

    def test_refused_old_version(self):
        self.refusing_server_run(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_1", "-cipher", WEAK], 4)

    def test_refused_no_client_certificate(self):
        self.refusing_server_run(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_2"], 4, "-Verify", "1",
                                 "-CAfile", root())

    def test_refused_by_the_client(self):
        identity("unknown_ca")
        self.refusing_server_run(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_2", "-CAfile",
                                  path("other.pem"), "-verify_return_error"], 3)

    def test_refused_sha1_only(self):
        self.refusing_server_run(["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-tls1_2", "-cipher", WEAK,
                                  "-sigalgs", "RSA+SHA1"], 4)

    def test_refused_http(self):
        self.refusing_server_run(["curl", "-s", "http://127.0.0.1:PORT/"], 4)


class Files(RecordingCase):
    def test_only_the_owner_can_read_a_recording(self):
        self.client_run()
        self.assertEqual(stat.S_IMODE(os.stat(self.file()).st_mode), 0o600)

    def test_without_secrets_there_are_none_and_no_replay(self):
        for suite in ("ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-CHACHA20-POLY1305"):
            with self.subTest(suite=suite):
                self.check_without_secrets(suite)

    def check_without_secrets(self, suite):
        peer = self.openssl_server("-rev")
        log = path(f"keys-{suite}.txt")
        ours = self.our_client(peer.port, "-cipher", suite, "--record", self.file(), "-keylogfile", log,
                               stdin=b"a secret line\n")
        self.assert_exit(ours, 0)
        with open(self.file(), encoding="utf-8") as file, open(log, encoding="ascii") as keys:
            text, master_secret = file.read(), keys.read().split()[2]
        self.assertNotIn(master_secret, text)
        self.assertNotIn(b"a secret line".hex(), text)
        self.assertNotIn("ecdhe_private_key", text)
        self.assertNotIn('"derivation"', text)
        replay = Process(self, [PROGRAM, "replay", self.file()])
        self.assert_exit(replay, 1)
        self.assert_says(replay, "without its secrets.*--secrets")

    def test_no_private_key_is_in_a_server_s_recording(self):
        self.server_run()
        with open(self.file(), encoding="utf-8") as file, open(identity("rsa").key, encoding="ascii") as pem:
            text, key = file.read(), "".join(pem.read().splitlines()[1:-1])
        import base64
        whole = base64.b64decode(key).hex()
        for at in range(64, len(whole) - 64, 64):  # the public modulus is in the certificate
            if whole[at:at + 64] in text:
                self.assertIn(whole[at:at + 64], json.loads(text.splitlines()[0])["config"]["identities"][0][0])

    def test_what_comes_next_to_the_first_recording_has_a_number(self):
        ours = self.our_server("-naccept", "2", *self.recorded())
        for _ in range(2):
            peer = self.openssl_client(ours.port, "-ign_eof")
            peer.send(b"hello\n")
            peer.wait_for(rb"\nhello\n")
            peer.kill()
        ours.finish()
        for name in (self.file(), self.file().replace(".tlsrec", "-2.tlsrec")):
            self.assertEqual(subprocess.run([PROGRAM, "replay", "-quiet", name], check=False).returncode, 0)

    def test_a_changed_recording_is_told_by_event_and_field(self):
        self.client_run()
        with open(self.file(), encoding="utf-8") as file:
            lines = file.read().splitlines()
        place = next(i for i, line in enumerate(lines) if '"derivation"' in line and '"key_block"' in line)
        event = json.loads(lines[place])
        event["output"] = event["output"].replace(event["output"][:2], "zz", 1).replace("zz", "00", 1)
        if event["output"] == json.loads(lines[place])["output"]:
            event["output"] = "01" + event["output"][2:]
        lines[place] = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
        with open(self.file(), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        result = subprocess.run([PROGRAM, "replay", self.file()], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 9, result.stdout)
        self.assertIn(f"first difference: event {event['n']}, derivation\n  field    output\n", result.stdout)


class LivePeers(RecordingCase):
    def test_a_recorded_pair_meets_again_and_nothing_differs(self):
        """Our client and our server, recorded; then both once more, from their recordings, against each other."""
        both = {end: path(f"again_{end}.tlsrec") for end in ("client", "server")}
        server = self.our_server("-naccept", "1", "--record", both["server"], "--secrets")
        client = self.our_client(server.port, "--record", both["client"], "--secrets", stdin=b"hello\n")
        self.assert_exit(client, 0)
        server.finish()
        server = Process(self, [PROGRAM, "replay", both["server"], "-accept", "127.0.0.1:0"])
        port = server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1).decode()
        client = Process(self, [PROGRAM, "replay", both["client"], "-connect", f"127.0.0.1:{port}"])
        self.assert_exit(client, 0)
        self.assert_exit(server, 0)
        self.assert_says(client, "LABORATORY")

    def test_another_peer_is_told_by_the_first_field_that_is_its_own(self):
        self.client_run()
        peer = self.openssl_server("-rev")
        ours = Process(self, [PROGRAM, "replay", self.file(), "-connect", f"127.0.0.1:{peer.port}"])
        self.assert_exit(ours, 9)
        self.assertRegex(ours.stdout.decode(), r"message\n  field    bytes, from byte \d+: ServerHello.random\n")

    def test_two_recordings_are_held_against_each_other(self):
        self.client_run()
        one = path("one.tlsrec")
        os.rename(self.file(), one)
        self.client_run()
        result = subprocess.run([PROGRAM, "replay", one, self.file()], capture_output=True, text=True, check=False)
        self.assertEqual(result.returncode, 9)
        self.assertIn("draw", result.stdout)
        same = subprocess.run([PROGRAM, "replay", one, one], capture_output=True, text=True, check=False)
        self.assertEqual(same.returncode, 0)


if __name__ == "__main__":
    unittest.main()
