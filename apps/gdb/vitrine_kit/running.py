"""The commands that let the program go on to the next place of interest: step, next-record, until, break."""

import gdb

from . import ends, memory, names, story, text
from .command import TlsCommand, bold, say
from .commands import messages_of, where_lines
from .records import record_lines

ENTER = "vitrine::tls::Handshake::enter"  # every move of the table passes it
TELL = "vitrine::tls::Connection::Engine::tell_message"  # every message passes it
WIRE = "vitrine::tls::Connection::Engine::tell_wire"  # every record as it lies on the wire passes it
SECRETS = {"premaster": ["vitrine::tls::agree_with", "vitrine::crypto::EcdhKeyPair::agree"],
           "master": ["vitrine::tls::derive_master_secret", "vitrine::tls::derive_extended_master_secret"],
           "key_block": ["vitrine::tls::derive_key_block"], "verify_data": ["vitrine::tls::derive_verify_data"]}


def in_frame(name):
    return gdb.selected_frame().read_var(name)


class Silent(gdb.Breakpoint):
    """Stops where `wanted` says so; gdb neither lists nor announces it."""

    def __init__(self, place, wanted):
        super().__init__(place, internal=True)
        self.silent, self.wanted, self.hit = True, wanted, False

    def stop(self):
        try:
            self.hit = self.wanted()
        except (gdb.error, memory.NotThere):
            self.hit = False
        return self.hit


def is_alive():
    return gdb.selected_inferior().pid != 0


def run_to(place, wanted):
    """Lets the program go on to where a condition holds; starts it if it does not run. False if it never came there."""
    silent = Silent(place, wanted)
    try:
        gdb.execute("continue" if is_alive() else "run")
        return is_alive() and silent.hit
    finally:
        if silent.is_valid():
            silent.delete()


def role_of(words):
    if words not in ("", "client", "server"):
        raise gdb.GdbError("client or server?")
    return words


def enters(role, state=""):
    """A condition for Handshake::enter: this end, this state."""

    def holds():
        of_role = not role or names.name_of(in_frame("this")["dialogue_"]["us"]) == role
        return of_role and (not state or names.name_of(memory.plain(in_frame("edge"))["to"]) == state)

    return holds


def run_to_move(role, state=""):
    """To the end of a move of the table: the message is exchanged, and whoever watches was told. The row taken."""
    if not run_to(ENTER, enters(role, state)):
        return None
    edge, us = memory.plain(in_frame("edge")), names.name_of(in_frame("this")["dialogue_"]["us"])
    row = (names.name_of(edge["sender"]), names.message_name(edge["message"]), names.name_of(edge["to"]))
    if row[0] == us:
        run_to(TELL, lambda: True)  # what is sent is told after the move, what is read before it
    gdb.execute("finish", to_string=True)
    return row


def say_move(row):
    sender, message, state = row
    end = ends.this_end()
    verb = "sent" if sender == end.role else "read"
    size = ""
    if story.is_kept(end):
        size = f", {text.counted(len(messages_of(end)[-1][2]), 'byte')}"
    say(bold(f"{end.role} {verb} {message}{size}: now {state}"), *where_lines(end))


class Step(TlsCommand):
    """Go on until one more message was sent or read, by either end or by the one named.
Usage: tls step [client|server]"""

    words = "step"

    def run(self, role=""):
        row = run_to_move(role_of(role))
        if row:
            say_move(row)

    def complete(self, _text, _word):
        return ["client", "server"]


class Until(TlsCommand):
    """Go on until an end has come to this state; "established" is the last.
Usage: tls until STATE [client|server]"""

    words = "until"

    def run(self, state, role=""):
        known = set(self.states())
        if state not in known:
            raise gdb.GdbError(f"tls until: there is no state {state}; there are {', '.join(sorted(known))}")
        row = run_to_move(role_of(role), state)
        if row:
            say_move(row)

    @staticmethod
    def states():
        return list(names.enumerators(gdb.lookup_type("vitrine::tls::State")).values())

    def complete(self, _text, word):
        return [state for state in self.states() if state.startswith(word)]


class NextRecord(TlsCommand):
    """Go on to the next record on the wire, in either direction.
Usage: tls next-record"""

    words = "next-record"

    def run(self):
        if run_to(WIRE, lambda: True):
            say(*record_lines())


class Record(TlsCommand):
    """The record that just was sealed or is about to be opened: header, nonce, additional data, ciphertext, tag.
Usage: tls record
To be used where `tls next-record` has stopped, or at a breakpoint on tls::Connection::Engine::tell_wire."""

    words = "record"

    def run(self):
        say(*record_lines())


class CheckFails(gdb.Breakpoint):
    def stop(self):
        return not in_frame("passed")


class Enters(gdb.Breakpoint):
    state = ""

    def stop(self):
        return enters("", self.state)()


class Break(TlsCommand):
    """Break where something of TLS happens: an ordinary breakpoint, listed by `info breakpoints`.
Usage: tls break alert                an alert is sent or read
       tls break check                a check of what the peer sent is made
       tls break check=failed         one of them fails
       tls break refusal              a fault of the peer is refused
       tls break state=STATE          a state is entered
       tls break secret=NAME          premaster, master, key_block or verify_data is derived"""

    words = "break"
    PLACES = {"alert": ["vitrine::tls::Connection::Engine::send_alert", "vitrine::tls::Connection::Engine::read_alert"],
              "check": ["vitrine::tls::Dialogue::tell_check"], "refusal": ["vitrine::tls::refuse"]}

    def run(self, what):
        kind, _, which = what.partition("=")
        if what == "check=failed":
            CheckFails("vitrine::tls::Dialogue::tell_check")
        elif kind == "state" and which in Until.states():
            Enters(ENTER).state = which
        elif kind == "secret" and which in SECRETS:
            for place in SECRETS[which]:
                gdb.Breakpoint(place)
        elif what in self.PLACES:
            for place in self.PLACES[what]:
                gdb.Breakpoint(place)
        else:
            raise gdb.GdbError("tls break: see `help tls break`")


def install():
    for command in (Step, Until, NextRecord, Record, Break):
        command()
