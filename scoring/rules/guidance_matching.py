"""Finds the descriptions of the response guidance whose wording the answers match.

The conditions are in instrument.toml, under `[[risk_category.categories.descriptions]]`. A match is a row to read; it
never assigns a category and never changes the agreed level. Only rows 3 and 2 have descriptions, so that no answer can
point to the lowest category (the loader rejects descriptions in row 1).
"""

from dataclasses import dataclass

from scoring.answers.model import Answers
from scoring.definition.model import (
    AnySignOfHarm,
    Condition,
    Description,
    Doubt,
    FactorAtLeast,
    Instrument,
    Ticked,
)
from scoring.rules import evidence
from scoring.rules.result import Evidence, FactorResult, Match


@dataclass(frozen=True, slots=True)
class Matcher:
    """Evaluates conditions against answers and results."""

    instrument: Instrument
    answers: Answers
    factors: tuple[FactorResult, ...]
    signs_of_harm: tuple[Evidence, ...]

    def matches(self) -> tuple[Match, ...]:
        """Returns the descriptions that match, highest category first, each with the answers that match it."""
        return tuple(
            Match(
                category.number,
                category.level,
                description.quote,
                because,
                description.reference,
                " ".join(each.text for each in self._open_doubts(description)),
            )
            for category in reversed(self.instrument.risk_category.categories)
            for description in category.descriptions
            if (because := self._because(description))
        )

    def holds(self, condition: Condition) -> bool:
        """Reports whether the answers meet a condition."""
        return bool(self._meeting(condition))

    def _because(self, description: Description) -> tuple[Evidence, ...]:
        met = [
            [each for condition in group for each in self._meeting(condition)]
            for group in description.needs
        ]
        # One condition of every group must hold; an empty group means that the description does not match.
        if not all(met):
            return ()
        settling = [
            each for doubt in self._doubts(description) for each in self._meeting(doubt.settled_by)
        ]
        # The tick that removes a doubt may be one of the conditions too.
        return tuple(dict.fromkeys([*(each for group in met for each in group), *settling]))

    def _doubts(self, description: Description) -> list[Doubt]:
        """Returns all doubts about the answers that match a description, whether or not another tick removes them."""
        return [
            self.instrument.doubt(condition.doubt)
            for group in description.needs
            for condition in group
            if isinstance(condition, FactorAtLeast) and condition.doubt and self.holds(condition)
        ]

    def _open_doubts(self, description: Description) -> list[Doubt]:
        return [each for each in self._doubts(description) if not self.holds(each.settled_by)]

    def _meeting(self, condition: Condition) -> tuple[Evidence, ...]:
        if isinstance(condition, AnySignOfHarm):
            return self.signs_of_harm
        if isinstance(condition, Ticked):
            return tuple(
                evidence.of_tick(tick_list, option, self.answers)
                for tick_list in self.instrument.tick_lists
                if tick_list.id == condition.tick_list
                for option in tick_list.all_options
                if option.id == condition.option
                if option.id in self.answers.ticks_of(tick_list.id).ticked
            )
        return tuple(
            evidence.of_factor(factor)
            for factor in self.factors
            if factor.id == condition.factor
            if factor.number is not None and factor.number >= condition.number
        )
