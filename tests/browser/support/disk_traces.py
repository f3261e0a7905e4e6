"""Search the files that a browser has written to disk for test words: as plain text, UTF-16, encoded or compressed.

A word is a fixed stem and two digits, so that one pass finds all of them.
"""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

STEM = "qzxvjk"
# The magic number at the end of a LevelDB table. Chromium keeps storage and databases in such tables.
_TABLE = (0xDB4775248B80FB57).to_bytes(8, "little")
_SNAPPY = 1


def word(number: int) -> str:
    """Return the word of one field."""
    return f"{STEM}{number:02d}"


def words_on_disk(folder: Path) -> dict[str, set[str]]:
    """Return each word found in a folder and its subfolders, with the files that contain it."""
    by_word: dict[str, set[str]] = {}
    for file in folder.rglob("*"):
        # The browser's locks are symbolic links, and its sockets are not regular files.
        if file.is_symlink() or not file.is_file():
            continue
        for each in words_in_file(file):
            by_word.setdefault(each, set()).add(file.relative_to(folder).as_posix())
    return by_word


def words_in_file(file: Path) -> set[str]:
    """Return the words in one file; none if the file is deleted before it is read."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return set()
    return {each for piece in (data, *unpacked(file.name, data)) for each in words_in(piece)}


def words_in_network_log(file: Path) -> set[str]:
    """Return the words in Chromium's net log, which records sent bytes in base64."""
    data = file.read_bytes()
    sent_bytes = b"\n".join(map(base64.b64decode, re.findall(rb'"bytes":"([\w+/=]+)"', data)))
    return (words_in(data) | words_in(sent_bytes)) - ENCODED.keys()


def words_in(data: bytes) -> set[str]:
    """Return the words in some bytes; for an encoded word, return the name of its encoding."""
    data = data.lower()
    stem = STEM.encode()
    wide = STEM.encode("utf-16-le")
    canaries = {STEM + digits.decode() for digits in re.findall(stem + rb"(\d\d)", data)}
    canaries |= {
        STEM + digits.decode("utf-16-le") for digits in re.findall(wide + rb"((?:\d\0){2})", data)
    }
    # A stem without its digits, as when only half of the word had been typed.
    if not canaries and (stem in data or wide in data):
        canaries.add(STEM)
    for name, form in ENCODED.items():
        if form.lower() in data:
            canaries.add(name)
    return canaries


def _base64(shift: int) -> bytes:
    """Return the stem in base64 if it begins `shift` bytes after the start of a group of three bytes."""
    whole = base64.b64encode(b"\0" * shift + STEM.encode())
    # The first and last characters also encode bits of the neighbouring bytes, so they are cut off.
    return whole[(shift * 8 + 5) // 6 : (shift + len(STEM)) * 8 // 6]


ENCODED = {
    **{f"base64 ({shift})": _base64(shift) for shift in range(3)},
    "hexadecimal": STEM.encode().hex().encode(),
}


def unpacked(name: str, data: bytes) -> Iterator[bytes]:
    """Yield the contents of gzip streams anywhere in the data, of LevelDB tables, and of LevelDB logs."""
    for start in re.finditer(rb"\x1f\x8b\x08", data):
        try:
            yield zlib.decompressobj(wbits=31).decompress(data[start.start() :])
        except zlib.error:
            continue
    if data.endswith(_TABLE):
        yield from _blocks(data)
    if name.endswith(".log"):
        yield _records(data)


def _records(data: bytes) -> bytes:
    """Return a LevelDB log without its record headers, since a header may split a long value in two."""
    taken = []
    position = 0
    while position + 7 <= len(data):
        # No header begins in the last six bytes of a block of 32 KiB.
        if 32768 - position % 32768 < 7:
            position += 32768 - position % 32768
            continue
        (length,) = struct.unpack_from("<H", data, position + 4)
        taken.append(data[position + 7 : position + 7 + length])
        position += 7 + length
    return b"".join(taken)


def _blocks(table: bytes) -> Iterator[bytes]:
    """Yield each block of a LevelDB table: first the index, then the blocks that it lists."""
    foot = table[-48:]
    _, position = _number(foot, 0)
    _, position = _number(foot, position)
    offset, position = _number(foot, position)
    size, _ = _number(foot, position)
    index = _block(table, offset, size)
    yield index
    (restarts,) = struct.unpack_from("<I", index, len(index) - 4)
    position, end = 0, len(index) - 4 - 4 * restarts
    while position < end:
        _, position = _number(index, position)
        key, position = _number(index, position)
        value, position = _number(index, position)
        offset, after = _number(index, position + key)
        size, _ = _number(index, after)
        yield _block(table, offset, size)
        position += key + value


def _block(table: bytes, offset: int, size: int) -> bytes:
    block = table[offset : offset + size]
    return snappy(block) if table[offset + size] == _SNAPPY else block


def snappy(data: bytes) -> bytes:
    """Decompress data in Snappy format."""
    _, position = _number(data, 0)
    out = bytearray()
    while position < len(data):
        tag = data[position]
        position += 1
        if tag & 3 == 0:
            length = tag >> 2
            if length >= 60:
                more = length - 59
                length = int.from_bytes(data[position : position + more], "little")
                position += more
            out += data[position : position + length + 1]
            position += length + 1
            continue
        if tag & 3 == 1:
            length, back = (tag >> 2 & 7) + 4, (tag >> 5) << 8 | data[position]
            position += 1
        else:
            width = 2 if tag & 3 == 2 else 4
            length, back = (
                (tag >> 2) + 1,
                int.from_bytes(data[position : position + width], "little"),
            )
            position += width
        # Byte by byte, because a copy may overlap the bytes that it writes.
        for _ in range(length):
            out.append(out[-back])
    return bytes(out)


def _number(data: bytes, position: int) -> tuple[int, int]:
    """Read a number of variable length (varint); return it and the index after its last byte."""
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, position
