"""Reads instrument.toml into an `Instrument`, or rejects it with the path of the fault."""

from scoring import resources
from scoring.definition.cross_checks import check
from scoring.definition.entry_lists import read_entry_list
from scoring.definition.fields import read_fields
from scoring.definition.model import (
    Analysis,
    Code,
    Corrected,
    EarlierVersion,
    Factor,
    Group,
    Heading,
    Instrument,
    Meaning,
    Option,
    Quotation,
    Record,
    Statement,
    TickList,
)
from scoring.definition.prompts import (
    read_advisory,
    read_doubts,
    read_placeholders,
    read_prompts,
)
from scoring.definition.risk_category import read_risk_category
from scoring.definition.toml_table import Table, parse_format
from scoring.errors import DefinitionError

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
        groups=tuple(_group(table) for table in section_1.tables("groups")),
        part_a=Heading(
            f"{section_1.text('letter')}. {section_1.text('part_label')}", "Section 1, A"
        ),
        section_1=_heading(section_1),
        codes=_codes(ethnicity),
        tick_lists=tuple(_tick_list(table) for table in top.tables("tick_lists")),
        section_2=_heading(section_2),
        factors=tuple(
            _factor(table, position) for position, table in enumerate(top.tables("factors"), 1)
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


def _group(table: Table) -> Group:
    group = Group(
        id=table.text("id"),
        label=table.text("label"),
        reference=table.text("reference"),
        fields=read_fields(table),
    )
    table.done()
    return group


def _codes(table: Table) -> tuple[Code, ...]:
    reference = table.text("reference")
    codes = []
    for each in table.tables("codes"):
        code = each.text("code")
        codes.append(Code(code, each.text("description"), f"{reference}, {code}"))
        each.done()
        if [known.code for known in codes].count(code) > 1:
            raise DefinitionError(each.at("code"), "is used twice")
    table.done()
    return tuple(codes)


def _tick_list(table: Table) -> TickList:
    reference = table.text("reference")
    other = table.table("other")
    has_hint = table.has("hint")
    tick_list = TickList(
        id=table.text("id"),
        letter=table.text("letter"),
        label=table.text("label"),
        reference=reference,
        options=tuple(
            _option(each, each.text("id"), reference) for each in table.tables("options")
        ),
        other=_option(other, "other", reference),
        note=table.text_or("note", ""),
        hint=table.text_or("hint", ""),
        hint_reference=table.text("hint_reference") if has_hint else "",
    )
    table.done()
    ids = [option.id for option in tick_list.all_options]
    for index, option in enumerate(tick_list.options):
        if ids.count(option.id) > 1:
            raise DefinitionError(f"{table.at('options')}[{index}].id", "is used twice")
    return tick_list


def _option(table: Table, option_id: str, reference: str) -> Option:
    label = table.text("label")
    meaning = Meaning(table.one_of("meaning", tuple(Meaning)))
    table.done()
    return Option(option_id, label, meaning, f"{reference}, {label}")


def _factor(table: Table, position: int) -> Factor:
    reference = table.text("reference")
    label = table.text("label")
    statements = table.table("statements")
    not_known_at, harm_from_at = table.at("not_known"), table.at("harm_from")
    can_be_harm = table.has("harm_from")
    factor = Factor(
        id=table.text("id"),
        position=position,
        label=label,
        short=table.text_or("short", label),
        reference=reference,
        statements=tuple(_statement(statements, key, reference) for key in statements.rest()),
        change=table.flag("change"),
        not_known=table.integer_or_none("not_known"),
        harm_from=table.integer_or_none("harm_from"),
        harm_reference=table.text("harm_reference") if can_be_harm else "",
        ask=table.text_or("ask", ""),
    )
    statements.done()
    table.done()
    numbers = [statement.number for statement in factor.statements]
    if len(numbers) < 2 or numbers != sorted(set(numbers)):
        raise DefinitionError(statements.path, "must hold two or more numbers in rising order")
    if factor.not_known is not None and factor.not_known not in numbers:
        raise DefinitionError(not_known_at, "must be the number of a statement of this factor")
    if factor.harm_from is not None and factor.harm_from not in numbers[1:]:
        raise DefinitionError(
            harm_from_at, "must be the number of a statement of this factor other than the first"
        )
    return factor


def _statement(table: Table, key: str, reference: str) -> Statement:
    if not (len(key) == 1 and key in "123456789"):
        raise DefinitionError(table.at(key), "must have a number from 1 to 9 as its key")
    return Statement(int(key), table.texts(key), f"{reference}, statement {key}")


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
