"""What the kit says about bytes and text, without gdb: so that python3 -m unittest can test it."""

import datetime
import hashlib
import hmac

COLOURS = (36, 33, 35, 32, 34, 31)  # of fields, one after the other
LONGEST = 64  # bytes that are shown of a value in one line


def spaced_hex(data):
    return data.hex(" ")


def shortened_hex(data, longest=LONGEST):
    """All of it as hexadecimal, or its beginning and how much there is."""
    if len(data) <= longest:
        return data.hex()
    return f"{data[:longest].hex()} .. {len(data)} bytes"


def counted(count, one):
    return f"{count} {one}{'' if count == 1 else 's'}"


def sized_hex(data):
    """What a printer shows of bytes: "2 bytes: 0303"."""
    return f"{counted(len(data), 'byte')}: {shortened_hex(data)}" if data else "0 bytes"


def masked(data):
    """A secret by its size and the beginning of its SHA-256: two that are alike are seen to be alike.

Of a short one its size alone: whoever knows the digest of four bytes finds the bytes by trying all."""
    size = f"secret of {counted(len(data), 'byte')}"
    return f"{size}, SHA-256 {hashlib.sha256(data).hexdigest()[:8]}.." if len(data) >= 16 else size


def escaped(text):
    """What a peer sent, fit for a terminal: as the program escapes it."""
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    return "".join(chr(byte) if 0x20 <= byte < 0x7F and byte != 0x5C else f"\\x{byte:02x}" for byte in data)


def number_name(number, digits, names):
    """The registered name of a number and the number itself; unknown ones are named as the program names them."""
    shown = f"0x{number:0{digits}x}"
    if number in names:
        return f"{names[number]} ({shown})"
    is_grease = digits == 4 and number & 0x0F0F == 0x0A0A and number >> 8 == number & 0xFF  # RFC 8701
    return f"GREASE({shown})" if is_grease else f"unknown({shown})"


def utc(seconds):
    """A moment as certificates name it."""
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def cut(words, longest):
    return words if len(words) <= longest else words[:longest - 2] + ".."


def painted(text, colour, colours_on):
    return f"\x1b[{colour}m{text}\x1b[0m" if colours_on and text else text


def table(rows, indent="  "):
    """Columns as wide as their widest cell; the last is not filled up."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    return [(indent + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths)), row[-1]])).rstrip()
            for row in rows]


def field_at(fields, offset):
    """The field that has this byte: (offset, size, name, …), or None."""
    return next((field for field in fields if field[0] <= offset < field[0] + field[1]), None)


def colour_of(place):
    """The colour of a message's first, second … field."""
    return COLOURS[place % len(COLOURS)]


def hex_dump(data, fields=(), colours_on=False, width=16):
    """Lines of sixteen bytes; each byte in the colour of its field."""
    colours = {place: colour_of(number) for number, (offset, size, *_) in enumerate(fields)
               for place in range(offset, offset + size)}
    lines = []
    for start in range(0, len(data), width):
        places = range(start, min(start + width, len(data)))
        digits = " ".join(painted(f"{data[place]:02x}", colours.get(place, 0), colours_on) for place in places)
        letters = "".join(chr(data[place]) if 0x20 <= data[place] < 0x7F else "." for place in places)
        lines.append(f"  {start:04x}  {digits}{'   ' * (width - len(places))}  {letters}")
    return lines


def p_hash(hash_name, secret, seed, size):
    """P_hash of RFC 5246 §5, by Python's own HMAC: what the program computed is held against it."""
    output, a = b"", seed
    while len(output) < size:
        a = hmac.digest(secret, a, hash_name)
        output += hmac.digest(secret, a + seed, hash_name)
    return output[:size]


def key_log_line(label, client_random, secret):
    return f"{label} {client_random.hex()} {secret.hex()}"  # RFC 9850
