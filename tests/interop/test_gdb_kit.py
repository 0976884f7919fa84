"""The gdb kit at work in both debug builds: each command, each printer, and that it reads memory and nothing else."""

import hashlib
import os
import re
import subprocess
import tempfile

from debugging import ROOT, DebuggerCase, gdb, in_parts, pair
from support import LIMIT, PROGRAM

FLOWS = os.path.join(ROOT, "apps/gdb/flows")
TIMED = """
import time
from vitrine_kit import functions
def cost():
    begin = time.process_time()
    functions.remember_last_event(None)
    return time.process_time() - begin
gdb.write("stop costs %.4f s" % min(cost() for _ in range(5)))
"""


class SameSeed(DebuggerCase):
    """The same handshake in gdb and in the program's own stepper: every number is the same, and tshark's too."""

    build = "debug"

    def test_gdb_step_and_tshark_show_the_same_numbers(self):
        with tempfile.TemporaryDirectory() as folder:
            run = os.path.join(folder, "run.tlsrec")
            capture, script = os.path.join(folder, "run.pcapng"), os.path.join(folder, "script")
            told = gdb([pair(self.build), "localhost", run, "7"], "tls secrets on", "break main", "run",
                       "tls until server_finished client", "tls derive key_block", "tls derive master", "continue")
            with open(script, "w", encoding="ascii") as out:
                out.write(f"c\nx on\np keys\np ClientHello.random\np Finished.verify_data\nw {capture}\n")
            stepped = subprocess.run([PROGRAM, "step", "pair", "--seed", "7", "--script", script], capture_output=True,
                                     text=True, timeout=LIMIT, check=False).stdout
            seen = subprocess.run(["tshark", "-n", "-r", capture, "-V", "-x"], capture_output=True, text=True,
                                  timeout=LIMIT, check=True).stdout
        keys = dict(re.findall(r"(client_write_key|server_write_key|client_write_IV|server_write_IV) = ([0-9a-f]+)",
                               stepped))
        self.assertEqual(len(keys), 4, stepped)
        gathered = re.sub(r"\s", "", told)
        for name, value in keys.items():
            self.assertIn(value, gathered, name)
        random = "".join(re.findall(r"client_random =\s+([0-9a-f]{64})", stepped)[:1])
        self.assertIn(random, gathered)
        self.assertIn("Verify Data", seen)
        for verify_data in re.findall(r"^  = ([0-9a-f]{24})$", stepped, flags=re.M):
            self.assertIn(" ".join(re.findall("..", verify_data))[:20], seen)


class Resumed(DebuggerCase):
    """The second visit of the pair: an abbreviated handshake, with its session masked."""

    build = "debug"

    def test_an_abbreviated_handshake_is_stepped_through_and_says_that_it_is_one(self):
        told = gdb([pair(self.build), "--resumed"], "break talk", "run", "tls until new_session_ticket client", "tls where",
                   "p *dialogue_.session._M_ptr",
                   "tls until established server", "tls where", "tls msgs")
        self.assert_nothing_broke(told)
        self.assertIn("resumed by ticket", told)
        self.assertIn("NewSessionTicket", told)
        self.assertNotIn("ClientKeyExchange", told)
        self.assertRegex(told, r"master = MasterSecret = \{\s+bytes = secret of 48 bytes, SHA-256 ")


class Kit(DebuggerCase):
    """One session through a whole handshake; each test looks at a part of what was said."""

    parts = {
        "before": ["tls where", "help tls"],
        "half built": ["break main", "run", "info locals", "tls where"],
        "first": ["tls step", "tls msgs", "tls derive"],
        "printers": ["tbreak tls::read_server_hello", "continue", "print body", "print dialogue.offer", "print dialogue.us", "print $tls_hex(dialogue.agreement)",
                     'print $_streq($tls_state(dialogue), "server_hello")', "backtrace 4"],
        "certificate": ["tbreak tls::accept_path", "continue", "print dialogue.peer"],
        "secrets": ["tbreak tls::prf", "continue", "info args", "backtrace 3", "tls secrets on", "info args",
                    "tls secrets off", "print secret"],
        "keyed": ["tls until server_finished client", "tls where", "tls derive key", "tls keylog",
                  "tls transcript --sha256", "print $_tls"],
        "bytes": ["tls fields 2", "tls bytes 2", "tls bytes 2 --at 0x28", "tls bytes 2 --at 9999", "tls fields 99"],
        "record": ["tls next-record", "tls record"],
        "end": ["tls until established client", "tls msgs", "tls checks --failed", "tls choices"],
        "core": [],
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        core = os.path.join(cls.folder.name, "core")
        key_log = os.path.join(cls.folder.name, "keys.txt")
        parts = {**cls.parts, "core": [f"tls keylog {key_log}", "tls derive master", f"generate-core-file {core}"]}
        script = os.path.join(cls.folder.name, "timed.py")
        with open(script, "w", encoding="ascii") as out:
            out.write(TIMED)
        parts["end"] = [*parts["end"], f"source {script}"]
        cls.told = dict(zip(parts, in_parts([pair(cls.build)], list(parts.values()))))
        cls.core, cls.key_log = core, key_log

    def test_no_part_of_the_kit_breaks(self):
        for name, told in self.told.items():
            with self.subTest(part=name):
                self.assert_nothing_broke(told)

    def test_without_a_connection_on_the_stack_it_says_so(self):
        self.assertIn("no connection is on the stack here", self.told["before"])
        self.assertIn("no connection is on the stack here", self.told["half built"])

    def test_a_step_is_one_message(self):
        self.assertIn("client sent ClientHello, 124 bytes: now server_hello", self.told["first"])
        self.assertIn("1  >>>  ClientHello  124 bytes", self.told["first"])
        self.assertIn("nothing was derived yet", self.told["first"])

    def test_numbers_and_structs_print_as_the_rfc_names_them(self):
        told = self.told["printers"]
        self.assertIn("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (0xc02b)", told)
        self.assertRegex(told, r"client_version = TLS 1\.2 \(0x0303\)")
        self.assertRegex(told, r"type = supported_groups \(0x000a\)")
        self.assertRegex(told, r"named_group_list = list of 3 = \{\s+x25519 \(0x001d\),")
        self.assertIn("= tls::Role::client", told)
        self.assertRegex(told, r"random = 32 bytes: [0-9a-f]{64}\n?,")

    def test_bytes_are_hexadecimal_and_only_counted_in_a_backtrace(self):
        self.assertRegex(self.told["printers"], r"\$\d+ = 59 bytes: 0303[0-9a-f]{114}\n")
        self.assertRegex(self.told["printers"], r"#0 .*read_server_hello \(dialogue=\.\.\., body=59 bytes\)")

    def test_the_state_can_be_asked_for_in_a_condition(self):
        self.assertRegex(self.told["printers"], r"\$\d+ = (1|true)\n")

    def test_a_certificate_is_its_subject_its_issuer_and_its_dates(self):
        self.assertIn("certificate of O=vitrine laboratory, CN=localhost, issued by O=vitrine laboratory, "
                      "CN=laboratory root, valid from 2020-01-01 00:00:00 UTC to 2049-12-31 23:59:59 UTC",
                      self.told["certificate"])

    def test_secrets_are_masked_until_they_are_asked_for(self):
        masked, shown = self.told["secrets"].split("secrets are shown")
        self.assertRegex(masked, r"\nsecret = secret of (32|48) bytes, SHA-256 [0-9a-f]{8}\.\.\n")
        self.assertNotRegex(masked, r"\d+ bytes: ")
        shown, masked_again = shown.split("secrets are masked")
        self.assertRegex(shown, r"\nsecret = (32|48) bytes: [0-9a-f]+\n")
        self.assertRegex(masked_again, r"= secret of (32|48) bytes")

    def test_where_tells_both_ends_and_marks_the_one_that_steps(self):
        told = self.told["keyed"]
        self.assertRegex(told, r"\nclient  server_finished   <- the stack is inside this end\n")
        self.assertRegex(told, r"\nserver  established\n")
        self.assertIn("next read: clear, number 5; next written: encrypted, number 1", told)
        self.assertIn("server: Finished  full handshake -> established", told)

    def test_a_derivation_is_shown_with_its_inputs_and_computed_anew(self):
        told = self.told["keyed"]
        self.assertIn('key_block = PRF(master_secret, "key expansion", server_random + client_random) by SHA256', told)
        self.assertRegex(told, r"part +client_write_key +secret of 16 bytes")
        self.assertIn("Python's HMAC comes to the same", told)

    def test_the_last_event_is_a_variable(self):
        self.assertRegex(self.told["keyed"], r"told by the client = \{\s+what = Move = \{\s+edge = "
                         r"server_change_cipher_spec -- server: ChangeCipherSpec \(always\) --> server_finished")

    def test_fields_lie_where_the_bytes_lie(self):
        told = self.told["bytes"]
        self.assertIn("0027  c02b                          cipher_suite TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", told)
        self.assertRegex(told, r"0020  3d b8 a6 60 cf 26 00 c0 2b 00")
        self.assertIn("0028 is byte 2 of 2 of ServerHello.cipher_suite", told)
        self.assertIn("message 2 has 63 bytes, no byte 0x270f", told)
        self.assertIn("there are messages 1 to 9", told)

    def test_a_sealed_record_is_taken_apart(self):
        told = self.told["record"]
        self.assertEqual(told.count("client gets encrypted record number 0: handshake, 45 bytes"), 2)
        self.assertIn("additional data  13 bytes: 00000000000000001603030010", told)

    def test_the_end_of_the_handshake_is_reached(self):
        told = self.told["end"]
        self.assertIn("client read Finished, 16 bytes: now established", told)
        self.assertRegex(told, r"10  <<<  Finished +16 bytes")
        self.assertIn("no check failed so far", told)

    def test_a_stop_costs_less_than_a_twentieth_of_a_second(self):
        self.assertLess(float(re.search(r"stop costs ([\d.]+) s", self.told["end"]).group(1)), 0.05)

    def test_a_core_file_tells_the_same_so_nothing_of_the_program_is_run(self):
        said = gdb([pair(self.build)], f"core-file {self.core}", "tls where", "tls derive master", "tls checks")
        self.assert_nothing_broke(said)
        for line in self.told["core"].split("master_secret = ")[1].splitlines()[:6]:
            self.assertIn(line, said)
        self.assertIn("client  established", said)

    def test_the_key_log_is_for_its_owner_and_fits_the_masked_secret(self):
        with open(self.key_log, encoding="ascii") as lines:
            label, client_random, secret = lines.read().split()
        self.assertEqual((label, os.stat(self.key_log).st_mode & 0o777), ("CLIENT_RANDOM", 0o600))
        self.assertIn(client_random, self.told["keyed"])
        self.assertIn(f"SHA-256 {hashlib.sha256(bytes.fromhex(secret)).hexdigest()[:8]}..", self.told["keyed"])
        self.assertNotIn(secret, "".join(self.told.values()))

    def test_each_break_of_tls_break_is_met(self):
        kinds = ["state=server_finished", "secret=premaster", "secret=master", "secret=key_block",
                 "secret=verify_data", "check", "alert"]
        said = gdb([pair(self.build)], *[f"tls break {kind}" for kind in kinds], "info breakpoints", "run",
                   *["continue"] * 60, "tls break nonsense")
        self.assert_nothing_broke(said)
        for function in ("Handshake::enter", "EcdhKeyPair::agree", "derive_extended_master_secret", "derive_key_block",
                         "derive_verify_data", "Dialogue::tell_check", "Engine::send_alert"):
            self.assertRegex(said, rf"Breakpoint \d+, vitrine::[\w:]*{function} ")
        self.assertNotRegex(said, r"edge=\w+ -- \w+: \w+ \([\w ]+\) --> (?!server_finished)")
        self.assertIn("see `help tls break`", said)

    def test_why_alert_stops_at_the_refusal(self):
        said = gdb([pair(self.build), "elsewhere.example"], f"source {FLOWS}/why-alert.gdb")
        self.assert_nothing_broke(said)
        self.assertIn("the certificate is not for elsewhere.example; its DNS names: localhost", said)
        self.assertRegex(said, r"FAILED +host name")
        self.assertRegex(said, r"#\d .*vitrine::tls::accept_path")
        self.assertIn("client  server_certificate   <- the stack is inside this end", said)

    def test_nonce_shows_what_each_record_was_sealed_with_and_no_nonce_twice(self):
        said = gdb([pair(self.build)], "tls secrets on", f"source {FLOWS}/nonce.gdb")
        self.assert_nothing_broke(said)
        sealed = re.findall(r"sends encrypted record.*\n +header.*\n +salt +4 bytes: (\w+)\n"
                            r" +explicit nonce +8 bytes: (\w+)\n", said)
        self.assertGreaterEqual(len(sealed), 4)
        self.assertEqual(len(sealed), len(set(sealed)))

    def test_the_whole_handshake_is_told(self):
        said = gdb([pair(self.build)], f"source {FLOWS}/full-handshake.gdb")
        self.assert_nothing_broke(said)
        moves = re.findall(r"^client (?:sent|read) (\w+)", said, flags=re.M)
        self.assertEqual(moves, ["ClientHello", "ServerHello", "Certificate", "ServerKeyExchange", "ServerHelloDone",
                                 "ClientKeyExchange", "ChangeCipherSpec", "Finished", "ChangeCipherSpec", "Finished"])

    def test_a_handler_is_few_calls_away_from_main(self):
        said = gdb([pair(self.build)], "break tls::read_server_hello", "run", "backtrace")
        frames = re.findall(r"^#\d+ .*", said, flags=re.M)
        self.assertIn(" main (", frames[-1])
        self.assertLessEqual(len(frames), 13, said)
        for frame in frames:
            self.assertNotRegex(frame, r"/usr/include|lambda", said)


class KitOptimized(Kit):
    build = "debug"


class KitPlain(Kit):
    build = "debug-O0"

    def test_arguments_are_there_as_soon_as_a_function_is_entered(self):
        said = gdb([pair(self.build)], "break tls::RecordReader::next", "run")  # fmt's headers ask for -Og in this file
        self.assertRegex(said, r"RecordReader::next \(this=0x\w+, input=0 bytes\)")

    def test_what_a_line_reads_can_be_printed_behind_it(self):
        said = gdb([pair(self.build)], "tbreak tls::read_server_hello", "run", "next", "print hello", "backtrace 1")
        self.assertIn("  cipher_suite = TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (0xc02b),", said)
        self.assertRegex(said, r"#0 .* at .*server_hello\.cpp:\d+")


del Kit  # it is what the two above have in common, no test of its own
