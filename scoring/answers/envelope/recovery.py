"""Recovers answers from a saved file: keeps valid answers, and adds a notice for each part that was left blank.

It never guesses or converts an answer: `scoring.answers.reading.reader` decides what is valid. The result has the
format in which the page sends answers.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from scoring.answers.model import OTHER, Ticks
from scoring.answers.parsing import hidden_characters
from scoring.answers.parsing.values import safe_name
from scoring.answers.reading.items import DateParts
from scoring.answers.reading.problems import Problems
from scoring.answers.reading.reader import Answer, items
from scoring.definition import labels
from scoring.definition.entry_lists import ABOUT
from scoring.definition.model import Instrument
from scoring.errors import Problem
from scoring.limits import ENTRIES, TEXT

Json = dict[str, object]
# Unknown entries up to this number are listed one by one. A longer list would hide what matters.
MOST_NAMED = 20

_REASONS = {
    "type": "has been left blank because the file does not contain a valid answer. Answer it again.",
    "not-offered": "has been left blank because the answer in the file is not one of the options. Answer it again.",
    "too-long": f"has been left blank because the file has more than {TEXT:,} characters for it. Write a shorter "
    "answer, or attach the text to the referral as a document.",
    "changed": "has been left blank because the question has changed since the file was saved. Answer it again.",
    "unknown-box": "has a tick in the file for a box that this form does not have. The tick was left out. "
    "Check the list again.",
    "changed-box": "had a box ticked whose meaning has changed. It has been left unticked. Check the list again.",
    "too-many-entries": f"has more than {ENTRIES} entries in the file. The first {ENTRIES} were kept. The file still "
    "has the others.",
    "entry": "has been left out because it is not valid in the file. Write it again.",
    "subject": "is kept, but the factor or box that it was about is not on this form. Write in the entry what it "
    "is about.",
    "hidden-characters": "contained invisible characters. They have been removed.",
}
_NO_PLACE = "The file contains something that this form does not recognise. It was left out."
# What follows the id of a list: the number of an entry, and the field.
_IN_ENTRY = re.compile(r"\[([0-9]+)\](?:\.(.+))?")


class Recovery:
    """Reads the answers at one path of a file. `notices` lists what a person must check, in the form's order."""

    def __init__(
        self, instrument: Instrument, changed: frozenset[str], path: str, before: str = ""
    ) -> None:
        """`changed` names items whose wording differs from that in the file; `before` is a prefix for each notice."""
        self.notices: list[Problem] = []
        self._instrument = instrument
        self._changed = changed
        self._path = path
        self._before = before
        self._labels = labels.of_questions(instrument)

    def answers(self, raw: Json) -> Json:
        """Returns the valid answers, in the order of the form."""
        # An empty text stands for a blank answer of any kind.
        typed = {key: each for key, each in raw.items() if each != "" or key not in self._labels}
        problems = Problems(self._report, self._tidy)
        read_items = items(problems, self._instrument, typed, self._path)
        valid = {item: self._unchanged(item, answer) for item, answer in read_items}
        self._shorten()
        return {item: _as_json(answer) for item, answer in valid.items() if answer}

    def not_used(self, path: str, keys: Iterable[str]) -> None:
        """Adds a notice for each unknown entry."""
        for key in keys:
            self.note("unknown", f"{path}.{safe_name(key)}" if path else safe_name(key), _NO_PLACE)
        self._shorten()

    def note(self, code: str, path: str, message: str) -> None:
        """Adds a notice about one place that a person must check."""
        self.notices.append(Problem(code, path, f"{self._before}{message}"))

    def _report(self, problem: Problem) -> None:
        """Adds the notice for a problem that the reader found."""
        if problem.code == "unknown":
            self.note("unknown", problem.path, _NO_PLACE)
            return
        item_path = problem.path.removeprefix(f"{self._path}.")
        item = re.split(r"[.[]", item_path, maxsplit=1)[0]
        part = item_path.removeprefix(item)
        if item in (each.id for each in self._instrument.record.lists):
            self._in_list(problem.code, item, part)
        elif part.startswith(".ticked["):
            self._why("unknown-box", item)
        elif part == ".other" and problem.code != "hidden-characters":
            # The ticks are kept, because they may be signs of harm.
            self._why(problem.code, item, f": {self._other(item)}")
        else:
            self._why(problem.code, item)

    def _in_list(self, code: str, item: str, part: str) -> None:
        match = _IN_ENTRY.fullmatch(part)
        if match is None:
            self._why("too-many-entries" if code == "too-many" else code, item)
            return
        number, field_id = match.groups()
        place, entry = f"[{number}]", f", entry {int(number) + 1}"
        if field_id is None:
            self._why("entry", item, entry, place)
        elif field_id == ABOUT:
            self._why("subject", item, entry, place)
        else:
            fields = (each.fields for each in self._instrument.record.lists if each.id == item)
            (label,) = (field.label for field in next(fields) if field.id == field_id)
            self._why(code, item, f"{entry}: {label}", part)

    def _why(self, code: str, item: str, rest: str = "", subpath: str = "") -> None:
        """Adds a notice about an item. `rest` follows its label and `subpath` its path."""
        notice = (
            code,
            f"{self._path}.{item}{subpath}",
            f"“{self._labels[item]}{rest}” {_REASONS[code]}",
        )
        # Of several boxes that are not on the form, one notice is enough.
        if code != "unknown-box" or not self.notices or self.notices[-1].path != notice[1]:
            self.note(*notice)

    def _other(self, item: str) -> str:
        return next(each.other.label for each in self._instrument.tick_lists if each.id == item)

    def _tidy(self, path: str, text: str) -> str:
        if hidden_characters.has(text):
            self._report(Problem("hidden-characters", path, ""))
        return hidden_characters.tidy(text)

    def _unchanged(self, item: str, answer: Answer) -> Answer | None:
        """Returns an answer, or the ticks of it, whose wording is the same as in the file."""
        if isinstance(answer, Ticks):
            usable = tuple(
                each
                for each in answer.ticked
                # Text beside "Other" is kept, and so is its box.
                if f"{item}.{each}" not in self._changed or (each == OTHER and answer.other)
            )
            if usable != answer.ticked:
                self._why("changed-box", item)
            answer = Ticks(usable, answer.other)
        if item in self._changed or f"{item}.{answer}" in self._changed:
            self._why("changed", item)
            return None
        return None if answer == Ticks() else answer

    def _shorten(self) -> None:
        """Combines the notices about unknown entries of one object into one notice."""
        shortened: list[Problem] = []
        for parent, notices in groupby(self.notices, key=_parent_of_unknown):
            group = list(notices)
            if parent is not None and len(group) > MOST_NAMED:
                group = [replace(group[0], path=parent)]
            shortened.extend(group)
        self.notices = shortened


def _parent_of_unknown(notice: Problem) -> str | None:
    return notice.path.rpartition(".")[0] if notice.code == "unknown" else None


def _as_json(answer: Answer) -> object:
    """Returns an answer in the format in which the page sends it."""
    if isinstance(answer, DateParts):
        return {"day": answer.day, "month": answer.month, "year": answer.year}
    if isinstance(answer, Ticks):
        return {"ticked": list(answer.ticked), "other": answer.other}
    if isinstance(answer, tuple):
        return [dict(each) for each in answer]
    return answer
