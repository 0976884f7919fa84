"""Which kernel does AES-GCM: --aead and VITRINE_AEAD choose, info tells, and openssl understands each of them."""

import re

from support import PROGRAM, InteropCase, Process


class Aead(InteropCase):
    def info(self, *environment):
        program = Process(self, ["env", *environment, PROGRAM, "info"], b"")
        code = program.finish()
        lines = re.findall(r"^  (avx512|vaes|aesni|cryptopp) .* (in use|available|not on this CPU)$",
                           program.stdout.decode(), re.MULTILINE)
        return program, code, dict(lines)

    def test_openssl_understands_what_each_kernel_seals(self):
        for kernel, state in self.info()[2].items():
            if state == "not on this CPU":
                continue
            for suite in ["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384"]:
                with self.subTest(kernel=kernel, suite=suite):
                    server = self.openssl_server("-rev")
                    client = self.our_client(server.port, "--aead", kernel, "-cipher", suite, stdin=b"x" * 9999 + b"y\n")
                    self.assert_exit(client, 0)
                    self.assertEqual(client.stdout, b"y" + b"x" * 9999 + b"\n")

    def test_info_tells_what_is_in_use(self):
        self.assertEqual(list(self.info()[2].values()).count("in use"), 1)
        self.assertEqual(self.info("VITRINE_AEAD=cryptopp")[2]["cryptopp"], "in use")
        self.assertEqual(self.info("VITRINE_CPU_MASK=all")[2],
                         {"avx512": "not on this CPU", "vaes": "not on this CPU", "aesni": "not on this CPU",
                          "cryptopp": "in use"})

    def test_a_kernel_that_is_unknown_or_not_for_this_cpu_is_an_error_that_tells_what_there_is(self):
        for environment in [["VITRINE_AEAD=ssse3"], ["VITRINE_AEAD=vaes", "VITRINE_CPU_MASK=all"]]:
            program, code, _ = self.info(*environment)
            self.assertEqual(code, 1)
            self.assertRegex(program.stderr, "no AES-GCM '(ssse3|vaes)'; it has auto, .*cryptopp")
        client = Process(self, [PROGRAM, "client", "localhost:1", "--aead", "vase"], b"")
        self.assertEqual(client.finish(), 1)
        self.assertIn("--aead: this CPU has no AES-GCM 'vase'; it has auto", client.stderr)
        self.assertEqual(self.info("VITRINE_CPU_MASK=mmx")[1], 1)
