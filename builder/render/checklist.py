"""The checklist of signs: read from signs.toml and checked against section 1.4 (source: 2.1 a, the missing Appendix).

It has the 21 signs of section 1.4 and is not part of the instrument: nothing here is scored.
"""

from dataclasses import dataclass
from pathlib import Path

from builder.base import toml_faults
from scoring.definition.model import Field, FieldKind, Instrument
from scoring.definition.toml_table import Table
from scoring.errors import DefinitionError

# The number of signs in section 1.4 of the source. A missing or additional sign fails the build.
SIGNS = 21


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of section 1.4, in this site's wording, with its reference to the source document."""

    id: str
    label: str
    detail: str
    reference: str

    @property
    def line(self) -> str:
        """Return the sign as one line of text, which can be copied into the assessment."""
        return f"{self.label}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Group:
    """Signs under a heading added by this site."""

    label: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """All signs in the order of the source, and the field of the assessment into which ticked ones can be copied."""

    carried_into: Field
    groups: tuple[Group, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Return all signs as one list."""
        return tuple(sign for group in self.groups for sign in group.signs)


def read(file: Path, instrument: Instrument) -> Checklist:
    """Read the checklist.

    Raises BuildError, naming file, line, entry and remedy, if a sign is missing, duplicated, not in the order of the
    source or not on one line, or if the question to copy signs into is not a large text box of the analysis form.
    """
    try:
        return _checklist(Table(toml_faults.load(file), ""), instrument)
    except DefinitionError as error:
        raise toml_faults.build_error(toml_faults.explained(file, error)) from error


def _checklist(top: Table, instrument: Instrument) -> Checklist:
    box = top.text("carried_into")
    groups = tuple(_group(each) for each in top.tables("groups"))
    top.done()
    checklist = Checklist(_box(box, instrument), groups)
    _hold_to_source(checklist.signs)
    return checklist


def _group(table: Table) -> Group:
    group = Group(table.text("label"), tuple(_sign(each) for each in table.tables("signs")))
    table.done()
    return group


def _sign(table: Table) -> Sign:
    sign = Sign(**{key: table.text(key) for key in ("id", "label", "detail", "reference")})
    table.done()
    # Each sign becomes one line of the assessment.
    for key in ("label", "detail"):
        if not getattr(sign, key).isprintable():
            raise DefinitionError(table.at(key), "must be text in one line")
    return sign


def _hold_to_source(signs: tuple[Sign, ...]) -> None:
    ids = [sign.id for sign in signs]
    for each in ids:
        if ids.count(each) > 1:
            raise DefinitionError(each, "is used as an id twice")
    for number, sign in enumerate(signs, start=1):
        if sign.reference != f"1.4, sign {number}":
            raise DefinitionError(
                sign.id, f"is in the place of “1.4, sign {number}”. Keep the order of section 1.4"
            )
    if len(signs) != SIGNS:
        raise DefinitionError("", f"the file has {len(signs)} signs, and section 1.4 has {SIGNS}")


def _box(name: str, instrument: Instrument) -> Field:
    boxes = {
        field.id: field for field in instrument.analysis.fields if field.kind is FieldKind.MULTILINE
    }
    if name not in boxes:
        raise DefinitionError(
            "carried_into",
            f"names “{name}”, which is not a text box of the analysis form. The boxes are: {', '.join(boxes)}",
        )
    return boxes[name]
