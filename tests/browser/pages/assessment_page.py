"""Page object of the assessment form. It finds controls by what is visible on the page, never by ids."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from form_filling import FormFiller
from playwright.sync_api import Locator, Page, TimeoutError, expect

from scoring.definition import instrument_file
from scoring.definition.model import Factor, Field, FieldKind, Statement, TickList

INSTRUMENT = instrument_file.load()
ADDRESS = "/assessing-risk/assessment/"


class AssessmentPage:
    """One open assessment."""

    def __init__(self, page: Page, hands: FormFiller | None = None) -> None:
        """Wrap a page without opening the form; `hands` fills in the controls."""
        self.page = page
        self.hands = hands or FormFiller()

    def open(self, *, wait: bool = True) -> "AssessmentPage":
        """Open the form and, unless `wait` is false, wait until it shows the first score."""
        self.page.goto(ADDRESS)
        if wait:
            self.wait_until_ready()
        return self

    def wait_until_ready(self) -> None:
        """Wait for the first score, which the page shows without a click."""
        self.expect_bar(re.compile(r"answered: \d+ scored"))

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Type, choose and tick everything in an answers file's `answers`."""
        for group in INSTRUMENT.groups:
            scope = self.page.get_by_role("group", name=group.label, exact=True)
            for field in group.fields:
                self._field(scope, field, answers.get(field.id))
        for tick_list in INSTRUMENT.tick_lists:
            self._ticks(tick_list, answers.get(tick_list.id) or {})
        for factor in INSTRUMENT.factors:
            if answers.get(factor.id):
                self.hands.check(self.option(factor, answers[factor.id]))
        part = INSTRUMENT.risk_category
        scope = self.page.get_by_role("region", name=part.label, exact=True)
        if answers.get(part.id):
            category = part.category(answers[part.id])
            assert category is not None
            name = f"Category {category.number} ({category.level})"
            self.hands.check(scope.get_by_label(name, exact=True))
        for field in part.fields:
            self._field(scope, field, answers.get(field.id))
        scope = self.page.get_by_role("region", name=INSTRUMENT.analysis.label, exact=True)
        for field in INSTRUMENT.analysis.fields:
            self._field(scope, field, answers.get(field.id))
        scope = self.page.get_by_role("region", name=INSTRUMENT.record.label, exact=True)
        for field in INSTRUMENT.record.fields:
            self._field(scope, field, answers.get(field.id))
        self.hands.finish(self.page)

    def _field(self, scope: Locator, field: Field, value: Any) -> None:
        if not value:
            return
        if field.kind is FieldKind.DATE:
            group = scope.get_by_role("group", name=field.label, exact=True)
            for part, text in self._parts(value):
                self.hands.write(group.get_by_label(part, exact=True), text)
        elif field.kind is FieldKind.CHOICE:
            group = scope.get_by_role("group", name=field.label, exact=True)
            self.hands.check(group.get_by_label(value, exact=True))
        elif field.kind is FieldKind.CODE:
            label = str(INSTRUMENT.code(value))
            self.hands.select(scope.get_by_label(field.label, exact=True), label)
        else:
            self.hands.write(scope.get_by_label(field.label, exact=True), value)

    def type_date(self, group: Locator, value: str | Mapping[str, str]) -> None:
        """Type the three parts of a date, given as a mapping or as a string in the form year-month-day."""
        for part, text in self._parts(value):
            group.get_by_label(part, exact=True).fill(text)

    def _parts(self, value: str | Mapping[str, str]) -> list[tuple[str, str]]:
        if isinstance(value, str):
            year, month, day = value.split("-")
            value = {"day": day, "month": month, "year": year}
        return [(part, value.get(part.lower(), "")) for part in ("Day", "Month", "Year")]

    def _ticks(self, tick_list: TickList, value: Mapping[str, Any]) -> None:
        group = self.ticks(tick_list)
        for option in tick_list.all_options:
            if option.id in value.get("ticked", []):
                self.hands.check(group.get_by_label(option.label, exact=True))
        if value.get("other"):
            self.hands.check(group.get_by_label(tick_list.other.label, exact=True))
            self.hands.write(group.get_by_label("Details of “Other”"), value["other"])

    def ticks(self, tick_list: TickList) -> Locator:
        """Return the group of one tick list."""
        name = f"{tick_list.letter}. {tick_list.label}"
        return self.page.get_by_role("group", name=name, exact=True)

    def factor(self, factor: Factor) -> Locator:
        """Return the group of one risk factor."""
        name = f"{factor.position}) {factor.label}"
        return self.page.get_by_role("group", name=name, exact=True)

    def choose(self, factor: Factor, answer: int | str) -> None:
        """Choose a statement by its number and words, or "Not known"."""
        self.option(factor, answer).check()

    def option(self, factor: Factor, answer: int | str) -> Locator:
        """Return the radio button of a statement, or of "Not known"."""
        statement = factor.statement(answer) if isinstance(answer, int) else None
        name = statement_name(statement) if statement else "Not known"
        return self.factor(factor).get_by_role("radio", name=name, exact=True)

    def expect_bar(self, text: str | re.Pattern[str]) -> None:
        """Expect text in the score bar at the foot of the window, as the browser shows it."""
        bar = self.page.get_by_label("Score and saving")
        expect(bar).to_contain_text(text, use_inner_text=True)

    def check(self) -> Locator:
        """Press “Check your answers”, and return the report that is shown below the list of answers.

        Try up to three times, as a person would: on a busy machine an answer may move the button during the click.
        """
        for _ in range(3):
            self.page.get_by_role("button", name="Check your answers").click()
            with suppress(TimeoutError):
                self.page.locator("#checked").wait_for(timeout=10_000)
                break
        return self.page.get_by_role("article", name="Completed assessment")


def statement_name(statement: Statement) -> str:
    """Return the accessible name of a statement: its number, then its words."""
    return f"{statement.number} {' or '.join(statement.texts)}"


def envelope(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answers file with these answers."""
    return {
        "format": "hillingdon-cse-answers",
        "version": 1,
        "instrument": INSTRUMENT.version,
        "answers": dict(answers),
    }
