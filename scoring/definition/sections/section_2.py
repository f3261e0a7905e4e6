"""Reads Section Two: the risk factors with their statements and numbers."""

from scoring.definition.model import Factor, Statement
from scoring.definition.toml_table import Table
from scoring.errors import DefinitionError


def read_factor(table: Table, position: int) -> Factor:
    """Returns a risk factor; raises DefinitionError with the path of the first fault."""
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
