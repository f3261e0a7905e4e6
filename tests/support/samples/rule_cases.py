"""Loads the test cases of the scoring rules from cases/*.toml; completeness.toml describes their format."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

from instrument_samples import TESTS


@dataclass(frozen=True)
class Case:
    """One test case: the answers, and the expected results."""

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
