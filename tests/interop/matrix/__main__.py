"""Holds vitrine's client and server against other stacks, over everything that two ends can agree on, and over each
pair of choices; docs/interop.md explains what is covered. Ends with 1 if a cell fails."""

import argparse
import atexit
import pathlib
import shutil
import sys
import time

import support
from processes import run_to_an_end

from . import design, page, peers, report, run, vitrine
from .cells import ROLES, NotACell, parse
from .identities import Identities
from .progress import Progress

SAMPLE = 6  # cells of each peer and direction with --quick
LIMIT = 20  # seconds for a process: none needs one


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def make_parser():
    parser = argparse.ArgumentParser(prog="./dev interop", description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the cells, and run none")
    parser.add_argument("--cell", metavar="ID", action="append", help="run this one and show all of it (repeatable)")
    parser.add_argument("--peer", choices=sorted(peers.ALL), action="append", help="only against this one (repeatable)")
    parser.add_argument("--role", choices=ROLES, help="only with vitrine as this")
    parser.add_argument("--jobs", type=positive, default=2, metavar="N", help="cells at a time (2)")
    parser.add_argument("--quick", action="store_true", help="a few cells for each peer: half a minute")
    parser.add_argument("--seed", default="1", help="distributes the choices over the cells (1)")
    parser.add_argument("--keep", action="store_true", help="keep the certificates that the command lines name")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/interop"), metavar="DIR",
                        help="where the report goes (build/interop)")
    return parser


def sample(cells):
    """Some that can be run, and one that cannot."""
    possible = [cell for cell in cells if not run.cannot(cell)]
    return design.sample(possible, SAMPLE) + [cell for cell in cells if cell not in possible][:1]


def choose(parser, arguments, abilities):
    if arguments.cell:
        try:
            return [parse(name, abilities, {name: peer.ROLES for name, peer in peers.ALL.items()})
                    for name in arguments.cell]
        except NotACell as error:
            parser.error(str(error))
    chosen = []
    for name, peer in peers.ALL.items():
        for role in peer.ROLES:
            if arguments.peer and name not in arguments.peer or arguments.role not in (None, role):
                continue
            cells = design.cells(role, name, abilities, run.cannot, arguments.seed)
            chosen += sample(cells) if arguments.quick else cells
    if not chosen:
        parser.error("no cell is left: that peer has the other role alone")
    return chosen


def keep_files():
    atexit.unregister(shutil.rmtree)
    print(f"kept in {support.FOLDER}", file=sys.stderr)


def play(arguments, cells, abilities):
    begin = time.monotonic()
    progress = Progress(len(cells), sys.stderr)
    if arguments.keep:
        keep_files()
    results = run.play_all(cells, Identities(abilities), arguments.jobs, progress)
    progress.end()
    if arguments.cell:
        print("\n".join(report.for_one(result) for result in results))
        return results
    summary = report.Summary(results, time.monotonic() - begin, arguments.seed)
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "report.md").write_text(report.markdown(summary), encoding="utf-8")
    (arguments.out / "report.html").write_text(page.report(summary), encoding="utf-8")
    print(report.for_terminal(summary))
    print(f"{arguments.out / 'report.md'}\n{arguments.out / 'report.html'}", file=sys.stderr)
    return results


def main(words=None):
    """The exit code."""
    parser = make_parser()
    arguments = parser.parse_args(words)
    support.LIMIT = LIMIT
    try:
        abilities = vitrine.abilities()
        cells = choose(parser, arguments, abilities)
        if arguments.list:
            for cell in cells:
                reason = run.cannot(cell)
                print(cell.name + (f"   cannot: {reason}" if reason else ""))
            return 0
        results = play(arguments, cells, abilities)
    except vitrine.NoProgram as error:
        parser.error(str(error))
    return 1 if any(result.verdict == run.FAILED for result in results) else 0


if __name__ == "__main__":
    run_to_an_end(main)
