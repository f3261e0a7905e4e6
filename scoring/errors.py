"""One tree of errors that carry data, so that a page can name the field and a program can act on the code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about an answer that a person has to look at.

    `code` is for programs, `path` names the place (such as ``answers.factor-3``), `message` is one sentence for people
    that says what is wrong and what to do. None of the three ever repeats what was typed.
    """

    code: str
    path: str
    message: str


class ScoringError(Exception):
    """Base of every error this package raises on purpose."""

    def __init__(self, code: str, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.problem = Problem(code, path, message)


class DefinitionError(ScoringError):
    """A definition file (the instrument or the contacts) is broken at `problem.path`."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__("definition", path, message)


class AnswersError(ScoringError):
    """Answers cannot be read as answers to this instrument; nothing is computed from them."""
