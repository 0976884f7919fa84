"""The kit for gdb: printers, the `tls` commands and $tls_state(), $tls_hex(). Loaded by vitrine.gdb; `help tls`."""

import os
import sys

import gdb

gdb.execute("set host-charset UTF-8")  # commands and printers say §, also where LC_ALL=C
gdb.execute("set target-charset UTF-8")
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True  # no folder of compiled files among the sources

from vitrine_kit import commands, functions, printers, running  # noqa: E402

printers.install()
commands.install()
running.install()
functions.install()
