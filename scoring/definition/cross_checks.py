"""Cross-checks a whole definition: duplicate ids, missing roles and references to items that do not exist."""

from collections.abc import Iterator

from scoring.definition.entry_lists import ABOUT, FACTORS
from scoring.definition.model import (
    FactorAtLeast,
    FieldKind,
    Instrument,
    Meaning,
    Prompt,
    PromptCondition,
    Role,
    Ticked,
    TickedIn,
    Written,
)
from scoring.errors import DefinitionError

# The rules read these as dates and as a code. With another kind of field, an age, for example, would be missing.
_KINDS = {
    Role.BIRTH_DATE: FieldKind.DATE,
    Role.COMPLETION_DATE: FieldKind.DATE,
    Role.AGREEMENT_DATE: FieldKind.DATE,
    Role.ETHNICITY: FieldKind.CODE,
}


def check(instrument: Instrument) -> None:
    """Raises DefinitionError, naming the id or the text at fault, if the definition is inconsistent."""
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
                field.id, "copy_of must name a field of the same kind that is not a copy itself"
            )
    _entry_lists(instrument)
    _versions(instrument)
    for category in instrument.risk_category.categories:
        for description in category.descriptions:
            conditions = [condition for group in description.needs for condition in group]
            if not all(_leads_somewhere(instrument, condition) for condition in conditions):
                raise DefinitionError(
                    description.quote,
                    "has a condition that cannot be used here. Use only boxes that mean “harm” or “risk”, or a "
                    "factor number above the lowest",
                )
    for doubt in instrument.doubts:
        if not _leads_somewhere(instrument, doubt.settled_by):
            raise DefinitionError(
                doubt.id, "names a tick under “settled_by” that is not in the instrument"
            )
    for prompt in instrument.prompts:
        _prompt(instrument, prompt)


def _prompt(instrument: Instrument, prompt: Prompt) -> None:
    conditions = [*(each for group in prompt.when for each in group), *prompt.unless]
    if prompt.at not in instrument.items:
        raise DefinitionError(prompt.id, "is shown beside an item that is not in the instrument")
    if not all(_is_there(instrument, condition) for condition in conditions):
        raise DefinitionError(
            prompt.id, "has a condition that names something that is not in the instrument"
        )


def _ids(instrument: Instrument) -> None:
    ids = [
        *(group.id for group in instrument.groups),
        *(field.id for field in instrument.fields),
        *(tick_list.id for tick_list in instrument.tick_lists),
        *(factor.id for factor in instrument.factors),
        instrument.risk_category.id,
        *(entry_list.id for entry_list in instrument.record.lists),
    ]
    for each in ids:
        if ids.count(each) > 1:
            raise DefinitionError(each, "is used as an id twice")


def _entry_lists(instrument: Instrument) -> None:
    """Checks that the fields of each entry list have different ids, and that what its entries are about exists."""
    known = {FACTORS, *(each.id for each in instrument.tick_lists)}
    for entry_list in instrument.record.lists:
        ids = [ABOUT, *(field.id for field in entry_list.fields)]
        for each in ids:
            if ids.count(each) > 1:
                raise DefinitionError(f"{entry_list.id}.{each}", "is used as an id twice")
        if not known.issuperset(entry_list.about):
            raise DefinitionError(
                entry_list.id,
                "has something under “about” that is not a tick list of the instrument",
            )


def _versions(instrument: Instrument) -> None:
    """Checks that each version is listed once and every changed item exists. Removed items need no entry."""
    versions = [*(each.version for each in instrument.earlier_versions), instrument.version]
    for version in versions:
        if versions.count(version) > 1:
            raise DefinitionError(version, "is used as a version twice")
    known = set(_names(instrument))
    for each in instrument.earlier_versions:
        for name in each.changed:
            if name not in known:
                raise DefinitionError(
                    name, "is listed as changed, but is not an item or answer of this version"
                )


def _names(instrument: Instrument) -> Iterator[str]:
    """Yields the id of every item, and of every answer of an item that offers choices."""
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
    yield from (entry_list.id for entry_list in instrument.record.lists)
    part = instrument.risk_category
    yield part.id
    yield from (f"{part.id}.{category.number}" for category in part.categories)


def _is_there(instrument: Instrument, condition: PromptCondition) -> bool:
    """Reports whether a prompt's condition refers to something that exists. Here any tick is allowed."""
    if isinstance(condition, Ticked):
        return f"{condition.tick_list}.{condition.option}" in _names(instrument)
    if isinstance(condition, TickedIn):
        return condition.tick_list in [each.id for each in instrument.tick_lists]
    if isinstance(condition, Written):
        items = {field.id for field in instrument.fields} | {
            each.id for each in instrument.tick_lists
        }
        return items.issuperset(condition.items)
    return _leads_somewhere(instrument, condition)


def _leads_somewhere(instrument: Instrument, condition: PromptCondition) -> bool:
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
        ) and condition.doubt in ("", *(doubt.id for doubt in instrument.doubts))
    return True
