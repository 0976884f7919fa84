"""Servers of ours under load, one campaign after another: idle crowds, talking ones, bad company, kills behind HAProxy,
and rates and waits beside openssl and nginx. Ends with 1 if anything was wrong."""

import argparse
import resource
import sys
import time

import support
from processes import run_to_an_end

from . import beside, campaigns, fleet

CAMPAIGNS = {
    "idle": lambda stack: campaigns.idle(stack, 10_000),
    "active": lambda stack: campaigns.active(stack, 1000, 20),
    "company": lambda stack: campaigns.bad_company(stack, campaigns.Sizes(100, 5000, good=20, rounds=200, patience=4)),
    "kills": lambda stack: fleet.kills(stack, 200),
    "rsa": lambda stack: beside.handshakes(stack, "rsa", 1000),
    "p256": lambda stack: beside.handshakes(stack, "p256", 1000),
    "latency": lambda stack: beside.latency(stack, 50, 200),
}


def main(words=None):
    """The exit code."""
    parser = argparse.ArgumentParser(prog="./dev load", description=__doc__)
    parser.add_argument("campaigns", nargs="*", metavar="CAMPAIGN", help=f"of {', '.join(CAMPAIGNS)}; none: all")
    chosen = parser.parse_args(words).campaigns or list(CAMPAIGNS)
    if unknown := set(chosen) - set(CAMPAIGNS):
        parser.error(f"no campaign of that name: {', '.join(sorted(unknown))}")
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # servers and visitors inherit it
    wrong = 0
    for name in chosen:
        begun = time.monotonic()
        with support.Stack() as stack:
            result = CAMPAIGNS[name](stack)
        print(f"{name:8} {result.told} [{time.monotonic() - begun:.0f} s]", flush=True)
        for complaint in result.complaints:
            print(f"WRONG    {complaint}", flush=True)
        wrong += len(result.complaints)
    print(f"{len(chosen)} campaigns, {wrong or 'nothing'} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    run_to_an_end(main)
