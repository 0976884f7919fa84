"""The report as Chromium shows it: every plot can be seen, in the light and in the dark, on a screen of any width."""

import contextlib
import io
import unittest

from report_case import ReportCase  # first: it says where the next two are
import browser
from report import page, plan, run
from report.results import Results

# Of each plot: its name, its box, and the texts of it that stick out of its own frame.
PLOTS = """return [...document.querySelectorAll('figure svg')].map(svg => {
  const frame = svg.getBoundingClientRect();
  const outside = [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 ||
           box.bottom > frame.bottom + 1;
  });
  const marks = [...svg.querySelectorAll('.mark, .bar')].map(mark => mark.getBoundingClientRect());
  return [svg.id, frame.width, frame.height, marks.some(box => box.width > 0 && box.height > 0),
          outside.map(text => text.textContent)];
});"""
COLOURS = """return ['body', '.chart .line.vitrine', '.chart .tick'].map(selector => {
  const style = getComputedStyle(document.querySelector(selector));
  return selector === 'body' ? style.backgroundColor : selector.endsWith('tick') ? style.fill : style.stroke;
});"""


@unittest.skipUnless(browser.is_installed(), "Chromium, ChromeDriver or certutil is not installed")
class ReportInBrowser(ReportCase):
    def setUp(self):
        super().setUp()
        results = Results({"Processor": "a processor"})
        with contextlib.redirect_stderr(io.StringIO()):
            run.run(self.build(), plan.full(2), results)
        report = self.folder / "report.html"
        report.write_text(page.report(results), encoding="utf-8")
        self.browser = browser.Browser(self)
        self.url = report.as_uri()
        self.browser.open(self.url)

    def test_plots_are_seen_whole_on_a_wide_screen_and_on_a_narrow_one(self):
        for width in (1280, 400):
            self.browser.devtools("Emulation.setDeviceMetricsOverride", width=width, height=1000, deviceScaleFactor=1,
                                  mobile=False)
            plots = self.browser.run(PLOTS)
            self.assertGreaterEqual(len(plots), 11)
            for name, box_width, box_height, has_marks, outside in plots:
                with self.subTest(name, width=width):
                    self.assertGreater(box_width, 250)
                    self.assertGreater(box_height, 40)
                    self.assertTrue(has_marks)
                    self.assertEqual(outside, [])
            self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth"), width)

    def test_nothing_else_is_requested_and_the_console_is_silent(self):
        self.assertEqual([url for url in self.browser.requested() if not url.startswith("data:")], [self.url])
        self.assertEqual(self.browser.complaints(), [])

    def test_it_follows_the_reader_into_the_dark(self):
        shown = []
        for scheme in ("light", "dark"):
            self.browser.devtools("Emulation.setEmulatedMedia",
                                  features=[{"name": "prefers-color-scheme", "value": scheme}])
            shown.append(self.browser.run(COLOURS))
        for light, dark in zip(*shown):
            self.assertNotEqual(light, dark)
