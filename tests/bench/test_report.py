"""What the report makes of figures: medians, ratios, tables, a page that fetches nothing, and plots that can be seen."""

import contextlib
import html.parser
import io
import re

from report_case import PROGRAMS, ReportCase

from report import figures, markdown, page, plan, run, table
from report.results import Results


class Measured(ReportCase):
    """A report over three rounds of the sample: its figures are 1, 2 and 3 times as large."""

    usual = None  # what all programs told, in JSON: measured once

    def measure(self, *programs, steps=None, **variables):
        if not programs and not steps and not variables:
            return self.usual_results()
        return self.measure_anew(*programs, steps=steps, **variables)

    def usual_results(self):
        stored = self.folder / "usual.json"
        if Measured.usual is None:
            self.measure_anew().save(stored)
            Measured.usual = stored.read_text(encoding="utf-8")
        stored.write_text(Measured.usual, encoding="utf-8")
        return Results.load(stored)

    def measure_anew(self, *programs, steps=None, **variables):
        results = Results({"Processor": "a processor"})
        self.told = io.StringIO()
        with contextlib.redirect_stderr(self.told):
            run.run(self.build(*programs, **variables), steps or plan.full(3), results)
        return results


class Figures(Measured):
    def test_the_median_of_the_rounds_counts_and_the_spread_is_told(self):
        results = self.measure()
        sample = results.values("seal, AES-128, 16384 B", "openssl")[0]
        self.assertAlmostEqual(results.median("seal, AES-128, 16384 B", "openssl"), 2 * sample)
        self.assertAlmostEqual(results.spread("seal, AES-128, 16384 B", "openssl"), 100)

    def test_a_ratio_above_one_is_in_our_favour_also_where_less_is_better(self):
        results = Results({})
        for row, unit in (("fast", "MB/s"), ("small", "KB")):
            results.rows[row] = {"unit": unit, "cells": {"vitrine": {"value": [30, 20]}, "openssl": {"value": [50]}}}
        self.assertAlmostEqual(results.ratio("fast", "vitrine", "openssl"), 0.5)
        self.assertAlmostEqual(results.ratio("small", "vitrine", "openssl"), 2)
        self.assertIsNone(results.ratio("fast", "vitrine", "gnutls"))

    def test_results_come_back_from_their_file_as_they_were(self):
        results = self.measure()
        results.save(self.folder / "results.json")
        self.assertEqual(page.report(Results.load(self.folder / "results.json")), page.report(results))

    def test_a_kernel_that_is_not_there_is_left_out_and_one_that_is_has_its_cells(self):
        results = self.measure()
        rows = {who for row, _ in results.matching("^(seal|open|write)") for who in results.who(row)}
        self.assertIn("vitrine:vaes", rows)
        self.assertNotIn("vitrine:avx512", rows)  # the program refused it
        self.assertNotIn("vitrine:cryptopp", rows)  # it is what runs anyway

    def test_aes_gcm_alone_is_told_by_kernel_and_the_first_one_is_what_we_use(self):
        results = self.measure()
        row = "AEAD seal, AES-128, 16384 B"
        self.assertEqual(results.values(row, "vitrine"), results.values(row, "vitrine:avx512"))
        self.assertGreater(results.median(row, "vitrine"), results.median(row, "vitrine:vaes"))
        kernels = [line for line in markdown.report(results).splitlines() if line.startswith(f"| {row} |")][-1]
        self.assertEqual(kernels.count("MB/s"), 4)  # of its four kernels, and no "usual" besides

    def test_what_the_record_layer_costs_is_told_beside_the_cipher_alone(self):
        results = self.measure()
        ours, alone = (results.median("seal, AES-128, 16384 B", who) for who in ("vitrine", "cryptopp"))
        self.assertRegex(table.report(results), rf"THE RECORD LAYER(.*\n)*?seal, AES-128, 16384 B .* {ours / alone:.2f}\n")

    def test_each_figure_of_a_row_stands_in_its_column(self):
        results = self.measure()
        row = "full handshake, RSA-2048, X25519"
        medians = [results.median(row, stack) for stack in ("vitrine", "openssl", "gnutls")]
        expected = [row, f"{medians[0]:.0f} /s", "±50 %", f"{medians[1]:.0f} /s", f"{medians[0] / medians[1]:.2f}",
                    f"{medians[2]:.0f} /s", f"{medians[0] / medians[2]:.2f}"]
        self.assertIn("| " + " | ".join(expected) + " |", markdown.report(results).splitlines())
        line = next(line for line in table.report(results).splitlines() if line.startswith(row + "  "))
        self.assertEqual(re.split(r"  +", line), expected)

    def test_where_small_messages_are_compared_every_form_says_what_that_means(self):
        results = self.measure()
        for form in (table.report(results), markdown.report(results), page.report(results)):
            self.assertIn("Below 1 KiB most of", re.sub(r"\s+", " ", form))


class Running(Measured):
    def test_a_program_that_was_not_built_is_said_and_its_rows_are_missing(self):
        results = self.measure("records_bench", "memory_bench")
        self.assertIn("sockets_bench is not there: its rows are left out", self.told.getvalue())
        self.assertFalse(results.matching("^loopback"))
        self.assertIn("<svg", page.report(results))

    def test_without_the_first_program_there_is_no_report(self):
        with self.assertRaisesRegex(run.BenchmarkFailed, "build it with VITRINE_BENCH=ON"):
            self.measure("sockets_bench")

    def test_a_program_that_fails_is_named_with_its_last_words(self):
        with self.assertRaisesRegex(run.BenchmarkFailed, "sockets_bench ended with 1: something is not there"):
            self.measure(SAMPLE_FAILS="sockets_bench")

    def test_a_row_that_fails_is_named_with_its_reason(self):
        with self.assertRaisesRegex(run.BenchmarkFailed, "open, AES-128, 16384 B/openssl.*a record did not open"):
            self.measure(SAMPLE_BREAKS="open, AES-128, 16384 B/openssl/manual_time")

    def test_progress_is_told_with_the_time_left(self):
        self.measure_anew()
        self.assertRegex(self.told.getvalue(), r"  0 %  \d+:\d\d left  round 1 of 3, aead_bench\n")
        self.assertRegex(self.told.getvalue(), r" \d+ %  \d+:\d\d left  round 3 of 3, sockets_bench\n")

    def test_quick_runs_rows_of_every_program(self):
        results = self.measure(steps=plan.quick(1))
        self.assertEqual({row["program"] for row in results.rows.values()}, set(PROGRAMS))

    def test_without_gnutls_there_is_no_trace_of_it(self):
        results = self.measure(SAMPLE_WITHOUT="gnutls")
        for form in (table.report(results), markdown.report(results), page.report(results)):
            self.assertNotIn("GnuTLS", form)


class Page(Measured):
    def test_nothing_is_fetched_and_nothing_runs(self):
        seen = []

        class Reader(html.parser.HTMLParser):
            def handle_starttag(self, tag, attrs):
                seen.append((tag, dict(attrs)))

        text = page.report(self.measure())
        Reader().feed(text)
        self.assertFalse([tag for tag, _ in seen if tag in ("script", "img", "iframe", "object", "embed", "base")])
        fetched = [value for _, attributes in seen for name, value in attributes.items()
                   if name in ("src", "srcset", "href", "xlink:href", "data", "action")]
        self.assertEqual(fetched, ["data:,"])
        self.assertNotRegex(text, r"url\(|@import")

    def test_every_kind_of_plot_is_there_with_words_for_those_who_do_not_see_it(self):
        names = set()
        for drawn in figures.figures_of(self.measure()):
            name = re.search(r'id="chart-([\w-]+)"', drawn.svg).group(1)
            self.assertRegex(drawn.svg, f'role="img".*<title id="title-{name}">[^<]+</title><desc id="desc-{name}">[^<]+<')
            names.add(name)
        self.assertLessEqual({"throughput-AES-128", "cycles-AES-128", "handshakes-both", "handshakes-client",
                              "handshakes-server", "sockets", "shares", "memory", "growth-records",
                              "growth-handshakes"}, names)

    def test_the_limit_of_the_ports_is_drawn_above_what_reaches_less(self):
        drawn = next(drawn.svg for drawn in figures.figures_of(self.measure()) if "chart-cycles-AES-128" in drawn.svg)
        limits = [float(y) for y in re.findall(r'class="limit" x1="[\d.]+" y1="([\d.]+)"', drawn)]
        marks = [float(y) for y in re.findall(r'<circle class="mark vitrine" cx="[\d.]+" cy="([\d.]+)"', drawn)]
        self.assertEqual(len(limits), 2)
        self.assertLess(limits[0], limits[1])  # y grows downwards
        self.assertLess(limits[1], min(marks))

    def test_what_a_machine_says_of_itself_is_escaped(self):
        results = self.measure()
        results.machine["Processor"] = "<b>fast & cheap</b>"
        self.assertIn("&lt;b&gt;fast &amp; cheap&lt;/b&gt;", page.report(results))
        self.assertNotIn("<b>fast", page.report(results))
