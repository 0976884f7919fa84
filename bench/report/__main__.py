"""Runs the benchmarks several times over, and writes what came out as a table, as Markdown and as HTML.

Every round runs the stacks side by side, so that all meet the same state of the machine; what is shown are medians of
the rounds, with their spread. No figure here passes or fails: the reader judges.
"""

import argparse
import pathlib
import sys

from . import machine, markdown, page, plan, run, table
from .results import Results


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--build", type=pathlib.Path, help="the build directory with the programs")
    source.add_argument("--results", type=pathlib.Path, help="no measuring: a results.json of an earlier run")
    parser.add_argument("--quick", action="store_true", help="the rows that matter most, roughly: half a minute")
    parser.add_argument("--rounds", type=int, help="how many rounds (5; with --quick 2)")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/bench"), help="where the report goes")
    return parser.parse_args()


def measure(arguments):
    steps = plan.quick(arguments.rounds) if arguments.quick else plan.full(arguments.rounds)
    results = Results(machine.facts())
    run.run(arguments.build, steps, results)
    results.machine.update(machine.after(results.context))
    return results


def write(results, folder):
    folder.mkdir(parents=True, exist_ok=True)
    results.save(folder / "results.json")
    (folder / "report.md").write_text(markdown.report(results), encoding="utf-8")
    (folder / "report.html").write_text(page.report(results), encoding="utf-8")


def main():
    arguments = parse_arguments()
    results = Results.load(arguments.results) if arguments.results else measure(arguments)
    write(results, arguments.out)
    print(table.report(results))
    for name in ("report.html", "report.md", "results.json"):
        print(f"{arguments.out / name}", file=sys.stderr)


try:
    main()
except run.BenchmarkFailed as failure:
    sys.exit(f"bench: {failure}")
except KeyboardInterrupt:
    sys.exit(130)
