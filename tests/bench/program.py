"""Answers like one of the benchmark programs, from a sample. Its figures grow with each run: 1, 2, 3 times the sample's."""

import json
import os
import pathlib
import re
import sys

FIGURES = ("bytes_per_second", "items_per_second")


def flag(name):
    values = [argument.split("=", 1)[1] for argument in sys.argv[2:] if argument.startswith(f"--benchmark_{name}=")]
    return values[-1] if values else ""


def run_number(name):
    """How often this program was run, this time included; the short runs that look for kernels do not count."""
    if flag("min_time") == "0.001":
        return 1
    runs = pathlib.Path(os.environ["SAMPLE_RUNS"]) / f"{name}{os.environ.get('VITRINE_AEAD', '')}.runs"
    number = 1 + (len(runs.read_text(encoding="utf-8")) if runs.exists() else 0)
    runs.write_text("x" * number, encoding="utf-8")
    return number


def main():
    name, kernel = sys.argv[1], os.environ.get("VITRINE_AEAD", "")
    sample = json.loads((pathlib.Path(__file__).parent / "samples" / f"{name}.json").read_text(encoding="utf-8"))
    rows = [row for row in sample["benchmarks"] if re.search(flag("filter"), row["name"])]
    if os.environ.get("SAMPLE_WITHOUT"):
        rows = [row for row in rows if f"/{os.environ['SAMPLE_WITHOUT']}" not in row["name"]]
    if "--benchmark_list_tests" in sys.argv:
        print("\n".join(row["name"] for row in rows))
        return
    if kernel not in ("", "vaes", "cryptopp") or os.environ.get("SAMPLE_FAILS") == name:
        sys.exit("something is not there")
    number = run_number(name)
    for row in rows:
        row.update({figure: number * row[figure] for figure in FIGURES if figure in row})
        if os.environ.get("SAMPLE_BREAKS") == row["name"]:
            row.update({"error_occurred": True, "error_message": "a record did not open"})
        print(row["name"], "12 ns", flush=True)
    if kernel == "vaes":
        sample["context"]["aes_gcm"] = "a kernel by hand"
    sample["benchmarks"] = rows
    pathlib.Path(flag("out")).write_text(json.dumps(sample), encoding="utf-8")


main()
