"""The program under gdb: the breakpoints that the README names bind, sources are found, and values print as names."""

import functools
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from support import LIMIT, PROGRAM, InteropCase, Process, root

SCRIPT = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../apps/gdb/vitrine.gdb")
BREAKPOINTS = ["tls::Handshake::step", "tls::describe", "tls::derive_key_block", "tls::seal_record", "tls::open_record",
               "tls::refuse"]


def gdb(*arguments):
    return ["gdb", "-nx", "-batch", "-x", SCRIPT, *arguments]


@functools.cache
def is_stepped_easily():
    """Only a build without optimization goes line by line; gcc and clang note how they were called."""
    told = subprocess.run(gdb("-ex", "list tls::refuse", "-ex", "info source", PROGRAM), capture_output=True, text=True,
                          timeout=LIMIT, check=False, stdin=subprocess.DEVNULL)
    return "-O0" in told.stdout


class GdbCase(InteropCase):
    def session(self, *commands, flags=()):
        """What gdb said of our client talking to openssl's server, started far from the sources."""
        server = self.openssl_server("-rev")
        arguments = [word for command in commands for word in ("-ex", command)]
        program = [PROGRAM, "client", f"127.0.0.1:{server.port}", "-servername", "localhost", "-CAfile", root(),
                   *flags]
        with tempfile.TemporaryDirectory() as elsewhere:
            # a sanitizer's search for leaks does not work in a program that is traced
            process = Process(self, ["env", "ASAN_OPTIONS=detect_leaks=0", *gdb(*arguments), "--args", *program], b"",
                              folder=elsewhere)
            process.finish()
        return process.stdout.decode(errors="replace") + process.stderr


@unittest.skipUnless(shutil.which("gdb"), "gdb is not installed")
class Gdb(GdbCase):
    def test_each_named_breakpoint_binds_and_shows_its_source(self):
        commands = [word for name in BREAKPOINTS for word in ("-ex", f"break {name}", "-ex", f"list {name}")]
        told = subprocess.run(gdb(*commands, PROGRAM), capture_output=True, text=True, timeout=LIMIT, check=False,
                              stdin=subprocess.DEVNULL, cwd="/").stdout
        for number, name in enumerate(BREAKPOINTS, start=1):
            with self.subTest(breakpoint=name):
                self.assertRegex(told, rf"Breakpoint {number} at 0x.*\n(.*\n)?\d+\t")  # and lines of the source
        self.assertNotIn("No such file", told)

    def test_states_roles_and_messages_print_as_names(self):
        told = self.session("break tls::Handshake::step", "run", "continue", "print state_", "print dialogue_.us",
                            "print dialogue_.offer.value_->cipher_suites")
        self.assertIn("State::server_hello", told)
        self.assertIn("Role::client", told)
        self.assertIn("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (0xc02f)", told)

    def test_every_breakpoint_but_that_of_refusals_is_met_in_a_handshake(self):
        breaks = [f"tbreak {name}" for name in BREAKPOINTS if name != "tls::refuse"]
        told = self.session("break tls::refuse", *breaks, "run", *["continue"] * 30)
        for name in ["Handshake::step", "describe", "derive_key_block", "seal_record", "open_record"]:
            self.assertRegex(told, rf"hit Temporary breakpoint \d+.*\b{name} ")
        self.assertNotIn("hit Breakpoint 1", told)  # nothing was refused

    def test_next_is_one_field_and_step_stays_in_our_code(self):
        if not is_stepped_easily():
            self.skipTest("the program is optimized: lines are stepped in the plain build (cmake --preset debug-O0)")
        told = self.session("tbreak tls::describe(vitrine::tls::Wire&, vitrine::tls::ClientHello&)", "run", "next",
                            "next", "next", "step", "backtrace 1")
        fields = ['wire.number("client_version"', 'wire.fixed("random"', 'wire.opaque("session_id"',
                  'wire.list("cipher_suites"']
        places = [told.find(field) for field in fields]
        self.assertEqual(places, sorted(places), told)
        self.assertNotIn(-1, places, told)
        self.assertRegex(told, r"#0 .*tls::Wire::list<")

    def test_the_row_taken_prints_as_names(self):
        if not is_stepped_easily():
            self.skipTest("the program is optimized: lines are stepped in the plain build (cmake --preset debug-O0)")
        told = self.session("break tls::Handshake::step", "run", "next", "next", "next", "print edge")
        self.assertIn("client_hello -- client: ClientHello (always) --> server_hello", told)

    def test_without_a_story_the_kit_says_in_one_line_how_to_get_one(self):
        told = self.session("tls until server_certificate", "tls msgs", "tls derive", "tls where", "tls export x")
        self.assertEqual(told.count("this end keeps no story of its run: start the client or the server"), 3)
        self.assertIn("client  server_certificate", told)  # but where it stands is known
        self.assertNotIn("Python Exception", told)

    def test_with_a_story_an_optimized_program_tells_its_messages_and_secrets(self):
        told = self.session("tls until server_finished", "tls msgs", "tls derive key", flags=["--story"])
        self.assertRegex(told, r"1  >>>  ClientHello +\d+ bytes")
        self.assertRegex(told, r"8  >>>  Finished +16 bytes")
        self.assertIn("Python's HMAC comes to the same", told)

    def test_a_handler_is_few_calls_away_from_main(self):
        if not is_stepped_easily():
            self.skipTest("the program is optimized: calls are counted in the plain build (cmake --preset debug-O0)")
        told = self.session("break tls::read_server_hello", "run", "backtrace")
        frames = [line for line in told.splitlines() if line.startswith("#")]
        self.assertIn(" main (", frames[-1])
        self.assertLessEqual(len(frames), 16, told)
        for frame in frames:
            self.assertNotRegex(frame, r"/usr/include|lambda", told)


@unittest.skipUnless(shutil.which("gdb"), "gdb is not installed")
class NonceInGdb(GdbCase):
    """Not of a sanitizer's build: its inlining leaves nothing of a record where the breakpoint looks for it."""

    def test_a_record_of_chacha20_poly1305_shows_how_its_nonce_comes_about(self):  # RFC 7905 §2
        flow = os.path.join(os.path.dirname(SCRIPT), "flows/nonce.gdb")
        told = self.session("tls secrets on", f"source {flow}", flags=["-cipher", "ECDHE-RSA-CHACHA20-POLY1305"])
        found = re.search(r"client sends encrypted record number 0: handshake, 37 bytes\n +header +5 bytes: 1603030020\n"
                          r" +write IV +12 bytes: (\w+)\n +xor number +12 bytes: (\w+)\n +nonce +12 bytes: (\w+)\n"
                          r" +additional data +13 bytes: 00000000000000001603030010\n", told)
        self.assertTrue(found, told)
        iv, number, nonce = (int(found.group(i), 16) for i in (1, 2, 3))
        self.assertEqual((number, nonce), (0, iv))
