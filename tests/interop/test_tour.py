"""docs/tour.md under gdb: what it says is seen is seen, in both debug builds, and is what a recording says."""

import json
import os
import re
import subprocess
import tempfile
import unittest

from debugging import ROOT, DebuggerCase, in_parts, pair
from support import LIMIT, PROGRAM


def stops_of(page):
    """(title, commands, lines that must be seen) of each stop."""
    stops = []
    for part in re.split(r"^## (?=\d+\. )", page, flags=re.M)[1:]:
        boxes = dict(re.findall(r"^```(gdb|text)\n(.*?)^```$", part.split("\n## ")[0], flags=re.M | re.S))
        stops.append((part.splitlines()[0], boxes["gdb"].splitlines(), boxes["text"].splitlines(), part))
    return stops


def the_tour():
    with open(os.path.join(ROOT, "docs/tour.md"), encoding="utf-8") as page:
        return stops_of(page.read())


class TourPage(unittest.TestCase):
    def test_the_tour_has_twelve_stops_each_a_breakpoint_with_its_section(self):
        stops = the_tour()
        self.assertEqual([int(title.split(".")[0]) for title, *_ in stops], list(range(1, 13)))
        for title, commands, _, words in stops:
            with self.subTest(stop=title):
                self.assertRegex(words, r"RFC \d+ §\d")
                self.assertRegex(commands[0], r"^(tbreak (tls|crypto)::|tls until )")


class Tour(DebuggerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stops = the_tour()
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.exported = os.path.join(cls.folder.name, "exported.tlsrec")
        recording = os.path.join(cls.folder.name, "run.tlsrec")
        subprocess.run([pair(cls.build), "localhost", recording], check=True, timeout=LIMIT, stdout=subprocess.DEVNULL)
        with open(recording, encoding="utf-8") as lines:
            cls.recording = lines.read()
        cls.events = [json.loads(line) for line in cls.recording.splitlines()[1:]]
        parts = [commands for _, commands, _, _ in cls.stops]
        cls.told = in_parts([pair(cls.build)], [*parts, [f"tls export {cls.exported}"]])

    def recorded(self, stop, value, **wanted):
        """A value of the recording; it must have been seen at that stop."""
        found = [event for event in self.events if all(event.get(name) == what for name, what in wanted.items())]
        self.assertTrue(found, wanted)
        self.assertIn(found[0][value], self.told[stop - 1])
        return found[0][value]

    def test_each_stop_shows_what_the_page_says(self):
        for (title, commands, lines, _), told in zip(self.stops, self.told):
            with self.subTest(stop=title):
                self.assert_nothing_broke(told)
                self.assertNotIn("optimized out", told)
                if commands[0].startswith("tbreak "):
                    function = re.escape(commands[0].removeprefix("tbreak "))
                    self.assertRegex(told, rf"Temporary breakpoint \d+, vitrine::{function}")
                for line in lines:
                    self.assertIn(line.strip(), told)

    def test_the_numbers_seen_are_those_of_the_recording(self):
        self.recorded(3, "bytes", event="draw", purpose="client_random")
        self.recorded(8, "seed.session_hash", event="derivation", became="master_secret")
        self.recorded(9, "seed.server_random", event="derivation", became="key_block")
        self.recorded(11, "output", event="derivation", label="client finished")
        self.recorded(10, "aad", event="record", sender="client", sequence_number="0", aad="00000000000000001603030010")

    def test_the_points_and_the_first_ciphertext_are_those_of_the_recording(self):
        exchange = next(event["bytes"] for event in self.events
                        if event["event"] == "message" and event["bytes"].startswith("0c"))
        self.assertIn(exchange[16:80], self.told[6 - 1])
        self.assertIn(exchange[16:80], self.told[7 - 1])
        sealed = next(event["bytes"] for event in self.events
                      if event["event"] == "wire" and event["bytes"].startswith("1603030028"))
        self.assertIn(sealed[26:58], self.told[10 - 1])
        self.assertIn(sealed[58:], self.told[10 - 1])

    def test_what_gdb_exports_is_the_recording_so_far_and_replays(self):
        with open(self.exported, encoding="utf-8") as lines:
            exported = lines.read()
        self.assertGreater(exported.count("\n"), 70)
        self.assertTrue(self.recording.startswith(exported))
        self.assertEqual(os.stat(self.exported).st_mode & 0o777, 0o600)
        done = subprocess.run([PROGRAM, "replay", self.exported], capture_output=True, timeout=LIMIT, check=False)
        events = exported.count("\n") - 1  # the tour ends within a step: the replay goes on to that step's end
        self.assertIn(f"first difference: event {events}, behind the end", done.stdout.decode())

    def test_no_secret_is_shown_on_the_way(self):
        for event in self.events:
            if event["event"] in ("derivation", "agreement", "secret"):
                for name, value in event.items():
                    if name.startswith(("secret", "A(", "premaster", "part")) and len(value) >= 32:
                        self.assertNotIn(value, "".join(self.told))


class TourOptimized(Tour):
    build = "debug"


class TourPlain(Tour):
    build = "debug-O0"


del Tour  # it is what the two above have in common, no test of its own
