"""vitrine derive: a recorded run with openssl, worked out again here by hmac and hashlib, rightly and wrongly."""

import hashlib
import hmac
import json
import os
import re
import subprocess
import unittest

from support import LIMIT, PROGRAM, path

RECORDINGS = os.path.join(os.path.dirname(__file__), "../recordings")
VECTORS = os.path.join(os.path.dirname(__file__), "../vectors/ecdh.txt")


def derive(*arguments):
    return subprocess.run([PROGRAM, "derive", *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=LIMIT, check=False)


class Run:
    """What a recording tells, and the key schedule over again: each part of it can be done otherwise."""

    def __init__(self, name):
        self.file = os.path.join(RECORDINGS, name + ".tlsrec")
        with open(self.file, encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines][1:]
        self.messages = [bytes.fromhex(event["bytes"]) for event in events
                         if event["event"] == "message" and event["type"] == "handshake"]
        self.premaster = bytes.fromhex(next(e["premaster_secret"] for e in events if e["event"] == "agreement"))
        self.master_of_run = bytes.fromhex(next(e["secret"] for e in events if e["event"] == "secret"))
        self.client_random, self.server_random = self.messages[0][6:38], self.messages[1][6:38]
        self.types = [message[0] for message in self.messages]
        self.hash = "sha384" if "aes256" in name else "sha256"
        self.key_size, self.iv_size = (32, 12) if "chacha20" in name else (32 if "aes256" in name else 16, 4)
        self.extended = "no_extended" not in name

    def transcript(self, end):
        return b"".join(self.messages[:end])

    def session_end(self):
        return self.types.index(16) + 1

    def finished_end(self, which):
        return [i for i, kind in enumerate(self.types) if kind == 20][which]

    def digest(self, data, algorithm=None):
        return hashlib.new(algorithm or self.hash, data).digest()

    def prf(self, secret, label, seed, size, algorithm=None):
        algorithm = algorithm or self.hash
        out, a = b"", label + seed
        while len(out) < size:
            a = hmac.digest(secret, a, algorithm)
            out += hmac.digest(secret, a + label + seed, algorithm)
        return out[:size]

    def master(self, **other):
        randoms = self.client_random + self.server_random
        label = b"extended master secret" if self.extended else b"master secret"
        seed = self.digest(self.transcript(self.session_end())) if self.extended else randoms
        return self.prf(other.get("premaster", self.premaster), other.get("label", label), other.get("seed", seed), 48,
                        other.get("algorithm"))

    def key_block(self, size=0, **other):
        return self.prf(self.master_of_run, other.get("label", b"key expansion"),
                        other.get("seed", self.server_random + self.client_random),
                        size or 2 * (self.key_size + self.iv_size))

    def verify_data(self, which=0, transcript=None, label=None, algorithm=None, seed=None):
        transcript = self.transcript(self.finished_end(which)) if transcript is None else transcript
        label = label or (b"client finished", b"server finished")[which]
        return self.prf(self.master_of_run, label, seed or self.digest(transcript, algorithm), 12)

    def a_alone(self, secret, label, seed, size):
        out, a = b"", label + seed
        while len(out) < size:
            a = hmac.digest(secret, a, self.hash)
            out += a
        return out[:size]


def in_record(message, version=b"\x03\x03"):
    return b"\x16" + version + len(message).to_bytes(2, "big") + message


FULL, PLAIN, BIG = Run("client_authenticated"), Run("server_no_extended_master_secret"), Run("client_p384_aes256")
CHACHA = Run("client_chacha20")
before_client_finished = FULL.messages[:FULL.finished_end(0)]
other = {"sha256": "sha384", "sha384": "sha256"}
sequence = (1).to_bytes(8, "big")


def xor(one, other):
    return bytes(a ^ b for a, b in zip(one, other))



# The mistake's name: the run, what is meant, the wrong value, and what else derive is told.
MISTAKES = {
    "record-headers": (FULL, "verify_data", FULL.verify_data(
        transcript=b"".join(map(in_record, before_client_finished)))),
    "handshake-headers-missing": (FULL, "verify_data", FULL.verify_data(
        transcript=b"".join(message[4:] for message in before_client_finished))),
    "own-finished-included": (FULL, "client_verify_data", FULL.verify_data(
        transcript=FULL.transcript(FULL.finished_end(0) + 1))),
    "session-hash-elsewhere": (FULL, "master_secret", FULL.master(
        seed=FULL.digest(FULL.transcript(FULL.session_end() + 1)))),
    "message-missing": (FULL, "client_verify_data", FULL.verify_data(
        transcript=b"".join(m for m in before_client_finished if m[0] != 13))),
    "transcript-too-short": (FULL, "client_verify_data", FULL.verify_data(
        transcript=FULL.transcript(FULL.types.index(14) + 1))),
    "change-cipher-spec-included": (FULL, "client_verify_data", FULL.verify_data(
        transcript=FULL.transcript(FULL.finished_end(0)) + b"\x14\x03\x03\x00\x01\x01")),
    "hello-request-included": (FULL, "server_verify_data", FULL.verify_data(
        1, transcript=b"\0\0\0\0" + FULL.transcript(FULL.finished_end(1)))),
    "prf-hash": (BIG, "master_secret", BIG.master(algorithm="sha256")),
    "transcript-hash": (BIG, "server_verify_data", BIG.verify_data(1, algorithm="sha256")),
    "finished-labels-swapped": (FULL, "client_verify_data", FULL.verify_data(0, label=b"server finished")),
    "randoms-swapped": (PLAIN, "key_block", PLAIN.prf(
        PLAIN.master(seed=PLAIN.server_random + PLAIN.client_random), b"key expansion",
        PLAIN.client_random + PLAIN.server_random, 40)),
    "master-randoms-swapped": (PLAIN, "key_block", PLAIN.prf(
        PLAIN.master(seed=PLAIN.server_random + PLAIN.client_random), b"key expansion",
        PLAIN.server_random + PLAIN.client_random, 40)),
    "key-block-randoms-swapped": (PLAIN, "key_block", PLAIN.key_block(
        seed=PLAIN.client_random + PLAIN.server_random)),
    "randoms-without-time": (PLAIN, "master_secret", PLAIN.master(
        seed=PLAIN.client_random[4:] + PLAIN.server_random[4:])),
    "extended-or-not": (FULL, "master_secret", FULL.master(
        label=b"master secret", seed=FULL.client_random + FULL.server_random)),
    "extended-label": (FULL, "master_secret", FULL.master(label=b"master secret")),
    "premaster-zeros-stripped": (PLAIN, "master_secret", PLAIN.master(premaster=bytes(range(1, 32))),
                                 "-premaster", bytes(range(32)).hex()),
    "premaster-reversed": (FULL, "master_secret", FULL.master(premaster=FULL.premaster[::-1])),
    "label-ended-by-zero": (FULL, "key_block", FULL.key_block(label=b"key expansion\0")),
    "label-misspelled": (FULL, "key_block", FULL.key_block(label=b"key_expansion")),
    "label-missing": (FULL, "client_verify_data", FULL.prf(
        FULL.master_of_run, b"", FULL.digest(FULL.transcript(FULL.finished_end(0))), 12)),
    "secret-for-seed": (FULL, "key_block", FULL.prf(
        FULL.server_random + FULL.client_random, b"key expansion", FULL.master_of_run, 40)),
    "only-a": (FULL, "key_block", FULL.a_alone(
        FULL.master_of_run, b"key expansion", FULL.server_random + FULL.client_random, 40)),
    "key-size": (BIG, "server_write_IV", BIG.key_block()[36:40]),
    "ivs-before-keys": (FULL, "client_write_key", FULL.key_block()[8:24]),
    "side-by-side": (FULL, "server_write_key", FULL.key_block()[20:36]),
    "write-keys-swapped": (FULL, "client_write_key", FULL.key_block()[16:32]),
    "mac-keys-first": (FULL, "client_write_key", FULL.key_block(80)[40:56]),
    "nonce-order": (FULL, "nonce", sequence + FULL.key_block()[32:36], "-record", "1"),
    "iv-size": (FULL, "nonce", FULL.key_block(56)[32:36] + xor(FULL.key_block(56)[36:44], sequence), "-record", "1"),
    "salt-of-gcm": (CHACHA, "nonce", CHACHA.key_block()[64:68] + sequence, "-record", "1"),
    "nonce-padding": (CHACHA, "nonce", xor(CHACHA.key_block()[64:76], sequence + bytes(4)), "-record", "1"),
    "aad-length": (FULL, "aad", sequence + b"\x17\x03\x03" + (6 + 24).to_bytes(2, "big"), "-record", "1"),
    "aad-order": (FULL, "aad", b"\x17\x03\x03\x00\x06" + sequence, "-record", "1"),
    "sequence-number": (FULL, "client_record_1_aad", (2).to_bytes(8, "big") + b"\x17\x03\x03\x00\x06", "-record", "1"),
    "byte-order": (FULL, "master_secret", FULL.master_of_run[::-1]),
}


class Mistakes(unittest.TestCase):
    def test_each_known_one_is_tried_here(self):
        listed = [line.split()[0] for line in derive("--mistakes").stdout.splitlines() if line[0] != " "]
        self.assertEqual(sorted(listed), sorted(MISTAKES))

    def test_each_known_one_stands_in_the_documentation(self):
        with open(os.path.join(os.path.dirname(__file__), "../../docs/derive.md"), encoding="utf-8") as page:
            text = page.read()
        lines = derive("--mistakes").stdout.splitlines()
        for name, sentence in zip(lines[::2], lines[1::2]):
            self.assertIn(f"| `{name.split()[0]}` | {sentence.strip()} |", text)


def names(mistake):
    def test(self):
        run, meant, wrong, *flags = MISTAKES[mistake]
        told = derive(run.file, "--expect", wrong.hex(), "--expect-of", meant, *flags)
        self.assertEqual(told.returncode, 9, told.stderr)
        self.assertIn(f"a mistake: {mistake}\n", told.stdout)
        self.assertRegex(told.stdout, r"RFC \d+ §")

    return test


for name in MISTAKES:
    setattr(Mistakes, "test_" + name.replace("-", "_") + "_is_named", names(name))


class RightValues(unittest.TestCase):
    def test_what_python_works_out_is_right(self):
        for run in (FULL, PLAIN, BIG, CHACHA):
            for meant, value in (("master_secret", run.master()), ("key_block", run.key_block()),
                                 ("client_verify_data", run.verify_data(0)), ("verify_data", run.verify_data(1)),
                                 ("", run.key_block()[:run.key_size])):
                told = derive(run.file, "--expect", value.hex(), *(["--expect-of", meant] if meant else []))
                self.assertEqual(told.returncode, 0, told.stdout)
                self.assertTrue(told.stdout.startswith("right: this is "), told.stdout)

    def test_the_nonce_of_chacha20_poly1305_is_the_write_iv_xor_the_sequence_number(self):  # RFC 7905 §2
        nonce = xor(CHACHA.key_block()[64:76], bytes(4) + sequence)
        told = derive(CHACHA.file, "-record", "1", "--expect", nonce.hex(), "--expect-of", "client_record_1_nonce")
        self.assertEqual(told.stdout, "right: this is client_record_1_nonce\n")
        shown = derive(CHACHA.file, "-record", "1").stdout
        self.assertIn("client_record_1_nonce = client_write_IV xor sequence number\n", shown)
        self.assertIn(nonce.hex(), shown)

    def test_json_holds_each_a_and_block(self):
        rows = [json.loads(line) for line in derive(FULL.file, "--json").stdout.splitlines()]
        self.assertEqual(rows[0], {"schema": "vitrine.derive/1"})
        master = next(row for row in rows[1:] if row["value"] == "master_secret")
        a1 = hmac.digest(FULL.premaster, b"extended master secret" + bytes.fromhex(master["seed"]["session_hash"]),
                         "sha256")
        self.assertEqual(master["a"][0], a1.hex())
        self.assertEqual(master["bytes"], FULL.master_of_run.hex())
        self.assertEqual("".join(master["blocks"])[:96], master["bytes"])

    def test_the_table_fits_80_columns(self):
        told = derive(BIG.file, "-record", "1")
        self.assertEqual(told.returncode, 0)
        self.assertLessEqual(max(map(len, told.stdout.splitlines())), 80)

    def test_the_pieces_give_what_the_recording_gives(self):
        name = path("messages.bin")
        with open(name, "wb") as out:
            out.write(FULL.transcript(FULL.finished_end(0)))
        whole = [json.loads(line) for line in derive(FULL.file, "--json").stdout.splitlines()]
        pieces = [json.loads(line) for line in derive("-premaster", FULL.premaster.hex(), "-messages", name,
                                                      "--json").stdout.splitlines()]
        self.assertEqual(pieces, whole)
        plain = derive("-master", PLAIN.master_of_run.hex(), "-client-random", PLAIN.client_random.hex(),
                       "-server-random", PLAIN.server_random.hex(), "-cipher", "ECDHE-RSA-AES128-GCM-SHA256",
                       "--expect", PLAIN.key_block().hex())
        self.assertEqual(plain.stdout, "right: this is key_block\n")

    def test_a_key_exchange_is_worked_out_too(self):  # NIST's vectors, and RFC 7748 §6.1
        with open(VECTORS, encoding="utf-8") as file:
            sections = re.findall(r"\[(\w+)[^\]]*\]\n((?:\w+ = \w+\n)+)", file.read())
        self.assertGreaterEqual(len(sections), 5)
        for group, lines in sections:
            vector = dict(line.split(" = ") for line in lines.splitlines())
            told = derive("-private-key", vector["private_key"], "-peer-point", vector["peer_point"], "-group", group,
                          "-cipher", "ECDHE-RSA-AES128-GCM-SHA256", "--expect", vector["shared_secret"])
            self.assertEqual(told.stdout, "right: this is premaster_secret\n", told.stderr)


class Refusals(unittest.TestCase):
    def refuse(self, said, *arguments):
        told = derive(*arguments)
        self.assertEqual(told.returncode, 1, told.stdout)
        self.assertRegex(told.stderr, said)

    def test_what_is_missing_or_wrong_is_said(self):
        self.refuse(r"which secret\?", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
        self.refuse(r"the cipher suite is not known", "-master", "00" * 48)
        self.refuse(r"master secret has 47 bytes where 48", "-master", "00" * 47, "-cipher",
                    "ECDHE-RSA-AES128-GCM-SHA256")
        self.refuse(r"nothing here has 13 bytes", FULL.file, "--expect", "00" * 13)
        self.refuse(r"no such value here; did you mean key_block\?", FULL.file, "--expect", "00" * 40, "--expect-of",
                    "keyblock")
        self.refuse(r"-expect HEX is missing", FULL.file, "--expect-of", "key_block")
        self.refuse(r"these are records", "-master", "00" * 48, "-messages", in_record(FULL.messages[0]).hex())
        self.refuse(r"no record 77", FULL.file, "-record", "77")
        self.refuse(r"whole bytes in hexadecimal", "-premaster", "abc")

    def test_a_right_value_in_the_wrong_place_is_recognized(self):
        told = derive(FULL.file, "--expect", FULL.key_block()[-4:].hex(), "--expect-of", "master_secret")
        self.assertEqual(told.returncode, 9)
        self.assertIn("this is server_write_IV, not master_secret", told.stdout)

    def test_noise_is_not_explained(self):
        told = derive(FULL.file, "--expect", "5a" * 48)
        self.assertEqual(told.returncode, 9)
        self.assertIn("no known mistake gives these 48 bytes", told.stdout)
