"""The results as a Markdown page."""

from .results import name_of
from .sections import OTHER_WAYS, SMALL_REMARK, other_ways, record_layer_rows, sections_of, stacks_of
from .table import cells_of, figure, head_of, ratio


def table(lines):
    head, *rows = ["| " + " | ".join(line) + " |" for line in lines]
    return [head, "|---" + "|---:" * (len(lines[0]) - 1) + "|", *rows, ""]


def section_text(results, section, rows, stacks):
    lines = [["", *head_of(stacks)], *([row, *cells_of(results, row, stacks)] for row in rows)]
    return [f"## {section.name}", "", section.says, "", *table(lines)]


def record_layer_text(results):
    rows = [[row, figure(ours, "MB/s"), figure(alone, "MB/s"), ratio(ours / alone)]
            for row, ours, alone in record_layer_rows(results)]
    if not rows:
        return []
    return ["## The record layer's cost", "", "vitrine's records with Crypto++ as cipher, beside Crypto++ alone.", "",
            *table([["", "records", name_of("cryptopp"), "ratio"], *rows])]


def other_ways_text(results):
    rows = other_ways(results)
    if not rows:
        return []
    names = list(dict.fromkeys(way for _, cells in rows for way, _ in cells))
    lines = [[row, *(figure(dict(cells).get(name), results.unit(row)) for name in names)] for row, cells in rows]
    return ["## " + OTHER_WAYS[0], "", OTHER_WAYS[1], "", *table([["", *names], *lines])]


def report(results):
    stacks = stacks_of(results)
    text = ["# vitrine, measured", ""]
    text += table([["", "on"], *([name, str(value)] for name, value in results.machine.items())])
    text += ["Medians; ± is half the distance between the best and the worst round. *ratio*: vitrine is so many times "
             "better; of memory, less is better.", "", SMALL_REMARK, ""]
    for section, rows in sections_of(results):
        text += section_text(results, section, rows, stacks)
    text += record_layer_text(results) + other_ways_text(results)
    return "\n".join(text)
