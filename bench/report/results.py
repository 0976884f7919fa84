"""What was measured: for each row and each stack the figures of all rounds, their median and their spread."""

import json
import pathlib
import re
import statistics

STACKS = ("vitrine", "openssl", "gnutls")
NAMES = {"vitrine": "vitrine", "openssl": "OpenSSL", "gnutls": "GnuTLS", "cryptopp": "Crypto++ alone"}


def name_of(who):
    """What a reader calls it: "vitrine:cryptopp" is vitrine with that kernel."""
    stack, _, kernel = who.partition(":")
    return f"{NAMES.get(stack, stack)}, {kernel} kernel" if kernel else NAMES.get(stack, stack)


class Results:
    def __init__(self, machine):
        self.machine = machine  # facts, in the order in which they are shown
        self.context = {}  # what the programs say of themselves, a list for each name
        self.rows = {}  # {row: {"unit": …, "program": …, "cells": {who: {figure: [one a round]}}}}

    def add(self, program, kernel, answer):
        """The JSON that Google Benchmark wrote, of one run of one program."""
        for name, value in answer["context"].items():
            if isinstance(value, str) and not kernel:
                self.context.setdefault(name, []).append(value)
        seen = set()
        for measured in answer["benchmarks"]:
            row, who = measured["name"].split("/")[:2]
            figures, unit = figures_of(measured)
            entry = self.rows.setdefault(row, {"unit": unit, "program": program, "cells": {}})
            for whose in cells_for(program, kernel, who, row in seen):
                cell = entry["cells"].setdefault(whose, {})
                for name, value in figures.items():
                    cell.setdefault(name, []).append(value)
            seen.add(row)

    def unit(self, row):
        return self.rows[row]["unit"]

    def matching(self, pattern):
        """Rows in the order in which they were measured, with what the pattern found in each."""
        found = ((row, re.search(pattern, row)) for row in self.rows)
        return [(row, match) for row, match in found if match]

    def who(self, row):
        return list(self.rows[row]["cells"]) if row in self.rows else []

    def values(self, row, who, figure="value"):
        return self.rows.get(row, {}).get("cells", {}).get(who, {}).get(figure, [])

    def median(self, row, who, figure="value"):
        values = self.values(row, who, figure)
        return statistics.median(values) if values else None

    def spread(self, row, who):
        """How far the rounds lie apart, in percent of their median."""
        values = self.values(row, who)
        median = self.median(row, who)
        return 100 * (max(values) - min(values)) / median if values and median else None

    def ratio(self, row, who, other):
        """How many times better `who` is than `other`; of bytes, less is better."""
        ours, theirs = self.median(row, who), self.median(row, other)
        if not ours or not theirs:
            return None
        return theirs / ours if self.unit(row) == "KB" else ours / theirs

    def number(self, name):
        """The median of what the programs measured of the machine, or 0."""
        return statistics.median(map(float, self.context[name])) if name in self.context else 0.0

    def word(self, name):
        return self.context.get(name, ["unknown"])[0]

    def save(self, path):
        whole = {"machine": self.machine, "context": self.context, "rows": self.rows}
        path.write_text(json.dumps(whole, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path):
        whole = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        results = cls(whole["machine"])
        results.context, results.rows = whole["context"], whole["rows"]
        return results


def cells_for(program, kernel, who, seen):
    """Where a figure belongs. AES-GCM alone is told by kernel, the fastest first: that is also what vitrine uses."""
    if program == "aead_bench" and who not in STACKS:
        return [f"vitrine:{who}"] if seen else ["vitrine", f"vitrine:{who}"]
    return [f"{who}:{kernel}"] if kernel and who != "cryptopp" else [who]


def figures_of(measured):
    """The figures of one benchmark: "value" is the one it is judged by. And its unit."""
    counters = {name: value for name, value in measured.items()
                if re.fullmatch(r"(client|server)_(bytes|user|system)|pair_bytes", name)}
    if "bytes_per_second" in measured:
        return {"value": measured["bytes_per_second"] / 1e6, **counters}, "MB/s"
    if "client_bytes" in measured:
        return {"value": (measured["client_bytes"] + measured["server_bytes"]) / 1e3, **counters}, "KB"
    return {"value": measured["items_per_second"], **counters}, "/s"
