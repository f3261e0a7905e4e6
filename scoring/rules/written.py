"""Collects unscored text and ticks, so that a report never contradicts what the worker recorded."""

from scoring.answers.model import OTHER, Answers
from scoring.answers.parsing import normalisation
from scoring.definition.entry_lists import EntryList
from scoring.definition.model import Field, FieldKind, Instrument, Meaning, TickList
from scoring.rules import evidence
from scoring.rules.result import Evidence


def written(instrument: Instrument, answers: Answers) -> tuple[Evidence, ...]:
    """Returns the texts that may describe harm and are not signs of harm themselves, in the order of the form.

    These are the fields marked `narrative`, the text beside each "Other" that is not a sign of harm, and the number of
    entries of each narrative list of the case record.
    """
    by_item = {
        **{
            each.id: _beside_other(each, answers.ticks_of(each.id).other)
            for each in instrument.tick_lists
            if is_written(answers, each.id)
            if each.other.meaning is not Meaning.HARM
            or evidence.is_denied(instrument, answers, each, each.other)
        },
        **{
            field.id: _in_field(instrument, field, answers.texts[field.id])
            for field in instrument.fields
            if field.narrative and is_written(answers, field.id)
        },
        **{
            each.id: _in_list(instrument, each, answers)
            for each in instrument.record.lists
            if each.narrative and answers.entries_of(each.id)
        },
    }
    return tuple(by_item[item] for item in instrument.items if item in by_item)


def also_ticked(instrument: Instrument, answers: Answers) -> tuple[Evidence, ...]:
    """Returns the other ticks of the lists that hold signs of harm (parts D, E and F), also "Unknown"."""
    return tuple(
        evidence.of_tick(tick_list, option, answers)
        for tick_list in instrument.tick_lists
        if any(each.meaning is Meaning.HARM for each in tick_list.all_options)
        for option in tick_list.all_options
        if option.meaning is not Meaning.HARM
        if option.id in answers.ticks_of(tick_list.id).ticked
        # A tick with text is listed by `written`.
        if option.id != OTHER or not is_written(answers, tick_list.id)
    )


def is_written(answers: Answers, item: str) -> bool:
    """Reports whether a field, or the "Other" of a list, has visible text."""
    text = answers.texts.get(item) or answers.ticks_of(item).other
    return bool(normalisation.visible(text))


def _beside_other(tick_list: TickList, text: str) -> Evidence:
    return Evidence(
        tick_list.id,
        f"{tick_list.letter}. {tick_list.label}, {tick_list.other.label}: "
        f"{evidence.shortened(text, 'Section 1')}",
        tick_list.other.reference,
    )


def _in_field(instrument: Instrument, field: Field, text: str) -> Evidence:
    group = next((each.label for each in instrument.groups if field in each.fields), "")
    part = group or next(
        label
        for label, fields in (
            (instrument.analysis.label, instrument.analysis.fields),
            (instrument.risk_category.label, instrument.risk_category.fields),
            (instrument.record.label, instrument.record.fields),
        )
        if field in fields
    )
    # The report prints the fields of the risk category under this heading.
    below = "Level of risk" if field in instrument.risk_category.fields else part
    section = "Section 1" if group else below
    code = instrument.code(text) if field.kind is FieldKind.CODE else None
    return Evidence(
        field.id,
        f"{part}, {field.label}: {code or evidence.shortened(text, section)}",
        field.reference,
    )


def _in_list(instrument: Instrument, entry_list: EntryList, answers: Answers) -> Evidence:
    count = len(answers.entries_of(entry_list.id))
    entries = "1 entry" if count == 1 else f"{count} entries"
    return Evidence(
        entry_list.id,
        f"{instrument.record.label}, {entry_list.label}: {entries}",
        entry_list.reference,
    )
