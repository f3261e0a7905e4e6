"""Selects the prompts to show: questions to check before printing, which never block and score nothing."""

from dataclasses import dataclass

from scoring.answers.checking import validation
from scoring.answers.model import Answers
from scoring.definition.model import (
    Instrument,
    Meaning,
    PromptCondition,
    Role,
    TickedIn,
    Written,
)
from scoring.errors import Problem
from scoring.rules import placeholders
from scoring.rules.guidance_matching import Matcher
from scoring.rules.result import Result


@dataclass(frozen=True, slots=True)
class _Prompts:
    """Evaluates the conditions of prompts."""

    instrument: Instrument
    answers: Answers
    matcher: Matcher

    def holds(self, condition: PromptCondition) -> bool:
        if isinstance(condition, Written):
            return any(self._says_something(item) for item in condition.items)
        if isinstance(condition, TickedIn):
            ticked = self.answers.ticks_of(condition.tick_list).ticked
            return any(
                option.id in ticked and option.meaning is Meaning.HARM
                for tick_list in self.instrument.tick_lists
                if tick_list.id == condition.tick_list
                for option in tick_list.all_options
            )
        return self.matcher.holds(condition)

    def _says_something(self, item: str) -> bool:
        text = self.answers.texts.get(item) or self.answers.ticks_of(item).other
        return placeholders.says_something(self.instrument, text)


def prompts(instrument: Instrument, answers: Answers, result: Result) -> tuple[Problem, ...]:
    """Returns the prompts that apply, and one for a level that needs a reason, in the form's order."""
    matcher = Matcher(instrument, answers, result.factors, result.signs_of_harm)
    of_answers = _Prompts(instrument, answers, matcher)
    raised = tuple(
        Problem(prompt.id, f"answers.{prompt.at}", prompt.text)
        for prompt in instrument.prompts
        if all(any(of_answers.holds(each) for each in group) for group in prompt.when)
        if not any(of_answers.holds(each) for each in prompt.unless)
    )
    return validation.in_form_order(instrument, (*raised, *_reason(instrument, result)))


def _reason(instrument: Instrument, result: Result) -> tuple[Problem, ...]:
    level = result.level
    if not level.reason_missing:
        return ()
    field = instrument.field_with_role(Role.LEVEL_REASON)
    verb = "may match" if level.below_is_doubtful else "match"
    than = (
        f"category {level.below}, although the answers {verb} its wording"
        if level.below is not None
        else "the level of an earlier assessment"
    )
    return (
        Problem(
            "reason",
            f"answers.{field.id}",
            f"The level entered is lower than {than}. Give the reason in words.",
        ),
    )
