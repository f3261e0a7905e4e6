"""Strict reader of TOML tables: every key is read by name, and an unknown key is an error.

A misplaced key that was silently ignored could change a number or lose a warning unnoticed. A table collects its
faults and raises them together in `done`, so that an author sees all of them in one build.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

from scoring.errors import DefinitionError

T = TypeVar("T")


class Table:
    """One table of a definition file, with its path for messages.

    Each method that reads a key returns an empty value after a fault; `done` then raises.
    """

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise DefinitionError(path, "must be a table")
        self._rest = dict(value)
        self._asked: dict[str, None] = {}
        self._faults: dict[str, DefinitionError] = {}
        # Set if the set of allowed keys depends on a key that is itself at fault.
        self._is_unclear = False
        self.path = path

    def at(self, key: str) -> str:
        """Returns the path of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Reports whether the key is present and not yet read."""
        self._asked[key] = None
        return key in self._rest

    def is_sound(self, key: str) -> bool:
        """Reports whether the key was read without a fault."""
        return key not in self._faults

    def rest(self) -> tuple[str, ...]:
        """Returns the keys that have not been read yet, in the order of the file."""
        return tuple(self._rest)

    def _take(self, key: str, kind: type[T], name: str) -> T:
        if not self.has(key):
            return self._fault(key, "is missing", kind)
        value = self._rest.pop(key)
        # In Python bool is a subclass of int. In a definition `true` is not a number.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            return self._fault(key, f"must be {name}", kind)
        return value

    def _fault(self, key: str, message: str, kind: type[T]) -> T:
        self._faults.setdefault(key, DefinitionError(self.at(key), message))
        # An empty table instead would be reported as having further faults, which do not exist.
        if kind is dict:
            _raise(list(self._faults.values()))
        return kind()

    def text(self, key: str) -> str:
        """Returns a text that is not empty."""
        value = self._take(key, str, "text")
        return value if value.strip() else self._fault(key, "must not be empty", str)

    def text_or(self, key: str, default: str) -> str:
        """Returns a text, or the default if the key is absent."""
        return self.text(key) if self.has(key) else default

    def text_or_empty(self, key: str) -> str:
        """Returns a text, which may be empty."""
        return self._take(key, str, "text")

    def integer(self, key: str) -> int:
        """Returns a whole number."""
        return self._take(key, int, "a whole number")

    def integer_or_none(self, key: str) -> int | None:
        """Returns a whole number, or None if the key is absent."""
        return self.integer(key) if self.has(key) else None

    def date_or_none(self, key: str) -> date | None:
        """Returns a date written without quotes, or None if the key is absent."""
        if not self.has(key):
            return None
        value = self._rest.pop(key)
        # In Python datetime is a subclass of date. A check has a date only.
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        example = "without a time" if isinstance(value, datetime) else "such as 2027-01-31"
        self._fault(key, f"must be a date {example}", str)
        return None

    def flag(self, key: str) -> bool:
        """Returns true or false; false if the key is absent."""
        return self._take(key, bool, "true or false") if self.has(key) else False

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """Returns a text that is one of those allowed."""
        value = self.text(key)
        if value in allowed:
            return value
        self._is_unclear = True
        self._fault(key, f"must be one of: {', '.join(allowed)}", str)
        return allowed[0]

    def items(self, key: str) -> list[object]:
        """Returns a list with at least one entry."""
        value: list[object] = self._take(key, list, "a list")
        return value or self._fault(key, "must not be empty", list)

    def texts(self, key: str) -> tuple[str, ...]:
        """Returns a list of texts, none of them empty."""
        values = self.items(key)
        for index, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                self._fault(f"{key}[{index}]", "must be text that is not empty", str)
        return tuple(str(value) for value in values)

    def table(self, key: str) -> "Table":
        """Returns a table below this one; raises DefinitionError at once if there is none."""
        return Table(self._take(key, dict, "a table"), self.at(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """Yields each table of a list of tables."""
        for index, value in enumerate(self.items(key)):
            yield Table(value, f"{self.at(key)}[{index}]")

    def done(self) -> None:
        """Raises DefinitionError for the faults of this table, including unknown keys, if it has any."""
        faults = list(self._faults.values())
        if not self._is_unclear:
            known = tuple(self._asked)
            faults += [
                DefinitionError(self.at(key), "is not a known key", known) for key in self._rest
            ]
        if faults:
            _raise(faults)


def _raise(faults: list[DefinitionError]) -> None:
    faults[0].also = tuple(faults[1:])
    raise faults[0]


def parse_table(text: str) -> Table:
    """Returns the table in the text of a definition file; raises DefinitionError if the text is not valid TOML."""
    try:
        return Table(tomllib.loads(text), "")
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("", f"is not valid TOML: {error}") from error


def parse_format(text: str, version: int) -> Table:
    """Returns the table as `parse_table` does, and raises DefinitionError for another version of the format."""
    top = parse_table(text)
    if top.integer("format") != version and top.is_sound("format"):
        raise DefinitionError("format", f"must be {version}")
    return top
