"""Finds the line number of a key in a TOML file, which `tomllib` does not report."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([\w-]+)\s*=")
_ID = re.compile(r"^\s*id\s*=\s*\"([^\"]*)\"")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')


@dataclass(frozen=True, slots=True)
class Block:
    """A table of the file: its header as written (``contacts``), and its id ("" if it has none)."""

    header: str
    id: str


def line_of(text: str, path: str) -> int:
    """Return the line number, from 1, of a path such as ``contacts[2].who``.

    If the key is missing, this is the line of the nearest enclosing table. For a path that is an id or another text of
    the file, it is the last line that contains it in quotes.
    """
    known = dict(_paths(text))
    prefix = path
    while prefix:
        if prefix in known:
            return known[prefix]
        # Remove the last key or index.
        prefix = re.sub(r"(?:\.[^.\[\]]+|\[\d+\]|^[^.\[\]]+)$", "", prefix)
    quoted = [n for n, line in enumerate(text.splitlines(), 1) if path and f'"{path}' in line]
    return quoted[-1] if quoted else 1


def block_at(text: str, line: int) -> Block | None:
    """Return the table that contains a line; None above the first table."""
    lines = text.splitlines()
    headers = [n for n, each in enumerate(lines, 1) if _HEADER.match(each)]
    before = [n for n in headers if n <= line]
    if not before:
        return None
    end = next((n for n in headers if n > line), len(lines) + 1)
    header = _HEADER.match(lines[before[-1] - 1])
    ids = [found[1] for each in lines[before[-1] : end - 1] if (found := _ID.match(each))]
    return Block(header[2] if header else "", ids[0] if ids else "")


def _paths(text: str) -> Iterator[tuple[str, int]]:
    """Yield each path in the file with its line number."""
    counts: dict[str, int] = {}
    table, depth = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if depth == 0 and (header := _HEADER.match(line)):
            table = _resolved(header[2].replace('"', ""), counts, is_list=header[1] == "[[")
            yield table, number
        else:
            if depth == 0 and (key := _KEY.match(line)):
                yield f"{table}.{key[1]}" if table else key[1], number
            bare = _STRING.sub("", line)
            depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))


def _resolved(header: str, counts: dict[str, int], *, is_list: bool) -> str:
    """Return a header as a path, with the index of the latest entry of every list in it."""
    path = ""
    parts = header.split(".")
    for position, part in enumerate(parts):
        path = f"{path}.{part}" if path else part
        if is_list and position == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path
