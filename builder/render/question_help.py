"""Reads the help beside the questions of the form (help.toml), or rejects it with line and remedy of each fault."""

from dataclasses import dataclass
from pathlib import Path

from builder.base import toml_faults
from scoring.definition.model import Instrument
from scoring.definition.toml_table import Table
from scoring.errors import DefinitionError


@dataclass(frozen=True, slots=True)
class Help:
    """Guidance beside a question, in this site's wording: what it asks, and a link to more."""

    text: tuple[str, ...]
    page: str
    page_label: str


def read(instrument: Instrument, file: Path) -> dict[str, Help]:
    """Read the guidance beside the questions, by the id of the question.

    Raises BuildError, with file, line and remedy, for an invalid entry or one without a question.
    """
    known = {
        *(group.id for group in instrument.groups),
        *(field.id for field in instrument.fields),
        *(tick_list.id for tick_list in instrument.tick_lists),
        *(factor.id for factor in instrument.factors),
        *(entry_list.id for entry_list in instrument.record.lists),
        instrument.risk_category.id,
    }
    top = Table(toml_faults.load(file), "")
    entries: dict[str, Help] = {}
    faults: list[str] = []
    for key in top.rest():
        try:
            if key not in known:
                raise DefinitionError(key, "is not a question. Use the id of a question")
            entry = top.table(key)
            entries[key] = Help(entry.texts("text"), entry.text("page"), entry.text("page_label"))
            entry.done()
        except DefinitionError as error:
            faults += toml_faults.explained(file, error)
    if faults:
        raise toml_faults.build_error(faults)
    return entries
