"""Collects what the first page of the report says, so that it can be read alone and stays one page."""

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.answers.model import Answers
from scoring.definition.model import Instrument, Role
from scoring.report import excerpts, room, worker_texts
from scoring.report.excerpts import Excerpt
from scoring.report.wording import (
    age_wording,
    blank_wording,
    evidence_wording,
    fixed,
    level_wording,
    total_wording,
)
from scoring.report.worker_texts import WorkerText
from scoring.rules.result import Evidence, Result

# Lines for the account and for what the worker is asking for.
_ENOUGH_LINES = 9


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
    signs = evidence_wording.grouped(instrument, result.signs_of_harm)
    earlier_signs = evidence_wording.grouped(instrument, signs_before)
    ticked = (
        () if result.signs_of_harm else evidence_wording.grouped(instrument, result.also_ticked)
    )
    elsewhere = {
        instrument.field_with_role(role).id for role in (*worker_texts.ROLES, Role.LEVEL_REASON)
    }
    remarks = [each for each in result.written if each.item not in elsewhere]
    reason = excerpts.excerpt(result.level.reason, 4, room.HALF)
    # The account and the request matter most: what else is written is cut shorter until they have room.
    written: tuple[str, ...] = ()
    lines_left, lines_wanted = 0, worker_texts.lines_wanted(instrument, answers)
    unknown = _unknown_lines(instrument, answers, result)
    changed = f"{fixed.CHANGED} {change}" if change else ""
    is_crowded = bool(change) and unknown > room.BESIDE_CHART
    if is_crowded:
        unknown -= excerpts.rows(fixed.CAVEAT, room.ASIDE)
    for longest in excerpts.LONGEST_REMARKS:
        written = tuple(evidence_wording.remark(instrument, each, longest) for each in remarks)
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
    spare = room.SPARE_IN_REASSESSMENT if change else 0
    is_too_long = lines_left + spare < sum(excerpts.shares(lines_wanted, 0))
    return FirstPage(
        signs,
        earlier_signs,
        ticked,
        written,
        not longest,
        worker_texts.worker_texts(instrument, answers, lines_left),
        reason,
        blank_wording.left_blank(instrument, answers),
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
        blank_wording.left_blank(instrument, answers),
        fixed.CAVEAT,
    ]
    unknown = [instrument.factors[each.position - 1] for each in result.unanswered]
    names = [f"{each.position}. {each.short}" for each in unknown]
    if len(names) > blank_wording.MOST_LISTED:
        texts.append(f"{'; '.join(names)}. Section 2 shows who to ask.")
    else:
        named = zip(names, unknown, strict=True)
        texts += [f"{name}: not yet answered. Ask {each.ask}." for name, each in named]
    return sum(excerpts.rows(each, room.ASIDE) for each in texts)
