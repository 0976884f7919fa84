"""How the kit prints values: bytes as hexadecimal, numbers by their names, secrets masked, structs by their fields."""

import re

import gdb

from . import memory, names, secrets, text
from .memory import NotThere

BYTES = re.compile(r"std::(vector|span|array)<(const )?unsigned char( const)?[,>]")
OURS = "vitrine::tls::"
# The fields of what a Story keeps (tls/trace/story.h) that are secret; all else is shown like any struct.
SECRET_FIELDS = {"told::Draw": ("bytes",), "told::Agreement": ("premaster",), "told::Derivation": ("a", "output"),
                 "told::Session": ("session",), "told::Secret": ("secret",)}


# Functions whose views are of secrets. A View does not know whose bytes it shows.
SECRET_PLACES = re.compile(r"vitrine::(tls::(prf|derive_\w+|\(anonymous namespace\)::(take|p_hash))|"
                           r"crypto::(Hmac|AesGcm|ChaCha20Poly1305|\(anonymous namespace\)::\w*agree\w*))\b")
# What has a name and bytes is secret unless it has one of these.
PUBLIC = ("client_random", "server_random", "session_id", "session_hash", "handshake_hash", "verify_data")


def in_secret_place():
    """Whether the selected frame is one of these functions."""
    try:
        return bool(SECRET_PLACES.match(gdb.selected_frame().name() or ""))
    except gdb.error:
        return False


def never_fails(function):
    """A value that is not built yet is no reason for an error in the middle of a frame's locals."""

    def guarded(self):
        try:
            return function(self)
        except (NotThere, gdb.error, RuntimeError, ValueError, OverflowError) as error:
            return f"<{error or 'not built yet'}>"

    return guarded


class Printer:
    def __init__(self, value):
        self.value = value


class BytesPrinter(Printer):
    """Only their number in a backtrace, and no bytes of a view where secrets are made."""

    @never_fails
    def to_string(self):
        data = memory.bytes_of(self.value)
        if gdb.print_options().get("summary"):
            return text.counted(len(data), "byte")
        is_view = memory.type_name(self.value.type).startswith("std::span<")
        return secrets.secret(data) if is_view and in_secret_place() else text.sized_hex(data)


class NamedPrinter(Printer):
    @never_fails
    def to_string(self):
        return named(self.value)


class SecretPrinter(Printer):
    @never_fails
    def to_string(self):
        return secrets.secret(memory.bytes_of(self.value))


class NumberPrinter(Printer):
    @never_fails
    def to_string(self):
        return names.name_of(self.value)


class PlainEnumPrinter(Printer):
    @never_fails
    def to_string(self):
        return f"tls::{names.short(self.value.type)}::{names.name_of(self.value)}"


class EdgePrinter(Printer):
    @never_fails
    def to_string(self):
        row = self.value
        return (f"{names.name_of(row['from'])} -- {names.name_of(row['sender'])}: "
                f"{names.message_name(row['message'])} ({memory.text_of(row['when']['name'])}) --> "
                f"{names.name_of(row['to'])}")


class VectorPrinter(Printer):
    """A list of ours: how many, and each."""

    @never_fails
    def to_string(self):
        count = memory.bounds_of(self.value)[1]
        return f"list of {count}" if 0 <= count <= memory.MOST else "<not built yet>"

    def children(self):
        try:
            for place, item in enumerate(memory.items_of(self.value)):
                yield str(place), item
        except (NotThere, gdb.error):
            return

    def display_hint(self):
        return "array"


class FindingPrinter(Printer):
    @never_fails
    def to_string(self):
        check, rfc = (memory.text_of(self.value[name]) for name in ("check", "rfc"))
        detail = text.escaped(memory.bytes_of(self.value["detail"]))
        return f"{'passed' if self.value['passed'] else 'FAILED'}: {check}, {rfc}: {detail}"


class CertificatePrinter(Printer):
    @never_fails
    def to_string(self):
        parsed = self.value["parsed_"]["_M_ptr"].dereference()  # shared by the certificate's copies
        subject, issuer = (text.escaped(memory.text_of(parsed[name]["text_"])) for name in ("subject", "issuer"))
        first, last = (text.utc(int(parsed[name]["__d"]["__r"])) for name in ("not_before", "not_after"))
        return f"certificate of {subject}, issued by {issuer}, valid from {first} to {last}"


class EventPrinter(Printer):
    @never_fails
    def to_string(self):
        return f"told by the {names.name_of(self.value['us'])}"

    def children(self):
        try:
            what = memory.alternative_of(self.value["what"])
        except (NotThere, gdb.error):
            return
        yield "what", what


def shown(value):
    """A field as it is shown: without the optional and the variant around it."""
    name = memory.type_name(value.type)
    if name.startswith("std::optional<") or name.startswith(OURS + "Held<"):
        held = memory.held_by(value)
        return "absent" if held is None else shown(held)
    if name.startswith("std::variant<"):
        return memory.alternative_of(value)
    type_ = value.type.strip_typedefs()
    if type_.code == gdb.TYPE_CODE_PTR and names.short(type_.target()) == "Edge":
        return value.dereference()
    if name.startswith("std::__cxx11::basic_string<") or name.startswith("std::basic_string"):
        return f'"{text.escaped(memory.bytes_of(value))}"'
    return value


class HeldPrinter(Printer):
    """What it holds, as if it lay there itself."""

    @never_fails
    def to_string(self):
        held = memory.held_by(self.value)
        return "absent" if held is None else held


class StructPrinter(Printer):
    """A struct by the name that the RFC gives it, and its fields in its order."""

    def to_string(self):
        return names.short(self.value.type).rsplit("::", 1)[-1]

    def children(self):
        hidden = SECRET_FIELDS.get(names.short(self.value.type), ())
        for field in self.value.type.strip_typedefs().fields():
            if field.name is None or field.artificial or field.is_base_class:
                continue
            try:
                value = self.value[field.name]
                yield field.name, secret_of(value) if field.name in hidden else shown(value)
            except (NotThere, gdb.error):
                yield field.name, "<not built yet>"


def named(value):
    """Something with a name and bytes: the name says whether the bytes are secret."""
    name, data = memory.text_of(value["name"]), memory.bytes_of(value["bytes"])
    return f"{name}: {text.sized_hex(data) if name in PUBLIC else secrets.secret(data)}"


def secret_of(value):
    """Bytes, or many of them, masked."""
    if BYTES.match(memory.type_name(value.type)):
        return secrets.secret(memory.bytes_of(value))
    return "; ".join(secret_of(item) for item in memory.items_of(value))


def printer_for(value):
    try:
        name = memory.type_name(value.type)
    except gdb.error:
        return None
    if BYTES.match(name):
        return BytesPrinter(value)
    if name.startswith("std::vector<vitrine::"):
        return VectorPrinter(value)
    if not name.startswith("vitrine::"):
        return None
    return _printer_of_ours(name, value)


def _printer_of_ours(name, value):
    if name == "vitrine::crypto::SecretBytes" or name.startswith("vitrine::crypto::Secret<"):
        return SecretPrinter(value)
    if name == "vitrine::crypto::Digest":
        return BytesPrinter(value)
    if name == "vitrine::x509::Certificate":
        return CertificatePrinter(value)
    if name == "vitrine::x509::Finding":
        return FindingPrinter(value)
    return _printer_of_tls(name.removeprefix(OURS), value) if name.startswith(OURS) else None


def _printer_of_tls(name, value):
    if value.type.strip_typedefs().code == gdb.TYPE_CODE_ENUM:
        return NumberPrinter(value) if name in names.REGISTRIES else PlainEnumPrinter(value)
    if name == "Edge":
        return EdgePrinter(value)
    if name in ("NamedBytes", "told::Named"):
        return NamedPrinter(value)
    if name == "Event":
        return EventPrinter(value)
    if name.startswith("Held<"):
        return HeldPrinter(value)
    return StructPrinter(value) if is_struct(value.type.strip_typedefs()) else None


def is_struct(type_):
    """Data with a name for each field, as a message is; no class that keeps its members to itself."""
    return type_.code == gdb.TYPE_CODE_STRUCT and not any(
        field.is_base_class or (field.name or "_").endswith("_") for field in type_.fields())


def register(objfile):
    """On the program itself: a printer registered for all would be asked after libstdc++'s, and Bytes is a vector."""
    if printer_for not in objfile.pretty_printers:
        objfile.pretty_printers.insert(0, printer_for)


def on_new_objfile(event):
    """`run` loads a program again that was built anew: its printers went with it."""
    program = gdb.current_progspace().filename
    if program is not None and event.new_objfile.filename == program:
        names.forget()
        register(event.new_objfile)


def install():
    for objfile in gdb.objfiles():
        if objfile.filename == gdb.current_progspace().filename:
            register(objfile)
    gdb.events.new_objfile.connect(on_new_objfile)
