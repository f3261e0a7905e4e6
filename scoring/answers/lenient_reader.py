"""Lenient reader of saved answers: keeps each valid item and reports which items were left blank and why.

It never guesses or converts an answer: each item follows the rules of `scoring.answers.reader` or is left blank. The
result has the format in which the page sends answers.
"""

from collections.abc import Callable, Iterable

from scoring.answers import hidden_characters, labels
from scoring.answers.dates import from_iso
from scoring.answers.reader import NOT_KNOWN, OTHER, read
from scoring.answers.values import mapping, named, string
from scoring.definition.entry_lists import ABOUT, EntryField, EntryList
from scoring.definition.model import FieldKind, Instrument, TickList
from scoring.errors import AnswersError, Problem
from scoring.limits import ENTRIES, TEXT

Json = dict[str, object]
# Unknown entries up to this number are listed one by one. A longer list would hide what matters.
MOST_NAMED = 20

_WHY = {
    "type": "has been left blank because the file does not contain a valid answer. Answer it again.",
    "not-offered": "has been left blank because the file does not contain one of the answers offered. Answer it again.",
    "too-long": f"has been left blank: the file has more than {TEXT:,} characters there. Shorten it where it "
    "was written, or attach it to the referral as a document.",
    "changed": "has been left blank because the wording has changed since the file was saved. Answer it again.",
    "unknown-box": "has a box ticked in the file that is not on this form. Check the list again.",
    "changed-box": "had a box ticked whose wording has changed. It has been left unticked. Check the list again.",
    "too-many-entries": f"has more than {ENTRIES} entries in the file. The first {ENTRIES} were kept. The file still "
    "has the others.",
    "entry": "has been left out because the file does not contain a valid entry there. Write it again.",
    "subject": "is kept, but the factor or box that it was about is not on this form. Say in the entry what it is "
    "about.",
    "hidden-characters": "contained invisible characters. They have been removed.",
}
_PARTS = ("day", "month", "year")


class Salvage:
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

    def answers(self, given: Json) -> Json:
        """Returns the valid answers, in the order of the form."""
        rest, kept = dict(given), dict[str, object]()
        for item, label, shape in self._questions():
            value = rest.pop(item, None)
            if value is not None and value != "":
                kept |= self._one(item, label, shape, value)
        self.not_used(self._path, rest)
        return kept

    def not_used(self, path: str, keys: Iterable[str]) -> None:
        """Adds a notice for each unknown entry."""
        names = [f"{path}.{named(key)}" if path else named(key) for key in keys]
        if len(names) > MOST_NAMED:
            names = [path]
        for name in names:
            self.note(
                "unknown",
                name,
                "The file has an entry that this form has no place for. It was not used.",
            )

    def note(self, code: str, path: str, message: str) -> None:
        """Adds a notice about one place that a person must check."""
        self.notices.append(Problem(code, path, f"{self._before}{message}"))

    def _questions(self) -> Iterable[tuple[str, str, Callable[[str, str, object], object]]]:
        """Yields each item's id, its label and the function that converts its answer to the page's format."""
        instrument = self._instrument
        for field in instrument.fields:
            is_date = field.kind is FieldKind.DATE
            yield (
                field.id,
                labels.of_field(instrument, field),
                self._date if is_date else self._text,
            )
        for each in instrument.tick_lists:
            yield each.id, f"{each.letter}. {each.label}", self._list_reader(each)
        for factor in instrument.factors:
            # "Not known" is a separate choice on the page, except where the tool has a statement for it.
            not_known = factor.not_known or NOT_KNOWN
            yield factor.id, f"{factor.position}. {factor.label}", _number_reader(not_known)
        category = instrument.risk_category
        yield category.id, category.label, lambda item, label, value: value
        for entry_list in instrument.record.lists:
            yield entry_list.id, entry_list.label, self._entries_reader(entry_list)

    def _one(
        self, item: str, label: str, shape: Callable[[str, str, object], object], value: object
    ) -> Json:
        """Returns the item with its answer, or an empty object."""
        try:
            shaped = shape(item, label, value)
            if item in self._changed or f"{item}.{shaped}" in self._changed:
                raise AnswersError("changed", item, "")
            read(self._instrument, {item: shaped})
        except AnswersError as error:
            self._why(error.problem.code, item, label)
            return {}
        is_blank = shaped in ("", dict.fromkeys(_PARTS, ""), {"ticked": [], "other": ""}, [])
        return {} if is_blank else {item: shaped}

    def _text(self, item: str, label: str, value: object) -> str:
        text = string(item, value)
        if hidden_characters.has(text):
            self._why("hidden-characters", item, label)
        return hidden_characters.tidy(text)

    def _date(self, item: str, label: str, value: object) -> Json:
        """Returns a date in three parts, as typed. A date that does not exist is kept, and the page marks it."""
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
                # Keep the ticks, because they may be signs of harm.
                self._why(error.problem.code, item, f"{label}: {tick_list.other.label}")
                other = ""
            if other and OTHER not in usable:
                usable.append(OTHER)
            return {"ticked": usable, "other": other}

        return read_list

    def _entries_reader(self, entry_list: EntryList) -> Callable[[str, str, object], list[Json]]:
        """Returns a function that keeps each valid text of each entry, and reports the others."""
        subjects = self._instrument.subjects(entry_list)
        known = (*((ABOUT,) if entry_list.about else ()), *(each.id for each in entry_list.fields))

        def read_list(item: str, label: str, value: object) -> list[Json]:
            if not isinstance(value, list):
                raise AnswersError("type", item, "")
            if len(value) > ENTRIES:
                self._why("too-many-entries", item, label)
            kept = []
            for index, each in enumerate(value[:ENTRIES]):
                name, where = f"{label}, entry {index + 1}", f"{item}[{index}]"
                if not isinstance(each, dict):
                    self._why("entry", where, name)
                    continue
                self.not_used(f"{self._path}.{where}", [key for key in each if key not in known])
                texts = {
                    field.id: text
                    for field in entry_list.fields
                    if (text := self._entry_text(field, where, name, each.get(field.id)))
                }
                about = each.get(ABOUT)
                if texts and about in subjects:
                    kept.append({ABOUT: about, **texts})
                elif texts:
                    kept.append(texts)
                    if about:
                        self._why("subject", where, name)
            return kept

        return read_list

    def _entry_text(self, field: EntryField, where: str, name: str, value: object) -> str:
        """Returns one text of an entry. An invalid one is left blank and reported; the rest of the entry is kept."""
        at, label = f"{where}.{field.id}", f"{name}: {field.label}"
        try:
            text = self._text(at, label, value)
        except AnswersError as error:
            self._why(error.problem.code, at, label)
            return ""
        if text and field.choices and text not in field.choices:
            self._why("not-offered", at, label)
            return ""
        return text

    def _why(self, code: str, item: str, label: str) -> None:
        self.note(code, f"{self._path}.{item}", f"“{label}” {_WHY[code]}")


def _number_reader(not_known: object) -> Callable[[str, str, object], object]:
    return lambda item, label, value: not_known if value == NOT_KNOWN else value
