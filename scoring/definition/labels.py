"""Question labels: how a message, a list or a report names each question of the form."""

from scoring.definition.model import Field, Instrument


def of_field(instrument: Instrument, field: Field) -> str:
    """Returns a field's label, with the heading above it if another field has the same label."""
    if [each.label for each in instrument.fields].count(field.label) == 1:
        return field.label
    return next(
        f"{group.label}: {field.label}" for group in instrument.groups if field in group.fields
    )


def in_group(instrument: Instrument, field: Field) -> str:
    """Returns a field's label, with the heading above it if the label does not contain it."""
    groups = [group.label for group in instrument.groups if field in group.fields]
    return ": ".join([*(each for each in groups if each not in field.label), field.label])


def of_questions(instrument: Instrument) -> dict[str, str]:
    """Returns the label of every question by its id, in the order of the form."""
    category = instrument.risk_category
    labels = {
        **{field.id: of_field(instrument, field) for field in instrument.fields},
        **{each.id: f"{each.letter}. {each.label}" for each in instrument.tick_lists},
        **{factor.id: f"{factor.position}. {factor.label}" for factor in instrument.factors},
        category.id: category.label,
        **{each.id: each.label for each in instrument.record.lists},
    }
    return {item: labels[item] for item in instrument.items}
