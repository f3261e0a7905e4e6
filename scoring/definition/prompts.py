"""Reads the rules added by this project: prompts, doubts about matches, placeholders and the advisory line."""

from scoring.definition.model import (
    Advisory,
    Doubt,
    Placeholders,
    Prompt,
    PromptCondition,
    Ticked,
    TickedIn,
    Written,
)
from scoring.definition.sections.risk_category import read_condition
from scoring.definition.toml_table import Table
from scoring.errors import DefinitionError


def read_prompts(top: Table) -> tuple[Prompt, ...]:
    """Returns the prompts in the order of the file; raises DefinitionError with the path of the first fault."""
    prompts = tuple(_prompt(table) for table in top.tables("prompts"))
    ids = [prompt.id for prompt in prompts]
    for each in ids:
        if ids.count(each) > 1:
            raise DefinitionError(each, "is used as the id of two prompts")
    return prompts


def read_doubts(top: Table) -> tuple[Doubt, ...]:
    """Returns the doubts; raises DefinitionError with the path of the first fault."""
    return tuple(_doubt(table) for table in top.tables("doubts"))


def read_placeholders(table: Table) -> Placeholders:
    """Returns the placeholders; raises DefinitionError with the path of the first fault."""
    placeholders = Placeholders(
        frozenset(table.texts("words")),
        table.texts("starts"),
        frozenset(table.texts("reasonless")),
        table.text("reference"),
    )
    table.done()
    return placeholders


def read_advisory(table: Table) -> Advisory:
    """Returns the advisory line; raises DefinitionError with the path of the first fault."""
    advisory = Advisory(table.integer("under_age"), table.text("text"), table.text("reference"))
    table.done()
    return advisory


def _prompt(table: Table) -> Prompt:
    prompt = Prompt(
        id=table.text("id"),
        at=table.text("at"),
        text=table.text("text"),
        when=tuple(
            _conditions(group, f"{table.at('when')}[{index}]")
            for index, group in enumerate(table.items("when"))
        ),
        unless=_conditions(table.items("unless"), table.at("unless"))
        if table.has("unless")
        else (),
        reference=table.text("reference"),
    )
    table.done()
    return prompt


def _conditions(group: object, path: str) -> tuple[PromptCondition, ...]:
    if not isinstance(group, list) or not group:
        raise DefinitionError(path, "must be a list of conditions")
    return tuple(_condition(Table(each, f"{path}[{n}]")) for n, each in enumerate(group))


def _condition(table: Table) -> PromptCondition:
    condition: PromptCondition
    if table.has("ticked_in"):
        condition = TickedIn(table.text("ticked_in"))
    elif table.has("written"):
        condition = Written(table.texts("written"))
    else:
        return read_condition(table)
    table.done()
    return condition


def _doubt(table: Table) -> Doubt:
    settled_by = table.table("settled_by")
    doubt = Doubt(
        id=table.text("id"),
        text=table.text("text"),
        settled_by=Ticked(settled_by.text("tick"), settled_by.text("option")),
        reference=table.text("reference"),
    )
    settled_by.done()
    table.done()
    return doubt
