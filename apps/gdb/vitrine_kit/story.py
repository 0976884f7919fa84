"""Reads what a run has told so far from the Story (tls/trace/story.h) that the program keeps."""

import gdb

from . import memory, names
from .memory import bytes_of, text_of

NO_STORY = "this end keeps no story of its run: start the client or the server with --story"

KEPT_RUN, STORY = "vitrine::apps::KeptRun", "vitrine::tls::Story"


def _member_offset(type_, name):
    """Bytes from the beginning of a class to a member of it or of a class it is derived from."""
    for field in type_.strip_typedefs().fields():
        if field.name == name:
            return field.bitpos // 8
        if field.is_base_class:
            inside = _member_offset(field.type, name)
            if inside is not None:
                return field.bitpos // 8 + inside
    return None


class Story:
    """The events of one end, in the order they were told. Only those asked for are looked into."""

    def __init__(self, value, role):
        begin, count, self.element = memory.bounds_of(value["events_"])
        self.begin, self.role = begin, role
        what = next(field for field in self.element.fields() if field.name == "what")
        self.what_offset, self.variant = what.bitpos // 8, what.type.strip_typedefs()
        self.us_offset = _member_offset(self.element, "us")
        self.data = memory.read(begin, count * self.element.sizeof)

    def _kinds(self):
        kinds = []
        while True:
            try:
                kinds.append(self.variant.template_argument(len(kinds)))
            except (RuntimeError, gdb.error):
                return kinds

    def events(self, *wanted):
        """(kind, event) of this end, of the kinds wanted or of all: "Check", "Message"."""
        kinds = [(memory.type_name(kind).rsplit("::", 1)[-1], kind) for kind in self._kinds()]
        index_offset = self.what_offset + _member_offset(self.variant, "_M_index")
        roles = names.enumerators(gdb.lookup_type("vitrine::tls::Role"))
        for place in range(0, len(self.data), self.element.sizeof):
            name, kind = kinds[self.data[place + index_offset]]
            if (not wanted or name in wanted) and roles.get(self.data[place + self.us_offset]) == self.role:
                at = gdb.Value(self.begin + place + self.what_offset)
                yield name, at.cast(kind.pointer()).dereference()

    def list_of(self, kind):
        return [event for _, event in self.events(kind)]

    def last_event(self):
        """The Event told last, whichever end told it; None if none was."""
        if not self.data:
            return None
        place = self.begin + len(self.data) - self.element.sizeof
        return gdb.Value(place).cast(self.element.pointer()).dereference()


def kept_run(end):
    """The KeptRun of an end; what to do about it if there is none."""
    run = end.observer(KEPT_RUN)
    if run is None:
        raise gdb.GdbError(NO_STORY)
    return run


def _story_of(end):
    run = end.observer(KEPT_RUN)
    return run["story_"] if run is not None else end.observer(STORY)


def is_kept(end):
    return _story_of(end) is not None


def of(end):
    story = _story_of(end)
    if story is None:
        raise gdb.GdbError(NO_STORY)
    return Story(story, end.role)


def named(value):
    """A told::Named as (name, bytes)."""
    return text_of(value["name"]), bytes_of(value["bytes"])


def annotations(end):
    """The fields of each message that this end exchanged, as the program named them."""
    return memory.items_of(kept_run(end)["annotations_"])


def fields_of(annotation):
    """(offset, size, name, meaning, depth, path) of each field of a message."""
    fields = []
    for field in memory.items_of(annotation["fields"]):
        size = memory.bounds_of(field["bytes"])[1]
        fields.append((int(field["offset"]), size, text_of(field["name"]), text_of(field["meaning"]),
                       int(field["depth"]), text_of(field["path"])))
    return fields
