"""The soak in small, and that it would tell of a server that leaks, lets bad ones in, or loses bytes."""

import contextlib
import io
import unittest
from unittest import mock

import support
from soak import state
from soak.__main__ import main
from soak.visitors import NotServed, Visitors

SMALL = ["--connections", "500", "--at-once", "50", "--handshake-timeout", "5"]


class Soak(unittest.TestCase):
    def setUp(self):
        self.out = self.enterContext(contextlib.redirect_stdout(io.StringIO()))
        self.enterContext(contextlib.redirect_stderr(io.StringIO()))

    def test_500_one_after_another_and_50_at_a_time(self):
        self.assertEqual(main(SMALL), 0, self.out.getvalue())
        self.assertRegex(self.out.getvalue(), r"\n800 connections, nothing wrong\n$")
        for kind in ("small", "large", "garbage", "tls11", "bad_certificate", "cut_short", "stalling"):
            self.assertRegex(self.out.getvalue(), rf"{kind} [1-9]")

    def test_a_visit_that_goes_wrong_is_told_of(self):
        with mock.patch("soak.visitors.payload", lambda size, number: bytes(size)), \
                mock.patch("soak.visitors.echo", lambda stream, data: data[:-1] if len(data) > 600 else data):
            self.assertEqual(main(["--connections", "200", "--at-once", "5", "--handshake-timeout", "5"]), 1)
        self.assertRegex(self.out.getvalue(), r"WRONG  one after another: \d+ visits went wrong")
        self.assertIn("large: NotServed: not the 100000 bytes that were sent came back", self.out.getvalue())

    def test_wrong_usage_ends_with_2(self):
        for words in (["--connections", "99"], ["--at-once", "5000"], ["--connections", "many"]):
            with self.subTest(words=words), self.assertRaises(SystemExit) as ended:
                main(words)
            self.assertEqual(ended.exception.code, 2)


class SoakVisitors(support.InteropCase):
    """Against openssl's server, told to let in whom ours must not: each visitor must notice."""

    def visitors(self, version="-tls1_2", kind="p256"):
        server = self.openssl_server("-rev", "-cipher", "ALL:@SECLEVEL=0", "-verify", "1", version=version, kind=kind)
        return Visitors(server.port, False, "1")

    def test_one_who_ought_to_be_refused_and_is_let_in(self):
        for kind, server in [("tls11", {"version": "-tls1_1"}), ("bad_certificate", {}),
                             ("no_common_suite", {"kind": "key_transport"})]:
            with self.subTest(kind=kind), self.assertRaisesRegex(NotServed, f"{kind} was let in"):
                self.visitors(**server).visit(kind)

    def test_bytes_that_come_back_changed(self):
        with self.assertRaisesRegex(NotServed, "not the 600 bytes"):
            self.visitors().visit("small")


class SoakState(unittest.TestCase):
    BEFORE = state.State(10_000, 10, 3)

    def complaints(self, *after, samples=(10_000,) * 30, allowed=2048):
        return state.complaints(self.BEFORE, state.State(*after), samples, allowed)

    def test_a_server_that_is_as_it_was_is_fine(self):
        self.assertEqual(self.complaints(10_000, 10, 3), [])
        self.assertEqual(self.complaints(10_000, 9, 2), [])

    def test_a_descriptor_or_a_thread_more_is_told_of(self):
        self.assertEqual(self.complaints(10_000, 11, 3), ["descriptors: 10 at the start, 11 at the end"])
        self.assertEqual(self.complaints(10_000, 10, 4), ["threads: 3 at the start, 4 at the end"])

    def test_memory_that_grows_is_told_of_and_a_peak_is_not(self):
        growing = [10_000 + 300 * number for number in range(30)]
        self.assertRegex(self.complaints(10_000, 10, 3, samples=growing)[0], "memory grew by 3000 KiB")
        filling = [1000 * number for number in range(10)] + [10_000] * 20
        self.assertEqual(self.complaints(10_000, 10, 3, samples=filling), [])
        peak = [10_000] * 25 + [90_000] + [10_000] * 4
        self.assertEqual(self.complaints(10_000, 10, 3, samples=peak), [])

    def test_under_a_sanitizer_memory_is_not_judged(self):
        growing = [10_000 + 5000 * number for number in range(30)]
        self.assertEqual(self.complaints(10_000, 10, 3, samples=growing, allowed=None), [])
