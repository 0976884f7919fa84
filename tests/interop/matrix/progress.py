"""How far it is: a line that is rewritten on a terminal, now and then a line of its own elsewhere."""

import shutil
import threading

from .run import FAILED

EVERY = 50  # cells, where lines cannot be rewritten


class Progress:
    def __init__(self, total, out):
        self.total, self.out, self.done, self.failed = total, out, 0, 0
        self.lock = threading.Lock()

    def __call__(self, result):
        with self.lock:
            self.done += 1
            self.failed += result.verdict == FAILED
            if result.verdict == FAILED:
                self._line(f"FAILED {result.cell.name}")
            text = f"{self.done}/{self.total} cells, {self.failed} failed"
            if self.out.isatty():
                text = f"{text}: {result.cell.name}"[:shutil.get_terminal_size().columns - 1]
                self.out.write("\r\x1b[K" + text)
            elif self.done % EVERY == 0 or self.done == self.total:
                self.out.write(text + "\n")
            self.out.flush()

    def _line(self, text):
        self.out.write(("\r\x1b[K" if self.out.isatty() else "") + text + "\n")

    def end(self):
        if self.out.isatty():
            self.out.write("\r\x1b[K")
            self.out.flush()
