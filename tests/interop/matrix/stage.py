"""Where one cell is played: its processes, the command lines that repeat them, and what was found wrong."""

import contextlib
import itertools
import os
import shlex

import support

live = set()  # stages that are being played: their processes are ended if we are told to end
numbers = itertools.count(1)


class CellFailed(Exception):
    """Something that was agreed on, or that came through, is not what it must be."""


class Stage:
    def __init__(self, cell, identities):
        self.cell, self.identities = cell, identities
        self.commands, self.told, self.wrong, self.processes = [], [], [], []
        self.number = next(numbers)
        self.stack = contextlib.ExitStack()
        self.addCleanup = self.stack.callback  # what a support.Process asks of the case it runs for

    def __enter__(self):
        live.add(self)
        return self

    def __exit__(self, *_):
        self.stack.close()
        live.discard(self)

    def kill(self):
        for process in list(self.processes):
            process.kill()

    def path(self, name):
        return support.path(f"cell{self.number}-{name}")

    def write(self, name, data):
        """A file for this cell alone; its path."""
        path = self.path(name)
        self.addCleanup(lambda: os.path.exists(path) and os.remove(path))
        with open(path, "wb") as out:
            out.write(data)
        return path

    def start(self, arguments, stdin=None):
        arguments = [str(argument) for argument in arguments]
        self.commands.append(shlex.join(arguments))
        process = support.Process(self, arguments, stdin)
        self.processes.append(process)
        return process

    def expect(self, who, what, told, wanted):
        self.told.append(f"{who}: {what} {told}")
        if told != wanted:
            self.wrong.append(f"{who} tells {what} {told}; it should be {wanted}")

    def expect_bytes(self, who, got, sent):
        self.told.append(f"{who}: {len(got)} bytes")
        if got == sent:
            return
        differs = next((at for at, (one, other) in enumerate(zip(got, sent)) if one != other), min(len(got), len(sent)))
        self.wrong.append(f"{who} got {len(got)} bytes of {len(sent)}; they differ from byte {differs} on")

    def expect_exit(self, who, process, codes=(0,)):
        code = process.finish()
        if code not in codes:
            self.wrong.append(f"{who} ended with exit code {code}\n{process.told()}")

    def judge(self):
        if self.wrong:
            raise CellFailed("\n".join(self.wrong))


def payload(size, number):
    """Lines without ASCII, so that no program takes one for a command; each connection has its own. Bytes."""
    mark = b"\xa0\xb0" + bytes([0xc0 + number]) + b"\xd0"
    line = bytes(128 + (at * 7 + at // 97) % 128 for at in range(970)) + b"\n"
    return (mark + line * (size // len(line) + 1))[:size - 1] + b"\n"
