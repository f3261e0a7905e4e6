"""The words of a comparison of two files: what each side answers, who gave it, and what happens without a choice."""

from scoring.answers.envelope import provenance
from scoring.answers.envelope.assessment import Assessment
from scoring.answers.merging import differences, same_assessment
from scoring.answers.merging.differences import Difference
from scoring.answers.model import NOT_KNOWN, Answers, Entry
from scoring.definition import labels
from scoring.definition.entry_lists import ABOUT, EntryList
from scoring.definition.model import Factor, Field, Instrument, TickList
from scoring.report.wording import answer_wording, comparison_wording, fixed

_LABELS = {
    differences.BY_HAND: "Total entered by hand",
    differences.EARLIER: "Earlier assessments of this child",
}
# Who gave an answer, where the file that it was taken from does not say.
NO_NAME = "a worker who is not named"
KEPT_LONGER = (
    "One of the two versions of this assessment has earlier assessments that the other does not have. If you combine "
    "the versions in the form, all the earlier assessments are kept."
)
TWO_HISTORIES = (
    "The two versions of this assessment have different earlier assessments. If you combine the versions in the form, "
    "the earlier assessments that you do not choose stay only in the saved file that they came from. Save the form to "
    "a file first, and keep both files."
)


def label(instrument: Instrument, difference: Difference) -> str:
    """Returns the question of a difference, as the form words it."""
    return _LABELS.get(difference.item) or labels.of_questions(instrument)[difference.item]


def side(instrument: Instrument, assessment: Assessment, difference: Difference) -> list[str]:
    """Returns what one side answers, in words and one line for each part. It is empty if there is no answer."""
    if difference.item == differences.BY_HAND:
        return [assessment.by_hand] if assessment.by_hand else []
    if difference.item == differences.EARLIER:
        days = [comparison_wording.day(instrument, each) for each in assessment.earlier]
        return [f"Assessment of {day}" if day else "Assessment without a date" for day in days]
    lines = {item: _lines(instrument, assessment, item) for item in difference.items}
    if len(lines) == 1:
        return lines[difference.item]
    names = labels.of_questions(instrument)
    return [f"{names[item]}: {line}" for item, all_lines in lines.items() for line in all_lines]


def given_by(instrument: Instrument, assessment: Assessment) -> str:
    """Returns who completed a file and when, such as “Sam Example, 3 March 2026”. Empty if it says neither."""
    taken = provenance.of_file(instrument, "", assessment.answers)
    return ", ".join(part for part in (taken.worker, taken.date) if part)


def notes(
    instrument: Instrument,
    current: Assessment,
    other: Assessment,
    all_differences: tuple[Difference, ...],
) -> list[str]:
    """Returns what a person must know before choosing: what to check, and what is kept without a choice."""
    same = same_assessment.check(instrument, current, other)
    if any(each.item == differences.EARLIER for each in all_differences):
        return [*same, TWO_HISTORIES]
    if len(current.earlier) != len(other.earlier):
        return [*same, KEPT_LONGER]
    return list(same)


def taken_questions(instrument: Instrument, assessment: Assessment) -> dict[str, list[str]]:
    """Returns the questions whose answers were taken from another file, by who gave the answers and when."""
    names = labels.of_questions(instrument)
    labels_by_source: dict[str, list[str]] = {}
    for each in assessment.merged:
        giver = ", ".join(part for part in (each.worker or NO_NAME, each.date) if part)
        question = f"{names[each.item]}{' (changed since)' if each.changed else ''}"
        labels_by_source.setdefault(giver, []).append(question)
    return labels_by_source


def _lines(instrument: Instrument, assessment: Assessment, item: str) -> list[str]:
    answers = assessment.answers
    for field in instrument.fields:
        if field.id == item:
            return _field(instrument, answers, field)
    for tick_list in instrument.tick_lists:
        if tick_list.id == item:
            return _ticks(tick_list, assessment)
    for factor in instrument.factors:
        if factor.id == item:
            return _factor(factor, answers)
    for entry_list in instrument.record.lists:
        if entry_list.id == item:
            return [
                _entry(instrument, entry_list, each) for each in answers.entries_of(entry_list.id)
            ]
    category = instrument.risk_category.category(answers.category or 0)
    return [f"{category.number} ({category.level})"] if category else []


def _field(instrument: Instrument, answers: Answers, field: Field) -> list[str]:
    text = answer_wording.answer(instrument, answers, field)
    return [text] if text else []


def _ticks(tick_list: TickList, assessment: Assessment) -> list[str]:
    ticks = assessment.answers.ticks_of(tick_list.id)
    unconfirmed = assessment.to_confirm.get(tick_list.id, ())
    return [
        option.label
        + (f": {ticks.other}" if option is tick_list.other and ticks.other else "")
        + (f" ({fixed.NOT_CONFIRMED})" if option.id in unconfirmed else "")
        for option in tick_list.all_options
        if option.id in ticks.ticked
    ]


def _factor(factor: Factor, answers: Answers) -> list[str]:
    answer = answers.factors.get(factor.id)
    if answer is None:
        return []
    statement = None if answer == NOT_KNOWN else factor.statement(answer)
    return [f"{statement.number} {' or '.join(statement.texts)}" if statement else "Not known"]


def _entry(instrument: Instrument, entry_list: EntryList, entry: Entry) -> str:
    """Returns an entry with the labels of its fields, and its subject."""
    parts = [
        f"{field.label}: {entry[field.id]}" for field in entry_list.fields if field.id in entry
    ]
    if ABOUT in entry:
        parts.insert(0, f"About: {instrument.subjects(entry_list)[entry[ABOUT]]}")
    return "\n".join(parts)
