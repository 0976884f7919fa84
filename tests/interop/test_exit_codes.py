"""Every exit code that a script may rely on, each provoked, and the words that come with it."""

import os
import re
import signal
import socket
import subprocess
from unittest import mock

from support import PROGRAM, InteropCase, Process, identity, root


class ExitCodes(InteropCase):
    def run_program(self, *arguments):
        program = Process(self, [PROGRAM, *arguments], b"")
        return program, program.finish()

    def silent_listener(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        return listener, listener.getsockname()[1]

    def test_0_if_all_went_well(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, stdin=b"ab\n")
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, b"ba\n")

    def test_0_and_the_help_on_stdout_if_it_was_asked_for(self):
        for arguments in [["--help"], ["client", "--help"], ["server", "-help"], ["flow", "-h"], ["--version"]]:
            with self.subTest(arguments=arguments):
                program, code = self.run_program(*arguments)
                self.assertEqual(code, 0)
                self.assertIn(b"vitrine", program.stdout)
                self.assertEqual(program.stderr, "")

    def test_1_if_the_command_line_is_wrong(self):
        who = identity("rsa")
        certificate = ["-cert", who.cert, "-key", who.key]
        for arguments, said in [([], ""), (["clinet"], "did you mean client"), (["client"], "which server"),
                                (["client", "localhost:1", "-conect"], "did you mean -connect"),
                                (["client", "localhost:1", "-tls1_3"], "no other version"),
                                (["client", "localhost:1", "-cipher", "AES128-SHA"], "known: TLS_ECDHE"),
                                (["client", "localhost:1", "-CAfile", "/nowhere.pem"], "No such file"),
                                (["server"], "needs a certificate"), (["flow", "--format", "svg"], "mermaid"),
                                (["server", *certificate, "-key2", who.key], "-cert2 FILE is missing"),
                                (["server", *certificate, "-Verify", "often"], "'often' is no number"),
                                (["server", *certificate, "--sink", "-www"], "exclude each other"),
                                (["server", "-cert", root()], "if the key lies in another file: -key FILE"),
                                (["server", *certificate, "-status_file", root()], "is no OCSP response in DER: "),
                                (["server", *certificate, "-CRLfile", "/nowhere.crl"], "No such file"),
                                (["verify", "-CAfile", "", "-verify_hostname", "", root()],
                                 "-CAfile wants a value; it is empty"),
                                (["verify", "-CAfile=", root()], "-CAfile wants a value; it is empty"),
                                (["ca", "issue", "-days", "-1"], "see vitrine ca issue --help"),
                                (["ca", "isue"], "see vitrine ca --help"),
                                (["ca", "-x"], "see vitrine ca --help")]:
            with self.subTest(arguments=arguments):
                program, code = self.run_program(*arguments)
                self.assertEqual(code, 1, program.told())
                self.assertIn(said, program.stderr)

    def test_1_and_nothing_in_the_words_that_could_command_the_terminal(self):
        program, code = self.run_program("verify", "-CAfile", "x\x1b[31m\x07", root())
        self.assertEqual(code, 1, program.told())
        self.assertEqual(program.stderr, "vitrine: cannot read x\\x1b[31m\\x07: No such file or directory\n"
                                         "  see vitrine verify --help\n")

    def test_a_server_says_which_flags_need_one_that_asks_for_certificates(self):
        for flag in ("-crl_check", "-crl_check_all"):
            server = self.our_server(flag)
            self.assert_says(server, r"-CRLfile and -crl_check need -verify or -Verify")

    def test_2_if_nobody_listens_or_the_port_is_taken(self):
        listener, port = self.silent_listener()
        who = identity("rsa")
        server, code = self.run_program("server", f"127.0.0.1:{port}", "-cert", who.cert, "-key", who.key)
        self.assertEqual(code, 2, server.told())
        self.assert_says(server, "Address already in use")
        listener.close()
        client, code = self.run_program("client", f"127.0.0.1:{port}", "-CAfile", root())
        self.assertEqual(code, 2, client.told())
        self.assert_says(client, "Connection refused")

    def test_3_if_the_peer_sent_an_alert(self):
        server = self.openssl_server("-cipher", "ECDHE-RSA-AES256-GCM-SHA384")
        client = self.our_client(server.port, "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
        self.assert_exit(client, 3)
        self.assert_says(client, r"received +alert fatal handshake_failure\(40\) from the server\n  means ")

    def test_4_if_we_sent_one(self):
        listener, port = self.silent_listener()
        client = self.our_client(port)
        stream, _ = listener.accept()
        with stream:
            stream.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            self.assert_exit(client, 4)
        self.assert_says(client, r"handshake failed in state server_hello \(client, record 0")
        self.assert_says(client, r"check .* RFC \d+ §(.|\n)*found (.|\n)*sent +alert fatal")

    def test_5_if_the_certificate_is_not_trusted(self):
        server = self.openssl_server(kind="unknown_ca")
        client = self.our_client(server.port)
        self.assert_exit(client, 5)
        self.assert_says(client, r"sent +alert fatal unknown_ca\(48\)\n  try +if .*-CAfile.*\n  certificate path\n")

    def test_6_if_the_stream_was_cut_off(self):
        server = self.openssl_server()
        client = self.our_client(server.port, stdin=None)
        server.send(b"half\n")
        client.wait_for(rb"half")
        server.kill()
        self.assert_exit(client, 6)
        self.assert_says(client, r"without close_notify: data may be missing")

    def test_7_if_the_server_says_nothing_in_time(self):
        _, port = self.silent_listener()
        client = self.our_client(port, "-timeout", "1")
        self.assert_exit(client, 7)
        self.assert_says(client, r"no handshake within 1 s: still waiting in state server_hello")

    def test_7_if_a_connection_falls_silent(self):
        server = self.openssl_server()
        client = self.our_client(server.port, "-timeout", "1", stdin=None)
        self.assert_exit(client, 7)
        self.assert_says(client, r"nothing was heard of the server")

    def test_8_if_stdout_cannot_be_written_however_little_it_is(self):
        for arguments in [["--help"], ["info"], ["verify", "-CAfile", root(), root()],
                          ["verify", "--json", "-CAfile", root(), root()], ["explain", root()]]:
            with self.subTest(arguments=arguments), open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 8)
                self.assertEqual(done.stderr, b"vitrine: cannot write to stdout: No space left on device\n")

    def test_a_reader_that_has_seen_enough_is_no_failure(self):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([PROGRAM, "--help"], stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_no_line_of_any_help_is_wider_than_80_columns(self):
        commands = re.findall(r"^  (\w+) ", self.run_program("--help")[0].stdout.decode(), re.MULTILINE)
        self.assertIn("client", commands)
        of_ca = [["ca", name] for name in ("init", "issue", "csr", "sign", "bad", "show")]
        for command in [[], *([name] for name in commands if name != "ca"), *of_ca]:
            with self.subTest(command=command):
                for topic in [[], ["all"]] if command else [[]]:
                    program, _ = self.run_program(*command, "--help", *topic)
                    lines = program.stdout.decode().splitlines()
                    self.assertEqual([line for line in lines if len(line) > 80], [])
                    if not topic:
                        self.assertLessEqual(len(lines), 24)

    def test_130_after_an_interrupt_with_a_close_notify_for_the_server(self):
        server = self.our_server("-naccept", "1")
        client = self.our_client(server.port, stdin=None)
        client.wait_for(rb"connected to", "stderr")
        client.process.send_signal(signal.SIGINT)
        self.assert_exit(client, 130)
        self.assert_exit(server, 0)  # 6 if it had not been told

    def test_130_after_an_interrupt_in_the_handshake(self):
        listener, port = self.silent_listener()
        client = self.our_client(port, stdin=None)
        stream, _ = listener.accept()
        with stream:
            stream.recv(1)  # its ClientHello: by now it has connected
            client.process.send_signal(signal.SIGINT)
            self.assert_exit(client, 130)

    def test_no_core_file_is_left_by_what_holds_keys_unless_it_is_wanted(self):
        for wanted, limit in [(None, "0"), ("1", None)]:
            with self.subTest(wanted=wanted), mock.patch.dict(os.environ, {"VITRINE_CORE": wanted} if wanted else {}):
                server = self.our_server()
                with open(f"/proc/{server.process.pid}/limits", encoding="ascii") as limits:
                    soft, hard = re.search(r"Max core file size +(\S+) +(\S+)", limits.read()).groups()
                if limit is not None:
                    self.assertEqual((soft, hard), ("0", "0"))
                else:
                    self.assertNotEqual(hard, "0")

    def test_0_if_a_server_is_asked_to_stop(self):
        for number in [signal.SIGINT, signal.SIGTERM]:
            with self.subTest(signal=number):
                server = self.our_server()
                client = self.our_client(server.port, stdin=None)
                client.wait_for(rb"connected to", "stderr")
                server.process.send_signal(number)
                self.assert_exit(server, 0)
                self.assert_exit(client, 0)  # it got a close_notify
