"""Reads instrument.toml into an `Instrument`, or refuses it and names the path of the fault."""

import tomllib

from scoring import own_files
from scoring.consistency import check
from scoring.definition_fields import read_fields
from scoring.definition_risk import read_risk_category
from scoring.errors import DefinitionError
from scoring.instrument import (
    Analysis,
    Code,
    EarlierVersion,
    Factor,
    Group,
    Heading,
    Instrument,
    Meaning,
    Mended,
    Option,
    Quotation,
    Statement,
    TickList,
)
from scoring.tables import Table

FORMAT = 1


def load() -> Instrument:
    """The instrument that this package ships; raises DefinitionError where the file is broken."""
    return parse(own_files.read("instrument.toml"))


def parse(text: str) -> Instrument:
    """An instrument from the text of a definition file.

    Raises DefinitionError with the path of the first fault: no TOML, an unknown or missing key, a wrong type, a doubled
    id, a role that is missing or doubled, a condition that names nothing, or a description that would let answers
    point to the lowest category.
    """
    try:
        top = Table(tomllib.loads(text), "")
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("", f"is not valid TOML: {error}") from error
    if top.integer("format") != FORMAT:
        raise DefinitionError("format", f"must be {FORMAT}")
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
        mended=tuple(_mended(table) for table in top.tables("mended")),
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


def _mended(table: Table) -> Mended:
    mended = Mended(table.text("printed"), table.text("here"))
    table.done()
    return mended


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
    not_known_at = table.at("not_known")
    factor = Factor(
        id=table.text("id"),
        position=position,
        label=label,
        short=table.text_or("short", label),
        reference=reference,
        statements=tuple(_statement(statements, key, reference) for key in statements.rest()),
        change=table.flag("change"),
        not_known=table.integer_or_none("not_known"),
    )
    table.done()
    numbers = [statement.number for statement in factor.statements]
    if len(numbers) < 2 or numbers != sorted(set(numbers)):
        raise DefinitionError(statements.path, "must hold two or more numbers in rising order")
    if factor.not_known is not None and factor.not_known not in numbers:
        raise DefinitionError(not_known_at, "must be the number of a statement of this factor")
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
