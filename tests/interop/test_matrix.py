"""The interop matrix itself: that a sample of it passes, what its design covers, and that a wrong expectation shows."""

import contextlib
import html.parser
import io
import itertools
import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import processes
import support
from matrix import design, page, report, run, vitrine
from matrix.__main__ import main
from matrix.cells import EXTRAS, Cell, NotACell, goes_with, parse
from matrix.peers import ALL, openssl
from matrix.stage import CellFailed, Stage, payload

HERE = os.path.dirname(os.path.abspath(__file__))
ROLES = {name: peer.ROLES for name, peer in ALL.items()}


def start(*arguments, folder):
    environment = {**os.environ, "TMPDIR": folder, "VITRINE": os.path.abspath(support.PROGRAM)}
    return subprocess.Popen([sys.executable, "-B", "-m", "matrix", *arguments], cwd=HERE, env=environment, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)


class Matrix(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def test_a_sample_with_every_peer_passes_and_leaves_nothing_behind(self):
        out = self.folder + "/out"
        temporary = self.folder + "/temporary"
        os.mkdir(temporary)
        made = start("--quick", "--out", out, folder=temporary)
        told, said = made.communicate(timeout=240)
        self.assertEqual(made.returncode, 0, told + said)
        self.assertGreaterEqual(int(re.search(r"(\d+) cells run: \d+ ok, 0 failed", told).group(1)), 40, told)
        for name in ROLES:
            self.assertRegex(told, rf"(?m)^(client → {name}|{name} → server) +[1-9]\d* +0")
        self.assertEqual(sorted(os.listdir(out)), ["report.html", "report.md"])
        self.assertEqual(os.listdir(temporary), [])
        self.assertEqual(processes.naming(temporary), {})

    def test_a_run_that_is_told_to_end_ends_at_once_and_leaves_nothing_behind(self):
        made = start("--peer", "openssl", "--peer", "chromium", "--out", self.folder + "/out", folder=self.folder)
        self.assertIn("50/", made.stderr.readline())
        made.send_signal(signal.SIGTERM)
        made.communicate(timeout=60)
        self.assertEqual(made.returncode, 130)
        self.assertEqual(os.listdir(self.folder), [])
        self.assertEqual(processes.naming(self.folder), {})


class MatrixCommand(unittest.TestCase):
    """Within this process, so that something in it can be made wrong."""

    CELL = "client/openssl/ECDHE-RSA-AES128-GCM-SHA256/x25519/rsa_pss_rsae_sha256/full/anonymous/no-alpn/small"

    def setUp(self):
        self.enterContext(mock.patch.object(support, "LIMIT", support.LIMIT))
        self.out = self.enterContext(contextlib.redirect_stdout(io.StringIO()))
        self.error = self.enterContext(contextlib.redirect_stderr(io.StringIO()))

    def test_a_cell_shows_both_command_lines_and_what_both_ends_tell(self):
        self.assertEqual(main(["--cell", self.CELL]), 0)
        for text in ("ok  " + self.CELL, "$ openssl s_server -accept", "client -connect 127.0.0.1:",
                     "openssl: group x25519", "vitrine: group x25519", "vitrine: 64 bytes", "openssl: 64 bytes"):
            self.assertIn(text, self.out.getvalue())

    def test_an_expectation_that_does_not_come_true_fails_with_the_command_that_repeats_it(self):
        with mock.patch.dict(openssl.GROUP_NUMBERS, {"001d": "secp384r1"}):
            self.assertEqual(main(["--peer", "openssl", "--quick", "--out", support.path("broken")]), 1)
        told = self.out.getvalue()
        again = re.search(r"openssl tells group secp384r1; it should be x25519\n(?:.*\n)*?"
                          r"  again: \./dev interop --cell (client/openssl/\S+)\n", told)
        self.assertIsNotNone(again, told)
        self.assertRegex(told, r"cells run: \d+ ok, [1-9]\d* failed")
        self.assertEqual(main(["--cell", again.group(1)]), 0)  # the expectation is right again
        with open(support.path("broken") + "/report.md", encoding="utf-8") as markdown:
            self.assertIn(f"Again: `./dev interop --cell {again.group(1)}`", markdown.read())

    def test_what_a_peer_cannot_is_said_with_the_reason_and_is_no_failure(self):
        cell = self.CELL.replace("client/openssl", "server/chromium").replace("anonymous", "certificate")
        self.assertEqual(main(["--cell", cell]), 0)
        self.assertIn("cannot  " + cell, self.out.getvalue())

    def test_wrong_usage_ends_with_2(self):
        for words in (["--cell", "nonsense"], ["--cell", self.CELL.replace("x25519", "x448")], ["--peer", "nobody"],
                      ["--cell", self.CELL.replace("rsa_pss_rsae_sha256", "ecdsa_secp256r1_sha256")], ["--jobs", "0"],
                      ["--peer", "curl", "--role", "client"], ["--jobs", "many"]):
            with self.subTest(words=words), self.assertRaises(SystemExit) as ended:
                main(words)
            self.assertEqual(ended.exception.code, 2)


class MatrixStage(unittest.TestCase):
    def test_a_byte_that_differs_or_is_missing_fails_the_cell(self):
        data = payload(5000, 1)
        changed = data[:4000] + bytes([data[4000] ^ 1]) + data[4001:]
        for got, where in [(changed, "5000 bytes of 5000; they differ from byte 4000"),
                           (data[:-1], "4999 bytes of 5000; they differ from byte 4999")]:
            with self.subTest(where=where), self.assertRaisesRegex(CellFailed, where):
                stage = Stage(None, None)
                stage.expect_bytes("it", got, data)
                stage.judge()

    def test_a_wrong_exit_code_fails_the_cell(self):
        with Stage(None, None) as stage, self.assertRaisesRegex(CellFailed, "it ended with exit code 1"):
            stage.expect_exit("it", stage.start(["false"]))
            stage.judge()

    def test_the_payloads_of_two_connections_are_told_apart(self):
        self.assertEqual(len({payload(64, number)[:4] for number in range(1, 7)}), 6)
        self.assertNotIn(payload(64, 2)[:4], payload(1_000_000, 1))


class MatrixDesign(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.abilities = vitrine.abilities()

    def possible(self, cell):
        return None

    def test_every_suite_with_every_group_and_scheme(self):
        cells = design.cells("client", "openssl", self.abilities, self.possible, "1")
        met = {(cell.suite, cell.group, cell.scheme) for cell in cells}
        self.assertEqual(met, set(design.triples(self.abilities)))
        self.assertEqual(len(cells), len(set(cells)))

    def test_any_three_choices_of_three_axes_meet(self):
        cells = design.cells("client", "openssl", self.abilities, self.possible, "another seed")
        met = set().union(*(itertools.combinations(cell.values().items(), 3) for cell in cells))
        for suite, scheme in itertools.product(self.abilities.suites, self.abilities.schemes):
            for axis, values in EXTRAS.items():
                for value in values if goes_with(suite, scheme) else ():
                    self.assertIn((("suite", suite), ("scheme", scheme), (axis, value)), met)
        for one, other, third in itertools.product(*(EXTRAS[axis] for axis in ("resumption", "client", "alpn"))):
            self.assertIn((("resumption", one), ("client", other), ("alpn", third)), met)

    def test_what_is_impossible_is_named_and_the_rest_is_still_covered(self):
        cells = design.cells("server", "curl", self.abilities, lambda cell: cell.size == "large" and "why", "1")
        self.assertTrue(any(cell.size == "large" for cell in cells))
        met = {(cell.suite, cell.group, cell.scheme) for cell in cells if cell.size == "small"}
        self.assertEqual(met, set(design.triples(self.abilities)))

    def test_the_seed_decides_and_nothing_else(self):
        one, same, other = (design.cells("client", "nginx", self.abilities, self.possible, seed) for seed in "112")
        self.assertEqual(one, same)
        self.assertNotEqual(one, other)

    def test_a_name_is_that_of_one_cell(self):
        for cell in design.cells("server", "gnutls", self.abilities, self.possible, "1"):
            self.assertEqual(parse(cell.name, self.abilities, ROLES), cell)
        with self.assertRaises(NotACell):
            parse("client/curl/" + cell.name.split("/", 2)[2], self.abilities, ROLES)


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.addresses, self.names = [], []

    def handle_starttag(self, tag, attributes):
        self.addresses += [value for name, value in attributes if name in ("href", "src")]
        self.names += [value for name, value in attributes if name == "id"]


class MatrixReport(unittest.TestCase):
    def setUp(self):
        cell = Cell("client", "openssl", "ECDHE-RSA-AES128-GCM-SHA256", "x25519", "rsa_pss_rsae_sha256")
        other = Cell("server", "openssl", "<b>", "x25519", "rsa_pss_rsae_sha256")
        self.summary = report.Summary([run.Result(cell, run.OK),
                                       run.Result(other, run.FAILED, "it said <script>", ("a & b",))], 1, "1")

    def test_the_page_asks_for_nothing_and_every_link_leads_somewhere(self):
        reader = Reader()
        reader.feed(page.report(self.summary))
        self.assertTrue(reader.addresses)
        self.assertEqual([to for to in reader.addresses if to[1:] not in reader.names or to[0] != "#"], [])

    def test_what_a_peer_said_is_text(self):
        text = page.report(self.summary)
        self.assertIn("it said &lt;script&gt;", text)
        self.assertIn("a &amp; b", text)
        self.assertNotIn("<script", text)

    def test_page_and_markdown_say_how_many_failed(self):
        for text in (page.report(self.summary), report.markdown(self.summary), report.for_terminal(self.summary)):
            self.assertIn("2 cells run: 1 ok, 1 failed", text)
