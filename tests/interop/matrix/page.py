"""What came out as one page of HTML that needs nothing else: a grid for each peer and direction, then each cell."""

import html
import itertools
import pathlib

from .report import direction, repeat
from .run import CANNOT, FAILED, OK

STYLE = pathlib.Path(__file__).with_name("page.css")
SIGNS = {OK: "✓", FAILED: "✗", CANNOT: "–"}


def text(value):
    return html.escape(str(value))


def table(head, rows, numbers=()):
    cells = ["".join(f'<td class="number">{text(entry)}</td>' if at in numbers else f"<td>{text(entry)}</td>"
                     for at, entry in enumerate(row)) for row in rows]
    names = "".join(f'<th scope="col">{text(name)}</th>' for name in head)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def marks(results):
    """A sign for each cell, with its name; the other choices are in the name."""
    return "".join(f'<a class="{result.verdict}" href="#{text(result.cell.name)}" title="{text(result.cell.name)}">'
                   f"{SIGNS[result.verdict]}</a>" for result in results)


def grid(role, peer, results):
    """Suites and groups down, schemes across: each square has the cells of that meeting."""
    suites, groups, schemes = (sorted({getattr(result.cell, axis) for result in results})
                               for axis in ("suite", "group", "scheme"))
    meeting = {}
    for result in results:
        meeting.setdefault((result.cell.suite, result.cell.group, result.cell.scheme), []).append(result)
    head = "".join(f'<th scope="col">{text(scheme).replace("_", "_<wbr>")}</th>' for scheme in schemes)
    rows = "".join(
        f'<tr><th scope="row">{text(suite)}</th><th scope="row">{text(group)}</th>' +
        "".join(f"<td>{marks(meeting.get((suite, group, scheme), []))}</td>" for scheme in schemes) + "</tr>"
        for suite, group in itertools.product(suites, groups))
    return (f'<h3>{text(direction(role, peer))}</h3><div class="wide"><table class="grid"><thead><tr>'
            f'<th scope="col">suite</th><th scope="col">group</th>{head}</tr></thead><tbody>{rows}</tbody></table>'
            "</div>")


def grids(summary):
    return "".join(grid(role, peer, [result for result in summary.results
                                     if (result.cell.role, result.cell.peer) == (role, peer)])
                   for role, peer in summary.by_direction)


def details(result):
    """All that is known of a cell, folded up; those that failed are open."""
    lines = ["$ " + command for command in result.commands] + list(result.told) + result.detail.splitlines()
    shown = " open" if result.verdict == FAILED else ""
    return (f'<details id="{text(result.cell.name)}"{shown}><summary><b class="{result.verdict}">'
            f"{SIGNS[result.verdict]}</b> {text(result.cell.name)}</summary><p>again: <code>{text(repeat(result.cell))}"
            f"</code></p><pre>{text(chr(10).join(lines))}</pre></details>")


def report(summary):
    reasons = [(who, count, reason) for (who, reason), count in summary.reasons.items()]
    counted = ["ok", "failed", "cannot"]
    parts = [
        f"<h1>Interoperation</h1><p>{text(summary.sentence)}; seed {text(summary.seed)}.</p>",
        table(["vitrine and the other", *counted], summary.rows(), (1, 2, 3)),
        "<h2>The peers</h2>", table(["peer", "version"], summary.versions.items()),
        "<h2>Failed</h2>" + "".join(map(details, summary.failed)) if summary.failed else "",
        "<h2>By value</h2>", table(["axis", "value", *counted], summary.value_rows(), (2, 3, 4)),
        "<h2>What cannot be</h2>", table(["vitrine and the other", "cells", "reason"], reasons, (1,)),
        f"<h2>Who met whom, over what</h2><p>{SIGNS[OK]} ok, {SIGNS[FAILED]} failed, {SIGNS[CANNOT]} cannot be; each "
        "leads to its cell, whose name has the other choices.</p>", grids(summary),
        "<h2>Every cell</h2>", *(details(result) for result in summary.results if result.verdict != FAILED)]
    return ('<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Interoperation</title>'
            '<meta name="viewport" content="width=device-width">'
            f'<style>{STYLE.read_text(encoding="utf-8")}</style></head>'
            f"<body><main>{''.join(parts)}</main></body></html>\n")
