"""The sections of the form in order, for its list of sections."""

from dataclasses import dataclass

from scoring.definition.model import Instrument


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, for the list of sections; `items` is its number of questions.

    Blank answers in an optional section are not counted as gaps.
    """

    id: str
    label: str
    items: int
    is_optional: bool = False


def sections(instrument: Instrument) -> tuple[Section, ...]:
    """Return the sections of the form in order: Section 1 A, B to F, Section 2, category, analysis, case record."""
    record = instrument.record
    return (
        Section("details", "Details", sum(len(group.fields) for group in instrument.groups)),
        Section("concerns", "Status and concerns (B to F)", len(instrument.tick_lists)),
        Section("risk-factors", "Risk factors", len(instrument.factors)),
        Section("level", "Risk category", 1 + len(instrument.risk_category.fields)),
        Section("analysis", "CSE analysis", len(instrument.analysis.fields)),
        Section("record", "Case record", len(record.fields) + len(record.lists), is_optional=True),
    )
