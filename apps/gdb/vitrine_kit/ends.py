"""Finds the ends of connections that the stack knows of, and reads what each of them holds."""

import gdb

from . import memory, names
from .memory import NotThere

# How one comes from an object on the stack to the engine of its end; a tuple of several leads to several ends.
PATHS = {
    "vitrine::tls::Connection::Engine": [()],
    "vitrine::tls::Connection": [("parts_",)],
    "vitrine::tls::Pair": [("client", "parts_"), ("server", "parts_")],
    "vitrine::net::TlsStream": [("connection_", "parts_")],
    "vitrine::apps::Driver": [("connection_", "parts_")],
}
# Parts of an engine: its address is that of the part less an offset.
PARTS = {"vitrine::tls::Handshake": ("handshake",), "vitrine::tls::Dialogue": ("handshake", "dialogue_"),
         "vitrine::tls::RecordReader": ("reader_",), "vitrine::tls::RecordWriter": ("writer_",)}


class End:
    """One end of a connection, read from memory when it is asked for."""

    def __init__(self, engine):
        self.engine = engine
        self.address = int(engine.address)
        self.handshake = engine["handshake"]
        self.dialogue = self.handshake["dialogue_"]

    @property
    def role(self):
        return names.name_of(self.dialogue["us"])

    @property
    def state(self):
        return names.name_of(self.handshake["state_"])

    @property
    def ending(self):
        return names.name_of(self.engine["ending"])

    def in_hand(self):
        """The message that a step is busy with; None between steps."""
        message = memory.held_by(self.handshake["in_hand_"])
        return names.message_name(message) if message is not None else None

    def direction(self, part):
        """What "reader_" or "writer_" does next: (sequence number, encrypted)."""
        protection = memory.held_by(self.engine[part]["protection_"])
        holder = self.engine[part] if protection is None else protection
        return int(holder["sequence_number_"]), protection is not None

    def waiting(self, buffer):
        """Bytes that wait in "input" or "output"."""
        return int(self.engine[buffer]["end_"]) - int(self.engine[buffer]["begin_"])

    def part_of_message(self):
        reassembler = self.engine["reassembler_"]
        return len(memory.bytes_of(reassembler["bytes_"])) - int(reassembler["taken_"])

    def observers(self):
        """Who watches this end: its observer, and those that it passes events on to."""
        waiting, found = [self.engine["environment_"]["observer"]], []
        while waiting:
            observer = memory.as_it_is(waiting.pop(0))
            if observer is None:
                continue
            found.append(observer)
            if memory.type_name(observer.type).endswith("ObserverList"):
                waiting += memory.items_of(observer["observers_"])
        return found

    def observer(self, name):
        """The observer of this class; None if there is none."""
        return next((one for one in self.observers() if memory.type_name(one.type) == name), None)


def is_engine(engine):
    """Whether an Engine lies there: its first member is a buffer, known by its vtable; and whether it is built."""
    vtable = int.from_bytes(memory.read(engine.address, 8), "little")
    symbol = gdb.execute(f"info symbol {vtable}", to_string=True)
    return (symbol.startswith("vtable for vitrine::tls::InputBuffer") and
            int(engine["handshake"]["state_"]) < 32 and int(engine["handshake"]["dialogue_"]["us"]) < 2)


def _engine_type():
    return gdb.lookup_type("vitrine::tls::Connection::Engine")


def _follow(value, path):
    for step in path:
        value = memory.plain(value[step])
        if step == "parts_":
            value = memory.owned_by(value)
            if value is None:
                return None
            value = value["engine"]
    return value


def _offset(type_, path):
    """Bytes from the beginning of a class to a part of a part of it."""
    bits = 0
    for step in path:
        field = next(field for field in type_.strip_typedefs().fields() if field.name == step)
        bits, type_ = bits + field.bitpos, field.type
    return bits // 8


def engines_at(value):
    """The engines that an object leads to."""
    type_ = value.type.strip_typedefs()
    if type_.code == gdb.TYPE_CODE_PTR:
        if memory.type_name(type_.target()) not in PATHS and memory.type_name(type_.target()) not in PARTS:
            return []
        value = value.dereference()
    value = memory.plain(value)
    name = memory.type_name(value.type)
    if name in PARTS:
        address = int(value.address) - _offset(_engine_type(), PARTS[name])
        return [gdb.Value(address).cast(_engine_type().pointer()).dereference()]
    return [engine for engine in (_follow(value, path) for path in PATHS.get(name, ())) if engine is not None]


def _may_lead_on(type_):
    type_ = type_.strip_typedefs()
    if type_.code == gdb.TYPE_CODE_PTR:
        type_ = type_.target()
    name = memory.type_name(type_)
    return name in PATHS or name in PARTS


def _symbols(frame):
    try:
        block = frame.block()
    except RuntimeError:  # no debugging information: a library's
        return
    while block is not None and not block.is_global and not block.is_static:
        for symbol in block:
            if (symbol.is_variable or symbol.is_argument) and _may_lead_on(symbol.type):
                yield symbol
        if block.function is not None:
            return
        block = block.superblock


def engines_of(frame):
    for symbol in _symbols(frame):
        try:
            for engine in engines_at(symbol.value(frame)):
                if is_engine(engine):
                    yield engine
        except (NotThere, gdb.error):
            continue  # not built yet, or optimized away: another frame may know it too


def _from_the_stack():
    try:
        frame = gdb.newest_frame()
    except gdb.error:  # nothing runs
        return
    while frame is not None:
        for engine in engines_of(frame):
            yield End(engine)
        frame = frame.older()


def all_ends():
    """Each end on the stack once, the one that is being stepped first; empty if there is none."""
    found = {}
    for end in _from_the_stack():
        found.setdefault(end.address, end)
    return list(found.values())


def first_end():
    """The end that is being stepped; None if there is none."""
    return next(_from_the_stack(), None)


def this_end():
    end = first_end()
    if end is None:
        raise gdb.GdbError("no connection is on the stack here: stop in one, for example by `tls step`")
    return end
