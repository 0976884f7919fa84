"""Private keys under a pass phrase: named as openssl names it, or typed on a terminal."""

import os
import pty
import select
import signal

from support import LIMIT, PROGRAM, InteropCase, Process, identity, openssl, path

PHRASE = "open sesame"


def encrypted(kind):
    """The key of the identity under the pass phrase."""
    key = path(kind + ".encrypted.key")
    if not os.path.exists(key):
        openssl("pkcs8", "-topk8", "-in", identity(kind).key, "-passout", "pass:" + PHRASE, "-out", key)
    return key


def file_with(name, text):
    made = path(name)
    with open(made, "w", encoding="ascii") as out:
        out.write(text)
    return made


class EncryptedKeys(InteropCase):
    def start(self, *flags, stdin=b""):
        who = identity("rsa")
        return Process(self, [PROGRAM, "server", "-accept", "127.0.0.1:0", "-cert", who.cert, "-key", encrypted("rsa"),
                              "-naccept", "1", *flags], stdin)

    def test_each_source_of_the_pass_phrase_opens_the_key(self):
        os.environ["VITRINE_TEST_PHRASE"] = PHRASE
        self.addCleanup(os.environ.pop, "VITRINE_TEST_PHRASE")
        for source in ("pass:" + PHRASE, "env:VITRINE_TEST_PHRASE", "stdin",
                       "file:" + file_with("phrase", PHRASE + "\n")):
            with self.subTest(source=source):
                server = self.start("-pass", source, stdin=PHRASE.encode() + b"\n" if source == "stdin" else b"")
                port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
                client = self.openssl_client(port)
                client.wait_for(rb"Verify return code: 0")
                client.close_stdin()
                self.assert_exit(server, 0)

    def test_a_client_shows_a_certificate_whose_key_is_encrypted(self):
        identity("client_ec")
        server = self.our_server("-Verify", "1", "-CAfile", path("root.pem"), "-naccept", "1")
        client = self.our_client(server.port, "-cert", path("client_ec.pem"), "-key", encrypted("client_ec"), "-pass",
                                 "pass:" + PHRASE, stdin=b"hello\n")
        self.assert_exit(client, 0)
        self.assertIn(b"hello\n", client.stdout)

    def test_what_follows_the_phrase_on_stdin_is_sent(self):
        server = self.our_server("-naccept", "1")
        client = self.our_client(server.port, "-cert", identity("client_ec").cert, "-key", encrypted("client_ec"),
                                 "-pass", "stdin", stdin=PHRASE.encode() + b"\nhello\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"hello\n")

    def test_a_wrong_phrase_is_one_clear_sentence(self):
        server = self.start("-pass", "pass:wrong")
        self.assert_exit(server, 1)
        self.assertIn(f"vitrine: {encrypted('rsa')}: the pass phrase does not open the private key: it is a wrong one, "
                      "or the file is damaged\n", server.stderr)

    def on_a_terminal(self, keys):
        """What the server writes on the terminal that it asks on, and the terminal, still open."""
        who = identity("rsa")
        key = encrypted("rsa")
        child, terminal = pty.fork()
        if child == 0:
            os.execv(PROGRAM, [PROGRAM, "server", "-accept", "127.0.0.1:0", "-cert", who.cert, "-key", key])
        self.addCleanup(os.close, terminal)
        self.until(terminal, b"Pass phrase of")
        os.write(terminal, keys)
        return child, terminal

    def until(self, terminal, word):
        seen = b""
        while word not in seen:
            ready, _, _ = select.select([terminal], [], [], LIMIT)
            self.assertTrue(ready, seen)
            seen += os.read(terminal, 4096)
        return seen

    def test_a_phrase_that_is_typed_is_not_shown(self):
        child, terminal = self.on_a_terminal(b"wrong\x15" + PHRASE.encode() + b"x\x7f\n")
        seen = self.until(terminal, b"ACCEPT")
        self.assertNotIn(b"sesame", seen)
        os.kill(child, signal.SIGTERM)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)

    def test_an_interrupt_at_the_question_ends_the_program(self):
        child, _ = self.on_a_terminal(b"open\x03")
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), -signal.SIGINT)
