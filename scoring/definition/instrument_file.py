"""Reads instrument.toml into an `Instrument`, or rejects it with the path of the fault."""

from scoring import resources
from scoring.definition.cross_checks import check
from scoring.definition.entry_lists import read_entry_list
from scoring.definition.fields import read_fields
from scoring.definition.model import (
    Analysis,
    Corrected,
    EarlierVersion,
    Heading,
    Instrument,
    Quotation,
    Record,
)
from scoring.definition.prompts import (
    read_advisory,
    read_doubts,
    read_placeholders,
    read_prompts,
)
from scoring.definition.sections.risk_category import read_risk_category
from scoring.definition.sections.section_1 import read_codes, read_group, read_tick_list
from scoring.definition.sections.section_2 import read_factor
from scoring.definition.toml_table import Table, parse_format

FORMAT = 1
# A definition may do without a case record.
NO_RECORD = Record("", "", "", (), ())


def load() -> Instrument:
    """Returns the instrument that this package ships; raises DefinitionError if the file is invalid."""
    return parse(resources.read("instrument.toml"))


def parse(text: str) -> Instrument:
    """Parses the text of a definition file.

    Raises DefinitionError with the path of the first fault: invalid TOML, an unknown or missing key, a wrong type, a
    duplicate id, a missing or duplicate role, a condition that refers to nothing, or a description that would let
    answers point to the lowest category.
    """
    top = parse_format(text, FORMAT)
    section_1 = top.table("section_1")
    section_2 = top.table("section_2")
    ethnicity = top.table("ethnicity")
    instrument = Instrument(
        id=top.text("id"),
        version=top.text("version"),
        title=top.text("title"),
        owner=top.text("owner"),
        reference=top.text("reference"),
        rule=_quotation(top.table("rule")),
        unanswered=_quotation(top.table("unanswered")),
        words_of_the_tool=_quotation(top.table("words_of_the_tool")),
        placeholders=read_placeholders(top.table("placeholders")),
        advisory=read_advisory(top.table("advisory")),
        groups=tuple(read_group(table) for table in section_1.tables("groups")),
        part_a=Heading(
            f"{section_1.text('letter')}. {section_1.text('part_label')}", "Section 1, A"
        ),
        section_1=_heading(section_1),
        codes=read_codes(ethnicity),
        tick_lists=tuple(read_tick_list(table) for table in top.tables("tick_lists")),
        section_2=_heading(section_2),
        factors=tuple(
            read_factor(table, position) for position, table in enumerate(top.tables("factors"), 1)
        ),
        risk_category=read_risk_category(top.table("risk_category")),
        analysis=_analysis(top.table("analysis")),
        record=_record(top.table("record")) if top.has("record") else NO_RECORD,
        corrected=tuple(_corrected(table) for table in top.tables("corrected")),
        doubts=read_doubts(top),
        prompts=read_prompts(top),
        earlier_versions=tuple(_earlier(table) for table in top.tables("earlier_versions"))
        if top.has("earlier_versions")
        else (),
    )
    top.done()
    check(instrument)
    return instrument


def _quotation(table: Table) -> Quotation:
    quotation = Quotation(table.text("text"), table.text("reference"))
    table.done()
    return quotation


def _heading(table: Table) -> Heading:
    heading = Heading(table.text("label"), table.text("reference"))
    table.done()
    return heading


def _corrected(table: Table) -> Corrected:
    corrected = Corrected(table.text("printed"), table.text("here"))
    table.done()
    return corrected


def _earlier(table: Table) -> EarlierVersion:
    earlier = EarlierVersion(
        table.text("version"), table.texts("changed") if table.has("changed") else ()
    )
    table.done()
    return earlier


def _analysis(table: Table) -> Analysis:
    analysis = Analysis(
        label=table.text("label"),
        take_action=table.text("take_action"),
        reference=table.text("reference"),
        fields=read_fields(table),
    )
    table.done()
    return analysis


def _record(table: Table) -> Record:
    record = Record(
        label=table.text("label"),
        hint=table.text("hint"),
        reference=table.text("reference"),
        fields=read_fields(table),
        lists=tuple(read_entry_list(each) for each in table.tables("lists")),
    )
    table.done()
    return record
