"""Very many connections to one vitrine server: one after another, then so many at a time; good ones, resumed ones,
wrong ones and such as say nothing. Every good one must get its bytes back, and the server must hold no more at the end
than at the start. Ends with 1 if not."""

import argparse
import collections
import resource
import sys
import threading
import time

import support
from matrix import vitrine
from processes import is_sanitized, run_to_an_end

from . import phases, state
from .visitors import KINDS, NotServed, Visitors

ROUNDS = 6  # crowds, one after the other: the first fills the allocator's pools
WARM_UP = 300  # connections before anything is measured
ALLOWED = 2048  # KiB that the memory may move by: what the allocator's pools do
ALLOWED_IN_CROWD = 8  # KiB for each who is in at the same time: what the allocator's pools keep of them


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def parse_arguments(words):
    parser = argparse.ArgumentParser(prog="./dev soak", description=__doc__,
                                     epilog="--asan: the server under AddressSanitizer (./dev builds it)")
    parser.add_argument("--connections", type=positive, default=50_000, metavar="N", help="one after another (50000)")
    parser.add_argument("--at-once", type=positive, default=1000, metavar="N", help="then so many at a time (1000)")
    parser.add_argument("--handshake-timeout", type=positive, default=10, metavar="S", help="the server's (10)")
    parser.add_argument("--seed", default="1", help="decides which kinds come when (1)")
    arguments = parser.parse_args(words)
    if arguments.connections < 100:
        parser.error("--connections: at least 100, or its memory says nothing")
    if arguments.at_once > 4000:
        parser.error("--at-once: at most 4000")
    return arguments


class Progress:
    """A line that is rewritten on a terminal; a line now and then elsewhere."""

    def __init__(self, out):
        self.out, self.said = out, 0

    def __call__(self, done, total, wrong):
        now = done * 20 // total
        if done != total and now == self.said:
            return
        self.said = now
        text = f"{done}/{total}, {wrong} wrong"
        self.out.write(f"\r\x1b[K{text}" + "\n" * (done == total) if self.out.isatty() else text + "\n")
        self.out.flush()


def start_server(stack, arguments):
    flags = [*support.identity("p256").flags(), "-verify", "1", "-CAfile", support.root(), "-quiet",
             "--handshake-timeout", arguments.handshake_timeout, "--max-connections", 2 * arguments.at_once + 200]
    server = support.Process(stack, [support.PROGRAM, "server", "-accept", "127.0.0.1:0", *flags], limit=24 * 3600)
    server.port = int(server.wait_for(rb"ACCEPT 127\.0\.0\.1:(\d+)", "stderr").group(1))
    return server


class Soak:
    def __init__(self, arguments, server, visitors):
        self.arguments, self.server, self.visitors, self.pid = arguments, server, visitors, server.process.pid
        self.came, self.complaints, self.before = collections.Counter(), [], None

    def play(self):
        """Both phases; a server that has gone in one of them is a complaint as well."""
        try:
            self.warm_up()
            self.one_after_another()
            self.all_at_once()
        except (OSError, NotServed) as error:
            self.complaints.append(f"it cannot go on: {error}")

    def warm_up(self):
        tally, kinds = phases.Tally(WARM_UP, lambda *_: None), [kind for kind in KINDS if kind != "stalling"]
        for number in range(WARM_UP):
            kind = kinds[number % len(kinds)]
            tally.visit(kind, self.visitors.visit, kind)
        self.complaints += [f"warming up: {wrong}" for wrong in tally.wrong[:5]]
        self.before = phases.at_rest(self.pid, self.visitors)

    def end_of(self, phase, tally, samples, allowed, seconds):
        after = phases.settle(self.pid, self.visitors, self.before)
        self.came += tally.came
        said = state.complaints(self.before, after, samples, None if is_sanitized(self.pid) else allowed)
        if tally.wrong:
            said += [f"{len(tally.wrong)} visits went wrong, such as", *("  " + wrong for wrong in tally.wrong[:5])]
        self.complaints += [f"{phase}: {complaint}" for complaint in said]
        count, before = tally.came.total(), self.before
        print(f"{phase}\n  {count} connections in {seconds:.0f} s, {count / seconds:.0f} a second\n"
              f"  memory {samples[0]} KiB … {samples[-1]} KiB, grown by {state.growth(samples):.0f} KiB\n"
              f"  descriptors {before.descriptors} → {after.descriptors}, "
              f"threads {before.threads} → {after.threads}", flush=True)

    def one_after_another(self):
        tally, begin = phases.Tally(self.arguments.connections, Progress(sys.stderr)), time.monotonic()
        samples = phases.one_after_another(self.arguments.connections, self.pid, self.visitors, tally)
        self.end_of("one after another", tally, samples, ALLOWED, time.monotonic() - begin)

    def all_at_once(self):
        tally = phases.Tally(ROUNDS * self.arguments.at_once, Progress(sys.stderr))
        samples, begin = [], time.monotonic()
        for number in range(ROUNDS):
            crowded, staying = phases.all_at_once(self.arguments.at_once, self.pid, self.visitors, tally)
            if crowded.descriptors - self.before.descriptors < staying:
                tally.wrong.append(f"the server had {crowded.descriptors} descriptors for {staying} visitors at a time")
            after = phases.settle(self.pid, self.visitors, self.before)
            if number > 0:
                samples.append(after.resident)
        allowed = max(ALLOWED, ALLOWED_IN_CROWD * self.arguments.at_once)
        self.end_of(f"{self.arguments.at_once} at a time, {ROUNDS} times", tally, samples, allowed,
                    time.monotonic() - begin)


def main(words=None):
    """The exit code."""
    arguments = parse_arguments(words)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # the server inherits it
    threading.stack_size(256 * 1024)
    with support.Stack() as stack:
        resumes = vitrine.resumes()
        server = start_server(stack, arguments)
        soak = Soak(arguments, server, Visitors(server.port, resumes, arguments.seed))
        soak.play()
        server.process.terminate()
        if (code := server.finish()) != 0:
            soak.complaints.append(f"the server ended with exit code {code}\n{server.told()}")
    print("kinds: " + ", ".join(f"{kind} {soak.came[kind]}" for kind in KINDS) +
          ("" if resumes else " (resumed ones could not be: this build has no resumption)"))
    for complaint in soak.complaints:
        print("WRONG  " + complaint)
    print(f"{soak.came.total()} connections, {'nothing' if not soak.complaints else len(soak.complaints)} wrong")
    return 1 if soak.complaints else 0


if __name__ == "__main__":
    run_to_an_end(main)
