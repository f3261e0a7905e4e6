"""Decides what happens when an answer is invalid: the first problem is raised, or each is collected and left out."""

from collections.abc import Callable, Iterable
from typing import NoReturn, TypeVar

from scoring.answers.parsing.values import safe_name, string
from scoring.errors import AnswersError, Problem

T = TypeVar("T")


def _raise(problem: Problem) -> NoReturn:
    raise AnswersError(problem.code, problem.path, problem.message)


class Problems:
    """Takes the problems that a reader finds.

    `Problems()` is strict: it raises the first one. With `report`, it is lenient: it passes each problem to `report`,
    and the reader skips the invalid part. `tidy` may change each typed text, which it gets with its path.
    """

    def __init__(
        self,
        report: Callable[[Problem], object] = _raise,
        tidy: Callable[[str, str], str] | None = None,
    ) -> None:
        self._report = report
        self._tidy = tidy

    def found(self, code: str, path: str, message: str) -> None:
        """Takes a problem with a part that can be left out."""
        self._report(Problem(code, path, message))

    def attempt(self, read: Callable[[str, object], T], path: str, value: object) -> T | None:
        """Returns what `read` makes of a value; None if it raises AnswersError, whose problem is taken."""
        try:
            return read(path, value)
        except AnswersError as error:
            self._report(error.problem)
            return None

    def unknown(self, keys: Iterable[str], known: tuple[str, ...], path: str, what: str) -> None:
        """Takes a problem for each key that is not known."""
        for key in keys:
            if key not in known:
                self.found("unknown", f"{path}{safe_name(key)}", f"is not {what}")

    def text(self, path: str, value: object) -> str:
        """Returns a typed text; raises AnswersError for another type and for a text that is too long."""
        text = string(path, value)
        return string(path, self._tidy(path, text)) if self._tidy and text else text


STRICT = Problems()
