"""STARTTLS: our client before servers of Python's, our server before openssl, curl, smtplib, imaplib and poplib."""

import contextlib
import imaplib
import poplib
import smtplib
import socket
import ssl
import threading

import support
from support import LIMIT, InteropCase, Process, client_context, identity, root

# What a good server says in the clear: a reply to the client's coming, and to each of its lines.
GOOD = {
    "smtp": [b"220-hello\r\n220 mail\r\n", b"250-mail\r\n250-STARTTLS\r\n250 SIZE\r\n", b"220 go\r\n"],
    "imap": [b"* OK hi\r\n", b"* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK x\r\n", b"a2 OK go\r\n"],
    "pop3": [b"+OK hi\r\n", b"+OK list\r\nSTLS\r\n.\r\n", b"+OK go\r\n"],
    "ftp": [b"220 hi\r\n", b"234 go\r\n"],
    "nntp": [b"200 hi\r\n", b"101 list\r\nVERSION 2\r\nSTARTTLS\r\n.\r\n", b"382 go\r\n"],
}


class Scripted(threading.Thread):
    """Says one reply to each line, then TLS, in which it reverses one line. `heard` is what came in the clear."""

    def __init__(self, replies):
        super().__init__(daemon=True)
        self.replies, self.heard = replies, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        with self.listener, self.listener.accept()[0] as plain, contextlib.suppress(ConnectionError):
            plain.settimeout(LIMIT)
            plain.sendall(self.replies[0])
            for reply in self.replies[1:]:
                line = b""
                while not line.endswith(b"\n"):
                    if not (part := plain.recv(1)):
                        return
                    line += part
                self.heard.append(line)
                plain.sendall(reply)
            context, who = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), identity("rsa")
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.load_cert_chain(who.cert, who.key)
            try:
                with context.wrap_socket(plain, server_side=True) as stream:
                    stream.sendall(stream.recv(100).rstrip()[::-1] + b"\n")
                    stream.unwrap()
            except (OSError, ValueError):
                pass  # the client would not have it: the test looks at the client


class ClientStarts(InteropCase):
    def client(self, protocol, replies, *flags):
        self.server = Scripted(replies)
        return self.our_client(self.server.port, "-starttls", protocol, *flags, stdin=b"hello\n")

    def test_each_protocol_leads_to_tls_with_name_and_chain_verified(self):
        for protocol, replies in GOOD.items():
            with self.subTest(protocol=protocol):
                client = self.client(protocol, replies)
                self.assert_exit(client, 0)
                self.assertEqual(client.stdout, b"olleh\n")
                self.assertEqual(len(self.server.heard), len(replies) - 1)

    def test_the_dialogue_is_shown_and_we_have_a_name(self):
        client = self.client("smtp", GOOD["smtp"], "-msg", "-name", "me.example")
        self.assert_exit(client, 0)
        self.assertEqual(self.server.heard, [b"EHLO me.example\r\n", b"STARTTLS\r\n"])
        self.assert_says(client, r"<<< in the clear  220 mail\n>>> in the clear  EHLO me\.example\n(?s:.*)"
                                 r">>> ClientHello")

    def test_what_stands_behind_the_go_ahead_ends_it(self):
        for protocol, replies in GOOD.items():
            with self.subTest(protocol=protocol):
                client = self.client(protocol, [*replies[:-1], replies[-1] + b"250 injected\r\n"])
                self.assert_exit(client, 2)
                self.assert_says(client, f"no TLS by {protocol}: .*CVE-2011-0411")
                self.assertEqual(client.stdout, b"")

    def test_a_server_from_whose_words_tls_was_taken_is_not_talked_to_in_the_clear(self):
        for protocol in ("smtp", "imap", "pop3", "nntp"):
            with self.subTest(protocol=protocol):
                replies = [reply.replace(b"STARTTLS", b"XXXXXXXX").replace(b"STLS", b"XXXX")
                           for reply in GOOD[protocol]]
                client = self.client(protocol, replies)
                self.assert_exit(client, 2)
                self.assert_says(client, "is not offered")
                self.server.join(LIMIT)
                self.assertNotIn(b"hello", b"".join(self.server.heard))

    def test_other_servers_silence_and_what_commands_a_terminal(self):
        client = self.client("imap", [b"* PREAUTH \x1b]0;owned\x07 hi\r\n"])
        self.assert_exit(client, 2)
        self.assert_says(client, r"\* PREAUTH")
        self.assertNotIn("\x1b", client.stderr)
        self.assert_exit(self.client("smtp", [b"554 no\r\n"]), 2)

    def test_a_server_that_says_nothing_is_not_waited_for_longer_than_told(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            client = self.our_client(listener.getsockname()[1], "-starttls", "smtp", "-timeout", "1")
            self.assert_exit(client, 7)

    def test_wrong_usage(self):
        for flags, why in [(["-starttls", "smpt"], "did you mean smtp"), (["-name", "me"], "-starttls alone"),
                           (["-starttls", "smtp", "-name", "a b"], "neither spaces")]:
            with self.subTest(flags=flags):
                server = Scripted(GOOD["smtp"])
                client = self.our_client(server.port, *flags)
                self.assert_exit(client, 1)
                self.assert_says(client, why)


class ServerStarts(InteropCase):
    def mail_server(self, protocol, *flags):
        return self.our_server("-starttls", protocol, *flags)

    def test_openssl(self):
        for protocol, command, answer in [("smtp", b"EHLO me\r\n", rb"250 8BITMIME"),
                                          ("imap", b"a1 CAPABILITY\r\n", rb"a1 OK"), ("pop3", b"CAPA\r\n", rb"UIDL")]:
            with self.subTest(protocol=protocol):
                client = self.openssl_client(self.mail_server(protocol).port, "-starttls", protocol)
                client.send(command)
                client.wait_for(rb"(?s)Verify return code: 0 \(ok\).*" + answer)
                client.close_stdin()
                self.assert_exit(client, 0)

    def test_curl(self):
        mail = support.path("mail")
        with open(mail, "w", encoding="ascii") as file:
            file.write("Subject: hi\r\n\r\nhello\r\n")
        for protocol, words in [("smtp", ["--mail-from", "a@x", "--mail-rcpt", "b@x", "-T", mail]),
                                ("imap", ["-u", "me:secret"]), ("pop3", ["-u", "me:secret"])]:
            with self.subTest(protocol=protocol):
                server = self.mail_server(protocol)
                self.assert_exit(Process(self, ["curl", "-sS", "--ssl-reqd", "--cacert", root(), "--max-time", LIMIT,
                                                f"{protocol}://localhost:{server.port}", *words]), 0)
                server.wait_for(rb"\[1\] \S+: TLS 1\.2", "stderr")

    def test_smtplib(self):
        server = self.mail_server("smtp")
        with smtplib.SMTP("127.0.0.1", server.port, "me.example", LIMIT) as client:
            client._host = "localhost"  # whose certificate is asked for
            self.assertTrue(client.ehlo()[0] == 250 and client.has_extn("starttls"))
            client.starttls(context=client_context())
            client.ehlo()
            self.assertFalse(client.has_extn("starttls"))
            self.assertEqual(client.sendmail("a@x", ["b@x"], "Subject: hi\r\n\r\n.\r\nhello"), {})
            self.assertEqual(client.noop()[0], 250)

    def test_imaplib(self):
        server = self.mail_server("imap")
        with imaplib.IMAP4("localhost", server.port, LIMIT) as client:
            with self.assertRaisesRegex(imaplib.IMAP4.error, "TLS first|LOGINDISABLED|PRIVACYREQUIRED"):
                client.login("me", "secret")
            client.starttls(client_context())
            client.login("me", "secret")
            self.assertEqual(client.select("INBOX", readonly=True), ("OK", [b"0"]))
            self.assertEqual(client.search(None, "ALL")[0], "OK")
            self.assertEqual(client.list()[0], "OK")

    def test_poplib(self):
        server = self.mail_server("pop3")
        client = poplib.POP3("localhost", server.port, LIMIT)
        with self.assertRaises(poplib.error_proto):
            client.user("me")
        client.stls(client_context())
        client.user("me")
        client.pass_("secret")
        self.assertEqual(client.stat(), (0, 0))
        client.quit()

    def test_ours_with_ours(self):
        for protocol, command in [("smtp", b"QUIT\r\n"), ("imap", b"a LOGOUT\r\n"), ("pop3", b"QUIT\r\n")]:
            with self.subTest(protocol=protocol):
                server = self.mail_server(protocol, "-naccept", "1")
                client = self.our_client(server.port, "-starttls", protocol, stdin=command)
                self.assert_exit(client, 0)
                self.assertRegex(client.stdout, rb"goodbye\r\n")
                self.assert_exit(server, 0)

    def test_what_stands_behind_the_command_is_not_taken_into_tls(self):
        for protocol, command in [("smtp", b"EHLO me\r\nSTARTTLS\r\nMAIL FROM:<evil>\r\n"),
                                  ("imap", b"a STARTTLS\r\nb LOGIN evil x\r\n"), ("pop3", b"STLS\r\nUSER evil\r\n")]:
            with self.subTest(protocol=protocol):
                server = self.mail_server(protocol)
                with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as stream:
                    stream.recv(100)
                    stream.sendall(command)
                    told = b"".join(iter(lambda: stream.recv(1000), b""))
                self.assertIn(b"nothing may stand behind the command that begins TLS", told)
                self.assertNotRegex(told, b"begin\r\n")
                server.wait_for(rb"sent away: more in the clear", "stderr")

    def test_silence_endless_lines_and_crowds_in_the_clear_are_bounded(self):
        server = self.mail_server("smtp", "--handshake-timeout", "1", "--max-connections", "3")
        silent = [socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) for _ in range(6)]
        for stream in silent:
            with stream:
                while stream.recv(1000):  # the greeting of some, and then the end of all
                    pass
        with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as stream:
            stream.recv(100)
            stream.sendall(b"E" * 6000)
            self.assertIn(b"554 too long a line", stream.recv(1000))
        with smtplib.SMTP("127.0.0.1", server.port, "me.example", LIMIT) as client:
            self.assertEqual(client.noop()[0], 250)

    def test_it_ends_when_told_to_though_somebody_is_still_in_the_clear(self):
        server = self.mail_server("imap")
        with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as stream:
            stream.recv(100)
            server.process.terminate()
            self.assertEqual(stream.recv(100), b"")
        self.assert_exit(server, 0)

    def test_wrong_usage(self):
        server = Process(self, [support.PROGRAM, "server", *identity("rsa").flags(), "-starttls", "ftp"])
        self.assert_exit(server, 1)
        self.assert_says(server, "a server speaks smtp, imap or pop3")
