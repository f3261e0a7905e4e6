"""Refuses in a definition what only the whole can show: doubled ids, missing roles, names that lead nowhere."""

from collections.abc import Iterator

from scoring.errors import DefinitionError
from scoring.instrument import (
    Condition,
    FactorAtLeast,
    FieldKind,
    Instrument,
    Meaning,
    Role,
    Ticked,
)

# The rules read these as dates and as a code; on a field of another kind an age, say, would silently be missing.
_KINDS = {
    Role.BIRTH_DATE: FieldKind.DATE,
    Role.COMPLETION_DATE: FieldKind.DATE,
    Role.AGREEMENT_DATE: FieldKind.DATE,
    Role.ETHNICITY: FieldKind.CODE,
}


def check(instrument: Instrument) -> None:
    """Raises DefinitionError, naming the id or the words at fault; returns nothing when all is well."""
    _ids(instrument)
    for role in Role:
        if [field.role for field in instrument.fields].count(role) != 1:
            raise DefinitionError("fields", f"must have exactly one field with the role {role}")
    for field in instrument.fields:
        special = field.kind if field.kind in (FieldKind.DATE, FieldKind.CODE) else None
        if field.role and _KINDS.get(field.role) != special:
            raise DefinitionError(field.id, f"is of the wrong kind for the role {field.role}")
    originals = {field.id: field.kind for field in instrument.fields if not field.copy_of}
    for field in instrument.fields:
        if field.copy_of and originals.get(field.copy_of) != field.kind:
            raise DefinitionError(
                field.id, "copy_of must name a field of the same kind that is no copy itself"
            )
    _versions(instrument)
    for category in instrument.risk_category.categories:
        for description in category.descriptions:
            conditions = [condition for group in description.needs for condition in group]
            if not all(_leads_somewhere(instrument, condition) for condition in conditions):
                raise DefinitionError(
                    description.quote,
                    "has a condition that names no tick or number of concern in the instrument",
                )


def _ids(instrument: Instrument) -> None:
    ids = [
        *(group.id for group in instrument.groups),
        *(field.id for field in instrument.fields),
        *(tick_list.id for tick_list in instrument.tick_lists),
        *(factor.id for factor in instrument.factors),
        instrument.risk_category.id,
    ]
    for each in ids:
        if ids.count(each) > 1:
            raise DefinitionError(each, "is used as an id twice")


def _versions(instrument: Instrument) -> None:
    """Each version once, and nothing changed that is not there: what was removed is found without being listed."""
    versions = [*(each.version for each in instrument.earlier_versions), instrument.version]
    for version in versions:
        if versions.count(version) > 1:
            raise DefinitionError(version, "is used as a version twice")
    known = set(_names(instrument))
    for each in instrument.earlier_versions:
        for name in each.changed:
            if name not in known:
                raise DefinitionError(name, "is changed, but is no item or answer of this version")


def _names(instrument: Instrument) -> Iterator[str]:
    """Every item, and every answer of an item that offers some."""
    for field in instrument.fields:
        yield field.id
        yield from (f"{field.id}.{choice}" for choice in field.choices)
        if field.kind is FieldKind.CODE:
            yield from (f"{field.id}.{code.code}" for code in instrument.codes)
    for tick_list in instrument.tick_lists:
        yield tick_list.id
        yield from (f"{tick_list.id}.{option.id}" for option in tick_list.all_options)
    for factor in instrument.factors:
        yield factor.id
        yield from (f"{factor.id}.{statement.number}" for statement in factor.statements)
    part = instrument.risk_category
    yield part.id
    yield from (f"{part.id}.{category.number}" for category in part.categories)


def _leads_somewhere(instrument: Instrument, condition: Condition) -> bool:
    if isinstance(condition, Ticked):
        return any(
            tick_list.id == condition.tick_list
            and any(
                option.id == condition.option and option.meaning is not Meaning.NONE
                for option in tick_list.all_options
            )
            for tick_list in instrument.tick_lists
        )
    if isinstance(condition, FactorAtLeast):
        return any(
            factor.id == condition.factor
            and condition.number > factor.lowest
            and factor.statement(condition.number)
            for factor in instrument.factors
        )
    return True
