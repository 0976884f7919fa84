"""The commands that show where a connection stands: where, msgs, checks, choices, transcript, keylog, secrets."""

import hashlib
import os

import gdb

from . import ends, memory, names, secrets, story, text
from .command import Tls, TlsCommand, bold, dim, say
from .views import Bytes, Derive, Export, Fields


def rows_from(state):
    return [row for row in names.rows() if row[0] == state]


def _next_lines(state):
    return [[f"{sender}: {message}", dim(f"{when} -> {to}" if when != "always" else f"-> {to}")]
            for _, sender, message, when, to in rows_from(state)]


def _next_record(end, part, verb):
    sequence_number, encrypted = end.direction(part)
    return f"next {verb}: {'encrypted' if encrypted else 'clear'}, number {sequence_number}"


def _waiting(end):
    part = end.part_of_message()
    return (f"{text.counted(end.waiting('input'), 'byte')} to be read, {end.waiting('output')} to be sent"
            + (f", {part} of a message" if part else ""))


def _agreed(end):
    agreement, exchange = (memory.held_by(end.dialogue[name]) for name in ("agreement", "key_exchange"))
    words = []
    if agreement is not None:
        words.append(names.bare_name_of(agreement["suite"].dereference()["suite"]))
        words.append("extended master secret" if agreement["extended_master_secret"] else "no extended master secret")
    if end.dialogue["facts"]["resuming"]:
        words.append("resumed by " + names.bare_name_of(end.dialogue["resumption"]).replace("_", " "))
    if exchange is not None:
        words += [names.bare_name_of(exchange[name]) for name in ("group", "scheme")]
    return ", ".join(words)


def _failure(end):
    report = memory.held_by(end.engine["report"])
    if report is None:
        return ""
    failure = report["failure"]
    said = "the peer sent" if report["sent_by_peer"] else "we sent"
    return (f"{text.escaped(memory.text_of(failure['sentence']))}; {said} {names.name_of(failure['alert'])}, "
            f"{memory.text_of(failure['rfc'])}")


def where_lines(end):
    """Everything about one end that the engine knows without a story."""
    coming = text.table(_next_lines(end.state), "") or ["application data, alerts"]
    rows = [["in hand", end.in_hand()],
            *[["" if number else "next", line] for number, line in enumerate(coming)],
            ["records", f"{_next_record(end, 'reader_', 'read')}; {_next_record(end, 'writer_', 'written')}"],
            ["waiting", _waiting(end)],
            ["agreed", _agreed(end)],
            ["failed", bold(_failure(end))],
            ["ended", end.ending if end.ending != "open" else ""]]
    return text.table([row for row in rows if row[1]])


class Where(TlsCommand):
    """State, what may come next, sequence numbers, bytes that wait, and what is agreed on, of each end.
Usage: tls where"""

    words = "where"

    def run(self):
        found = ends.all_ends()
        if not found:
            ends.this_end()
        for end in sorted(found, key=lambda end: end.role):
            here = "   <- the stack is inside this end" if len(found) > 1 and end is found[0] else ""
            say(f"{bold(end.role)}  {bold(end.state)}{dim(here)}", *where_lines(end))


def message_name(type_, data):
    if type_ != "handshake":
        return "".join(part.capitalize() for part in type_.split("_"))
    header = names.name_of(gdb.Value(data[0]).cast(gdb.lookup_type("vitrine::tls::HandshakeType")))
    return "".join(part.capitalize() for part in header.split(" (")[0].split("_"))


def messages_of(end):
    """(sent by us, name, bytes, is a handshake message) of each message so far."""
    found = []
    for message in story.of(end).list_of("Message"):
        data, type_ = memory.bytes_of(message["bytes"]), names.bare_name_of(message["type"])
        found.append((names.name_of(message["sender"]) == end.role, message_name(type_, data), data,
                      type_ == "handshake"))
    return found


class Messages(TlsCommand):
    """The messages so far, numbered for `tls fields N`; >>> was sent by this end, <<< received.
Usage: tls msgs"""

    words = "msgs"

    def run(self):
        end = ends.this_end()
        rows = [[f"{number}", ">>>" if ours else "<<<", name, text.counted(len(data), "byte")]
                for number, (ours, name, data, _) in enumerate(messages_of(end), start=1)]
        say(*(text.table(rows) or ["  none yet"]))


class Checks(TlsCommand):
    """Each check that this end made of what its peer sent, with the RFC's section.
Usage: tls checks [--failed]"""

    words = "checks"

    def run(self, only=None):
        if only not in (None, "--failed"):
            raise gdb.GdbError("tls checks: the only option is --failed")
        lines = []
        for check in story.of(ends.this_end()).list_of("Check"):
            passed = bool(check["passed"])
            if only and passed:
                continue
            found, expected = (text.escaped(memory.bytes_of(check[name])) for name in ("found", "expected"))
            lines += [["passed" if passed else bold("FAILED"), memory.text_of(check["what"]), text.cut(found, 40),
                       memory.text_of(check["rfc"])]]
            lines += [] if passed else [["", "  found", found, ""], ["", "  expected", expected, ""]]
        say(*(text.table(lines) or ["  no check failed so far" if only else "  no check was made so far"]))


class Choices(TlsCommand):
    """Each choice that this end made: every candidate, whether it was taken, and why.
Usage: tls choices"""

    words = "choices"

    def run(self):
        rows = [["taken" if choice["taken"] else "dropped", memory.text_of(choice["what"]),
                 text.escaped(memory.bytes_of(choice["candidate"])), memory.text_of(choice["why"])]
                for choice in story.of(ends.this_end()).list_of("Choice")]
        say(*(text.table(rows) or ["  nothing was chosen so far"]))


def transcript_of(end):
    """The handshake messages so far: what the handshake holds, or after it what was told of them."""
    held = memory.bytes_of(end.dialogue["transcript"]["messages_"])
    if held or end.state == "client_hello":
        return held
    return b"".join(data for _, _, data, is_handshake in messages_of(end) if is_handshake and data[0] != 0)


class Transcript(TlsCommand):
    """The handshake messages so far, and the digest over them.
Usage: tls transcript [--sha256|--sha384]

The digest is computed by Python, from the bytes in memory: Finished covers it (RFC 5246 §7.4.9)."""

    words = "transcript"

    def run(self, digest=None):
        if digest not in (None, "--sha256", "--sha384"):
            raise gdb.GdbError("tls transcript: --sha256 or --sha384")
        data, place, rows = transcript_of(ends.this_end()), 0, []
        while place < len(data):
            size = 4 + int.from_bytes(data[place + 1:place + 4], "big")
            rows.append([f"{place:04x}", message_name("handshake", data[place:]), text.counted(size, "byte")])
            place += size
        say(*(text.table(rows) or ["  no message yet"]))
        if digest:
            say(f"  {digest[2:]} of {text.counted(len(data), 'byte')}: {hashlib.new(digest[2:], data).hexdigest()}")


def key_log_secret(end):
    """(label, client_random, secret): from the handshake while it holds them, else from the story."""
    master, agreement = (memory.held_by(end.dialogue[name]) for name in ("master", "agreement"))
    if master is not None and agreement is not None:
        return ("CLIENT_RANDOM", memory.bytes_of(agreement["randoms"]["client"]),
                memory.bytes_of(master["bytes"]))
    told = story.of(end).list_of("Secret") if story.is_kept(end) else []
    if not told:
        raise gdb.GdbError("tls keylog: there is no master secret yet, or it is forgotten and no story has kept it")
    return (memory.text_of(told[-1]["label"]), memory.bytes_of(told[-1]["client_random"]),
            memory.bytes_of(told[-1]["secret"]))


class KeyLog(TlsCommand):
    """Append the master secret to FILE for Wireshark (RFC 9850), from the program's memory.
Usage: tls keylog [FILE]

Without FILE the line is printed, its secret masked unless `tls secrets on`."""

    words = "keylog"

    def run(self, file=None):
        label, client_random, secret = key_log_secret(ends.this_end())
        if file is None:
            shown = secret.hex() if secrets.are_shown() else f"<{text.masked(secret)}>"
            return say(f"{label} {client_random.hex()} {shown}")
        descriptor = os.open(os.path.expanduser(file), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(text.key_log_line(label, client_random, secret) + "\n")
        say(f"1 line appended to {file}: it holds a secret")


class Secrets(TlsCommand):
    """Show secrets, or only their size and the beginning of their SHA-256 (off at first).
Usage: tls secrets on|off"""

    words = "secrets"

    def run(self, whether=None):
        if whether not in (None, "on", "off"):
            raise gdb.GdbError("tls secrets on, or tls secrets off")
        if whether:
            secrets.show(whether == "on")
        say(f"secrets are {'shown: mind who sees this screen' if secrets.are_shown() else 'masked'}")

    def complete(self, _text, _word):
        return ["on", "off"]


def install():
    for command in (Tls, Where, Messages, Fields, Bytes, Derive, Checks, Choices, Transcript, KeyLog, Export, Secrets):
        command()
