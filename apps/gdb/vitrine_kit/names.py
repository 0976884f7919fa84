"""The names of numbers, from the tables that the program itself prints them by."""

import struct

import gdb

from . import memory
from .text import number_name

SPACE = "vitrine::tls::"
# The enum, its digits as hexadecimal, and its table in tls/base/names.cpp.
REGISTRIES = {
    "CipherSuite": (4, "cipher_suites"), "NamedGroup": (4, "named_groups"),
    "SignatureScheme": (4, "signature_schemes"), "ProtocolVersion": (4, "protocol_versions"),
    "ExtensionType": (4, "extension_types"), "ContentType": (2, "content_types"),
    "HandshakeType": (2, "handshake_types"), "AlertLevel": (2, "alert_levels"),
    "AlertDescription": (2, "alert_descriptions"), "CompressionMethod": (2, "compression_methods"),
    "EcPointFormat": (2, "ec_point_formats"), "EcCurveType": (2, "ec_curve_types"), "NameType": (2, "name_types"),
}
PLAIN = ("State", "Message", "Role", "Ending", "Input")  # no numbers of a registry: the enumerator says it
_tables = {}


def constants(name, element):
    """The array of such elements with this name in some unnamed namespace of tls; None if this build has none."""
    for symbol in gdb.lookup_static_symbols(f"{SPACE}(anonymous namespace)::{name}"):
        if short(symbol.type).startswith("std::array<") and short(symbol.type.template_argument(0)) == element:
            return symbol.value()
    return None


def forget():
    """For a program that was loaded anew."""
    _tables.clear()


def _read_table(name):
    table = constants(name, "(anonymous namespace)::Named")
    if table is None:
        return {}
    begin, count, element = memory.bounds_of(table)
    data = memory.read(begin, count * element.sizeof)
    names = {}
    for place in range(count):
        value, size, text = struct.unpack_from("<HxxxxxxQQ", data, place * element.sizeof)
        if not 0 < size < 256 or text == 0:  # a program that does not run yet: its pointers are not filled in
            return {}
        names[value] = memory.read(text, size).decode("ascii", "replace")
    return names


def _table(name):
    if not _tables.get(name):
        try:
            _tables[name] = _read_table(name)
        except (memory.NotThere, gdb.error, struct.error):
            _tables[name] = {}
    return _tables[name]


def short(type_):
    return memory.type_name(type_).removeprefix(SPACE)


def enumerators(type_):
    return {field.enumval: field.name.rsplit("::", 1)[-1] for field in type_.strip_typedefs().fields()}


def name_of(value):
    """"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 (0xc02b)" for what a registry names, "server_hello" for a State."""
    value = memory.plain(value)
    kind = short(value.type)
    number = memory.number(value)
    own = enumerators(value.type.unqualified())
    if kind not in REGISTRIES:
        return own.get(number, str(number))
    digits, table = REGISTRIES[kind]
    return number_name(number, digits, _table(table) or own)


def bare_name_of(value):
    """The same without the number behind it."""
    return name_of(value).split(" (0x")[0]


def message_name(value):
    """"ServerHello" of Message::server_hello."""
    return "".join(part.capitalize() for part in name_of(value).split("_"))


def rows():
    """The table of tls/handshake/flow.cpp: a row as (from, sender, message, when, to)."""
    table = None if "rows" in _tables else constants("table", "Edge")
    if table is not None:
        _tables["rows"] = [(name_of(row["from"]), name_of(row["sender"]), message_name(row["message"]),
                            memory.text_of(row["when"]["name"]), name_of(row["to"])) for row in memory.items_of(table)]
    return _tables.get("rows", [])
