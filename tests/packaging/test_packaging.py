"""The installed package: built against, linked against, read, and taken apart."""

import glob
import os
import re
import shutil
import subprocess
import tempfile
import unittest

import support

BUILD = os.environ["VITRINE_BUILD"]
SOURCE = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
CONSUMER = os.path.join(os.path.dirname(os.path.realpath(__file__)), "consumer")
EXAMPLES = os.path.join(SOURCE, "apps/examples")
INSIDE_ONLY = {"pair"}  # shows the laboratory, which is not installed
COMMANDS = ["client", "server", "step", "explain", "replay", "derive", "flow", "verify", "ca", "break", "info"]


def run(*words, **options):
    """stdout, of a program that must end with 0."""
    ran = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **options)
    if ran.returncode != 0:
        raise AssertionError(f"{words}: {ran.returncode}\n{ran.stdout[-4000:]}\n{ran.stderr[-4000:]}")
    return ran.stdout


class Package(support.InteropCase):
    """One installation for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="vitrine-package-")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.prefix = os.path.join(cls.folder, "usr")
        run("cmake", "--install", BUILD, "--prefix", cls.prefix, "--strip")

    def library(self, name):
        return os.path.join(self.prefix, "lib", name)


def examples(*names):
    """Those that are there, of these names; all if none is named."""
    found = {os.path.basename(file).removesuffix(".cpp") for file in glob.glob(os.path.join(EXAMPLES, "*.cpp"))}
    return sorted(found - INSIDE_ONLY if not names else found & set(names))


class Installed(Package):
    def build(self, kind, names):
        folder = os.path.join(self.folder, kind)
        run("cmake", "-S", CONSUMER, "-B", folder, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={self.prefix}",
            "-DCMAKE_CXX_FLAGS=-Wall -Wextra", f"-DSTATIC={'ON' if kind == 'static' else 'OFF'}",
            f"-DEXAMPLES_FOLDER={EXAMPLES}", f"-DEXAMPLES={';'.join(names)}")
        told = run("cmake", "--build", folder, "-j", os.cpu_count())
        self.assertNotIn("warning", told)
        return folder

    def server(self, folder, name="server"):
        who = support.identity("p256")
        server = support.Process(self, [os.path.join(folder, name), who.cert, who.key])
        server.port = int(server.wait_for(rb"ACCEPT \S+:(\d+)", "stderr").group(1))
        return server

    def hello(self, folder, client, port, *words):
        program = support.Process(self, [os.path.join(folder, client), "localhost", port, *words, support.root()])
        self.assert_exit(program, 0)
        return program.stdout

    def try_engine(self, folder):
        self.assertRegex(run(os.path.join(folder, "engine")), r"(?s)ClientHello.*\b\d+ bytes\n$")

    def test_every_example_is_built_with_the_shared_libraries_and_runs(self):
        folder = self.build("shared", examples())
        self.try_engine(folder)
        self.assertEqual(self.hello(folder, "client", self.server(folder).port), b"hello\n")
        port = self.server(folder, "coroutine_server").port
        self.assertEqual(self.hello(folder, "coroutine_client", port), b"hello\n")
        port = self.server(folder, "beast_server").port
        self.assertEqual(self.hello(folder, "beast_client", port, "/x"), b"you asked for /x\n")
        linked = run("ldd", os.path.join(folder, "client"))
        self.assertIn(self.library("libvitrine.so.0"), linked)
        self.assertIn(self.library("libvitrine-net.so.0"), linked)

    def test_the_static_libraries_are_enough_by_themselves(self):
        folder = self.build("static", examples("client", "server"))
        self.try_engine(folder)
        self.assertEqual(self.hello(folder, "client", self.server(folder).port), b"hello\n")
        self.assertNotIn("libvitrine", run("ldd", os.path.join(folder, "client")))

    def test_pkg_config_and_a_compiler_are_enough(self):
        environment = {**os.environ, "PKG_CONFIG_PATH": self.library("pkgconfig")}
        for kind, more in [("dynamic", []), ("archive", ["--static"])]:
            with self.subTest(kind=kind):
                flags = run("pkg-config", "--cflags", "--libs", *more, "vitrine-net", env=environment).split()
                if kind == "archive":
                    flags = ["-Wl,-Bstatic" if flag == "-lvitrine-net" else flag for flag in flags]
                    flags = [word for flag in flags for word in (
                        ["-Wl,-Bstatic", "-lvitrine-net"] if flag == "-Wl,-Bstatic" else
                        [flag, "-Wl,-Bdynamic"] if flag == "-lvitrine" else [flag])]
                program = os.path.join(self.folder, kind)
                run("g++", "-std=c++20", os.path.join(EXAMPLES, "client.cpp"), "-o", program, *flags,
                    f"-Wl,-rpath,{self.library('')}")
                server = self.openssl_server("-rev")
                client = support.Process(self, [program, "localhost", server.port, support.root()])
                self.assert_exit(client, 0)
                self.assertEqual(client.stdout, b"olleh\n")

    def test_each_header_can_be_included_alone(self):
        include = os.path.join(self.prefix, "include/vitrine")
        headers = sorted(os.path.relpath(file, include)
                         for file in glob.glob(include + "/**/*.h", recursive=True))
        self.assertGreater(len(headers), 80)
        self.assertEqual([name for name in headers if re.search(r"cryptopp|lab|/make/|/bad/", name)], [])
        source = os.path.join(self.folder, "all.cpp")
        with open(source, "w", encoding="ascii") as out:
            out.writelines(f'#include "{name}"\n' for name in headers if "boost_" not in name)
        run("g++", "-std=c++20", "-fsyntax-only", "-I", include, source)


class Symbols(Package):
    PROGRAM = os.path.join("bin", "vitrine")
    LIBRARIES = ["libvitrine.so.0", "libvitrine-net.so.0"]

    def exported(self, name):
        return run("nm", "-DC", "--defined-only", "--format=posix", self.library(name)).splitlines()

    def test_nothing_but_the_namespace_is_shown(self):
        ours = re.compile(r"^(typeinfo for |typeinfo name for |vtable for |VTT for |(non-)?virtual thunk to )?vitrine::")
        for name in self.LIBRARIES:
            lines = self.exported(name)
            self.assertGreater(len(lines), 20)
            self.assertEqual([line for line in lines if not ours.match(line)], [])

    def test_neither_the_laboratory_nor_what_makes_certificates_is_in_it(self):
        for name in ["libvitrine.so.0", "libvitrine-net.so.0"]:
            told = run("nm", "-DC", self.library(name))
            self.assertNotRegex(told, r"vitrine::tls::(SeededRandom|Pair|Replay|Fault)\b|x509::make")
        for name in ["libvitrine.a", "libvitrine-net.a"]:
            told = run("nm", "-C", self.library(name))
            self.assertNotRegex(told, r"vitrine::tls::(SeededRandom|Pair|Replay|Fault)\b|x509::make")

    def test_their_name_says_what_they_can_be_replaced_by(self):
        for name in self.LIBRARIES:
            self.assertIn(f"Library soname: [{name}]", run("readelf", "-d", self.library(name)))

    def test_program_and_libraries_are_hardened(self):
        for file in [os.path.join(self.prefix, self.PROGRAM), *map(self.library, self.LIBRARIES)]:
            with self.subTest(file=os.path.basename(file)):
                headers, dynamic = run("readelf", "-lW", file), run("readelf", "-dW", file)
                self.assertIn("GNU_RELRO", headers)
                self.assertRegex(headers, r"GNU_STACK .* RW ")
                self.assertIn("BIND_NOW", dynamic)
                self.assertRegex(run("readelf", "-hW", file), r"Type: +DYN")
                symbols = run("nm", "-D", "--undefined-only", file)
                self.assertIn("__stack_chk_fail", symbols)
                self.assertRegex(symbols, r"__\w+_chk\b")


class Debian(Package):
    def test_three_packages_are_made_and_what_is_in_them_runs(self):
        made = os.path.join(self.folder, "deb")
        run("cpack", "-G", "DEB", "-B", made, "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip", cwd=BUILD)
        packages = {os.path.basename(file).partition("_")[0]: file for file in glob.glob(made + "/*.deb")}
        self.assertEqual(sorted(packages), ["libvitrine-dev", "libvitrine0", "vitrine"])
        root = os.path.join(self.folder, "root")
        for file in packages.values():
            run("dpkg-deb", "-x", file, root)
        self.assertRegex(run(os.path.join(root, "usr/bin/vitrine"), "info"), r"^vitrine \d+\.\d+\.\d+\n")
        inside = {name: run("dpkg-deb", "-c", file) for name, file in packages.items()}
        self.assertRegex(inside["vitrine"], r"\./usr/bin/vitrine\n(?s:.*)share/man/man1/vitrine-client\.1")
        self.assertRegex(inside["libvitrine0"], r"libvitrine-net\.so\.0\.")
        self.assertNotRegex(inside["libvitrine0"], r"\.so\n|\.so ->|\.h\n")
        for part in ("tls/connection.h", "libvitrine.a", "libvitrine.so ->", "vitrineConfig.cmake", "vitrine-net.pc"):
            self.assertIn(part, inside["libvitrine-dev"])
        depends = {name: run("dpkg-deb", "-f", file, "Depends") for name, file in packages.items()}
        self.assertIn("libcrypto++", depends["vitrine"])
        self.assertIn("libfmt", depends["libvitrine0"])
        self.assertIn("libvitrine0 (= ", depends["libvitrine-dev"])


class Manual(Package):
    def pages(self):
        return sorted(glob.glob(os.path.join(self.prefix, "share/man/man1/*.1")))

    def test_every_command_has_a_page(self):
        names = {os.path.basename(page) for page in self.pages()}
        self.assertLessEqual({"vitrine.1", *(f"vitrine-{name}.1" for name in COMMANDS)}, names)
        self.assertLessEqual({f"vitrine-ca-{name}.1" for name in ("init", "issue", "csr", "sign", "bad", "show")}, names)

    def test_every_page_is_rendered_without_a_warning_and_names_each_flag(self):
        for page in self.pages():
            with self.subTest(page=os.path.basename(page)):
                ran = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", page], capture_output=True,
                                     text=True, check=True, env={**os.environ, "MANWIDTH": "80"})
                self.assertEqual(ran.stderr, "")
                text = re.sub(".\b", "", ran.stdout).replace("‐", "-").replace("−", "-")
                words = os.path.basename(page).removesuffix(".1").split("-")[1:]
                for flag in run(support.PROGRAM, *words, "--help", "flags").splitlines():
                    self.assertIn(flag.partition(" ")[0], text)


class Completion(Package):
    def bash(self, *words):
        file = os.path.join(self.prefix, "share/bash-completion/completions/vitrine")
        program = os.path.join(self.prefix, "bin/vitrine")
        quoted = " ".join(f"'{word}'" for word in (program, *words))
        return run("bash", "--norc", "-c", f"source {file}; COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _vitrine; "
                   'printf "%s\\n" "${COMPREPLY[@]}"', cwd=SOURCE).split()

    def test_bash_completes_commands_flags_and_files(self):
        self.assertEqual(sorted(self.bash("")), sorted(COMMANDS))
        self.assertEqual(self.bash("ser"), ["server"])
        self.assertEqual(self.bash("client", "-verify_i"), ["-verify_ip"])
        self.assertEqual(self.bash("client", "-CAfile", "READ"), ["README.md"])
        self.assertEqual(self.bash("server", "--root", "REA"), [])  # no folder
        self.assertEqual(self.bash("server", "--root", "tls/re"), ["tls/record"])
        self.assertEqual(self.bash("explain", "READ"), ["README.md"])
        self.assertEqual(sorted(self.bash("ca", "i")), ["init", "issue"])
        self.assertEqual(self.bash("ca", "issue", "-sa"), ["-san"])
        self.assertEqual(self.bash("nonsense", "-"), [])

    @unittest.skipUnless(shutil.which("zsh"), "there is no zsh here")
    def test_zsh_finds_no_fault_in_its_part(self):
        run("zsh", "-n", os.path.join(self.prefix, "share/zsh/vendor-completions/_vitrine"))


class Version(Package):
    def test_all_say_the_same_one(self):
        with open(os.path.join(SOURCE, "CMakeLists.txt"), encoding="utf-8") as file:
            version = re.search(r"project\(vitrine VERSION (\S+)", file.read()).group(1)
        self.assertEqual(run(support.PROGRAM, "--version"), f"vitrine {version}\n")
        self.assertIn(f"vitrine {version}\n", run(support.PROGRAM, "info"))
        environment = {**os.environ, "PKG_CONFIG_PATH": self.library("pkgconfig")}
        for name in ("vitrine", "vitrine-net"):
            self.assertEqual(run("pkg-config", "--modversion", name, env=environment).strip(), version)
        with open(self.library("cmake/vitrine/vitrineConfigVersion.cmake"), encoding="utf-8") as file:
            self.assertIn(f'PACKAGE_VERSION "{version}"', file.read())
        self.assertTrue(os.path.exists(self.library(f"libvitrine.so.{version}")))
        with open(os.path.join(self.prefix, "share/doc/vitrine/CHANGELOG.md"), encoding="utf-8") as file:
            self.assertIn(f"\n## {version}", file.read())


if __name__ == "__main__":
    unittest.main()
