"""Which charts there are, and how results become what they draw."""

from dataclasses import dataclass

from . import charts
from .charts import Bar, Group, Limit, Line, Part, Point
from .results import name_of
from .sections import stacks_of
from .table import figure


@dataclass(frozen=True)
class Figure:
    title: str
    says: str
    svg: str
    legend: tuple = ()  # of (style, words)


def stack_legend(results, rows):
    """The stacks that have figures in one of these (x, row) pairs."""
    return tuple((stack, name_of(stack)) for stack in stacks_of(results)
                 if any(results.values(row, stack) for _, row in rows))


def line_of(results, stack, rows, factor=1.0, unit=None):
    """One line through (x, row) pairs; the stack's figures multiplied by `factor`."""
    line = Line(name_of(stack), stack)
    for x, row in rows:
        values = [value * factor for value in results.values(row, stack)]
        if values:
            median = results.median(row, stack) * factor
            says = f"{line.name}: {row}: {figure(median, unit or results.unit(row))}"
            line.points.append(Point(x, median, min(values), max(values), says))
    return line


def line_chart(results, name, title, description, rows, labels, units, limits=(), factor=1.0,
               others=()):
    series = [line_of(results, stack, rows, factor, units[1]) for stack in stacks_of(results)]
    series = [*others, *(line for line in series[::-1] if line.points)]  # ours on top
    return charts.lines(name, title, description, series, labels, units, limits)


def by_size(results, pattern):
    """Rows that differ in size alone, as (size, row), and their labels."""
    rows = sorted((int(match.group(1)), row) for row, match in results.matching(pattern))
    return rows, {size: f"{size // 1024} KiB" if size % 1024 == 0 else f"{size}" for size, _ in rows}


def throughput(results):
    for suite, name in (("AES-128", "AES-128-GCM"), ("AES-256", "AES-256-GCM"), ("ChaCha20", "ChaCha20-Poly1305")):
        rows, labels = by_size(results, rf"^write \+ read, {suite}, (\d+) B$")
        if len(rows) > 1:
            title = f"Records written and read, {name}"
            svg = line_chart(results, f"throughput-{suite}", title, "Throughput by record size, one line a stack.",
                             rows, labels, ("bytes in a record", "MB/s"))
            says = ("Application to application through two connections in memory, one thread. Below 1 KiB most of the "
                    "distance is the cost of the other stacks’ interfaces.")
            yield Figure(title, says, svg, stack_legend(results, rows))


def limits_of(results, suite):
    """What the processor's own instructions allow, in bytes a cycle: docs/performance.md derives it."""
    one_round, gcm = results.number("round_bytes_per_cycle"), results.number("gcm_bytes_per_cycle")
    if not one_round or not gcm:
        return []
    rounds = 10 if suite == "AES-128" else 14
    with_ghash = 1 / (1 / gcm + (rounds - 10) / one_round)
    only_aes = Limit(f"{rounds} AES rounds and nothing else: {one_round / rounds:.2f}", one_round / rounds)
    if with_ghash > 0.98 * only_aes.y:
        return [only_aes]
    return [only_aes, Limit(f"and 4 carry-less multiplications: {with_ghash:.2f}", with_ghash)]


def kernel_lines(results, rows, factor):
    """A thinner line for each kernel that is not the fastest, with its name at its end."""
    names = {who for _, row in rows for who in results.who(row) if who.startswith("vitrine:")}
    for who in sorted(names):
        line = line_of(results, who, rows, factor, "bytes/cycle")
        line.style, line.label = "kernel", who.partition(":")[2]
        if results.values(rows[-1][1], who) != results.values(rows[-1][1], "vitrine"):
            yield line


def bytes_per_cycle(results):
    clock = results.number("clock_hz")
    for suite in ("AES-128", "AES-256"):
        alone, labels = by_size(results, rf"^AEAD seal, {suite}, (\d+) B$")
        if not alone:
            alone, labels = by_size(results, rf"^seal, {suite}, (\d+) B$")
        if clock and len(alone) > 1:
            title = f"Bytes sealed per cycle, {suite}-GCM"
            svg = line_chart(results, f"cycles-{suite}", title,
                             "Bytes per cycle by message size, against the limit of the processor's ports.", alone,
                             labels, ("bytes in a message", "bytes/cycle"), limits_of(results, suite), 1e6 / clock,
                             list(kernel_lines(results, alone, 1e6 / clock)))
            says = (f"The dashed lines are what this processor’s {results.word('aes_vector')} can do at best, measured "
                    "in the same run. The thin ones are vitrine’s other kernels.")
            yield Figure(title, says, svg, stack_legend(results, alone))


def stack_bar(results, row, stack):
    values, median = results.values(row, stack), results.median(row, stack)
    ratio = results.ratio(row, "vitrine", stack)
    text = figure(median, results.unit(row)) + (f"  (ratio {ratio:.2f})" if stack != "vitrine" else "")
    says = f"{name_of(stack)}: {row}: {figure(median, results.unit(row))}"
    return Bar(name_of(stack), [Part(median, stack, says)], text, min(values), max(values))


def handshakes(results):
    kinds = (("both", r"^full handshake, ((?:RSA|ECDSA).*)$", "Full handshakes, both sides"),
             ("client", r"^full handshake, the client alone, (.*)$", "Full handshakes, the client's part"),
             ("server", r"^full handshake, the server alone, (.*)$", "Full handshakes, the server's part"))
    for name, pattern, title in kinds:
        groups = [Group(match.group(1), [stack_bar(results, row, stack) for stack in stacks_of(results)
                                         if results.values(row, stack)])
                  for row, match in results.matching(pattern) if "connections" not in row]
        if groups:
            svg = charts.bars(f"handshakes-{name}", title, "Handshakes a second, one bar a stack.", groups)
            says = "Handshakes a second of CPU time, one thread; certificate and key exchange as named."
            yield Figure(title, says, svg)


def sockets(results):
    groups = [Group(match.group(1), [stack_bar(results, row, stack) for stack in stacks_of(results)
                                     if results.values(row, stack)])
              for row, match in results.matching(r"^loopback sockets, (.*)$")]
    if groups:
        title = "Over loopback sockets"
        yield Figure(title, "Bulk data, a thread and a core a side, by the clock on the wall.", charts.bars(
            "sockets", title, "Throughput over TCP, one bar a stack.", groups))
        yield from socket_shares(results)


def socket_shares(results):
    """Where the time over sockets goes: to the program, to system calls, or to waiting."""
    groups = []
    for row, match in results.matching(r"^loopback sockets, (AES-128.*)$"):
        bars = [share_bar(results, row, stack, side) for stack in stacks_of(results) for side in ("client", "server")
                if results.values(row, stack)]
        groups.append(Group(match.group(1), bars))
    if groups:
        title = "Where that time goes"
        svg = charts.bars("shares", title, "Share of each side's time in the program and in system calls.", groups, 1.0)
        yield Figure(title, "Each side's core: in the program, in system calls, and (the rest) waiting for the other "
                     "side. Where the system's share is the larger one, the socket path is the limit.", svg,
                     (("user", "in the program"), ("system", "in system calls")))


def share_bar(results, row, stack, side):
    user, system = (results.median(row, stack, f"{side}_{kind}") for kind in ("user", "system"))
    return Bar(f"{name_of(stack)}, {side}",
               [Part(min(user, 1.0), "user", f"in the program: {100 * user:.0f} %"),
                Part(max(0.0, min(system, 1.0 - user)), "system", f"in system calls: {100 * system:.0f} %")],
               f"{100 * user:.0f} + {100 * system:.0f} %")


def memory(results):
    for row, _ in results.matching(r"^heap of an idle connection$"):
        bars = []
        for stack in stacks_of(results):
            client, server = (results.median(row, stack, f"{side}_bytes") for side in ("client", "server"))
            if client is not None:
                bars.append(Bar(name_of(stack), [Part(client / 1e3, "client", f"client: {client / 1e3:.1f} KB"),
                                                 Part(server / 1e3, "server", f"server: {server / 1e3:.1f} KB")],
                                f"{client / 1e3:.1f} + {server / 1e3:.1f} KB"))
        title = "Heap of an idle connection"
        yield Figure(title, "What stays allocated after a full handshake, mean of 1000 connections.", charts.bars(
            "memory", title, "Kilobytes of heap, client and server, one bar a stack.", [Group("", bars)]),
            (("client", "client"), ("server", "server")))


def growth(results):
    for name, pattern, title in (
            ("records", r"^write \+ read, AES-128, 16384 B, connections: (\d+)$", "16 KiB records in turn"),
            ("handshakes", r"^full handshake, RSA-2048, X25519, connections: (\d+)$", "Handshakes beside others")):
        rows = sorted((int(match.group(1)), row) for row, match in results.matching(pattern))
        if len(rows) > 1:
            labels = {count: charts.short(count) for count, _ in rows}
            svg = line_chart(results, f"growth-{name}", title, "Speed by number of live connections, one line a stack.",
                             rows, labels, ("connections alive", results.unit(rows[0][1])))
            yield Figure(title, "How speed changes with the number of connections that are alive.", svg,
                         stack_legend(results, rows))


def figures_of(results):
    for make in (throughput, bytes_per_cycle, handshakes, sockets, memory, growth):
        yield from make(results)
