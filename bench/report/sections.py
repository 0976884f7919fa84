"""The order in which results are told, and what each part of them is."""

from dataclasses import dataclass

from .results import STACKS


@dataclass(frozen=True)
class Section:
    name: str
    pattern: str  # of its rows
    says: str  # what is done in a row, and what is timed


SECTIONS = (
    Section("The ciphers alone", r"^AEAD ",
            "One message with 13 bytes of additional data and a fresh nonce, in place; the key is kept."),
    Section("Records through two connections", r"^write \+ read, (AES-\d+|ChaCha20), \d+ B$",
            "From the client's application buffer to the server's, through both record layers, over memory."),
    Section("The same in place, ours alone", r"^write \+ read in place, (AES-\d+|ChaCha20), \d+ B$",
            "vitrine's applications write into the connection's own buffer and read there; OpenSSL and GnuTLS have no "
            "call for that, and copy as above."),
    Section("Records alone", r"^(seal|open|seal \+ open), (AES|ChaCha20)",
            "A record sealed or opened where it lies, without a connection around it."),
    Section("Handshakes", r"^full handshake, (?!.*connections)",
            "Made, shaken hands, thrown away; the client verifies chain and name. One side alone: its own CPU time."),
    Section("Resumed handshakes", r"^resumed handshake",
            "An abbreviated handshake with the session of an earlier one, both sides; RSA-2048 then, a new ticket each time."),
    Section("Loopback sockets", r"^loopback sockets",
            "Bulk data over TCP, one thread a side on a core of its own, by the clock on the wall."),
    Section("Memory", r"^heap", "Heap that an idle connection keeps, both sides together, mean of 1000."),
    Section("Many connections", r"connections: \d+$",
            "The same work while so many connections are alive; records take them in turn."),
)


def rows_of(results, section):
    return [row for row, _ in results.matching(section.pattern) if "vitrine" in results.who(row)]


def sections_of(results):
    """The sections that have rows, each with them."""
    found = ((section, rows_of(results, section)) for section in SECTIONS)
    return [(section, rows) for section, rows in found if rows]


def stacks_of(results):
    """The stacks that were there, ours first."""
    there = {who for row in results.rows for who in results.who(row)}
    return [stack for stack in STACKS if stack in there]


# Where the other stacks' interfaces, and not their ciphers, are most of what is compared.
SMALL = r", (64|256) B(,|$)"
SMALL_REMARK = ("Below 1 KiB most of the difference is the cost of the other stacks' interfaces: calls, checks and "
                "objects around a few hundred cycles of work. The ratio is real, but says little about ciphers.")


def record_layer_rows(results):
    """Where vitrine's records over Crypto++ stand beside Crypto++ alone: (row, vitrine, Crypto++)."""
    is_default = results.word("aes_gcm").startswith("Crypto++")
    found = []
    for row, _ in results.matching(r"^(seal|open|seal \+ open), AES-\d+, (1350|16384) B$"):
        ours = results.median(row, "vitrine:cryptopp") or (results.median(row, "vitrine") if is_default else None)
        alone = results.median(row, "cryptopp")
        if ours and alone:
            found.append((row, ours, alone))
    return found


OTHER_WAYS = ("vitrine in other ways", "With each of its AES-GCM kernels.")


def other_ways(results):
    """Rows in which vitrine was also measured in another way than the usual: (row, [(which, value)])."""
    found = []
    for row in results.rows:
        cells = [(who.partition(":")[2] or who, results.median(row, who)) for who in results.who(row)
                 if who.startswith("vitrine:")]
        default = results.median(row, "vitrine")
        if cells:
            found.append((row, cells if default in dict(cells).values() else [("usual", default), *cells]))
    return found
