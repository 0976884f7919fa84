"""docs/features.md names files and tests: each must be there, the tests in ctest's own list."""

import os
import re
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NOT_YET = "not yet"


def rows_of(text):
    """The cells of each row, without the heads of the tables."""
    lines = text.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    heads = [[cell.strip() for cell in line.strip("|").split("|")] for line, below in zip(lines, lines[1:])
             if below.startswith("|---")]
    return [row for row in rows if row not in heads]


def names_in(cell):
    return re.findall(r"`([^`]+)`", cell)


def tests_of(listing):
    """The names in what `ctest -N` prints: with and without the prefix and the parameter of GoogleTest's."""
    names = set()
    for name in re.findall(r"^ *Test +#\d+: (\S+)", listing, re.MULTILINE):
        name = re.sub(r"^(\w+)/\d+\.", r"\1.", name).partition("<")[0]  # of a test over types
        if "." in name.partition("/")[2]:
            name = name.partition("/")[2]  # of a test over values, without the prefix
        names.update({name, name.partition("/")[0]})
    return names


def complaints(text, tests, is_there):
    """What is wrong with the page: a sentence each."""
    said = []
    for row in rows_of(text):
        if len(row) != 4:
            said.append(f"'{row[0]}' has {len(row)} cells")
            continue
        feature, _, where, shown = row
        if NOT_YET in (where, shown):
            said += [] if where == shown else [f"'{feature}' is half there: say '{NOT_YET}' twice, or files and tests"]
            continue
        said += [f"'{feature}' names no {kind}" for kind, cell in (("file", where), ("test", shown))
                 if not names_in(cell)]
        said += [f"'{feature}': there is no {path}" for path in names_in(where) if not is_there(path)]
        said += [f"'{feature}': there is no test {name}" for name in names_in(shown) if name not in tests]
    return said


def is_in_tree(path):
    return os.path.exists(os.path.join(ROOT, path))


class FeaturesPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(ROOT, "docs/features.md"), encoding="utf-8") as page:
            cls.text = page.read()
        listing = subprocess.run(["ctest", "--test-dir", os.environ["VITRINE_BUILD"], "-N"], check=True, text=True,
                                 capture_output=True, stdin=subprocess.DEVNULL, timeout=120).stdout
        cls.unbuilt = re.findall(r"(\w+)_NOT_BUILT", listing)
        cls.tests = tests_of(listing)

    def test_every_file_and_every_test_is_there(self):
        self.assertEqual(self.unbuilt, [], "build every test first: ./dev test does")
        self.assertEqual(complaints(self.text, self.tests, is_in_tree), [])

    def test_there_are_rows_in_each_part(self):
        for part in re.split(r"^## ", self.text, flags=re.MULTILINE)[1:]:
            self.assertTrue(rows_of(part), part.splitlines()[0])


class FeaturesCheck(unittest.TestCase):
    """What is wrong would be found."""

    TESTS = tests_of("  Test   #1: Suite.name\n  Test  #2: Each/Suite.over/value\n  Test #12: Typed/0.name\n"
                     "  Test #123: interop.Sha1\n  Test #4: linked\n")

    def check(self, *cells):
        page = f"| feature | RFC | where | tests |\n|---|---|---|---|\n| {' | '.join(cells)} |\n"
        return complaints(page, self.TESTS, lambda path: path == "there.cpp")

    def test_a_right_row_is_taken(self):
        for name in ("Suite.name", "Suite.over", "Suite.over/value", "Typed.name", "interop.Sha1", "linked"):
            self.assertEqual(self.check("it", "1", "`there.cpp`", f"`{name}`"), [])
        self.assertEqual(self.check("it", "1", NOT_YET, NOT_YET), [])

    def test_a_test_or_a_file_that_is_not_there_is_named(self):
        self.assertEqual(self.check("it", "1", "`there.cpp`", "`Suite.nam`"), ["'it': there is no test Suite.nam"])
        self.assertEqual(self.check("it", "1", "`there.cpp`", "`Suite.over/other`"),
                         ["'it': there is no test Suite.over/other"])
        self.assertEqual(self.check("it", "1", "`gone.cpp`", "`Suite.name`"), ["'it': there is no gone.cpp"])

    def test_a_row_with_nothing_in_it_or_half_there_is_told_of(self):
        self.assertEqual(self.check("it", "1", "`there.cpp`", "surely"), ["'it' names no test"])
        self.assertEqual(len(self.check("it", "1", NOT_YET, "`Suite.name`")), 1)
        self.assertEqual(self.check("it", "1"), ["'it' has 2 cells"])
