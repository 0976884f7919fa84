"""The results as one page for a browser: nothing is fetched, nothing runs."""

import pathlib
from html import escape

from .figures import figures_of
from .results import name_of
from .sections import OTHER_WAYS, SMALL_REMARK, other_ways, record_layer_rows, sections_of, stacks_of
from .table import cells_of, figure, head_of, ratio

# What stands at the top: a row, a figure made of it, and what that is.
TILES = (
    ("write + read, AES-128, 16384 B", "records of 16 KiB, written and read"),
    ("seal, AES-128, 16384 B", "records of 16 KiB, sealed"),
    ("full handshake, RSA-2048, X25519", "full handshakes, RSA-2048 and X25519"),
    ("loopback sockets, AES-128, 16384 B", "over loopback sockets"),
    ("heap of an idle connection", "heap of an idle connection: OpenSSL’s by ours"),
)


def tiles(results):
    made = []
    for row, says in TILES:
        value = results.ratio(row, "vitrine", "openssl")
        if value:
            made.append(f'<div class="tile"><b>{value:.2f} <small>× OpenSSL</small></b>'
                        f"<span>{escape(says)}</span></div>")
    return f'<div class="tiles">{"".join(made)}</div>' if made else ""


def legend(entries):
    items = "".join(f'<li class="{style}"><i></i><span>{escape(words)}</span></li>' for style, words in entries)
    return f'<ul class="legend">{items}</ul>' if entries else ""


def figure_text(drawn):
    return (f"<figure><h3>{escape(drawn.title)}</h3><figcaption>{escape(drawn.says)}</figcaption>"
            f"{legend(drawn.legend)}{drawn.svg}</figure>")


def table(head, rows, strong="ratio"):
    """Cells under a head named `strong` are printed so."""
    def line(cells, kind):
        return "<tr>" + "".join(
            f'<{kind}{" class=ratio" if kind == "td" and name == strong else ""}>{escape(cell)}</{kind}>'
            for cell, name in zip(cells, head)) + "</tr>"
    return (f'<div class="scroll"><table><thead>{line(head, "th")}</thead>'
            f'<tbody>{"".join(line(row, "td") for row in rows)}</tbody></table></div>')


def section_text(results, section, rows, stacks):
    lines = [[row, *cells_of(results, row, stacks)] for row in rows]
    return (f'<h2>{escape(section.name)}</h2><p class="says">{escape(section.says)}</p>'
            f"{table(['', *head_of(stacks)], lines)}")


def record_layer_text(results):
    rows = [[row, figure(ours, "MB/s"), figure(alone, "MB/s"), ratio(ours / alone)]
            for row, ours, alone in record_layer_rows(results)]
    if not rows:
        return ""
    return ("<h2>The record layer’s cost</h2>"
            '<p class="says">vitrine’s records with Crypto++ as cipher, beside Crypto++ alone.</p>'
            f"{table(['', 'records', name_of('cryptopp'), 'ratio'], rows)}")


def other_ways_text(results):
    rows = other_ways(results)
    if not rows:
        return ""
    names = list(dict.fromkeys(way for _, cells in rows for way, _ in cells))
    lines = [[row, *(figure(dict(cells).get(name), results.unit(row)) for name in names)] for row, cells in rows]
    return (f'<h2>{OTHER_WAYS[0]}</h2><p class="says">{OTHER_WAYS[1]}</p>'
            f"{table(['', *names], lines)}")


def machine_text(results):
    rows = "".join(f"<tr><th>{escape(name)}</th><td class=machine>{escape(str(value))}</td></tr>"
                   for name, value in results.machine.items())
    return f"<h2>Measured on</h2><table><tbody>{rows}</tbody></table>"


READING = """<h2>How to read this</h2>
<p>All stacks do the same work in the same process: the same certificates, suite, group, sizes and buffers, verification
switched on in each. They take turns within each round; a figure is the median of the rounds, and ± is half the distance
between the best and the worst of them. Absolute figures move from machine to machine and from day to day; the ratios
are what to hold. A ratio above 1 is in vitrine’s favour; where bytes are counted, less is better.</p>
"""


def report(results):
    stacks = stacks_of(results)
    style = (pathlib.Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    lead = f"TLS 1.2, {' beside '.join(name_of(stack) for stack in stacks)}, on {results.machine['Processor']}."
    sections = "".join(section_text(results, section, rows, stacks) for section, rows in sections_of(results))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,"><title>vitrine, measured</title><style>{style}</style></head><body><main>
<h1>vitrine, measured</h1><p class="lead">{escape(lead)}</p>{tiles(results)}
<div class="figures">{"".join(figure_text(drawn) for drawn in figures_of(results))}</div>
{READING}<p>{escape(SMALL_REMARK)}</p>{machine_text(results)}
{sections}{record_layer_text(results)}{other_ways_text(results)}
</main></body></html>
"""
