"""Reads Section One: the groups of details, the ethnicity codes, and the lists to tick (B to F)."""

from scoring.definition.fields import read_fields
from scoring.definition.model import Code, Group, Meaning, Option, TickList
from scoring.definition.toml_table import Table
from scoring.errors import DefinitionError


def read_group(table: Table) -> Group:
    """Returns a group of details; raises DefinitionError with the path of the first fault."""
    group = Group(
        id=table.text("id"),
        label=table.text("label"),
        reference=table.text("reference"),
        fields=read_fields(table),
    )
    table.done()
    return group


def read_codes(table: Table) -> tuple[Code, ...]:
    """Returns the ethnicity codes; raises DefinitionError with the path of the first fault."""
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


def read_tick_list(table: Table) -> TickList:
    """Returns a list to tick; raises DefinitionError with the path of the first fault."""
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
