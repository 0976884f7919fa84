"""Two kinds of chart, as SVG that takes its colours from the page: lines, and horizontal bars.

No plotting library: it would bring a hundred megabytes to a fresh machine, and colours that no style sheet reaches.
"""

import math
from dataclasses import dataclass, field
from xml.etree import ElementTree

WIDTH = 560
CHARACTER = 7.8  # how wide one is in a wide font of the size that the charts have


@dataclass
class Point:
    x: float
    y: float
    low: float
    high: float
    says: str  # shown when one points at it


@dataclass
class Line:
    name: str
    style: str  # a class of the style sheet
    points: list = field(default_factory=list)
    label: str = ""  # at its end


@dataclass
class Limit:
    """What cannot be passed: a horizontal line."""

    name: str
    y: float


@dataclass
class Part:
    """A piece of a bar."""

    value: float
    style: str
    says: str


@dataclass
class Bar:
    label: str
    parts: list
    text: str  # behind the bar
    low: float = 0.0
    high: float = 0.0


@dataclass
class Group:
    name: str
    bars: list


class Drawing:
    def __init__(self, name, title, description, height):
        self.svg = ElementTree.Element("svg", {
            "viewBox": f"0 0 {WIDTH} {round(height)}", "role": "img", "class": "chart", "id": f"chart-{name}",
            "aria-labelledby": f"title-{name} desc-{name}"})
        ElementTree.SubElement(self.svg, "title", {"id": f"title-{name}"}).text = title
        ElementTree.SubElement(self.svg, "desc", {"id": f"desc-{name}"}).text = description

    def add(self, kind, style, says="", **attributes):
        named = {name.replace("_", "-"): f"{value:.1f}" if isinstance(value, float) else str(value)
                 for name, value in attributes.items()}
        element = ElementTree.SubElement(self.svg, kind, {"class": style, **named})
        if says:
            ElementTree.SubElement(element, "title").text = says
        return element

    def text(self, style, x, y, words, anchor="start"):
        self.add("text", style, x=float(x), y=float(y), text_anchor=anchor).text = words

    def line(self, style, x1, y1, x2, y2):
        self.add("line", style, x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2))

    def mark(self, style, shape, x, y, says):
        """A shape a stack, so that colour is not all that tells them apart."""
        if shape == "square":
            self.add("rect", f"mark {style}", says, x=x - 4.0, y=y - 4.0, width=8.0, height=8.0)
        elif shape == "diamond":
            self.add("path", f"mark {style}", says, d=f"M{x:.1f} {y - 5.5:.1f} l5.5 5.5 -5.5 5.5 -5.5 -5.5z")
        else:
            self.add("circle", f"mark {style}", says, cx=float(x), cy=float(y), r=4.5)

    def __str__(self):
        return ElementTree.tostring(self.svg, encoding="unicode")


SHAPES = {"vitrine": "circle", "openssl": "square", "gnutls": "diamond"}


def nice_step(top, count):
    """A round number of which about `count` reach the top."""
    raw = top / count
    power = 10 ** math.floor(math.log10(raw))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw)


def short(value):
    """1 500, 0.25: a thin space divides thousands."""
    return f"{value:,.0f}".replace(",", "\u2009") if value >= 1000 else f"{value:g}"


def lines(name, title, description, series, x_labels, units, limits=()):
    """`series` over a logarithmic x axis with these labels, {x: text}; units: (of x, of y)."""
    left, right, top, bottom = 52, 12, 34, 270
    labels = [line.label for line in series if line.label]
    right += CHARACTER * max(map(len, labels)) if labels else 0
    drawing = Drawing(name, title, description, bottom + 46)
    xs = [math.log2(x) for x in x_labels]
    highest = max([point.high for line in series for point in line.points] + [limit.y for limit in limits])
    step = nice_step(highest, 5)
    scale = math.ceil(highest / step) * step

    def x_of(x):
        return left + 16 + (math.log2(x) - xs[0]) / max(1e-9, xs[-1] - xs[0]) * (WIDTH - left - right - 32)

    def y_of(y):
        return bottom - y / scale * (bottom - top)

    drawing.text("unit", 0, top - 16, units[1])
    for number in range(round(scale / step) + 1):
        drawing.line("grid" if number else "axis", left, y_of(number * step), WIDTH - right, y_of(number * step))
        drawing.text("tick", left - 8, y_of(number * step) + 4, short(number * step), "end")
    for x, text in x_labels.items():
        drawing.text("tick", x_of(x), bottom + 20, text, "middle")
    drawing.text("unit", (left + WIDTH - right) / 2, bottom + 40, units[0], "middle")
    for limit in limits:
        drawing.line("limit", left, y_of(limit.y), WIDTH - right, y_of(limit.y))
        drawing.text("limit-name", left + 6, y_of(limit.y) - 6, limit.name)
    for line in series:
        draw_line(drawing, line, x_of, y_of)
    ends = [(y_of(line.points[-1].y), line.label) for line in series if line.label]
    for y, label in apart(ends, bottom):
        drawing.text("tick", WIDTH - right + 4, y + 4, label)
    return str(drawing)


def apart(places, bottom, distance=14):
    """Labels near their places, (y, label), but none on another: from the lowest upwards."""
    for y, label in sorted(places, reverse=True):
        y = min(y, bottom)
        yield y, label
        bottom = y - distance


def draw_line(drawing, line, x_of, y_of):
    way = " ".join(f"{x_of(point.x):.1f},{y_of(point.y):.1f}" for point in line.points)
    drawing.add("polyline", f"line {line.style}", points=way)
    for point in line.points:
        drawing.line(f"spread {line.style}", x_of(point.x), y_of(point.low), x_of(point.x), y_of(point.high))
    for point in [] if line.label else line.points:
        drawing.mark(line.style, SHAPES.get(line.style), x_of(point.x), y_of(point.y), point.says)


def bars(name, title, description, groups, limit=None):
    """Horizontal bars in groups, each made of parts, with its figure behind it."""
    row, gap, head = 20, 12, 22
    height = 8 + sum(head + row * len(group.bars) + gap for group in groups)
    drawing = Drawing(name, title, description, height)
    left = 16 + CHARACTER * max(len(bar.label) for group in groups for bar in group.bars)
    right = 16 + CHARACTER * max(len(bar.text) for group in groups for bar in group.bars)
    highest = limit or max(max(bar.high, sum(part.value for part in bar.parts))
                           for group in groups for bar in group.bars)
    scale = (WIDTH - left - right) / highest
    y = 8
    for group in groups:
        drawing.text("group", 0, y + 14, group.name)
        y += head
        for bar in group.bars:
            draw_bar(drawing, bar, left, y, scale, row)
            y += row
        drawing.line("axis", left, y - row * len(group.bars), left, y)
        y += gap
    return str(drawing)


def draw_bar(drawing, bar, left, y, scale, row):
    x = left
    drawing.text("tick", left - 8, y + 14, bar.label, "end")
    for part in bar.parts:
        drawing.add("rect", f"bar {part.style}", part.says, x=float(x), y=y + 3.0, width=part.value * scale,
                    height=row - 6.0)
        x += part.value * scale
    if bar.high > bar.low:
        drawing.line("whisker", left + bar.low * scale, y + row / 2, left + bar.high * scale, y + row / 2)
        x = max(x, left + bar.high * scale)
    drawing.text("value", x + 6, y + 14, bar.text)
