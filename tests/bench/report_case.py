"""A build directory whose benchmark programs answer at once, with figures that Google Benchmark wrote on some day."""

import os
import pathlib
import shutil
import stat
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "bench"), str(HERE.parent / "interop")]
PROGRAMS = ("aead_bench", "records_bench", "handshake_bench", "sockets_bench", "memory_bench")


class ReportCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vitrine-report-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def build(self, *names, **variables):
        """With these programs (all, if none is named), told by environment variables how to behave."""
        build = self.folder / "build"
        build.mkdir()
        for name in names or PROGRAMS:
            program = build / name
            program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -B "{HERE}/program.py" "{name}" "$@"\n',
                               encoding="utf-8")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        for variable, value in {"SAMPLE_RUNS": str(self.folder), **variables}.items():
            self.addCleanup(os.environ.pop, variable, None)
            os.environ[variable] = value
        return build
