"""Whether secrets are shown: not before `tls secrets on`. Many a screen is shared."""

from . import text

_shown = [False]


def show(whether):
    _shown[0] = whether


def are_shown():
    return _shown[0]


def secret(data):
    return text.sized_hex(data) if _shown[0] else text.masked(data)
