"""A cell of the matrix: who talks to whom, and what the two must agree on. Its name says all of it."""

import dataclasses

ROLES = ("client", "server")  # vitrine's
FULL, TICKET, SESSION_ID = "full", "ticket", "session-id"
ANONYMOUS, CERTIFICATE = "anonymous", "certificate"
NO_ALPN, ALPN = "no-alpn", "alpn"
SMALL, LARGE = "small", "large"
SIZES = {SMALL: 64, LARGE: 1_000_000}  # bytes
PROTOCOL = "http/1.1"  # what ALPN must come to


class NotACell(ValueError):
    """A name that is the name of no cell; the sentence says why."""


@dataclasses.dataclass(frozen=True)
class Cell:
    role: str
    peer: str
    suite: str  # OpenSSL's name: it fits into a line
    group: str  # this and the scheme by IANA's
    scheme: str
    resumption: str = FULL
    client: str = ANONYMOUS
    alpn: str = NO_ALPN
    size: str = SMALL

    @property
    def name(self):
        return "/".join(dataclasses.astuple(self))

    @property
    def key(self):
        """The kind of key that makes such a signature: rsa, p256, p384."""
        return "rsa" if self.scheme.startswith("rsa_") else "p384" if "secp384r1" in self.scheme else "p256"

    @property
    def connections(self):
        return 1 if self.resumption == FULL else 2

    def values(self):
        """What the design goes by: each choice of the cell, by the name of its axis."""
        return {axis: getattr(self, axis) for axis in AXES}


AXES = ("suite", "group", "scheme", "resumption", "client", "alpn", "size")
EXTRAS = {"resumption": (FULL, TICKET, SESSION_ID), "client": (ANONYMOUS, CERTIFICATE), "alpn": (NO_ALPN, ALPN),
          "size": (SMALL, LARGE)}  # what each of suite x group x scheme is combined with


def goes_with(suite, scheme):
    """The suite names the kind of key that signs (RFC 8422 §2)."""
    return scheme.startswith("ecdsa_" if "ECDSA" in suite else "rsa_")


def parse(name, abilities, peers):
    """The cell of that name. `abilities` are vitrine's, `peers` the roles of vitrine's by peer's name."""
    parts = name.split("/")
    if len(parts) != len(dataclasses.fields(Cell)):
        raise NotACell(f"'{name}' is no cell: a cell's name has nine parts; --list shows them")
    cell = Cell(*parts)
    known = {"suite": abilities.suites, "group": abilities.groups, "scheme": abilities.schemes, "peer": peers,
             "role": ROLES, **EXTRAS}
    for axis, values in known.items():
        if getattr(cell, axis) not in values:
            raise NotACell(f"there is no {axis} '{getattr(cell, axis)}'; there are: {' '.join(values)}")
    if cell.role not in peers[cell.peer]:
        raise NotACell(f"against {cell.peer}, vitrine is {' and '.join(peers[cell.peer])} only")
    if not goes_with(cell.suite, cell.scheme):
        raise NotACell(f"{cell.suite} is not signed for by {cell.scheme}")
    return cell
