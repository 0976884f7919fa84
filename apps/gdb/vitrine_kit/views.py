"""The commands that explain bytes and secrets from the story: fields, bytes, derive, export."""

import os

import gdb

from . import ends, memory, names, secrets, story, text
from .command import TlsCommand, bold, colours_on, dim, say


def chosen(annotations, number):
    """The message with this number, the last if none is given."""
    if not annotations:
        raise gdb.GdbError("no message was exchanged yet")
    if number is None:
        return len(annotations), annotations[-1]
    if not number.isdecimal() or not 1 <= int(number) <= len(annotations):
        raise gdb.GdbError(f"there are messages 1 to {len(annotations)}: see `tls msgs`")
    return int(number), annotations[int(number) - 1]


def data_of(annotation):
    return b"".join(memory.bytes_of(field["bytes"]) for field in memory.items_of(annotation["fields"]))


def _field_line(field, data, colour):
    offset, size, name, meaning, depth, _ = field
    own = data[offset:offset + size]
    said = str(int.from_bytes(own, "big")) if meaning == "length" else text.escaped(meaning)
    short = name[name.rfind("["):] if name.endswith("]") else name
    hexadecimal = text.painted(text.shortened_hex(own, 8).ljust(28), colour, colours_on())
    return f"  {offset:04x}  {hexadecimal}  {'  ' * depth}{bold(short)} {said}".rstrip()


class Fields(TlsCommand):
    """Message N of `tls msgs`, the last if N is not given, field by field.
Usage: tls fields [N]"""

    words = "fields"

    def run(self, number=None):
        number, annotation = chosen(story.annotations(ends.this_end()), number)
        say(bold(f"{number}  {memory.text_of(annotation['name'])}"))
        fields, data = story.fields_of(annotation), data_of(annotation)
        say(*(_field_line(field, data, text.colour_of(place)) for place, field in enumerate(fields)))
        fault = text.escaped(memory.bytes_of(annotation["fault"]))
        if fault:
            say(f"  not understood: {fault}")


def offset_in(words):
    try:
        return int("".join(words), 0)
    except ValueError as error:
        raise gdb.GdbError("tls bytes --at OFFSET: a number, as 38 or 0x26") from error


class Bytes(TlsCommand):
    """Message N as it lies in the record, each field in its colour; or the field at OFFSET.
Usage: tls bytes [N] [--at OFFSET]"""

    words = "bytes"

    def run(self, *arguments):
        arguments, offset = list(arguments), None
        if "--at" in arguments:
            place = arguments.index("--at")
            offset = offset_in(arguments[place + 1:place + 2])
            del arguments[place:place + 2]
        number, annotation = chosen(story.annotations(ends.this_end()), *(arguments or [None]))
        fields, data = story.fields_of(annotation), data_of(annotation)
        if offset is None:
            say(bold(f"{number}  {memory.text_of(annotation['name'])}, {text.counted(len(data), 'byte')}"),
                *text.hex_dump(data, fields, colours_on()))
            return
        field = text.field_at(fields, offset)
        if field is None:
            raise gdb.GdbError(f"message {number} has {len(data)} bytes, no byte {offset:#x}")
        start, size, _, meaning, _, path = field
        say(f"  {offset:04x} is byte {offset - start + 1} of {size} of {bold(path)} {text.escaped(meaning)}".rstrip(),
            *text.hex_dump(data[start:start + size]))


def _recomputed(derivation, output):
    secret, seed = story.named(derivation["secret"])[1], b"".join(
        memory.bytes_of(part["bytes"]) for part in memory.items_of(derivation["seed"]))
    hash_name = names.name_of(derivation["hash"])
    same = text.p_hash(hash_name, secret, memory.bytes_of(derivation["label"]) + seed, len(output)) == output
    return "Python's HMAC comes to the same" if same else bold("Python's HMAC comes to ANOTHER result")


def derivation_lines(derivation):
    """One derivation with all of its inputs and what it was cut into."""
    secret_name, secret = story.named(derivation["secret"])
    seed = [story.named(part) for part in memory.items_of(derivation["seed"])]
    output = memory.bytes_of(derivation["output"])
    is_public = memory.text_of(derivation["became"]) == "verify_data"
    rows = [["secret", secret_name, secrets.secret(secret)]]
    rows += [["seed", name, text.sized_hex(data)] for name, data in seed]
    rows += [["A", f"A({number})", secrets.secret(memory.bytes_of(a))]
             for number, a in enumerate(memory.items_of(derivation["a"]), start=1)]
    rows.append(["output", "", text.sized_hex(output) if is_public else secrets.secret(output)])
    rows += [["part", name, secrets.secret(data)] for name, data in map(story.named,
                                                                        memory.items_of(derivation["parts"]))]
    rows.append(["check", "", _recomputed(derivation, output)])
    call = f"PRF({secret_name}, \"{memory.text_of(derivation['label'])}\", {' + '.join(name for name, _ in seed)})"
    hash_name = names.name_of(derivation["hash"]).upper()
    return [f"{bold(memory.text_of(derivation['became']))} = {call} by {hash_name}", *text.table(rows)]


def _agreement_lines(agreement):
    return [f"{bold('premaster_secret')} = ECDH(our private key, the peer's point) on "
            f"{names.bare_name_of(agreement['group'])}",
            *text.table([["our point", text.sized_hex(memory.bytes_of(agreement["our_point"]))],
                         ["peer's point", text.sized_hex(memory.bytes_of(agreement["peer_point"]))],
                         ["premaster secret", secrets.secret(memory.bytes_of(agreement["premaster"]))]])]


class Derive(TlsCommand):
    """How a secret came to be: premaster, master_secret, key_block, verify_data; all if none is named.
Usage: tls derive [NAME]

Every input, each A(i) of P_hash (RFC 5246 §5), the output and its parts; and the same computed anew by Python."""

    words = "derive"

    def run(self, name=""):
        found, known = [], []
        for kind, event in story.of(ends.this_end()).events("Derivation", "Agreement"):
            became = memory.text_of(event["became"]) if kind == "Derivation" else "premaster_secret"
            known.append(became)
            if became.startswith(name):
                found += derivation_lines(event) if kind == "Derivation" else _agreement_lines(event)
        if not found:
            so_far = f"so far there are {', '.join(dict.fromkeys(known))}" if known else "nothing was derived yet"
            raise gdb.GdbError(f"tls derive {name}: {so_far}".replace(" :", ":"))
        say(*found)


class Export(TlsCommand):
    """The run so far as a recording, with its secrets, for vitrine explain, replay, step and derive.
Usage: tls export FILE
Within a step, the recording ends within it; a replay goes on to the end of the step and says so."""

    words = "export"

    def run(self, file):
        data = memory.bytes_of(story.kept_run(ends.this_end())["recording_"])
        descriptor = os.open(os.path.expanduser(file), os.O_WRONLY | os.O_TRUNC | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
        say(f"{data.count(10) - 1} events written to {file}: it holds secrets")
