"""The checklist of signs: read from signs.toml and held to its shape (source: 2.1 a, the Appendix that is missing).

It is built from the 21 signs of section 1.4 and is no part of the instrument: nothing here counts or scores.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import BuildError
from scoring.instrument import Field, FieldKind, Instrument

# Section 1.4 of the source has this many: a sign that is lost or invented stops the build.
SIGNS = 21


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of section 1.4, in our words, with its place in the source."""

    id: str
    label: str
    detail: str
    reference: str

    @property
    def line(self) -> str:
        """Return the sign in one line, as it is carried into the assessment."""
        return f"{self.label}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Group:
    """Signs under a heading of ours."""

    label: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """All signs in the order of the source, and the box of the assessment into which ticked ones can be carried."""

    carried_into: Field
    groups: tuple[Group, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Return all signs, without their groups."""
        return tuple(sign for group in self.groups for sign in group.signs)


def read(file: Path, instrument: Instrument) -> Checklist:
    """Read the checklist.

    Raises BuildError, naming the file and the entry, if a sign is missing, doubled, out of the source's order or
    not in one line, or if the question to carry signs into is no large text box of the analysis form.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildError(
            f"{file.name} cannot be read: {error}. Mend it and build again."
        ) from error
    try:
        return _checklist(data, instrument)
    except _FaultError as fault:
        raise BuildError(f"{file.name}: {fault}. Mend it and build again.") from fault


class _FaultError(Exception):
    """What is wrong, without the file's name."""


def _checklist(data: dict[str, Any], instrument: Instrument) -> Checklist:
    _keys(data, {"carried_into", "groups"}, "the file")
    groups = tuple(
        _group(each, f"groups[{number}]")
        for number, each in enumerate(_list(data["groups"], "groups"), start=1)
    )
    checklist = Checklist(_box(data["carried_into"], instrument), groups)
    _hold_to_source(checklist.signs)
    return checklist


def _group(data: Any, path: str) -> Group:
    _keys(data, {"label", "signs"}, path)
    signs = tuple(
        _sign(each, f"{path}.signs[{number}]")
        for number, each in enumerate(_list(data["signs"], f"{path}.signs"), start=1)
    )
    return Group(_text(data["label"], f"{path}.label"), signs)


def _sign(data: Any, path: str) -> Sign:
    _keys(data, {"id", "label", "detail", "reference"}, path)
    return Sign(**{key: _text(value, f"{path}.{key}") for key, value in data.items()})


def _keys(data: Any, wanted: set[str], path: str) -> None:
    if not isinstance(data, dict):
        raise _FaultError(f"{path} must be a table")
    for key in sorted(wanted - data.keys()):
        raise _FaultError(f"{path} has no “{key}”")
    for key in sorted(data.keys() - wanted):
        raise _FaultError(f"{path} has “{key}”, which does not belong there")


def _list(data: Any, path: str) -> list[Any]:
    if not isinstance(data, list) or not data:
        raise _FaultError(f"{path} must be a list that is not empty")
    return data


def _text(value: Any, path: str) -> str:
    # One line, because each sign becomes one line of the assessment.
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise _FaultError(f"{path} must be text in one line")
    return value


def _hold_to_source(signs: tuple[Sign, ...]) -> None:
    ids = [sign.id for sign in signs]
    for each in ids:
        if ids.count(each) > 1:
            raise _FaultError(f"the id “{each}” stands twice")
    for number, sign in enumerate(signs, start=1):
        if sign.reference != f"1.4, sign {number}":
            raise _FaultError(f"the sign “{sign.id}” stands where “1.4, sign {number}” should")
    if len(signs) != SIGNS:
        raise _FaultError(f"it has {len(signs)} signs, and section 1.4 has {SIGNS}")


def _box(name: Any, instrument: Instrument) -> Field:
    boxes = {
        field.id: field for field in instrument.analysis.fields if field.kind is FieldKind.MULTILINE
    }
    if name not in boxes:
        raise _FaultError(
            f"carried_into names “{name}”, which is no box of the analysis form ({', '.join(boxes)})"
        )
    return boxes[name]
