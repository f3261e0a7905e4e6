"""Takes out of a file's answers what can be used, item by item, and says what was left blank and why.

Nothing is guessed and nothing turned into something else: an item is read by the rules of `scoring.answers` or left
blank. What comes out has the shape in which the page sends answers.
"""

from collections.abc import Callable, Iterable

from scoring import hidden
from scoring.answers import LONGEST_TEXT, NOT_KNOWN, OTHER, mapping, named, read, string
from scoring.dates import from_iso
from scoring.errors import AnswersError, Problem
from scoring.instrument import Field, FieldKind, Instrument, TickList

Json = dict[str, object]
# So many strange entries are named one by one; more would only hide what matters.
MOST_NAMED = 20

_WHY = {
    "type": "was left blank: what the file has there is not an answer to it. Answer it again.",
    "not-offered": "was left blank: what the file has there is not one of the answers offered. Answer it again.",
    "too-long": f"was left blank: the file has more than {LONGEST_TEXT:,} characters there. Shorten it where it was "
    "written, or attach it to the referral as a document.",
    "changed": "was left blank: this form puts it in other words than the form that was saved. Answer it again.",
    "unknown-box": "has a box ticked in the file that this form has not got. Look at the list again.",
    "changed-box": "had a box ticked that this form puts in other words. It was left unticked: look at the list again.",
    "hidden-characters": "had characters in it that cannot be seen. They were taken out.",
}
_PARTS = ("day", "month", "year")


class Salvage:
    """Reads the answers under one path of a file. `notices` says what was not as it should be, in the form's order."""

    def __init__(
        self, instrument: Instrument, changed: frozenset[str], path: str, before: str = ""
    ) -> None:
        """`changed` is what means something else than in the file; `before` stands before every notice."""
        self.notices: list[Problem] = []
        self._instrument = instrument
        self._changed = changed
        self._path = path
        self._before = before

    def answers(self, given: Json) -> Json:
        """The answers that can be used, in the order of the form."""
        rest, kept = dict(given), dict[str, object]()
        for item, label, shape in self._questions():
            value = rest.pop(item, None)
            if value is not None and value != "":
                kept |= self._one(item, label, shape, value)
        self.not_used(self._path, rest)
        return kept

    def not_used(self, path: str, keys: Iterable[str]) -> None:
        """Notes entries that nobody asked for."""
        names = [f"{path}.{named(key)}" if path else named(key) for key in keys]
        if len(names) > MOST_NAMED:
            names = [path]
        for name in names:
            self.note(
                "unknown",
                name,
                "The file has an entry here that this form has no place for. It was not used.",
            )

    def note(self, code: str, path: str, message: str) -> None:
        """Notes one thing to look at."""
        self.notices.append(Problem(code, path, f"{self._before}{message}"))

    def _questions(self) -> Iterable[tuple[str, str, Callable[[str, str, object], object]]]:
        """Every item with its words and what brings its answer into the page's shape."""
        instrument = self._instrument
        for field in instrument.fields:
            is_date = field.kind is FieldKind.DATE
            yield field.id, self._words(field), self._date if is_date else self._text
        for each in instrument.tick_lists:
            yield each.id, f"{each.letter}. {each.label}", self._list_reader(each)
        for factor in instrument.factors:
            # "Not known" is a box of its own on the page but where the tool has a statement for it.
            not_known = factor.not_known or NOT_KNOWN
            yield factor.id, f"{factor.position}. {factor.label}", _number_reader(not_known)
        category = instrument.risk_category
        yield category.id, category.label, lambda item, label, value: value

    def _one(
        self, item: str, label: str, shape: Callable[[str, str, object], object], value: object
    ) -> Json:
        """The item with its answer, or nothing."""
        try:
            shaped = shape(item, label, value)
            if item in self._changed or f"{item}.{shaped}" in self._changed:
                raise AnswersError("changed", item, "")
            read(self._instrument, {item: shaped})
        except AnswersError as error:
            self._why(error.problem.code, item, label)
            return {}
        is_blank = shaped in ("", dict.fromkeys(_PARTS, ""), {"ticked": [], "other": ""})
        return {} if is_blank else {item: shaped}

    def _text(self, item: str, label: str, value: object) -> str:
        text = string(item, value)
        if hidden.has(text):
            self._why("hidden-characters", item, label)
        return hidden.tidy(text)

    def _date(self, item: str, label: str, value: object) -> Json:
        """A date in three parts, as typed: also one that cannot be right, which the page shows as such."""
        if isinstance(value, str):
            typed = from_iso(value)
            if typed is None:
                raise AnswersError("type", item, "")
            return {"day": typed.day, "month": typed.month, "year": typed.year}
        parts = mapping(value, item)
        self.not_used(f"{self._path}.{item}", [key for key in parts if key not in _PARTS])
        return {part: self._text(item, label, parts.get(part)) for part in _PARTS}

    def _list_reader(self, tick_list: TickList) -> Callable[[str, str, object], Json]:
        offered = [option.id for option in tick_list.all_options]

        def read_list(item: str, label: str, value: object) -> Json:
            parts = mapping(value, item)
            self.not_used(
                f"{self._path}.{item}", [key for key in parts if key not in ("ticked", "other")]
            )
            ticked = [] if parts.get("ticked") is None else parts["ticked"]
            if not isinstance(ticked, list):
                self._why("type", item, label)
                ticked = []
            if any(each not in offered for each in ticked):
                self._why("unknown-box", item, label)
            chosen = [each for each in offered if each in ticked]
            usable = [each for each in chosen if f"{item}.{each}" not in self._changed]
            if usable != chosen:
                self._why("changed-box", item, label)
            try:
                other = self._text(item, label, parts.get("other"))
            except AnswersError as error:
                # The ticks stand: they may be signs of harm.
                self._why(error.problem.code, item, f"{label}: {tick_list.other.label}")
                other = ""
            if other and OTHER not in usable:
                usable.append(OTHER)
            return {"ticked": usable, "other": other}

        return read_list

    def _words(self, field: Field) -> str:
        """A field's own words; where another has the same, with the heading that it stands under."""
        if [each.label for each in self._instrument.fields].count(field.label) == 1:
            return field.label
        return next(
            f"{group.label}: {field.label}"
            for group in self._instrument.groups
            if field in group.fields
        )

    def _why(self, code: str, item: str, label: str) -> None:
        self.note(code, f"{self._path}.{item}", f"“{label}” {_WHY[code]}")


def _number_reader(not_known: object) -> Callable[[str, str, object], object]:
    return lambda item, label, value: not_known if value == NOT_KNOWN else value
