"""One record as it lies on the wire, taken apart: what its keys and its sequence number made of it."""

import gdb

from . import ends, memory, names, secrets, text
from .command import bold

HEADER, SALT, TAG = 5, 4, 16  # bytes: RFC 5246 §6.2.1, RFC 5288 §3


def additional_data(sequence_number, record, nonce_size):
    """seq_num + type + version + length of the plaintext: RFC 5246 §6.2.3.3."""
    size = len(record) - HEADER - nonce_size - TAG
    return sequence_number.to_bytes(8, "big") + record[:3] + size.to_bytes(2, "big")


def nonce_rows(sequence_number, implicit_nonce, explicit_nonce):
    """AES-GCM's nonce is salt and explicit nonce; ChaCha20-Poly1305's is made of what both ends have: RFC 7905 §2."""
    if explicit_nonce:
        return [["salt", secrets.secret(implicit_nonce[:SALT])], ["explicit nonce", text.sized_hex(explicit_nonce)]]
    padded = sequence_number.to_bytes(len(implicit_nonce), "big")
    nonce = bytes(one ^ other for one, other in zip(implicit_nonce, padded))
    return [["write IV", secrets.secret(implicit_nonce)], ["xor number", text.sized_hex(padded)],
            ["nonce", secrets.secret(nonce)]]


def sealed_rows(sequence_number, protection, record):
    nonce_size = int(protection["explicit_nonce_size_"])
    explicit_nonce, sealed = record[HEADER:HEADER + nonce_size], record[HEADER + nonce_size:]
    return [*nonce_rows(sequence_number, memory.bytes_of(protection["implicit_nonce_"]), explicit_nonce),
            ["additional data", text.sized_hex(additional_data(sequence_number, record, nonce_size))],
            ["ciphertext", text.shortened_hex(sealed[:-TAG], 16)], ["tag", text.sized_hex(sealed[-TAG:])]]


def record_lines():
    """The record that the selected frame, Engine::tell_wire, is told of."""
    try:
        record = memory.bytes_of(gdb.selected_frame().read_var("record"))
    except ValueError as error:
        raise gdb.GdbError("no record is at hand: stop at one by `tls next-record`") from error
    end = ends.this_end()
    leaves = names.name_of(gdb.selected_frame().read_var("sender")) == end.role
    part = "writer_" if leaves else "reader_"
    sequence_number, encrypted = end.direction(part)
    sequence_number -= 1 if leaves else 0  # one that leaves was counted when it was sealed
    kind = names.bare_name_of(gdb.Value(record[0]).cast(gdb.lookup_type("vitrine::tls::ContentType")))
    rows = [["header", text.sized_hex(record[:HEADER])]]
    if encrypted:
        rows += sealed_rows(sequence_number, memory.held_by(end.engine[part]["protection_"]), record)
    else:
        rows.append(["content", text.sized_hex(record[HEADER:])])
    verb, how = ("sends" if leaves else "gets"), ("encrypted" if encrypted else "clear")
    return [bold(f"{end.role} {verb} {how} record number {sequence_number}: {kind}, "
                 f"{text.counted(len(record), 'byte')}"), *text.table(rows)]
