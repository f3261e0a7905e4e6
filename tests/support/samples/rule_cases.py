"""The tables of cases in cases/*.toml; completeness.toml describes their format."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

from instrument_samples import TESTS


@dataclass(frozen=True)
class Case:
    """One row: what was answered, and what must come out."""

    file: str
    name: str
    answers: dict[str, Any]
    expected: dict[str, Any]
    earlier: list[dict[str, Any]] = field(default_factory=list)


CASES = [
    Case(file.stem, **table)
    for file in sorted((TESTS / "cases").glob("*.toml"))
    for table in tomllib.loads(file.read_text("utf-8"))["case"]
]
