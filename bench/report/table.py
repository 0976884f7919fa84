"""The results as one table for a terminal."""

import textwrap

from .results import name_of
from .sections import OTHER_WAYS, SMALL_REMARK, other_ways, record_layer_rows, sections_of, stacks_of


def figure(value, unit):
    if value is None:
        return "–"
    return f"{value:.1f} {unit}" if value < 100 else f"{value:.0f} {unit}"


def ratio(value):
    return "" if value is None else f"{value:.2f}"


def percent(value):
    return "" if value is None else f"±{value / 2:.0f} %"


def cells_of(results, row, stacks):
    """One line: ours, its spread, then each other stack and how many times better we are."""
    unit = results.unit(row)
    cells = [figure(results.median(row, "vitrine"), unit), percent(results.spread(row, "vitrine"))]
    for stack in stacks[1:]:
        cells += [figure(results.median(row, stack), unit), ratio(results.ratio(row, "vitrine", stack))]
    return cells


def head_of(stacks):
    return ["vitrine", ""] + [cell for stack in stacks[1:] for cell in (name_of(stack), "ratio")]


def aligned(lines):
    """Columns as wide as they must be; the first to the left, the others to the right."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        first, *others = (cell.ljust(width) if column == 0 else cell.rjust(width)
                          for column, (cell, width) in enumerate(zip(line, widths)))
        yield "  ".join([first, *others]).rstrip()


def record_layer_lines(results):
    for row, ours, alone in record_layer_rows(results):
        yield [row, figure(ours, "MB/s"), figure(alone, "MB/s"), ratio(ours / alone)]


def report(results):
    stacks = stacks_of(results)
    lines = []
    for section, rows in sections_of(results):
        lines += [[section.name.upper(), *head_of(stacks)]]
        lines += [[row, *cells_of(results, row, stacks)] for row in rows]
    text = [f"{name:18} {value}" for name, value in results.machine.items()]
    text += ["", "Medians; ± is half the distance between the best and the worst round.",
             "ratio: vitrine is so many times better; of memory, less is better.", *textwrap.wrap(SMALL_REMARK, 110), "", *aligned(lines)]
    layer = list(record_layer_lines(results))
    if layer:
        text += ["", *aligned([["THE RECORD LAYER'S COST", "records", "Crypto++ alone", "ratio"], *layer])]
    others = other_ways(results)
    text += ["", OTHER_WAYS[0].upper()] if others else []
    for row, cells in others:
        ways = ", ".join(f"{way} {figure(value, results.unit(row))}" for way, value in cells)
        text += [f"{row}: {ways}"]
    return "\n".join(text)
