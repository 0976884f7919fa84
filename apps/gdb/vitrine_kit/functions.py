"""$tls_state(connection) and $tls_hex(bytes), for conditions and for `print`; $_tls is the last event of the story."""

import gdb

from . import ends, memory, secrets, story, text


class StateOf(gdb.Function):
    """The state of a Connection, an Engine, a Handshake or a Dialogue, as text.

    break tls::seal_record if $_streq($tls_state(this), "client_finished")"""

    def invoke(self, value):
        try:
            return ends.End(ends.engines_at(value)[0]).state
        except (memory.NotThere, IndexError) as error:
            raise gdb.GdbError(f"$tls_state: {value.type} is no end of a connection here") from error


class HexOf(gdb.Function):
    """The bytes of a View, Bytes, an array, a Digest or a string as hexadecimal: all of them.

    Also those of a secret: who asks for it by name gets it after `tls secrets on` only."""

    def invoke(self, value):
        try:
            data = memory.bytes_of(value)
        except memory.NotThere as error:
            raise gdb.GdbError(f"$tls_hex: {error}") from error
        is_secret = memory.type_name(value.type).startswith("vitrine::crypto::Secret")
        return data.hex() if not is_secret or secrets.are_shown() else text.masked(data)


def remember_last_event(_event):
    """At each stop. There is none before the program runs, and none without a story."""
    last = None
    try:
        end = ends.first_end()
        last = story.of(end).last_event() if end else None
    except (gdb.error, gdb.GdbError, memory.NotThere, RuntimeError):
        pass
    gdb.set_convenience_variable("_tls", last.reference_value() if last is not None else None)


def install():
    StateOf("tls_state")
    HexOf("tls_hex")
    gdb.events.stop.connect(remember_last_event)
