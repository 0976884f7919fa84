"""What came out, counted and in words: for the terminal, and as Markdown."""

import collections

from . import peers
from .cells import AXES
from .run import CANNOT, FAILED, OK


def repeat(cell):
    return f"./dev interop --cell {cell.name}"


def direction(role, peer):
    return f"client → {peer}" if role == "client" else f"{peer} → server"


class Summary:
    """The results of a run, by peer and direction, by value, by reason."""

    def __init__(self, results, seconds, seed):
        self.results, self.seconds, self.seed = results, seconds, seed
        self.versions = {name: peers.version(peer) for name, peer in peers.ALL.items()
                         if any(result.cell.peer == name for result in results)}
        self.total = collections.Counter(result.verdict for result in results)
        self.by_direction = collections.defaultdict(collections.Counter)
        self.by_value = {axis: collections.defaultdict(collections.Counter) for axis in AXES}
        self.reasons = collections.Counter()
        for result in results:
            self.by_direction[result.cell.role, result.cell.peer][result.verdict] += 1
            for axis, value in result.cell.values().items():
                self.by_value[axis][value][result.verdict] += 1
            if result.verdict == CANNOT:
                self.reasons[direction(result.cell.role, result.cell.peer), result.detail] += 1

    @property
    def failed(self):
        return [result for result in self.results if result.verdict == FAILED]

    @property
    def sentence(self):
        return (f"{self.total[OK] + self.total[FAILED]} cells run: {self.total[OK]} ok, {self.total[FAILED]} failed; "
                f"{self.total[CANNOT]} cannot be; {self.seconds:.0f} s")

    def rows(self):
        """(direction, ok, failed, cannot), vitrine being the client or the server it names."""
        return [(direction(*key), counts[OK], counts[FAILED], counts[CANNOT])
                for key, counts in self.by_direction.items()]

    def value_rows(self):
        return [(axis, value, counts[OK], counts[FAILED], counts[CANNOT])
                for axis in AXES for value, counts in sorted(self.by_value[axis].items())]


def for_terminal(summary):
    lines = ["", f"{'vitrine and the other':<24}{'ok':>7}{'failed':>8}{'cannot':>8}"]
    lines += [f"{name:<24}{ok:>7}{failed:>8}{cannot:>8}" for name, ok, failed, cannot in summary.rows()]
    lines += ["", f"{'agreed on':<44}{'ok':>7}{'failed':>8}{'cannot':>8}"]
    lines += [f"{axis + ' ' + value:<44}{ok:>7}{failed:>8}{cannot:>8}"
              for axis, value, ok, failed, cannot in summary.value_rows()]
    lines += [f"cannot, {count} cell{'s' * (count != 1)}, {who}: {reason}"
              for (who, reason), count in summary.reasons.items()]
    for result in summary.failed:
        lines += ["", f"FAILED {result.cell.name}", *("  " + line for line in result.detail.splitlines()),
                  *("  $ " + command for command in result.commands), "  again: " + repeat(result.cell)]
    return "\n".join([*lines, "", summary.sentence])


def for_one(result):
    """A single cell in full, as --cell shows it."""
    lines = [f"{result.verdict}  {result.cell.name}", *("  $ " + command for command in result.commands),
             *("  " + line for line in result.told)]
    return "\n".join([*lines, *("  " + line for line in result.detail.splitlines())])


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head),
            *("| " + " | ".join(str(entry) for entry in row) + " |" for row in rows)]


def markdown(summary):
    lines = ["# Interoperation", "", summary.sentence + f"; seed {summary.seed}.", "",
             *table(["peer", "version"], summary.versions.items()), "",
             *table(["vitrine and the other", "ok", "failed", "cannot"], summary.rows()), "",
             *table(["axis", "value", "ok", "failed", "cannot"], summary.value_rows()), ""]
    lines += ["## Failed", ""] if summary.failed else []
    for result in summary.failed:
        lines += [f"### {result.cell.name}", "", f"Again: `{repeat(result.cell)}`", "", "```", *result.commands, "",
                  result.detail, "```", ""]
    lines += ["## What cannot be", "",
              *table(["vitrine and the other", "cells", "reason"],
                     [(who, count, reason) for (who, reason), count in summary.reasons.items()]), ""]
    every = [(result.cell.name, result.verdict, f"{result.seconds:.2f}") for result in summary.results]
    lines += ["## Every cell", "", *table(["cell", "", "s"], every)]
    return "\n".join(lines) + "\n"
