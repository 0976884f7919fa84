"""One session of everything that shows a run: step, break a copy, gdb, page and capture, replay."""

import os
import re
import time
import unittest

from browser import Browser, is_installed
from debugging import gdb, pair
from support import PROGRAM, Process, path, root
from test_pcapng import tshark
from test_step import FLOW, QUESTIONS, StepCase

SEED = "7"


def hex_of(answer):
    """The bytes that a command shows as a dump."""
    return "".join(re.findall(r"^[0-9a-f]{4}  ([0-9a-f ]+?)(?:  .*)?$", answer, flags=re.M)).replace(" ", "")


class SteppingSession(StepCase):
    """Its points build on each other, so they are told in one story."""

    def test_a_handshake_is_stepped_broken_debugged_exported_and_replayed(self):
        recording, page, capture = path("session.tlsrec"), path("session.html"), path("session.pcapng")
        client_random = self.step_to_connected(recording, page, capture)
        self.break_a_copy(recording)
        self.see_the_same_in_gdb(client_random)
        self.open_capture(capture, client_random)
        self.open_page(page, client_random)
        self.replay(recording)
        self.replay_with_a_wrong_prf()

    def step_to_connected(self, recording, page, capture):
        server = self.openssl_server()
        text = self.step("client", f"localhost:{server.port}", "-CAfile", root(), "-seed", SEED,
                         commands=["s"] * 10 + ["p ClientHello.random", f"w {recording}", f"w {page}", f"w {capture}"])
        server.kill()
        stops = self.stops(text)
        self.assertEqual([re.search(r"(?:writes|reads) (\w+)", heading).group(1) for heading, _ in stops], FLOW)
        for heading, answers in stops:
            self.assertEqual(list(answers), QUESTIONS, heading)
            for question in QUESTIONS:
                self.assertTrue(answers[question].strip(), f"{heading}: {question}")
        return hex_of(dict(self.answers(text))["p ClientHello.random"])

    def break_a_copy(self, recording):
        text = self.step(recording, commands=["b established", "c", "p events", "u 3",
                                              "set ServerKeyExchange.signature[0]=^01", "c", "o", "b established", "c",
                                              "p events"])
        answers = self.answers(text)
        events = [answer for command, answer in answers if command == "p events"]
        self.assertIn("FAILED  signature of ServerKeyExchange", text)
        self.assertIn("alert fatal decrypt_error(51) by the client", text)
        self.assertEqual(events[0], events[1], "the original run is what it was")

    def see_the_same_in_gdb(self, client_random):
        program = pair("debug")
        if not os.access(program, os.X_OK):
            return  # a build that has no debug build beside it: the tests of the kit say so
        told = gdb([program, "localhost", path("gdb.tlsrec"), SEED], "tls secrets on", "break main", "run",
                   "tls until server_finished client", "tls derive key_block", "continue")
        stepped = self.step("pair", "--seed", SEED, commands=["c", "x on", "p keys", f"w {path('gdb.pcapng')}"])
        gathered = re.sub(r"\s", "", told)
        keys = re.findall(r"((?:client|server)_write_(?:key|IV)) = ([0-9a-f]+)", stepped)
        self.assertEqual(len(keys), 4)
        for name, value in keys:
            self.assertIn(value, gathered, name)
        self.assertIn(client_random, gathered, "the seed's, whoever the peer is")
        self.assertIn(client_random, tshark(path("gdb.pcapng"), "-Y", "tls.handshake.type == 1", "-T", "fields", "-e",
                                            "tls.handshake.random"))

    def open_capture(self, capture, client_random):
        self.assertIn(client_random, tshark(capture, "-T", "fields", "-e", "tls.handshake.random"))
        finished = tshark(capture, "-Y", "tls.handshake.type == 20", "-T", "fields", "-e", "tls.handshake.verify_data")
        self.assertEqual(len(finished.split()), 2, "both Finished are decrypted, with no option")

    def open_page(self, page, client_random):
        if not is_installed():
            return
        browser = Browser(self)
        browser.open("file://" + page)
        self.assertEqual(browser.requested(), ["file://" + page])
        self.assertEqual(browser.run("return [...document.querySelectorAll('.dump i:not([data-s])')].length"), 0,
                         "every byte belongs to a field")
        shown = browser.run("return document.body.textContent").replace(" ", "")
        self.assertIn(client_random, shown)

    def replay(self, recording):
        best = min(self.time_of([PROGRAM, "replay", recording]) for _ in range(5))
        self.assertLess(best, 0.5, "seconds, of the best of five: 50 ms on a quiet machine, with the start of a program")

    def replay_with_a_wrong_prf(self):
        """The same replay, built with a PRF that begins A(1) wrongly: it names that value."""
        wrong = os.path.join(os.path.dirname(PROGRAM), "wrong_prf_test")
        self.assert_exit(Process(self, [wrong], b""), 0)

    def time_of(self, words):
        start = time.monotonic()
        self.assert_exit(Process(self, words, b""), 0)
        return time.monotonic() - start


if __name__ == "__main__":
    unittest.main()
