"""Reads a person's decisions on typed answers that the audit cannot classify (option ``--decisions``)."""

from collections.abc import Mapping
from pathlib import Path

from scoring.audit.audit_row import Undecided
from scoring.audit.typed_answers import NOT_KNOWN
from scoring.cli import files
from scoring.cli.console import CommandError

# The format of a line. The file name comes last, because it may contain commas.
LINE = "question,answer,file"


class Decisions:
    """Decisions from a file, one per line, such as ``disability,No,folder/assessment.cse``; or one for all answers."""

    def __init__(self, file: Path | None, *, rest_unknown: bool) -> None:
        """Reads the file; raises CommandError if a line does not have three parts."""
        self._rest_unknown = rest_unknown
        self._given = {} if file is None else dict(_lines(file))

    def of(self, file: Path, undecided: tuple[Undecided, ...]) -> Mapping[str, str]:
        """Returns the decided answer of each question; raises CommandError for an answer that is not a choice."""
        decisions = {}
        for each in undecided:
            answer = self._given.get((each.key, str(file)))
            if answer is None and self._rest_unknown:
                answer = NOT_KNOWN
            if answer is not None:
                decisions[each.key] = _choice(each, answer, file)
        return decisions


def question(each: Undecided) -> str:
    """Returns a message that asks a person for a decision, without repeating the answer."""
    return (
        f"{each.label} has an answer that cannot be counted without a decision. Choose from: "
        f"{'; '.join(each.answers)}. Add a line “{each.key},ANSWER,FILE” to the file that --decisions names. Or use "
        "--undecided-as-not-known to count all of these answers as not known."
    )


def _choice(each: Undecided, answer: str, file: Path) -> str:
    for choice in each.answers:
        if choice.casefold() == answer.strip().casefold():
            return choice
    raise CommandError(
        f"The decision on {each.label} must be one of: {'; '.join(each.answers)}",
        code="decision",
        file=file,
    )


def _lines(file: Path) -> list[tuple[tuple[str, str], str]]:
    lines = []
    for number, line in enumerate(files.text_of(file).splitlines(), 1):
        parts = [part.strip() for part in line.split(",", 2)]
        if not line.strip():
            continue
        if len(parts) != 3:
            raise CommandError(f"line {number} must be: {LINE}", code="decision", file=file)
        lines.append(((parts[0], parts[2]), parts[1]))
    return lines
