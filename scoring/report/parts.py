"""The parts of the report that a reduced copy can have: their labels, and which answers belong to each."""

from dataclasses import dataclass
from typing import Final

from scoring.definition.model import Instrument

# Each list of the case record about the whole case is a part too, with the list's own id.
SUMMARY: Final = "summary"
RISK_FACTORS: Final = "risk-factors"
PERSONAL: Final = "personal-information"
CONCERNS: Final = "status-and-concerns"
ANALYSIS: Final = "analysis"
TEXTS: Final = "case-record-texts"
EVIDENCE: Final = "evidence-and-enquiries"
LEVEL: Final = "level"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report. `note` says what a person who chooses it might not expect in it."""

    id: str
    label: str
    note: str = ""


def parts(instrument: Instrument) -> tuple[Part, ...]:
    """Returns the parts, in the order in which they are printed."""
    record = instrument.record
    return (
        Part(
            SUMMARY,
            "Summary (the first page)",
            "It quotes from all the other parts, even those that you do not tick.",
        ),
        Part(RISK_FACTORS, "Risk factors (Section 2)"),
        Part(
            PERSONAL,
            "Personal information (Section 1 A)",
            "This includes the addresses, the disability, the perpetrators and the social worker.",
        ),
        Part(CONCERNS, "Status and concerns (Section 1 B to F)"),
        Part(ANALYSIS, instrument.analysis.label),
        Part(
            TEXTS,
            "Text in the case record",
            f"{'; '.join(field.label for field in record.fields)}.",
        ),
        Part(
            EVIDENCE,
            "Evidence and enquiries",
            "If you also tick “Risk factors” or “Status and concerns”, each entry is printed beside the factor or box "
            "that it is about. If not, the entries are printed as a list.",
        ),
        *(Part(each.id, each.label) for each in record.lists if not each.about),
        Part(LEVEL, "Level of risk and response guidance"),
    )


def ids(instrument: Instrument) -> frozenset[str]:
    """Returns the ids of all parts."""
    return frozenset(each.id for each in parts(instrument))


def part_of(instrument: Instrument) -> dict[str, str]:
    """Returns the part that each item of the instrument belongs to, by the item's id. Each belongs to one."""
    return {
        **{field.id: PERSONAL for group in instrument.groups for field in group.fields},
        **{each.id: CONCERNS for each in instrument.tick_lists},
        **{each.id: RISK_FACTORS for each in instrument.factors},
        instrument.risk_category.id: LEVEL,
        **{field.id: LEVEL for field in instrument.risk_category.fields},
        **{field.id: ANALYSIS for field in instrument.analysis.fields},
        **{field.id: TEXTS for field in instrument.record.fields},
        **{each.id: EVIDENCE if each.about else each.id for each in instrument.record.lists},
    }
