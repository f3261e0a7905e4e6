"""Reads instrument.toml into an `Instrument`, or refuses it and names the path of the fault."""

import tomllib
from importlib import resources

from scoring.consistency import check
from scoring.errors import DefinitionError
from scoring.instrument import (
    Analysis,
    AnySignOfHarm,
    Category,
    Code,
    Condition,
    Description,
    Factor,
    FactorAtLeast,
    Field,
    FieldKind,
    Group,
    Heading,
    Instrument,
    Meaning,
    Mended,
    Option,
    Quotation,
    RiskCategory,
    Role,
    Statement,
    Ticked,
    TickList,
)
from scoring.tables import Table

FORMAT = 1


def load() -> Instrument:
    """The instrument that this package ships; raises DefinitionError where the file is broken."""
    return parse(resources.files("scoring").joinpath("instrument.toml").read_text("utf-8"))


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
        risk_category=_risk_category(top.table("risk_category")),
        analysis=_analysis(top.table("analysis")),
        mended=tuple(_mended(table) for table in top.tables("mended")),
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


def _group(table: Table) -> Group:
    group = Group(
        id=table.text("id"),
        label=table.text("label"),
        reference=table.text("reference"),
        fields=_fields(table),
    )
    table.done()
    return group


def _fields(table: Table) -> tuple[Field, ...]:
    return tuple(_field(each) for each in table.tables("fields"))


def _field(table: Table) -> Field:
    kind = FieldKind(table.one_of("kind", tuple(FieldKind)))
    field = Field(
        id=table.text("id"),
        label=table.text("label"),
        kind=kind,
        reference=table.text("reference"),
        hint=table.text_or("hint", ""),
        role=Role(table.one_of("role", tuple(Role))) if table.has("role") else None,
        choices=table.texts("choices") if kind is FieldKind.CHOICE else (),
        identifying=table.flag("identifying"),
        addition=table.flag("addition"),
        copy_of=table.text_or("copy_of", ""),
    )
    table.done()
    return field


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
        statements=tuple(_statement(statements, key, reference) for key in statements.keys()),
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
    if not (key.isascii() and key.isdecimal() and str(int(key)) == key and int(key) > 0):
        raise DefinitionError(table.at(key), "must have a whole number above 0 as its key")
    return Statement(int(key), table.texts(key), f"{reference}, statement {key}")


def _risk_category(table: Table) -> RiskCategory:
    risk_category = RiskCategory(
        id=table.text("id"),
        label=table.text("label"),
        instruction=table.text("instruction"),
        guidance_label=table.text("guidance_label"),
        reference=table.text("reference"),
        fields=_fields(table),
        categories=tuple(_category(each) for each in table.tables("categories")),
    )
    table.done()
    if [each.number for each in risk_category.categories] != [1, 2, 3]:
        raise DefinitionError(table.at("categories"), "must be numbered 1, 2, 3 in this order")
    if risk_category.categories[0].descriptions:
        raise DefinitionError(
            table.at("categories[0].descriptions"),
            "must be absent: no answers may point down to the lowest category",
        )
    return risk_category


def _category(table: Table) -> Category:
    reference = table.text("reference")
    has_descriptions = table.has("descriptions")
    category = Category(
        number=table.integer("number"),
        level=table.text("level"),
        label=table.texts("label"),
        guidance=table.texts("guidance"),
        reference=reference,
        descriptions=tuple(_description(each, reference) for each in table.tables("descriptions"))
        if has_descriptions
        else (),
    )
    table.done()
    words = " ".join((*category.label, *category.guidance))
    for index, description in enumerate(category.descriptions):
        if description.quote not in words:
            raise DefinitionError(
                f"{table.at('descriptions')}[{index}].quote", "must be words of this category's row"
            )
    return category


def _description(table: Table, reference: str) -> Description:
    quote = table.text("quote")
    needs = []
    for index, group in enumerate(table.items("needs")):
        path = f"{table.at('needs')}[{index}]"
        if not isinstance(group, list) or not group:
            raise DefinitionError(path, "must be a list of conditions")
        needs.append(tuple(_condition(Table(each, f"{path}[{n}]")) for n, each in enumerate(group)))
    table.done()
    return Description(quote, tuple(needs), reference)


def _condition(table: Table) -> Condition:
    condition: Condition
    if table.has("factor"):
        condition = FactorAtLeast(table.text("factor"), table.integer("at_least"))
    elif table.has("tick"):
        condition = Ticked(table.text("tick"), table.text("option"))
    elif table.flag("signs_of_harm"):
        condition = AnySignOfHarm()
    else:
        raise DefinitionError(table.path, "must name a factor, a tick or signs_of_harm = true")
    table.done()
    return condition


def _analysis(table: Table) -> Analysis:
    analysis = Analysis(
        label=table.text("label"),
        take_action=table.text("take_action"),
        reference=table.text("reference"),
        fields=_fields(table),
    )
    table.done()
    return analysis
