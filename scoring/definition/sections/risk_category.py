"""Reads the risk categories: the response guidance and the conditions under which answers match its wording."""

from scoring.definition.fields import read_fields
from scoring.definition.model import (
    AnySignOfHarm,
    Category,
    Condition,
    Description,
    FactorAtLeast,
    RiskCategory,
    Ticked,
)
from scoring.definition.toml_table import Table
from scoring.errors import DefinitionError


def read_risk_category(table: Table) -> RiskCategory:
    """Returns the risk category; raises DefinitionError with the path of the first fault."""
    risk_category = RiskCategory(
        id=table.text("id"),
        label=table.text("label"),
        instruction=table.text("instruction"),
        guidance_label=table.text("guidance_label"),
        reference=table.text("reference"),
        fields=read_fields(table),
        categories=tuple(_category(each) for each in table.tables("categories")),
    )
    table.done()
    if [each.number for each in risk_category.categories] != [1, 2, 3]:
        raise DefinitionError(table.at("categories"), "must be numbered 1, 2, 3 in this order")
    if risk_category.categories[0].descriptions:
        raise DefinitionError(
            table.at("categories[0].descriptions"),
            "must be left out, because no answer may point to the lowest category",
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
        note=table.text_or("note", ""),
    )
    table.done()
    words = " ".join((*category.label, *category.guidance))
    for index, description in enumerate(category.descriptions):
        if description.quote not in words:
            raise DefinitionError(
                f"{table.at('descriptions')}[{index}].quote",
                "must quote the label or guidance of this category",
            )
    return category


def _description(table: Table, reference: str) -> Description:
    quote = table.text("quote")
    needs = []
    for index, group in enumerate(table.items("needs")):
        path = f"{table.at('needs')}[{index}]"
        if not isinstance(group, list) or not group:
            raise DefinitionError(path, "must be a list of conditions")
        needs.append(
            tuple(read_condition(Table(each, f"{path}[{n}]")) for n, each in enumerate(group))
        )
    table.done()
    return Description(quote, tuple(needs), reference)


def read_condition(table: Table) -> Condition:
    """Returns one condition on the answers; raises DefinitionError if the table is not a condition."""
    condition: Condition
    if table.has("factor"):
        condition = FactorAtLeast(
            table.text("factor"), table.integer("at_least"), table.text_or("doubt", "")
        )
    elif table.has("tick"):
        condition = Ticked(table.text("tick"), table.text("option"))
    elif table.flag("signs_of_harm"):
        condition = AnySignOfHarm()
    else:
        raise DefinitionError(table.path, "must name a factor, a tick or signs_of_harm = true")
    table.done()
    return condition
