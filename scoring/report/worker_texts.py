"""Shortens what the worker wrote for the first page of the report: the account, the request and the actions taken."""

from dataclasses import dataclass

from scoring.answers.model import Answers
from scoring.definition.model import Field, Instrument, Role
from scoring.report import excerpts, room
from scoring.report.excerpts import Excerpt

ROLES = (Role.ACCOUNT, Role.REQUEST, Role.ACTIONS_TAKEN)


@dataclass(frozen=True, slots=True)
class WorkerText:
    """One of the worker's texts on the first page: its heading, its field, and its first lines."""

    heading: str
    field: Field
    excerpt: Excerpt


def worker_texts(
    instrument: Instrument, answers: Answers, lines_left: int
) -> tuple[WorkerText, ...]:
    """Returns the account across the page, and the two other texts beside each other."""
    fields = [instrument.field_with_role(role) for role in ROLES]
    texts = [_text(answers, field) for field in fields]
    for_account, for_pair = excerpts.shares(lines_wanted(instrument, answers), lines_left)
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


def lines_wanted(instrument: Instrument, answers: Answers) -> tuple[int, int]:
    """Returns the printed lines of the account, and of the longer of the two texts below it."""
    account, *pair = (_text(answers, instrument.field_with_role(role)) for role in ROLES)
    return excerpts.rows(account, room.LINE), max(excerpts.rows(each, room.HALF) for each in pair)


def _text(answers: Answers, field: Field) -> str:
    """Returns a text as it was typed, without blank lines at its ends."""
    return answers.texts.get(field.id, "").strip("\n")
