"""vitrine step by scripts: against openssl, in memory, and from recordings."""

import os
import re
import subprocess

from support import LIMIT, PROGRAM, InteropCase, Process, identity, path, root

# From nothing said to Connected, as a client sees a full handshake.
FLOW = ["ClientHello", "ServerHello", "Certificate", "ServerKeyExchange", "ServerHelloDone", "ClientKeyExchange",
        "ChangeCipherSpec", "Finished", "ChangeCipherSpec", "Finished"]
QUESTIONS = ["what bytes", "what fields", "what was computed from what", "what may come next, and why"]


class StepCase(InteropCase):
    def step(self, *arguments, commands, code=0):
        """A whole session by lines; what it printed."""
        process = Process(self, [PROGRAM, "step", *arguments], "\n".join(commands).encode())
        self.assert_exit(process, code)
        return process.stdout.decode()

    def answers(self, text):
        """What was answered to each command."""
        parts = re.split(r"^\(step\) (.*)\n", text, flags=re.M)[1:]
        return list(zip(parts[::2], parts[1::2]))

    def stops(self, text):
        """The stops that were shown: heading, and the answer to each of the four questions."""
        found = []
        for stop in re.split(r"^== ", text, flags=re.M)[1:]:
            heading, rest = stop.split("\nwhat bytes\n")
            answers = re.split("|".join(f"^{question}\n" for question in QUESTIONS), "what bytes\n" + rest, flags=re.M)
            found.append((heading.replace("\n  ", ""), dict(zip(QUESTIONS, answers[1:]))))
        return found


class StepClient(StepCase):
    """Points 1 and 2 of a stepping session: nine stops to Connected, and a broken copy."""

    def session(self, *commands, flags=(), kind="rsa"):
        server = self.openssl_server(kind=kind)
        text = self.step("client", f"localhost:{server.port}", "-CAfile", root(), *flags, commands=commands)
        server.kill()
        return text

    def test_nine_stops_lead_to_connected_and_each_answers_four_questions(self):
        stops = self.stops(self.session(*["s"] * 10))
        self.assertEqual([re.search(r"(?:writes|reads) (\w+)", heading).group(1) for heading, _ in stops], FLOW)
        for heading, answers in stops:
            self.assertEqual(list(answers), QUESTIONS)
            self.assertRegex(answers["what bytes"], r"\n +0000  1[46] 03 0[13] ", heading)
            self.assertRegex(answers["what fields"], r"0000  [0-9a-f]{2} ", heading)
            self.assertIn("row taken: ", answers["what was computed from what"], heading)
        for heading, answers in stops[:9]:
            self.assertRegex(answers["what may come next, and why"], r"in state \w+ the (client|server) speaks", heading)
        self.assertIn("application data, or close_notify", stops[9][1]["what may come next, and why"])

    def test_what_is_shown_is_what_openssl_saw(self):
        server = self.openssl_server("-msg")
        text = self.step("client", f"localhost:{server.port}", "-CAfile", root(), "-secrets",
                         commands=["b established", "c", "p keys", "p ClientHello.random", "p Finished.verify_data"])
        server.kill()
        seen = re.sub(r"\s", "", server.stdout.decode())
        answers = dict(self.answers(text))
        for name in ("p ClientHello.random", "p Finished.verify_data"):
            shown = "".join(re.findall(r"^[0-9a-f]{4}  (.*)$", answers[name], flags=re.M)).replace(" ", "")
            self.assertIn(len(shown), (64, 24))
            self.assertIn(shown, seen)
        self.assertRegex(answers["p keys"], r"client_write_key = [0-9a-f]{32}\n")

    def test_a_flipped_bit_of_the_signature_trips_its_check_in_a_copy_and_the_original_stays(self):
        text = self.session(*["s"] * 10, "p events", "u 3", "p flow", "set ServerKeyExchange.signature[0]=^01", "s",
                            "p flow", "c", "o", "p flow", "s 3", "p events")
        answers = self.answers(text)
        self.assertIn("the client writes ChangeCipherSpec", answers[11][1].splitlines()[0])
        for part in ("check    signature of ServerKeyExchange  RFC 5246 §7.4.3", "does not verify over",
                     "sends    alert fatal decrypt_error(51)"):
            self.assertIn(part, answers[13][1])
        heading, questions = self.stops(answers[14][1])[0]
        self.assertIn("the client reads ServerKeyExchange", heading)
        self.assertIn("FAILED  signature of ServerKeyExchange", questions["what was computed from what"])
        self.assertIn("alert fatal decrypt_error(51) by the client", questions["what was computed from what"])
        self.assertIn("nothing: the connection has failed", questions["what may come next, and why"])
        self.assertIn("ServerKeyExchange REFUSED", answers[15][1])
        self.assertEqual(answers[12][1], answers[18][1], "the original is where it was")
        self.assertEqual(answers[10][1], answers[20][1], "and every event of it is what it was")

    def test_a_recording_that_it_writes_is_replayed_bit_for_bit(self):
        recording = path("stepped.tlsrec")
        self.session("b established", "c", f"w {recording}", flags=["-alpn", "h2"], kind="p256")
        self.assertEqual(os.stat(recording).st_mode & 0o777, 0o600)
        replayed = Process(self, [PROGRAM, "replay", recording], b"")
        self.assert_exit(replayed, 0)
        again = self.step(recording, commands=["b established", "c", "p flow"])
        self.assertIn("10 client ← Finished", again)

    def test_wireshark_opens_the_pcapng_that_it_writes_decrypted(self):
        capture = path("stepped.pcapng")
        text = self.session("c", "p Finished.verify_data", f"w {capture}")
        self.assertEqual(os.stat(capture).st_mode & 0o777, 0o600)
        shown = re.search(r"Finished.verify_data, sent by the server.*\n0000  (.*)\n", text).group(1).replace(" ", "")
        told = subprocess.run(["tshark", "-n", "-r", capture, "-T", "json", "-x"], capture_output=True, timeout=LIMIT,
                              check=True).stdout.decode()
        seen = re.findall(r'"tls.handshake.verify_data_raw": \[\s*"([0-9a-f]+)"', told)
        self.assertEqual(len(seen), 2)
        self.assertEqual(seen[1], shown)

    def test_a_page_that_it_writes_has_the_secrets_that_are_shown_and_no_others(self):
        page, open_page, keys = path("stepped.html"), path("stepped_open.html"), path("stepped.keys")
        self.session("c", f"w {page}", "x on", f"w {open_page}", f"w {keys}")
        with open(keys, encoding="ascii") as lines:
            master = lines.read().split()[2]
        self.assertEqual(os.stat(page).st_mode & 0o777, 0o600)
        with open(page, encoding="utf-8") as one, open(open_page, encoding="utf-8") as other:
            hidden, shown = one.read().replace(" ", ""), other.read().replace(" ", "")
        self.assertIn("ServerKeyExchange", hidden)
        self.assertNotIn(master, hidden)
        self.assertIn(master, shown)

    def test_a_client_says_its_line_and_goodbye(self):
        server = self.openssl_server("-rev")
        text = self.step("client", f"localhost:{server.port}", "-CAfile", root(), "-say", "abc\n",
                         commands=["c", "p flow"])
        self.assertRegex(text, "client → application data\n.*client ← application data\n.*client → Alert")

    def test_a_certificate_that_is_not_trusted_ends_the_run_with_5(self):
        server = self.openssl_server(kind="unknown_ca")
        text = self.step("client", f"localhost:{server.port}", "-CAfile", root(), commands=["c"], code=5)
        self.assertIn("sends    alert fatal unknown_ca(48)", text)

    def test_a_server_that_is_not_there_is_a_network_error(self):
        process = Process(self, [PROGRAM, "step", "client", "127.0.0.1:1", "-CAfile", root()], b"s\n")
        self.assert_exit(process, 2)

    def test_a_seed_is_for_this_machine_alone(self):
        process = Process(self, [PROGRAM, "step", "client", "192.0.2.1:443", "-seed", "1"], b"")
        self.assert_exit(process, 1)
        self.assert_says(process, "not this machine's loopback")

    def test_a_seed_foretells_the_client_random(self):
        randoms = {self.session("s", "p ClientHello.random", flags=["-seed", "7"]) for _ in range(2)}
        self.assertEqual(len(randoms), 1)


class StepServer(StepCase):
    def server(self, *flags):
        server = Process(self, [PROGRAM, "step", "server", "127.0.0.1:0", *identity("rsa").flags(), *flags])
        server.port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
        return server

    def test_openssl_is_answered_message_by_message(self):
        server = self.server()
        client = self.openssl_client(server.port)
        server.send(b"s\n")
        server.wait_for(rb"the server reads ClientHello")
        self.assertNotIn(b"ServerHello", client.stdout, "nothing is sent before its step")
        server.send(b"b established\nc\np flow\n")
        server.wait_for(rb"server \xe2\x86\x92 Finished")
        client.wait_for(rb"Verify return code: 0")
        client.send(b"hello\n")
        server.send(b"s\ns\n")
        client.wait_for(rb"hello")
        client.close_stdin()
        server.send(b"c\n", then_close=True)
        self.assert_exit(server, 0)

    def test_what_the_client_sent_can_be_changed(self):
        server = self.server()
        client = self.openssl_client(server.port)
        server.send(b"b established\nc\nset ClientKeyExchange.ecdh_Yc[0]=^01\nset ServerHello.random[0]=^01\n", True)
        self.assert_exit(server, 1)
        self.assertIn(b"sends    alert fatal bad_record_mac(20)", server.stdout)
        self.assert_says(server, "line 4: our own end sent that")
        client.kill()


class StepPair(StepCase):
    def test_the_same_seed_is_the_same_session_and_another_seed_another(self):
        commands = ["c", "secrets on", "p keys", "p events"]
        one, again, other = (self.step("pair", "-seed", seed, commands=commands) for seed in ("7", "7", "8"))
        self.assertEqual(one, again)
        self.assertNotEqual(one, other)

    def test_the_session_in_the_documentation_is_a_real_one(self):
        with open(os.path.join(os.path.dirname(__file__), "../../docs/step.md"), encoding="utf-8") as page:
            told = re.search(r"^\$ vitrine step pair --seed 7\n(.*?)^```$", page.read(), flags=re.M | re.S).group(1)
        commands = re.findall(r"^\(step\) (.*)$", told, flags=re.M)
        self.assertGreater(len(commands), 5)
        expected = ".*".join(re.escape(part) for part in re.split(r"^\.\.\.\n", told, flags=re.M))
        self.assertRegex(self.step("pair", "--seed", "7", commands=commands), re.compile(expected, re.S))

    def test_the_seed_is_said_before_anything_else(self):
        process = Process(self, [PROGRAM, "step", "pair", "-seed", "abc"], b"")
        self.assert_exit(process, 0)
        self.assertRegex(process.stderr, r"\Avitrine: LABORATORY: both ends in memory, seed abc\n")

    def test_a_script_ends_at_its_first_mistake_and_names_the_line(self):
        script = path("script")
        with open(script, "w", encoding="ascii") as out:
            out.write("# to the first message\n\ns\nset ClientHello.randon[0]=00\ns\n")
        process = Process(self, [PROGRAM, "step", "pair", "--script", script], b"")
        self.assert_exit(process, 1)
        self.assert_says(process, r"vitrine: line 4: no field so far is called ClientHello.randon\[0\]; "
                                  r"did you mean ClientHello.random\?")
        self.assertEqual(process.stdout.count(b"\n== "), 1)

    def test_a_client_certificate_can_be_asked_for(self):
        text = self.step("pair", "-Verify", commands=["c", "p flow"])
        self.assertIn("client → CertificateVerify", text)

    def test_certificates_can_be_given(self):
        text = self.step("pair", *identity("chain").flags(), "-CAfile", root(), commands=["c"])
        self.assertIn("nothing was refused", text)

    def test_each_end_can_be_recorded_and_replayed(self):
        self.step("pair", commands=["c", f"w {path('pair.tlsrec')}"])
        for end in ("client", "server"):
            self.assert_exit(Process(self, [PROGRAM, "replay", path(f"pair.{end}.tlsrec")], b""), 0)

    def test_the_key_log_has_the_line_of_the_run(self):
        text = self.step("pair", commands=["c", f"w {path('run.keys')}", "x", "p keys"])
        with open(path("run.keys"), encoding="ascii") as lines:
            secret = lines.readline().split()[2]
        self.assertIn(secret, re.sub(r"\s", "", text))

    def test_no_line_is_wider_than_a_terminal(self):
        text = self.step("pair", "-secrets", commands=["s"] * 30 + ["p fields", "p keys", "p checks", "p transcript", "?"])
        wide = [line for line in text.splitlines() if len(line) > 80]
        self.assertEqual(wide, [])


class StepRecordings(StepCase):
    FOLDER = os.path.join(os.path.dirname(__file__), "../recordings")

    def test_every_recording_can_be_stepped_to_its_end_and_back(self):
        for name in sorted(os.listdir(self.FOLDER)):
            if not name.endswith(".tlsrec"):
                continue
            code = subprocess.run([PROGRAM, "step", os.path.join(self.FOLDER, name)], input=b"c\nu 100\nc\np flow\n",
                                  capture_output=True, timeout=LIMIT, check=False)
            with self.subTest(name=name):
                self.assertEqual(code.returncode == 0, not name.startswith("refused"), code.stderr)
                answers = self.answers(code.stdout.decode())
                self.assertEqual(answers[0][1], answers[2][1])

    def test_a_recorded_peer_can_be_changed(self):
        text = self.step(os.path.join(self.FOLDER, "client_ecdsa.tlsrec"),
                         commands=["c", "set Finished.verify_data[0]=^01", "s"])
        self.assertIn("and the record was sealed again", text.replace("\n  ", " "))
        self.assertIn("sends    alert fatal decrypt_error(51)", text)
