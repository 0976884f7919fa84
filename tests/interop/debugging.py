"""What the tests of the debuggers share: the program to step through, in both debug builds, and gdb in batch."""

import os
import shutil
import subprocess
import unittest

from support import LIMIT

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "../.."))
SCRIPT = os.path.join(ROOT, "apps/gdb/vitrine.gdb")


def pair(build):
    """The program in which both ends talk in one thread."""
    return os.path.join(ROOT, "build", build, "example_pair")


def gdb(program, *commands):
    """What gdb said, started far from the sources. A command that fails does not end the session."""
    arguments = [word for command in commands for word in ("-ex", command)]
    done = subprocess.run(["gdb", "-nx", "-batch", "-x", SCRIPT, *arguments, "--args", *program],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=LIMIT,
                          check=False, cwd="/", env={**os.environ, "LC_ALL": "C"})
    return done.stdout.decode(errors="replace")


def in_parts(program, parts):
    """One session of several parts, each a list of commands: what was said in each."""
    told = gdb(program, *(word for number, part in enumerate(parts) for word in (f"echo @@{number}@@\\n", *part)))
    places = [told.index(f"@@{number}@@") for number in range(len(parts))] + [len(told)]
    return [told[begin:end] for begin, end in zip(places, places[1:])]


class DebuggerCase(unittest.TestCase):
    """A test that runs once for each debug build: its subclasses name one."""

    maxDiff = 4000
    build = None

    @classmethod
    def setUpClass(cls):
        if cls.build is None:
            raise unittest.SkipTest("its subclasses run it")
        if not shutil.which("gdb"):
            raise unittest.SkipTest("gdb is not installed")
        if not os.access(pair(cls.build), os.X_OK):
            raise unittest.SkipTest(f"there is no {pair(cls.build)}: ./dev test builds it")

    def assert_nothing_broke(self, told):
        for sign in ("Python Exception", "Traceback", "Error in sourced", "Error while executing", "No symbol"):
            self.assertNotIn(sign, told)
