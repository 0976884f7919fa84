"""What every command of the kit is made of: its words, its errors, its output."""

import os

import gdb

from . import memory, text


def colours_on():
    return os.isatty(1) and bool(gdb.parameter("style enabled")) and "NO_COLOR" not in os.environ


def say(*lines):
    gdb.write("".join(f"{line}\n" for line in lines))


def bold(words):
    return text.painted(words, 1, colours_on())


def dim(words):
    return text.painted(words, 2, colours_on())


class TlsCommand(gdb.Command):
    """One command behind `tls`. Its docstring is its help."""

    words = ""

    def __init__(self):
        super().__init__(f"tls {self.words}", gdb.COMMAND_DATA)

    def invoke(self, argument, _from_tty):
        try:
            self.run(*gdb.string_to_argv(argument))
        except memory.NotThere as error:
            raise gdb.GdbError(f"tls {self.words}: what it shows is {error} here") from error
        except TypeError as error:
            if "positional argument" not in str(error):
                raise
            raise gdb.GdbError(f"tls {self.words}: see `help tls {self.words}`") from error

    def run(self, *arguments):
        raise NotImplementedError


class Tls(gdb.Command):
    """A TLS connection, as the program holds it in memory.

Where it stands     tls where, tls msgs, tls transcript
What was sent       tls fields [N], tls bytes [N] [--at OFFSET], tls record
Why                 tls derive [NAME], tls checks [--failed], tls choices
Go on               tls step, tls next-record, tls until STATE, tls break WHAT
Take along          tls keylog FILE, tls export FILE
Secrets             tls secrets on|off

Nothing here runs a function of the program or changes it; only `tls step`, `next-record` and `until` let it go on."""

    def __init__(self):
        super().__init__("tls", gdb.COMMAND_DATA, prefix=True)

    def invoke(self, argument, _from_tty):
        if argument:
            raise gdb.GdbError(f'Undefined tls command: "{argument}".  Try "help tls".')
        gdb.execute("help tls")
