"""Exceptions with structured data: a code for programs, a path to the field and a message for people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem with an answer, for a person to check.

    `code` is for programs, `path` names the place (such as ``answers.factor-3``), and `message` tells people what is
    wrong and what to do. None of the three ever repeats what was typed.
    """

    code: str
    path: str
    message: str


class ScoringError(Exception):
    """Base class of the errors that this package raises on purpose."""

    def __init__(self, code: str, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.problem = Problem(code, path, message)


class DefinitionError(ScoringError):
    """A definition file (the instrument or the contacts) is invalid at `problem.path`.

    For an unknown key, `known` holds the keys that the table may have. `also` holds other faults found in the same
    reading.
    """

    def __init__(self, path: str, message: str, known: tuple[str, ...] = ()) -> None:
        super().__init__("definition", path, message)
        self.known = known
        self.also: tuple[DefinitionError, ...] = ()


class AnswersError(ScoringError):
    """Answers cannot be read as answers to this instrument, so nothing is computed from them."""
