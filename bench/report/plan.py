"""What is run: programs, rows and rounds; the whole of it in about five minutes, or the core of it in half of one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A program that is run once in each of so many rounds."""

    program: str
    rounds: int
    min_time: float  # seconds for each row, at least; rows with a fixed number of iterations do not care
    seconds: float  # that a row takes in all, as a first guess
    rows: str = ""  # a regular expression; empty: all
    kernel: str = ""  # what VITRINE_AEAD is set to; empty: the best this processor can run


# The kernels of vitrine's AES-GCM by their names; one that this processor or this build does not have is left out.
KERNELS = ("avx512", "vaes", "aesni", "cryptopp")
KERNEL_ROWS = r"^(seal|open|seal \+ open|write \+ read), AES-(128|256), (1350|16384) B/vitrine"
ALONE_ROWS = r"^(seal|open|seal \+ open), AES-(128|256), (1350|16384) B/(vitrine|cryptopp)"


def kernels(rounds, min_time):
    return [Step("records_bench", rounds, min_time, 3 * min_time, ALONE_ROWS if name == "cryptopp" else KERNEL_ROWS,
                 name) for name in KERNELS]


def full(rounds=None):
    rounds = rounds or 5
    return [
        Step("aead_bench", rounds, 0.02, 0.06),
        Step("records_bench", rounds, 0.03, 0.09),
        *kernels(rounds, 0.03),
        Step("handshake_bench", rounds, 0.08, 0.2),
        Step("sockets_bench", rounds, 0, 0.5),
        Step("memory_bench", min(rounds, 3), 0, 0.7, r"^heap|connections: 1(0|00|000)?/"),
        Step("memory_bench", 1, 0, 10, r"connections: 10000/"),  # to make so many takes a while
    ]


def quick(rounds=None):
    rounds = rounds or 2
    return [
        Step("aead_bench", rounds, 0.01, 0.03, r"AES-128, (1350|16384) B"),
        Step("records_bench", rounds, 0.02, 0.06, r"^(write \+ read( in place)?|seal|open), AES-128, (64|1350|16384) B/"),
        Step("handshake_bench", rounds, 0.05, 0.12, r"^(full handshake, .*(RSA-2048|ECDSA P-256), X25519|resumed handshake, .*)/"),
        Step("sockets_bench", rounds, 0, 0.5, r"AES-128, 16384 B"),
        Step("memory_bench", 1, 0, 1.6, r"^heap"),
    ]
