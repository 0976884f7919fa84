"""Many good clients at once: the program `visitors`, which checks each byte that comes back."""

import json
import os

import support

VISITORS = os.path.join(os.path.dirname(support.PROGRAM), "visitors")


class Crowd:
    """`words` as the program takes them behind the file of trust: "echo", 100, 20, 1000."""

    def __init__(self, case, port, *words, limit=24 * 3600):
        self.process = support.Process(case, [VISITORS, "localhost", port, support.root(), *words], limit=limit)

    def wait_until_present(self, count):
        """Of an idle crowd: all of them are there, their handshakes done."""
        self.process.wait_for(rb"READY %d\n" % count)

    def leave(self):
        self.process.close_stdin()

    def report(self):
        """What it found, when it has left: arrived, answers, wrong, first_wrong, seconds, and in microseconds p50,
        p99 and max."""
        self.process.finish()
        lines = self.process.stdout.decode().splitlines()
        if not lines:
            raise AssertionError(self.process.told())
        return json.loads(lines[-1])


def nothing_wrong(report, arrived, answers):
    """A complaint, or None."""
    if report["wrong"] or report["arrived"] != arrived or report["answers"] != answers:
        return f"{arrived} were to come and to get {answers} answers: {report}"
    return None
