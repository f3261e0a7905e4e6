"""Finds the descriptions of the response guidance whose own words the answers meet.

Each is something to read, never a category given: "read this row". Only rows 3 and 2 have descriptions, so that
nothing ever points down (the loader refuses any in row 1).
"""

from dataclasses import dataclass

from scoring import evidence
from scoring.answers import Answers
from scoring.instrument import AnySignOfHarm, Condition, Description, Instrument, Ticked
from scoring.result import Evidence, FactorResult, Match


@dataclass(frozen=True, slots=True)
class Matcher:
    """Everything that a condition can look at."""

    instrument: Instrument
    answers: Answers
    factors: tuple[FactorResult, ...]
    signs_of_harm: tuple[Evidence, ...]

    def matches(self) -> tuple[Match, ...]:
        """The descriptions that are met, highest category first, each with the answers that meet it."""
        return tuple(
            Match(
                category.number, category.level, description.quote, because, description.reference
            )
            for category in reversed(self.instrument.risk_category.categories)
            for description in category.descriptions
            if (because := self._because(description))
        )

    def _because(self, description: Description) -> tuple[Evidence, ...]:
        met = [
            [each for condition in group for each in self._meeting(condition)]
            for group in description.needs
        ]
        # One condition of every group must hold; an empty group means that the description is not met.
        return tuple(each for group in met for each in group) if all(met) else ()

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
