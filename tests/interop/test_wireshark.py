"""Captures explained by us and by tshark: every field that both name has the same bytes, in the same order."""

import json
import os
import re
import shutil
import subprocess
import unittest

from support import LIMIT, PROGRAM, InteropCase, path
from tcpdump import Tcpdump, why_no_capture

CAPTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../captures")
KEYS = os.path.join(CAPTURES, "keys.log")

# tshark's name of a field, our path of it as a regular expression, and whether it is the length of what stands there.
TABLE = [
    ("tls.record.content_type", r"Record\.type", False),
    ("tls.record.version", r"Record\.version", False),
    ("tls.record.length", r"Record\.length", False),
    ("tls.handshake.type", r"\w+\.msg_type", False),
    ("tls.handshake.length", r"\w+\.body", True),
    ("tls.handshake.version", r"ClientHello\.client_version|ServerHello\.server_version", False),
    ("tls.handshake.random", r"(Client|Server)Hello\.random", False),
    ("tls.handshake.session_id_length", r"(Client|Server)Hello\.session_id", True),
    ("tls.handshake.session_id", r"(Client|Server)Hello\.session_id", False),
    ("tls.handshake.cipher_suites_length", r"ClientHello\.cipher_suites", True),
    ("tls.handshake.ciphersuite", r"ClientHello\.cipher_suites\[\d+\]|ServerHello\.cipher_suite", False),
    ("tls.handshake.comp_methods_length", r"ClientHello\.compression_methods", True),
    ("tls.handshake.comp_method", r"ClientHello\.compression_methods\[\d+\]|ServerHello\.compression_method", False),
    ("tls.handshake.extensions_length", r"(Client|Server)Hello\.extensions", True),
    ("tls.handshake.extension.type", r".*\.extension_type", False),
    ("tls.handshake.extension.len", r".*\.extension_data", True),
    ("tls.handshake.extensions_server_name_list_len", r".*\.server_name_list", True),
    ("tls.handshake.extensions_server_name_type", r".*\.name_type", False),
    ("tls.handshake.extensions_server_name_len", r".*\.HostName", True),
    ("tls.handshake.extensions_server_name", r".*\.HostName", False),
    ("tls.handshake.extensions_ec_point_formats_length", r".*\.ec_point_format_list", True),
    ("tls.handshake.extensions_ec_point_format", r".*\.ec_point_format_list\[\d+\]", False),
    ("tls.handshake.extensions_supported_groups_length", r".*\.named_curve_list", True),
    ("tls.handshake.extensions_supported_group", r".*\.named_curve_list\[\d+\]", False),
    ("tls.handshake.sig_hash_alg_len", r".*\.supported_signature_algorithms", True),
    ("tls.handshake.sig_hash_alg", r".*\.(supported_signature_algorithms\[\d+\]|algorithm)", False),
    ("tls.handshake.extensions_reneg_info_len", r".*\.renegotiated_connection", True),
    ("tls.handshake.certificates_length", r"Certificate\.certificate_list", True),
    ("tls.handshake.certificate_length", r"Certificate\.certificate_list\[\d+\]\.ASN\.1Cert", True),
    ("tls.handshake.certificate", r"whole certificate", False),
    ("tls.handshake.server_curve_type", r"ServerKeyExchange\.curve_type", False),
    ("tls.handshake.server_named_curve", r"ServerKeyExchange\.named_curve", False),
    ("tls.handshake.server_point_len", r"ServerKeyExchange\.public", True),
    ("tls.handshake.server_point", r"ServerKeyExchange\.public", False),
    ("tls.handshake.sig_len", r"ServerKeyExchange\.signature", True),
    ("tls.handshake.sig", r"ServerKeyExchange\.signature", False),
    ("tls.handshake.client_cert_vrfy.sig_len", r"CertificateVerify\.signature", True),
    ("tls.handshake.client_cert_vrfy.sig", r"CertificateVerify\.signature", False),
    ("tls.handshake.cert_types_count", r"CertificateRequest\.certificate_types", True),
    ("tls.handshake.cert_type", r"CertificateRequest\.certificate_types\[\d+\]", False),
    ("tls.handshake.dnames_len", r"CertificateRequest\.certificate_authorities", True),
    ("tls.handshake.client_point_len", r"ClientKeyExchange\.ecdh_Yc", True),
    ("tls.handshake.client_point", r"ClientKeyExchange\.ecdh_Yc", False),
    ("tls.handshake.p_len", r"ServerKeyExchange\.dh_p", True),
    ("tls.handshake.p", r"ServerKeyExchange\.dh_p", False),
    ("tls.handshake.g_len", r"ServerKeyExchange\.dh_g", True),
    ("tls.handshake.g", r"ServerKeyExchange\.dh_g", False),
    ("tls.handshake.ys_len", r"ServerKeyExchange\.dh_Ys", True),
    ("tls.handshake.ys", r"ServerKeyExchange\.dh_Ys", False),
    ("tls.handshake.yc_len", r"ClientKeyExchange\.dh_Yc", True),
    ("tls.handshake.yc", r"ClientKeyExchange\.dh_Yc", False),
    ("tls.handshake.epms_len", r"ClientKeyExchange\.EncryptedPreMasterSecret", True),
    ("tls.handshake.epms", r"ClientKeyExchange\.EncryptedPreMasterSecret", False),
    ("tls.change_cipher_spec", r"ChangeCipherSpec\.type", False),
    ("tls.handshake.session_ticket_lifetime_hint", r"NewSessionTicket\.ticket_lifetime_hint", False),
    ("tls.handshake.session_ticket_length", r"NewSessionTicket\.ticket", True),
    ("tls.handshake.session_ticket", r"NewSessionTicket\.ticket", False),
    ("tls.handshake.verify_data", r"Finished\.verify_data", False),
    ("tls.alert_message.level", r"Alert\.level", False),
    ("tls.alert_message.desc", r"Alert\.description", False),
]


def raw_fields(tree, into):
    """The hexadecimal values in tshark's JSON, by name: each "x_raw" is [hex, place, ...], or a list of those."""
    for name, value in tree.items():
        if name.endswith("_raw"):
            values = value if isinstance(value[0], list) else [value]
            into.setdefault(name[: -len("_raw")], []).extend(one[0] for one in values)
        for branch in value if isinstance(value, list) else [value]:
            if isinstance(branch, dict):
                raw_fields(branch, into)


def fields_by_tshark(pcap, connection, keys):
    shown = subprocess.run(["tshark", "-r", pcap, "-o", f"tls.keylog_file:{keys}", "-Y", f"tcp.stream == {connection} && tls",
                            "-T", "json", "-x", "--no-duplicate-keys"], capture_output=True, timeout=LIMIT, check=True)
    found = {}
    for packet in json.loads(shown.stdout):
        raw_fields(packet["_source"]["layers"], found)
    return found


def fields_by_us(pcap, connection, keys):
    """Path, hexadecimal value and meaning of each field, in order; a certificate's own fields are put together."""
    flags = ["-keylogfile", keys] if keys else []
    shown = subprocess.run([PROGRAM, "explain", "--json", "--connection", str(connection + 1), *flags, pcap],
                           capture_output=True, timeout=LIMIT, check=True).stdout
    found = []
    for line in shown.splitlines():
        for field in json.loads(line).get("record", {}).get("fields", []):
            of_message = re.match(r"Certificate\.(msg_type|body|certificate_list)", field["path"])
            if not field["path"].startswith("Certificate") or of_message or "Verify" in field["path"] \
                    or "Request" in field["path"]:
                found.append([field["path"], field["hex"], field["meaning"]])
            elif field["path"] == "Certificate":
                found.append(["whole certificate", field["hex"], ""])
            else:
                found[-1][1] += field["hex"]
    return found


def ours(found, pattern, is_length):
    return [value for name, value, meaning in found
            if re.fullmatch(pattern, name) and meaning.startswith("length ") == is_length]


@unittest.skipUnless(shutil.which("tshark"), "tshark is not installed")
class Wireshark(InteropCase):
    def compared(self, pcap, connection=0, keys=KEYS, left_out=""):
        """How many values of how many fields were the same."""
        theirs, found = fields_by_tshark(pcap, connection, keys), fields_by_us(pcap, connection, keys)
        values = names = 0
        for name, pattern, is_length in [row for row in TABLE if row[0] != left_out]:
            with self.subTest(capture=os.path.basename(pcap), field=name):
                self.assertEqual(ours(found, pattern, is_length), theirs.get(name, []))
            values += len(theirs.get(name, []))
            names += name in theirs
        return values, names

    def stored(self, name, *arguments, **named):
        return self.compared(os.path.join(CAPTURES, name + ".pcap"), *arguments, **named)

    def test_a_full_handshake_with_a_ticket_has_the_same_fields(self):
        values, names = self.stored("ticket_then_resumed")
        self.assertGreaterEqual(values, 120)
        self.assertGreaterEqual(names, 40)

    def test_an_abbreviated_handshake_has_the_same_fields(self):
        self.assertGreaterEqual(self.stored("ticket_then_resumed", connection=1)[0], 60)

    def test_a_handshake_with_a_client_certificate_has_the_same_fields(self):
        self.assertGreaterEqual(self.stored("client_certificate")[0], 120)

    def test_a_renegotiation_under_encryption_has_the_same_fields(self):
        # Of an encrypted ChangeCipherSpec tshark gives the first byte of the ciphertext.
        self.assertGreaterEqual(self.stored("renegotiation", left_out="tls.change_cipher_spec")[0], 200)

    def test_a_handshake_with_chacha20_poly1305_has_the_same_fields(self):
        self.assertGreaterEqual(self.stored("chacha20")[0], 120)

    def test_a_connection_over_ipv6_has_the_same_fields(self):
        self.assertGreaterEqual(self.stored("ipv6")[0], 120)

    def test_key_exchanges_that_we_do_not_speak_have_the_same_fields(self):
        for name in ("dhe", "rsa_key_exchange", "dhe_chacha20"):
            self.assertGreaterEqual(self.stored(name)[0], 120)

    def test_a_handshake_of_another_cipher_has_the_same_fields_in_its_clear_part(self):
        self.assertGreaterEqual(self.stored("cbc", keys=os.devnull)[0], 100)

    def test_a_live_capture_of_openssl_has_the_same_fields(self):
        if why := why_no_capture(self):
            self.skipTest(why)
        server = self.openssl_server("-rev")
        tcpdump = Tcpdump(self, server.port)
        pcap, keys = path("live.pcap"), path("live.keys")
        client = self.openssl_client(server.port, "-cipher", "ECDHE-RSA-AES256-GCM-SHA384", "-keylogfile", keys)
        client.send(b"hello\n")
        client.wait_for(b"\nolleh")
        client.send(b"Q\n")
        client.finish()
        server.finish()
        with open(pcap, "wb") as out:
            out.write(tcpdump.finish())
        values, names = self.compared(pcap, keys=keys)
        self.assertGreaterEqual(values, 120)
        self.assertGreaterEqual(names, 40)


if __name__ == "__main__":
    unittest.main()
