"""Findings about one assessment: results, problems and warnings, computed once for page, report and command line."""

from dataclasses import dataclass
from datetime import date

from scoring.answers.checking import validation
from scoring.answers.envelope.assessment import Assessment
from scoring.definition.model import Instrument
from scoring.errors import Problem
from scoring.rules import prompts
from scoring.rules.result import Result
from scoring.rules.score import score


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules find in an assessment.

    `earlier` holds the results of the earlier assessments, oldest first. `problems` are impossible answers, `warnings`
    unlikely ones, and `prompts` questions to consider before printing. `today` is the device's date, if it is known.
    """

    assessment: Assessment
    result: Result
    earlier: tuple[Result, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    prompts: tuple[Problem, ...]
    today: date | None


def find(instrument: Instrument, assessment: Assessment, today: date | None = None) -> Findings:
    """Scores and checks an assessment. `today` is the device's date, for warnings about dates after it."""
    answers, before = assessment.answers, assessment.earlier
    result = score(instrument, answers, before, today)
    return Findings(
        assessment=assessment,
        result=result,
        earlier=tuple(
            score(instrument, each, before[:index], today) for index, each in enumerate(before)
        ),
        problems=validation.problems(instrument, answers),
        warnings=validation.warnings(instrument, answers, before, today, assessment.to_confirm),
        prompts=prompts.prompts(instrument, answers, result),
        today=today,
    )


def to_check(instrument: Instrument, findings: Findings) -> tuple[Problem, ...]:
    """Returns everything to check before printing, warnings and prompts, in the form's order."""
    return validation.in_form_order(instrument, (*findings.warnings, *findings.prompts))
