"""The other stacks. Each is a module with

NAME, PROGRAMS (what must be installed), ROLES (vitrine's against it), version(), cannot(cell): why a cell is not
possible, or None, and play(stage): plays the cell, and notes in the stage what each end tells.
"""

import re
import subprocess

from ..programs import find
from . import chromium, curl, gnutls, nginx, openssl, python

ALL = {peer.NAME: peer for peer in (openssl, gnutls, python, curl, nginx, chromium)}


def cannot(cell):
    peer = ALL[cell.peer]
    missing = [program for program in peer.PROGRAMS if not find(program)]
    if missing:
        return f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed"
    return peer.cannot(cell)


def version(peer):
    """What the peer calls itself, in a line."""
    if any(not find(program) for program in peer.PROGRAMS):
        return "not installed"
    made = subprocess.run([find(peer.VERSION[0]), *peer.VERSION[1:]], capture_output=True, text=True, timeout=60,
                          stdin=subprocess.DEVNULL)
    lines = (made.stdout + made.stderr).strip().splitlines() or ["?"]
    return re.sub(r"^nginx version: ", "", lines[0])
