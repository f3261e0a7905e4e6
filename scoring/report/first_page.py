"""Collects what the first page of the report says, so that it can be read alone and stays one page."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.answers.model import Answers
from scoring.answers.parsing.normalisation import visible
from scoring.definition import labels
from scoring.definition.model import Field, Instrument, Role
from scoring.report import excerpts, room
from scoring.report.excerpts import Excerpt
from scoring.report.wording import (
    age_wording,
    answer_wording,
    fixed,
    level_wording,
    total_wording,
)
from scoring.rules.result import Evidence, Result

_WORKER_TEXTS = (Role.ACCOUNT, Role.REQUEST, Role.ACTIONS_TAKEN)
# The most blank questions that are named. If there are more, their names need too much room, and they are counted.
_MOST_LISTED = 3
# Lines for the account and for what the worker is asking for.
_ENOUGH_LINES = 9


@dataclass(frozen=True, slots=True)
class WorkerText:
    """One of the worker's texts on the first page: its heading, its field, and its first lines."""

    heading: str
    field: Field
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The texts of the first page.

    `earlier_signs` are signs of harm that only an earlier assessment has. `written` holds what else may describe harm,
    shortened. `is_labels_only` is whether only the labels of these texts have room. `is_crowded` is whether so much is
    not known that the caveat has no room there. It is then below the chart, which takes less height in a reassessment.
    `is_too_long` is whether the page's shortest version still needs more than one page. The signatures are then at the
    top of the second page.
    """

    signs: tuple[str, ...]
    earlier_signs: tuple[str, ...]
    ticked: tuple[str, ...]
    written: tuple[str, ...]
    is_labels_only: bool
    worker_texts: tuple[WorkerText, ...]
    reason: Excerpt
    blank: str
    is_crowded: bool
    is_too_long: bool


def first_page(
    instrument: Instrument,
    answers: Answers,
    result: Result,
    signs_before: tuple[Evidence, ...],
    *,
    notices: Iterable[str] = (),
    change: str = "",
) -> FirstPage:
    """Returns the texts of the first page, each as long as there is room for.

    `notices` are the texts of the boxes above everything else. `change` is the sentence of a reassessment on what has
    changed since the last assessment. These and long lists leave less room for what the worker wrote, which the CSE
    Analysis Form has in full.
    """
    signs = grouped(instrument, result.signs_of_harm)
    earlier_signs = grouped(instrument, signs_before)
    ticked = () if result.signs_of_harm else grouped(instrument, result.also_ticked)
    elsewhere = {
        instrument.field_with_role(role).id for role in (*_WORKER_TEXTS, Role.LEVEL_REASON)
    }
    remarks = [each for each in result.written if each.item not in elsewhere]
    reason = excerpts.excerpt(result.level.reason, 4, room.HALF)
    # The account and the request matter most: what else is written is cut shorter until they have room.
    written: tuple[str, ...] = ()
    lines_left, lines_wanted = 0, _lines_wanted(instrument, answers)
    unknown = _unknown_lines(instrument, answers, result)
    changed = f"{fixed.CHANGED} {change}" if change else ""
    is_crowded = bool(change) and unknown > room.BESIDE_CHART
    if is_crowded:
        unknown -= excerpts.rows(fixed.CAVEAT, room.ASIDE)
    for longest in excerpts.LONGEST_REMARKS:
        written = tuple(_remark(instrument, each, longest) for each in remarks)
        lines_left = room.left(
            head=tuple(filter(None, (*notices, age_wording.age_note(result), changed))),
            harm=(*signs, *earlier_signs, *ticked),
            has_earlier_signs=bool(earlier_signs),
            level=_level_lines(result, reason, is_reassessment=bool(change)),
            written=written,
            unknown=unknown,
        )
        if lines_left >= min(_ENOUGH_LINES, sum(lines_wanted)):
            break
    worker_texts = _worker_texts(instrument, answers, lines_left)
    spare = room.SPARE_IN_REASSESSMENT if change else 0
    is_too_long = lines_left + spare < sum(excerpts.shares(lines_wanted, 0))
    return FirstPage(
        signs,
        earlier_signs,
        ticked,
        written,
        not longest,
        worker_texts,
        reason,
        blank(instrument, answers),
        is_crowded,
        is_too_long,
    )


def _level_lines(result: Result, reason: Excerpt, *, is_reassessment: bool) -> int:
    """Returns the number of printed lines in the box of the level."""
    level = result.level
    lines = 2 * excerpts.rows(level_wording.level_agreed(level), room.HALF - 15) + is_reassessment
    if level.category:
        lines += 4 + len(reason.lines) + excerpts.rows(result.advisory, room.HALF)
    return (
        lines
        + 1
        + sum(excerpts.rows(f"{each.quote}{each.doubt}", room.HALF - 25) for each in result.matched)
    )


def _unknown_lines(instrument: Instrument, answers: Answers, result: Result) -> int:
    """Returns the number of printed lines on what is not known, with the caveat."""
    total = f"Total {total_wording.total_with_base(result.total)} ({total_wording.possible_range(result.total)})."
    texts = [
        f"{total} {total_wording.how_complete(result.total, result.profile)}",
        blank(instrument, answers),
        fixed.CAVEAT,
    ]
    unknown = [instrument.factors[each.position - 1] for each in result.unanswered]
    names = [f"{each.position}. {each.short}" for each in unknown]
    if len(names) > _MOST_LISTED:
        texts.append(f"{'; '.join(names)}. Section 2 shows who to ask.")
    else:
        named = zip(names, unknown, strict=True)
        texts += [f"{name}: not yet answered. Ask {each.ask}." for name, each in named]
    return sum(excerpts.rows(each, room.ASIDE) for each in texts)


def grouped(instrument: Instrument, evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Returns evidence as lines, in which the ticks of one list share a line."""
    lists = {each.id: f"{each.letter}. {each.label}: " for each in instrument.tick_lists}
    lines: dict[str, str] = {}
    for each in evidence:
        key, label = each.item, lists.get(each.item, "")
        lines[key] = f"{lines[key]}; {each.text.removeprefix(label)}" if key in lines else each.text
    return tuple(lines.values())


def blank(instrument: Instrument, answers: Answers) -> str:
    """Returns a sentence on what else is blank that a reader would want to know; empty if nothing is.

    Factors are listed beside it. A blank is never a "no".
    """
    unticked = [
        each.letter
        for each in instrument.tick_lists
        if not answers.ticks_of(each.id).ticked and not visible(answers.ticks_of(each.id).other)
    ]
    texts = [
        labels.in_group(instrument, field)
        for field in instrument.fields
        if field.narrative and field.role is not Role.LEVEL_REASON
        if field not in instrument.record.fields
        if not visible(answers.texts.get(field.id, ""))
    ]
    parts = []
    if unticked:
        parts.append(
            f"the tick boxes in part{'s' if len(unticked) > 1 else ''} {answer_wording.joined_with_and(unticked)}"
        )
    if len(texts) > _MOST_LISTED:
        parts.append(f"{len(texts)} text boxes")
    elif texts:
        parts.append(f"the text under “{'” and “'.join(texts)}”")
    return f"Also left blank: {'; '.join(parts)}." if parts else ""


def _remark(instrument: Instrument, each: Evidence, longest: int) -> str:
    """Returns a text with its label, but without the name of its part, which the reader does not need."""
    text = each.text
    for part in (instrument.analysis.label, instrument.record.label):
        text = text.removeprefix(f"{part}, ")
    for group in instrument.groups:
        # “Ethnicity” needs the heading above it. “Perpetrators’ Name/s” does not.
        if group.label in text.partition(": ")[0].partition(f"{group.label}, ")[2]:
            text = text.removeprefix(f"{group.label}, ")
    label = text.find(": ")
    return excerpts.cut(text, label + longest, "the whole assessment") if longest else text[:label]


def _worker_texts(
    instrument: Instrument, answers: Answers, lines_left: int
) -> tuple[WorkerText, ...]:
    """Returns the account across the page, and the two other texts beside each other."""
    fields = [instrument.field_with_role(role) for role in _WORKER_TEXTS]
    texts = [_text(answers, field) for field in fields]
    for_account, for_pair = excerpts.shares(_lines_wanted(instrument, answers), lines_left)
    headings = (
        "What was seen, heard or reported (worker’s account)",
        fields[1].label,
        fields[2].label,
    )
    return tuple(
        WorkerText(heading, field, excerpts.excerpt(text, lines, width))
        for heading, field, text, lines, width in zip(
            headings, fields, texts, (for_account, for_pair, for_pair), (room.LINE, room.HALF, room.HALF), strict=True
        )
    )  # fmt: skip


def _lines_wanted(instrument: Instrument, answers: Answers) -> tuple[int, int]:
    """Returns the printed lines of the account, and of the longer of the two texts below it."""
    account, *pair = (_text(answers, instrument.field_with_role(role)) for role in _WORKER_TEXTS)
    return excerpts.rows(account, room.LINE), max(excerpts.rows(each, room.HALF) for each in pair)


def _text(answers: Answers, field: Field) -> str:
    """Returns a text as it was typed, without blank lines at its ends."""
    return answers.texts.get(field.id, "").strip("\n")
