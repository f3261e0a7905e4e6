"""Strict reading of TOML tables: every key is asked for by name, and what nobody asked for is an error.

A misplaced key that is silently ignored would change a number or lose a warning without anybody noticing.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

from scoring.errors import DefinitionError

T = TypeVar("T")


class Table:
    """One table of a definition file, with the path by which a person finds it."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise DefinitionError(path, "must be a table")
        self._rest = dict(value)
        self.path = path

    def at(self, key: str) -> str:
        """The path of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the key is there and not yet taken."""
        return key in self._rest

    def rest(self) -> tuple[str, ...]:
        """The keys that nobody has taken yet, in the order of the file."""
        return tuple(self._rest)

    def _take(self, key: str, kind: type[T], name: str) -> T:
        if key not in self._rest:
            raise DefinitionError(self.at(key), "is missing")
        value = self._rest.pop(key)
        # bool is a kind of int in Python; in a definition `true` is never a number.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise DefinitionError(self.at(key), f"must be {name}")
        return value

    def text(self, key: str) -> str:
        """A text that is not empty; raises DefinitionError otherwise."""
        value = self._take(key, str, "a text")
        if not value.strip():
            raise DefinitionError(self.at(key), "must not be empty")
        return value

    def text_or(self, key: str, default: str) -> str:
        """A text, or the default where the key is absent."""
        return self.text(key) if self.has(key) else default

    def integer(self, key: str) -> int:
        """A whole number."""
        return self._take(key, int, "a whole number")

    def integer_or_none(self, key: str) -> int | None:
        """A whole number, or None where the key is absent."""
        return self.integer(key) if self.has(key) else None

    def date_or_none(self, key: str) -> date | None:
        """A date written without quotes, or None where the key is absent."""
        # A time of day would be a date to Python too; a check has a day only.
        if isinstance(self._rest.get(key), datetime):
            raise DefinitionError(self.at(key), "must be a date without a time")
        return self._take(key, date, "a date such as 2027-01-31") if self.has(key) else None

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        return self._take(key, bool, "true or false") if self.has(key) else False

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """A text that is one of the allowed ones."""
        value = self.text(key)
        if value not in allowed:
            raise DefinitionError(self.at(key), f"must be one of: {', '.join(allowed)}")
        return value

    def items(self, key: str) -> list[object]:
        """A list with at least one entry."""
        value: list[object] = self._take(key, list, "a list")
        if not value:
            raise DefinitionError(self.at(key), "must not be empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        values = self.items(key)
        for index, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                raise DefinitionError(
                    f"{self.at(key)}[{index}]", "must be a text that is not empty"
                )
        return tuple(str(value) for value in values)

    def table(self, key: str) -> "Table":
        """A table below this one."""
        return Table(self._take(key, dict, "a table"), self.at(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """Each table of a list of tables."""
        for index, value in enumerate(self.items(key)):
            yield Table(value, f"{self.at(key)}[{index}]")

    def done(self) -> None:
        """Refuse whatever nobody asked for."""
        for key in self._rest:
            raise DefinitionError(self.at(key), "is not a known key")
