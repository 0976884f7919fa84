"""The campaigns of ./dev load in small, and that they would tell of a server that loses bytes or keeps what it should
not."""

import contextlib
import io
import socket
import ssl
import unittest
from unittest import mock

import support
from load import beside, campaigns, fleet
from load.__main__ import main
from load.crowd import Crowd, nothing_wrong
from load.house import House


class LoadCase(support.InteropCase):
    def fine(self, result):
        self.assertEqual(result.complaints, [], result.told)
        return result.told


class IdleCrowd(LoadCase):
    def test_400_stay_and_cost_4_kilobytes_each_at_most(self):
        self.assertRegex(self.fine(campaigns.idle(self, 400)), r"400 idle: \d+ bytes of heap each")

    def test_a_client_that_costs_more_is_told_of(self):
        with mock.patch.object(campaigns, "HEAP_EACH", -1), mock.patch.object(House, "sanitized", lambda _: False):
            complaints = campaigns.idle(self, 50).complaints
        self.assertRegex(complaints[0], r"^-?\d+ bytes of heap each: more than -1$")


class ActiveCrowd(LoadCase):
    def test_100_talk_at_once_to_two_threads_and_each_byte_is_right(self):
        self.fine(campaigns.active(self, 100, 5))

    def test_bytes_that_come_back_changed_are_told_of(self):
        who = support.identity("p256")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(who.cert, who.key)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            crowd = Crowd(self, listener.getsockname()[1], "echo", 1, 1, 100)
            with context.wrap_socket(listener.accept()[0], server_side=True) as stream:
                sent = stream.recv(100)
                stream.sendall(sent[:-1] + bytes([sent[-1] ^ 1]))
                report = crowd.report()
        self.assertIn("is not what was sent", nothing_wrong(report, 1, 1))


class BadCompany(LoadCase):
    def test_good_clients_lose_nothing_among_bad_ones_of_every_kind(self):
        self.fine(campaigns.bad_company(self, campaigns.Sizes(3, silent=100, good=5, rounds=20, patience=1)))


class Fleet(LoadCase):
    def test_a_session_is_resumed_by_the_other_server_behind_haproxy(self):
        both = fleet.Fleet(self)
        session = support.path("fleet.session")
        first = self.openssl_client(both.proxy.port, "-sess_out", session)
        first.wait_for(rb"Verify return code: 0")
        first.close_stdin()
        self.assert_exit(first, 0)
        second = self.openssl_client(both.proxy.port, "-sess_in", session)
        second.wait_for(rb"Reused, TLSv1\.2")
        second.close_stdin()
        self.assert_exit(second, 0)
        counted = [house.counters() for house in both.houses]
        self.assertEqual([of['vitrine_handshakes_total{kind="full"}'] for of in counted], [1, 0])
        self.assertEqual([of['vitrine_handshakes_total{kind="ticket"}'] for of in counted], [0, 1])

    def test_6_kills_leave_no_transfer_silently_short(self):
        self.fine(fleet.kills(self, 6))

    def test_an_answer_that_is_short_and_seems_well_would_be_told_of(self):
        both = fleet.Fleet(self)
        transfers = fleet.Transfers(both.proxy.port)
        transfers.digest = b"of other bytes"
        while not transfers.wrong:
            self.assertTrue(all(thread.is_alive() for thread in transfers.threads))
        transfers.end()
        self.assertRegex(transfers.wrong[0], "and all seemed well")


class Beside(LoadCase):
    def test_rates_and_waits_are_told_as_ratios(self):
        with mock.patch.object(beside, "ROUNDS", 1):
            told = self.fine(beside.handshakes(self, "p256", 300))
            self.assertRegex(told, r"[\d.]+ x openssl s_server \(\d+\), [\d.]+ x nginx \(\d+\)")
            self.assertRegex(self.fine(beside.latency(self, 5, 20)), r"p99 \d+ us, [\d.]+ x nginx's")


class LoadCommand(unittest.TestCase):
    def test_what_went_wrong_is_printed_and_is_the_exit_code(self):
        results = {"good": lambda _: campaigns.Result("fine", []), "bad": lambda _: campaigns.Result("hm", ["lost"])}
        with mock.patch("load.__main__.CAMPAIGNS", results), contextlib.redirect_stdout(io.StringIO()) as out:
            self.assertEqual(main(["good"]), 0)
            self.assertEqual(main([]), 1)
        self.assertRegex(out.getvalue(), r"WRONG    lost\n2 campaigns, 1 wrong\n$")

    def test_a_campaign_that_is_not_there_is_wrong_usage(self):
        with self.assertRaises(SystemExit) as ended, contextlib.redirect_stderr(io.StringIO()):
            main(["nonsense"])
        self.assertEqual(ended.exception.code, 2)
