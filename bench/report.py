#!/usr/bin/env python3
"""Runs the benchmarks of a build several times over and prints one table: vitrine, openssl, and the ratio.

Every round runs each row of vitrine's right beside openssl's, so that both meet the same state of the machine;
what is shown is the median of CPU time over the rounds. No figure here passes or fails: the reader judges.
"""
import argparse
import json
import pathlib
import platform
import statistics
import subprocess
import sys

PROGRAMS = ("records_bench", "handshake_bench")
QUICK_ROWS = r"^(write \+ read, AES-128, (1350|16384) B|seal \+ open, AES-128, 16384 B|full handshake, .*X25519)/"


def run(program, min_time, rows):
    """One round of one program: its context, and for every benchmark its JSON object."""
    command = [str(program), "--benchmark_format=json", f"--benchmark_min_time={min_time}"]
    if rows:
        command.append(f"--benchmark_filter={rows}")
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if finished.returncode != 0:
        sys.exit(f"report.py: {program} ended with {finished.returncode}: {finished.stderr.strip()}")
    answer = json.loads(finished.stdout)
    for result in answer["benchmarks"]:
        if result.get("error_occurred"):
            sys.exit(f"report.py: {program}: {result['name']}: {result['error_message']}")
    return answer["context"], answer["benchmarks"]


def rate(result):
    """Work per second of CPU time, and its unit."""
    if "bytes_per_second" in result:
        return result["bytes_per_second"] / 1e6, "MB/s"
    return result["items_per_second"], "/s"


def measure(build, rounds, min_time, rows):
    """All rounds: the context, and {row: {"vitrine": [rates], "openssl": [rates], "unit": unit}}."""
    table, context = {}, {}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds} …", file=sys.stderr)
        for name in PROGRAMS:
            program = build / name
            if not program.exists():
                sys.exit(f"report.py: {program} is not there: build it with VITRINE_BENCH=ON")
            context, results = run(program, min_time, rows)
            for result in results:
                row, who = result["name"].rsplit("/", 1)
                value, unit = rate(result)
                cells = table.setdefault(row, {"vitrine": [], "openssl": [], "unit": unit})
                cells[who].append(value)
    return context, table


def cpu_model():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def spread(values):
    """How far the rounds lie apart, in percent of their median."""
    return 100 * (max(values) - min(values)) / statistics.median(values)


def print_report(context, table, rounds):
    print(f"CPU       {cpu_model()}")
    print(f"compiler  {context['compiler']}")
    print(f"openssl   {context['openssl']}")
    print(f"AES-GCM   {context['aes_gcm']}")
    print(f"{rounds} rounds, medians of CPU time, one thread, all in memory; ± is the spread of vitrine's rounds\n")
    width = max(len(row) for row in table)
    print(f"{'':{width}}  {'vitrine':>12}  {'openssl':>12}        {'ratio':>5}")
    for row, cells in table.items():
        ours, theirs = (statistics.median(cells[who]) for who in ("vitrine", "openssl"))
        print(f"{row:{width}}  {ours:12.0f}  {theirs:12.0f} {cells['unit']:<5}  {ours / theirs:5.2f}"
              f"  ±{spread(cells['vitrine']):.0f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the build directory with the programs")
    parser.add_argument("--quick", action="store_true", help="few rows and two rounds: some ten seconds")
    parser.add_argument("--rounds", type=int, help="how many rounds (5; with --quick 2)")
    arguments = parser.parse_args()
    rounds = arguments.rounds or (2 if arguments.quick else 5)
    context, table = measure(arguments.build, rounds, 0.1, QUICK_ROWS if arguments.quick else None)
    print_report(context, table, rounds)


if __name__ == "__main__":
    main()
