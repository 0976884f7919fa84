"""The two phases: visitors one after another, and all at once."""

import collections
import threading

from . import state
from .visitors import GOOD, LIMIT, be_cut_off

HELD = 50  # stalling visitors in the first phase at one time
SAMPLES = 30  # of the server's memory, in a phase


class Tally:
    """How many of each kind came, and what went wrong."""

    def __init__(self, total, progress):
        self.total, self.progress, self.lock = total, progress, threading.Lock()
        self.came, self.wrong = collections.Counter(), []

    def visit(self, kind, call, *arguments):
        try:
            call(*arguments)
        except Exception as error:  # counted, and the others go on
            with self.lock:
                self.wrong.append(f"{kind}: {type(error).__name__}: {error}")
        with self.lock:
            self.came[kind] += 1
            self.progress(self.came.total(), self.total, len(self.wrong))


def at_rest(pid, visitors):
    """The state with as little left over of earlier visits as there is ever seen to be."""
    seen = []
    for _ in range(20):
        visitors.visit("small")
        seen.append(state.of(pid))
    return state.State(seen[-1].resident, min(now.descriptors for now in seen), min(now.threads for now in seen))


def settle(pid, visitors, before):
    """The table of connections is looked through when the next client comes: so let some come."""
    for _ in range(200):
        visitors.visit("small")
        now = state.of(pid)
        if now.descriptors <= before.descriptors and now.threads <= before.threads:
            break
    return now


def one_after_another(count, pid, visitors, tally):
    """The samples of memory, in KiB. Stalling visitors are held on to, and looked after when there are many."""
    samples, stalling = [], collections.deque()
    for number in range(count):
        kind = visitors.kind()
        if kind == "stalling":
            stalling.append(visitors.stall())
        else:
            tally.visit(kind, visitors.visit, kind)
        if len(stalling) > HELD:
            tally.visit("stalling", cut_off, stalling.popleft())
        if (number + 1) % max(1, count // SAMPLES) == 0:
            samples.append(state.of(pid).resident)
    while stalling:
        tally.visit("stalling", cut_off, stalling.popleft())
    return samples


def cut_off(stream):
    with stream:
        be_cut_off(stream)


def all_at_once(count, pid, visitors, tally):
    """One crowd. The server's state while all who stay are in."""
    kinds = [visitors.kind() for _ in range(count)]
    staying = sum(kind in GOOD or kind == "stalling" for kind in kinds)
    everybody_in, go_on = threading.Barrier(staying + 1), threading.Event()

    def meanwhile():
        everybody_in.wait(LIMIT)
        go_on.wait(LIMIT)

    threads = [threading.Thread(target=tally.visit, args=(kind, visitors.visit, kind, meanwhile), daemon=True)
               for kind in kinds]
    for thread in threads:
        thread.start()
    try:
        everybody_in.wait(LIMIT)
    except threading.BrokenBarrierError:
        tally.wrong.append(f"not all of {staying} were in at one time")
    crowded = state.of(pid)
    go_on.set()
    for thread in threads:
        thread.join(LIMIT)
    return crowded, staying
