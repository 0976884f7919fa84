"""What is tried, in any size: each campaign gives a line that says what came of it, and complains of what is wrong."""

import dataclasses

from . import company
from .crowd import Crowd, nothing_wrong
from .house import House

HEAP_EACH = 4096  # bytes that a client who is here and says nothing may cost
LONGEST_WAIT = 2.0  # seconds that bad company may make a good client wait for an answer
ALLOWED = 256 * 1024  # bytes of heap that may be there at the end beyond the start: lists that have grown once


@dataclasses.dataclass
class Result:
    told: str
    complaints: list


def idle(case, count, threads=1):
    """So many come, shake hands and stay; then each asks once more, and leaves."""
    house = House(case, "--max-connections", count + 100, "--threads", threads)
    Crowd(case, house.port, "echo", 50, 1, 100).report()  # fills what is filled once
    house.wait_until_empty()
    before = house.heap()
    crowd = Crowd(case, house.port, "idle", count)
    crowd.wait_until_present(count)
    each = (house.heap() - before) / count
    crowd.leave()
    report = crowd.report()
    house.wait_until_empty()
    after = (house.heap() - before) / 1024
    complaints = [nothing_wrong(report, count, count)]
    if not house.sanitized() and each > HEAP_EACH:
        complaints.append(f"{each:.0f} bytes of heap each: more than {HEAP_EACH}")
    house.end()
    return Result(f"{count} idle: {each:.0f} bytes of heap each; {after:.0f} KiB more once all had left "
                  f"(what asio keeps for the next ones)", [text for text in complaints if text])


def active(case, count, rounds, size=1000, threads=2):
    """So many talk at once, and every byte of every answer is looked at."""
    house = House(case, "--max-connections", count + 100, "--threads", threads)
    report = Crowd(case, house.port, "echo", count, rounds, size).report()
    complaint = nothing_wrong(report, count, count * rounds)
    house.end()
    return Result(f"{count} talking at once, {report['answers']} echoes of {size} bytes in {report['seconds']:.1f} s: "
                  f"p50 {report['p50']} us, p99 {report['p99']} us", [complaint] if complaint else [])


@dataclasses.dataclass(frozen=True)
class Sizes:
    each: int  # bad clients of each kind
    silent: int  # that come all at once and say nothing
    good: int
    rounds: int  # that a good one asks
    patience: int  # seconds that the server has for a handshake, and for who is silent after it


def bad_company(case, sizes):
    """Good clients among bad ones of every kind: none of them loses a byte or waits long; and when the bad ones have
    been sent away the server is as it was."""
    house = House(case, "--max-connections", sizes.silent + 500, "--handshake-timeout", sizes.patience,
                  "-timeout", sizes.patience,
                  "-no_cache")  # sessions that are kept are no leak, but would look like one
    warm_up(case, house, sizes)
    before = house.heap(), house.descriptors()
    complaints, slowest = [], 0
    for kind in [*company.KINDS, *crowds(sizes)]:
        good = Crowd(case, house.port, "echo", sizes.good, sizes.rounds, 1000)
        bad = [kind(house.port) for _ in range(1 if kind.__name__ == "all_silent" else sizes.each)]
        report = good.report()
        slowest = max(slowest, report["max"])
        if complaint := nothing_wrong(report, sizes.good, sizes.good * sizes.rounds):
            complaints.append(f"{kind.__name__}: {complaint}")
        if report["max"] > LONGEST_WAIT * 1e6:
            complaints.append(f"{kind.__name__}: a good client waited {report['max'] / 1e6:.1f} s")
        house.wait_until_empty()  # their time is up, and nobody had to leave by itself
        leave(bad)
    complaints += as_it_was(house, *before)
    house.end()
    return Result(f"{len(company.KINDS) + 2} kinds of bad company: good clients waited {slowest / 1000:.0f} ms at most",
                  complaints)


def warm_up(case, house, sizes):
    """Fills what is filled once: lists that grow, and asio's places for as many descriptors as there ever were."""
    for kind in company.KINDS:
        leave([kind(house.port)])
    leave([company.silent(house.port) for _ in range(sizes.silent + sizes.each)])
    Crowd(case, house.port, "echo", 50, 2, 1000).report()
    house.wait_until_empty()


def crowds(sizes):
    def all_silent(port):
        return [company.silent(port) for _ in range(sizes.silent)]

    def a_byte_now_and_then(port):
        return company.Dribbler(port, sizes.patience / 4)

    return [all_silent, a_byte_now_and_then]


def leave(bad):
    for one in bad:
        if isinstance(one, list):
            leave(one)
        elif one is not None:
            one.close()


def as_it_was(house, heap, descriptors):
    complaints = []
    if (now := house.descriptors()) > descriptors:
        complaints.append(f"{descriptors} descriptors at the start, {now} at the end")
    if not house.sanitized() and (grown := house.heap() - heap) > ALLOWED:
        complaints.append(f"{grown / 1024:.0f} KiB of heap more at the end")
    return complaints
