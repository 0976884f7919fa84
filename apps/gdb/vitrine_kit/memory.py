"""Reads objects of C++ where they lie in memory: the program is never asked to run a function of its own.

What is not built yet, or not any more, has sizes and pointers of any value: each reader doubts them.
"""

import gdb

MOST = 1 << 26  # bytes: whatever claims to be larger is no object of ours, but memory not filled yet


class NotThere(Exception):
    """What was to be read is not built yet, optimized away, or gone."""


def plain(value):
    """The object itself, whatever reference stands for it."""
    if value.is_optimized_out:
        raise NotThere("optimized out")
    if value.type.strip_typedefs().code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
        value = value.referenced_value()
    return value


def type_name(type_):
    """The name of a type without typedef, const and reference; empty if it has none."""
    type_ = type_.strip_typedefs()
    if type_.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
        type_ = type_.target().strip_typedefs()
    return type_.unqualified().name or ""


def read(address, size):
    if size == 0:
        return b""
    if not 0 < size <= MOST:
        raise NotThere("not built yet")
    try:
        return bytes(gdb.selected_inferior().read_memory(int(address), size))
    except gdb.MemoryError as error:
        raise NotThere("not built yet") from error


def bounds_of(sequence):
    """Where the elements of a std::vector, std::span or std::array begin, how many there are, and their type."""
    sequence = plain(sequence)
    name = type_name(sequence.type)
    if name.startswith("std::vector<"):
        begin, end = sequence["_M_impl"]["_M_start"], sequence["_M_impl"]["_M_finish"]
        element = begin.type.strip_typedefs().target()
        return int(begin), (int(end) - int(begin)) // element.sizeof, element
    if name.startswith("std::span<"):
        begin = sequence["_M_ptr"]
        extent = int(sequence.type.strip_typedefs().template_argument(1)) & 0xFFFFFFFFFFFFFFFF
        if extent == 0xFFFFFFFFFFFFFFFF:
            extent = int(sequence["_M_extent"]["_M_extent_value"])
        return int(begin), extent, begin.type.strip_typedefs().target()
    if name.startswith("std::array<"):
        elements = sequence["_M_elems"]
        low, high = elements.type.strip_typedefs().range()
        return int(elements.address or 0), high - low + 1, elements.type.strip_typedefs().target()
    raise NotThere(f"{name} holds no bytes")


def bytes_of(value):
    """The bytes of whatever holds bytes: Bytes, View, an array, a string, a Digest, a secret."""
    value = plain(value)
    name = type_name(value.type)
    if name.startswith("std::basic_string<") or name.startswith("std::__cxx11::basic_string<"):
        return read(value["_M_dataplus"]["_M_p"], int(value["_M_string_length"]))
    if name.startswith("std::basic_string_view<"):
        return read(value["_M_str"], int(value["_M_len"]))
    if name == "vitrine::crypto::Digest":
        return bytes_of(value["bytes_"])[:int(value["size_"])]
    if name == "vitrine::crypto::SecretBytes" or name.startswith("vitrine::crypto::Secret<"):
        return bytes_of(value["bytes_"])
    if name.startswith("std::array<") and value.address is None:  # what `finish` got: gdb has it, no memory of the program
        elements = value["_M_elems"]
        low, high = elements.type.strip_typedefs().range()
        return bytes(int(elements[place]) for place in range(low, high + 1))
    begin, count, element = bounds_of(value)
    return read(begin, count * element.sizeof)


def text_of(value):
    return bytes_of(value).decode("utf-8", "replace")


def items_of(sequence):
    begin, count, element = bounds_of(sequence)
    if not 0 <= count * element.sizeof <= MOST:
        raise NotThere("not built yet")
    first = gdb.Value(begin).cast(element.unqualified().pointer())
    return [(first + place).dereference() for place in range(count)]


def held_by(optional):
    """What a std::optional or a Held holds; None if it is empty."""
    optional = plain(optional)
    if type_name(optional.type).startswith("vitrine::tls::Held<"):
        return owned_by(optional["value_"])
    payload = optional["_M_payload"]
    if int(payload["_M_engaged"]) != 1:
        return None
    return payload["_M_payload"]["_M_value"]


def alternative_of(variant):
    """The alternative that a std::variant holds."""
    variant = plain(variant)
    index = int(variant["_M_index"])
    try:
        type_ = variant.type.strip_typedefs().template_argument(index)
    except RuntimeError as error:
        raise NotThere("not built yet") from error
    if variant.address is None:
        raise NotThere("optimized out")
    return variant.address.cast(type_.unqualified().pointer()).dereference()


def owned_by(pointer):
    """What a std::unique_ptr owns; None if it owns nothing. Its pointer is its first word."""
    pointer = plain(pointer)
    type_ = pointer.type.strip_typedefs().template_argument(0)
    target = pointer.address.cast(type_.pointer().pointer()).dereference()
    return target.dereference() if int(target) != 0 else None


def as_it_is(pointer):
    """What a pointer to a base class points at, as the class it is; None for nullptr. Its vtable says so."""
    if int(pointer) == 0:
        return None
    try:
        return pointer.cast(pointer.dynamic_type).dereference()
    except (gdb.error, RuntimeError) as error:
        raise NotThere("not built yet") from error


def number(value):
    """The number of an enumerator or an integer: only now does gdb read it."""
    try:
        return int(value)
    except gdb.MemoryError as error:
        raise NotThere("not built yet") from error
