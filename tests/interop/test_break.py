"""vitrine break over the network: every fault against our own server and client, and against openssl's."""

import json
import re
import subprocess
import unittest

from support import LIMIT, PROGRAM, InteropCase, Process, path


def run(*arguments):
    return subprocess.run([PROGRAM, "break", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=LIMIT, check=False)


def faults(by):
    lines = run("--list", "--json").stdout.splitlines()
    return [fault for fault in map(json.loads, lines[1:]) if fault["by"] == by]


def laboratory_root():
    name = path("laboratory.pem")
    with open(name, "w", encoding="ascii") as out:
        out.write(run("--ca").stdout)
    return name


class Faults(InteropCase):
    def flags_for(self, fault):
        flags = fault["needs"].split()
        return flags + ["-CAfile", laboratory_root()] if "-Verify" in flags else flags

    def evil_client(self, fault, server):
        played = run(fault["fault"], "-connect", f"127.0.0.1:{server.port}", "--json")
        server.close_stdin()
        return played.returncode, json.loads(played.stdout.splitlines()[1])

    def evil_server(self, fault, client_of):
        server = Process(self, [PROGRAM, "break", fault["fault"], "-accept", "0", "--json"])
        port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        client = client_of(port)
        code = server.finish()
        client.close_stdin()
        return code, json.loads(server.stdout.splitlines()[1]), client

    def openssl_lab_client(self, port, *flags):
        return Process(self, ["openssl", "s_client", "-tls1_2", "-connect", f"127.0.0.1:{port}", "-servername", "localhost",
                              "-verify_hostname", "localhost", "-CAfile", laboratory_root(), "-verify_return_error",
                              *flags])


class FaultsAgainstOurs(Faults):
    """Refused as required, and said so by the victim's own exit code."""

    def exit_code_for(self, fault):
        if fault["required"] is None:
            return 6
        return 5 if fault["fault"].startswith("certificate-") else 4

    def test_every_evil_client(self):
        for fault in faults("client"):
            with self.subTest(fault["fault"]):
                server = self.our_server("-naccept", fault["visits"], *self.flags_for(fault), kind="p256")
                code, row = self.evil_client(fault, server)
                self.assertEqual(code, 0, row)
                self.assertEqual(row["found"], fault["required"])
                self.assert_exit(server, self.exit_code_for(fault))

    def test_every_evil_server(self):
        for fault in faults("server"):
            with self.subTest(fault["fault"]):
                code, row, client = self.evil_server(fault, lambda port, fault=fault: self.our_client(
                    port, *self.flags_for(fault), stdin=None, ca=laboratory_root()))
                self.assertEqual(code, 0, row)
                self.assertEqual(row["found"], fault["required"])
                self.assert_exit(client, self.exit_code_for(fault))


class FaultsAgainstOpenssl(Faults):
    """openssl 3.0 answers as docs/break.md says, be it as we require or not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        version = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=True).stdout
        if not (release := re.match(r"OpenSSL 3\.0\.(\d+)", version)):
            raise unittest.SkipTest(f"the answers in docs/break.md are those of openssl 3.0, this is {version}")
        cls.is_old = int(release.group(1)) <= 19

    def check(self, fault, code, row):
        self.assertIn("openssl", fault, "no answer of openssl's is written down")
        expected = fault.get("openssl_up_to_3_0_19", fault["openssl"]) if self.is_old else fault["openssl"]
        self.assertEqual(row["found"], expected, row)
        as_required = fault["required"] is not None and expected == fault["required"]
        self.assertEqual(code == 0, as_required)
        if expected == fault["openssl"]:
            self.assertEqual(fault["openssl_why"] == "", as_required, "a difference is explained, an agreement is not")

    def test_every_evil_client(self):
        for fault in faults("client"):
            with self.subTest(fault["fault"]):
                server = self.openssl_server("-naccept", str(fault["visits"]), *self.flags_for(fault), kind="p256")
                self.check(fault, *self.evil_client(fault, server))

    def test_every_evil_server(self):
        for fault in faults("server"):
            with self.subTest(fault["fault"]):
                code, row, _ = self.evil_server(fault, lambda port, fault=fault: self.openssl_lab_client(
                    port, *self.flags_for(fault)))
                self.check(fault, code, row)


class BreakCommand(InteropCase):
    def test_a_fault_in_memory_shows_attack_check_and_alert(self):
        played = run("skip-ske")
        self.assertEqual(played.returncode, 0)
        self.assertIn("vitrine: LABORATORY:", played.stderr)
        for line in (r"attack +The server leaves out", r"check +the peer sent ServerHelloDone", r"rule +RFC 5246",
                     r"required +alert fatal unexpected_message\(10\)", r"found +alert fatal unexpected_message\(10\)",
                     r"verdict +refused as required"):
            self.assertRegex(played.stdout, line)
        self.assertLessEqual(max(map(len, played.stdout.splitlines())), 80)

    def test_all_faults_in_memory_are_refused_each_on_a_line(self):
        played = run("--all")
        self.assertEqual(played.returncode, 0)
        self.assertEqual(len(played.stdout.splitlines()), len(faults("client")) + len(faults("server")))

    def test_the_list_fits_80_columns(self):
        listed = run("--list").stdout.splitlines()
        self.assertGreaterEqual(len(listed), 25)
        self.assertLessEqual(max(map(len, listed)), 80)

    def test_runs_are_the_same_every_time(self):
        self.assertEqual(run("--all", "--json").stdout, run("--all", "--json").stdout)

    def test_a_victim_that_is_not_refused_gives_another_exit_code(self):
        server = self.openssl_server(kind="p256")
        played = run("renegotiate", "-connect", f"127.0.0.1:{server.port}")
        server.close_stdin()
        self.assertEqual(played.returncode, 8)
        self.assertIn("NOT REFUSED", played.stdout)

    def test_a_peer_beyond_loopback_must_be_named_twice(self):
        for flags in ([], ["-beyond-loopback"], ["-the-peer-is-mine"]):
            refused = run("ccs-early", "-connect", "192.0.2.1:443", *flags)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("192.0.2.1 is not this machine's loopback", refused.stderr)
            self.assertEqual(run("skip-ske", "-accept", "0.0.0.0:0", *flags).returncode, 1)

    def test_a_wrong_name_and_a_wrong_end_are_refused(self):
        self.assertIn("did you mean skip-ske?", run("skip-sk").stderr)
        self.assertRegex(run("skip-ske", "-connect", "127.0.0.1:1").stderr, r"played by the server: use -accept")
        self.assertEqual(run().returncode, 1)
