"""What the tests of scoring/ share: the shipped files, and answers made in one line."""

from pathlib import Path

from scoring import contacts, definition
from scoring.answers import FORMAT, VERSION, Answers
from scoring.assessment import Assessment, parse
from scoring.result import Result
from scoring.score import score

TESTS = Path(__file__).parent
PACKAGE = Path(definition.__file__).parent
INSTRUMENT = definition.load()
CONTACTS = contacts.load()
FACTORS = tuple(factor.id for factor in INSTRUMENT.factors)


def envelope(answers: object) -> dict[str, object]:
    """An answers file around these answers, decoded."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "instrument": INSTRUMENT.version,
        "answers": answers,
    }


def parsed(answers: object) -> Answers:
    """Checked answers."""
    return assessed(answers).answers


def assessed(answers: object, **rest: object) -> Assessment:
    """A checked assessment with these answers, and whatever else its envelope holds."""
    return parse(INSTRUMENT, {**envelope(answers), **rest})


def scored(answers: object) -> Result:
    """The result of answers."""
    return score(INSTRUMENT, parsed(answers))


def every_factor(number: int) -> dict[str, object]:
    """The same number for every factor; factor 11 has no 2 and no 3."""
    return dict.fromkeys(FACTORS, number)
