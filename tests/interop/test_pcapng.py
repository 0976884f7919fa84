"""What --pcapng writes: tshark opens it decrypted, with no option at all."""

import os
import shutil
import stat
import subprocess
import unittest

from relay import CLIENT, Relay
from support import LIMIT, PROGRAM, InteropCase, Process, identity, path, root

OWL = b"the owl flies at seven\n"


def tshark(pcapng, *arguments):
    """Its standard output. Nothing of the user's own settings is read: no key log but that in the file."""
    environment = {**os.environ, "HOME": path(""), "XDG_CONFIG_HOME": path("")}
    return subprocess.run(["tshark", "-r", pcapng, *arguments], capture_output=True, timeout=LIMIT, check=True,
                          env=environment).stdout.decode()


def fields(pcapng, *names, where="tls"):
    """The values of these fields in all packets where the filter fits, one list a field."""
    wanted = [argument for name in names for argument in ("-e", name)]
    lines = tshark(pcapng, "-Y", where, "-T", "fields", *wanted).splitlines()
    return [[value for line in lines for value in line.split("\t")[column].split(",") if value]
            for column in range(len(names))]


def spoken(pcapng, connection=0):
    """The plaintext of the client and of the server."""
    shown = tshark(pcapng, "-q", "-z", f"follow,tls,raw,{connection}").splitlines()
    lines = [line for line in shown if line.strip() and set(line.strip()) <= set("0123456789abcdef")]
    return tuple(bytes.fromhex("".join(line.strip() for line in lines if line.startswith("\t") == is_server))
                 for is_server in (False, True))


@unittest.skipUnless(shutil.which("tshark"), "tshark is not installed")
class Pcapng(InteropCase):
    FULL = ["1", "2", "11", "12", "14", "16", "20", "20"]  # the types of its messages (RFC 5246 §7.4); Finished is 20

    def setUp(self):
        self.pcapng = path(self.id() + ".pcapng")

    def assert_sound_tcp(self):
        """No checksum is wrong, and tshark finds nothing worth a warning."""
        odd = "_ws.expert.severity >= 0x600000 || tcp.checksum.status != 1 || ip.checksum.status != 1"
        self.assertEqual(tshark(self.pcapng, "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-Y", odd), "")

    def test_a_full_handshake_with_openssl_is_readable_to_the_last_byte(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "--pcapng", self.pcapng, stdin=None)
        client.send(OWL)
        client.wait_for(OWL.strip()[::-1])
        client.close_stdin()
        self.assert_exit(client, 0)
        self.assertEqual(fields(self.pcapng, "tls.handshake.type"), [self.FULL])  # both Finished among them
        self.assertEqual(spoken(self.pcapng), (OWL, OWL.strip()[::-1] + b"\n"))
        self.assert_sound_tcp()

    def test_a_server_puts_all_its_connections_into_one_file(self):
        server = self.our_server("-naccept", "3", "--pcapng", self.pcapng)
        for number in range(3):
            client = self.openssl_client(server.port)
            client.send(b"owl %d\n" % number)
            client.wait_for(b"\nowl %d\n" % number)
            client.send(b"Q\n")
            client.finish()
        self.assert_exit(server, 0)
        for number in range(3):
            said = b"owl %d\n" % number
            self.assertEqual(spoken(self.pcapng, number), (said, said))
        self.assertEqual(fields(self.pcapng, "tls.handshake.type")[0].count("20"), 6)
        self.assert_sound_tcp()

    def test_connections_that_resume_a_session_are_readable_too(self):
        """tshark and our own explain read both kinds; the key log has a line for each, with one master secret."""
        for flags, resumed in [([], ["1", "2", "4", "20", "20"]), (["-no_ticket"], ["1", "2", "20", "20"])]:
            with self.subTest(flags=flags):
                log = path(f"{self.id()}{len(flags)}.keys")
                server = self.our_server("-naccept", "6", *flags)
                client = self.our_client(server.port, "-reconnect", "--pcapng", self.pcapng, "-keylogfile", log, stdin=OWL)
                self.assert_exit(client, 0)
                types = fields(self.pcapng, "tls.handshake.type")[0]
                self.assertEqual(types[-len(resumed):], resumed)
                self.assertEqual(spoken(self.pcapng, 5), (OWL, OWL))
                with open(log, encoding="ascii") as lines:
                    _, randoms, secrets = zip(*(line.split() for line in lines))
                self.assertEqual((len(set(randoms)), len(set(secrets))), (6, 1))
                shown = subprocess.run([PROGRAM, "explain", "-connection", "6", self.pcapng], capture_output=True,
                                       text=True, timeout=LIMIT, check=True).stdout
                self.assertEqual("NewSessionTicket" in shown, not flags)
                self.assertEqual(shown.count("check ok   verify_data of Finished"), 2)
                self.assertNotIn("FAIL", shown)

    def test_connections_over_ipv6_and_much_data_are_readable_too(self):
        server = Process(self, ["openssl", "s_server", "-accept", "[::1]:0", "-naccept", "1", "-tls1_2", "-rev",
                                *identity("rsa").flags()])
        port = server.wait_for(rb"ACCEPT \S+:(\d+)").group(1).decode()
        much = b"x" * 200_000 + b"\n"
        client = Process(self, [PROGRAM, "client", f"[::1]:{port}", "-verify_hostname", "localhost", "-CAfile", root(),
                                "--pcapng", self.pcapng])
        client.send(much)
        client.wait_for_bytes(len(much))
        client.close_stdin()
        self.assert_exit(client, 0)
        there, back = spoken(self.pcapng)
        self.assertEqual(there, much)
        self.assertEqual(back, client.stdout)
        self.assertIn("::1", fields(self.pcapng, "ipv6.src")[0])
        self.assert_sound_tcp()

    def test_a_handshake_refused_at_the_certificate_is_readable_up_to_the_alert(self):
        server = self.openssl_server(kind="unknown_ca")
        client = self.our_client(server.port, "--pcapng", self.pcapng)
        self.assert_exit(client, 5)
        types, alerts = fields(self.pcapng, "tls.handshake.type", "tls.alert_message.desc")
        self.assertEqual(types[:3], ["1", "2", "11"])
        self.assertEqual(alerts, ["48"])  # unknown_ca
        self.assert_sound_tcp()

    def test_a_handshake_that_fails_at_finished_shows_ours_decrypted_and_the_alert(self):
        """Somebody on the way alters the ClientHello, so both ends come to other keys."""

        def alter(sender, part):
            return part.replace(b"\xc0\x2c", b"\xc0\xac") if sender == CLIENT and part[5] == 1 else part

        server = self.openssl_server()
        relay = Relay(server.port, path(self.id() + ".pcap"), alter)
        client = self.our_client(relay.port, "--pcapng", self.pcapng)
        self.assert_exit(client, 3)
        relay.join(LIMIT)
        types, alerts = fields(self.pcapng, "tls.handshake.type", "tls.alert_message.desc")
        self.assertEqual(types, self.FULL[:-1])
        self.assertEqual(alerts, ["20"])  # bad_record_mac
        self.assert_sound_tcp()

    def test_the_file_can_be_read_while_the_connection_goes_on_and_by_its_owner_alone(self):
        server = self.openssl_server("-rev")
        client = self.our_client(server.port, "--pcapng", self.pcapng, stdin=None)
        client.send(OWL)
        client.wait_for(OWL.strip()[::-1])
        self.assertEqual(spoken(self.pcapng)[0], OWL)
        self.assertEqual(stat.S_IMODE(os.stat(self.pcapng).st_mode), 0o600)
        client.close_stdin()
        self.assert_exit(client, 0)

    def test_what_cannot_be_written_is_said_and_the_connection_is_not_disturbed(self):
        server = self.our_server("-naccept", "1")
        client = self.our_client(server.port, "--pcapng", "/dev/full", stdin=OWL)
        self.assert_exit(client, 0)
        self.assertEqual(client.stdout, OWL)
        self.assert_says(client, "the capture of --pcapng could not be written")


if __name__ == "__main__":
    unittest.main()
