"""Reads fields with a typed or chosen answer from TOML, for Section 1 A, the agreed level and the analysis."""

from scoring.definition.model import Field, FieldKind, Role
from scoring.definition.toml_table import Table


def read_fields(table: Table) -> tuple[Field, ...]:
    """Returns the fields listed in a table; raises DefinitionError with the path of the first fault."""
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
        narrative=table.flag("narrative"),
        verbatim=table.flag("verbatim"),
    )
    table.done()
    return field
