"""The parts of the gdb kit that need no gdb: hexadecimal, names, masks, tables, and P_hash by a foreign vector."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../apps/gdb"))
from vitrine_kit import text  # noqa: E402


class KitText(unittest.TestCase):
    def test_p_hash_gives_the_published_vector_of_the_tls12_prf(self):
        # by Joe Salowey on the TLS list, 2007: "P_SHA256"
        secret = bytes.fromhex("9bbe436ba940f017b17652849a71db35")
        seed = bytes.fromhex("a0ba9f936cda311827a6f796ffd5198c")
        output = ("e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af"
                  "0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
                  "87347b66")
        self.assertEqual(text.p_hash("sha256", secret, b"test label" + seed, 100).hex(), output)

    def test_a_masked_secret_shows_its_size_and_none_of_its_bytes(self):
        secret = bytes(range(0x10, 0x40))
        self.assertRegex(text.masked(secret), r"^secret of 48 bytes, SHA-256 [0-9a-f]{8}\.\.$")
        self.assertNotIn(secret[:4].hex(), text.masked(secret))

    def test_of_a_secret_that_could_be_guessed_not_even_the_digest_is_shown(self):
        self.assertEqual(text.masked(b"salt"), "secret of 4 bytes")

    def test_what_a_peer_sent_cannot_steer_the_terminal(self):
        self.assertEqual(text.escaped("\x1b[2J\\é\n"), "\\x1b[2J\\x5c\\xc3\\xa9\\x0a")

    def test_a_number_is_named_as_the_program_names_it(self):
        names = {0xC02B: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"}
        self.assertEqual(text.number_name(0xC02B, 4, names), "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (0xc02b)")
        self.assertEqual(text.number_name(0x1A1A, 4, names), "GREASE(0x1a1a)")
        self.assertEqual(text.number_name(0x1A2A, 4, names), "unknown(0x1a2a)")
        self.assertEqual(text.number_name(0x0A, 2, {}), "unknown(0x0a)")

    def test_a_field_is_found_by_each_of_its_bytes_and_by_no_other(self):
        fields = [(0, 1, "type"), (1, 3, "length")]
        self.assertEqual([(text.field_at(fields, place) or "no field")[-1] for place in range(5)],
                         ["type", "length", "length", "length", "d"])

    def test_a_dump_shows_each_byte_once_and_its_letters(self):
        lines = text.hex_dump(bytes(range(0x41, 0x41 + 18)))
        self.assertEqual(lines[0], "  0000  41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP")
        self.assertEqual(lines[1].split(), ["0010", "51", "52", "QR"])

    def test_neighbouring_fields_have_different_colours(self):
        line = text.hex_dump(b"abc", [(0, 2, "one"), (2, 1, "other")], colours_on=True)[0]
        self.assertIn("\x1b[36m61\x1b[0m \x1b[36m62\x1b[0m \x1b[33m63\x1b[0m", line)

    def test_long_bytes_are_cut_and_counted(self):
        self.assertEqual(text.shortened_hex(bytes(3), 2), "0000 .. 3 bytes")
        self.assertEqual(text.sized_hex(b""), "0 bytes")
        self.assertEqual(text.sized_hex(b"\x01"), "1 byte: 01")

    def test_a_moment_is_told_in_utc(self):
        self.assertEqual(text.utc(1906502400), "2030-06-01 00:00:00 UTC")
        self.assertEqual(text.utc(-1), "1969-12-31 23:59:59 UTC")

    def test_the_columns_of_a_table_line_up(self):
        self.assertEqual(text.table([["a", "b", "c"], ["long", "", "d"]]), ["  a     b  c", "  long     d"])
        self.assertEqual(text.table([]), [])

    def test_a_key_log_line_is_that_of_rfc_9850(self):
        self.assertEqual(text.key_log_line("CLIENT_RANDOM", b"\x01", b"\x02"), "CLIENT_RANDOM 01 02")
