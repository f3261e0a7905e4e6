"""Shared samples for the tests of scoring/: the shipped instrument and contacts, and helpers that make answers."""

from pathlib import Path
from typing import Any

from scoring.answers.envelope.assessment import Assessment, parse
from scoring.answers.model import FORMAT, VERSION, Answers
from scoring.definition import contacts, instrument_file
from scoring.rules.result import Result
from scoring.rules.score import score

TESTS = Path(__file__).parents[2]
PACKAGE = Path(instrument_file.__file__).parents[1]
INSTRUMENT = instrument_file.load()
CONTACTS = contacts.load()
FACTORS = tuple(factor.id for factor in INSTRUMENT.factors)
# Tests of how contacts are shown use these, so that a correction in contacts.toml does not change what they expect.
MADE_UP_CONTACTS = contacts.parse("""
check_every_days = 183

[[contacts]]
id = "police-emergency"
name = "Police, in an emergency"
purpose = "When a child is in immediate danger"
who = "Anyone"
number = "999"
origin = "an example document"
urgent = true

[[contacts]]
id = "example-service"
name = "Example Service"
purpose = "For a referral"
who = "Professionals"
number = "01632 960123"
origin = "an example website, January 2027"
doubt = "Closed at weekends"
urgent = true

[[contacts]]
id = "example-charity"
name = "Example Charity"
purpose = "For advice"
who = "Parents and carers"
web = "https://charity.example/"
origin = "an example website, January 2027"
""")


def envelope(answers: object) -> dict[str, object]:
    """Return a decoded answers file with these answers."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "instrument": INSTRUMENT.version,
        "answers": answers,
    }


def of_this_version(data: dict[str, Any]) -> dict[str, Any]:
    """Return a decoded answers file as if it and its earlier assessments used the current version of the instrument."""
    earlier = [{**each, "instrument": INSTRUMENT.version} for each in data.get("earlier", ())]
    whole = {**data, "instrument": INSTRUMENT.version}
    return {**whole, "earlier": earlier} if "earlier" in data else whole


def parsed(answers: object) -> Answers:
    """Return these answers, parsed and checked."""
    return assessed(answers).answers


def assessed(answers: object, **rest: object) -> Assessment:
    """Return a checked assessment with these answers; `rest` adds other members of its envelope."""
    return parse(INSTRUMENT, {**envelope(answers), **rest})


def scored(answers: object) -> Result:
    """Return the result of scoring these answers."""
    return score(INSTRUMENT, parsed(answers))


def every_factor(number: int) -> dict[str, object]:
    """Return answers with the same number for every factor. Factor 11 does not offer 2 or 3."""
    return dict.fromkeys(FACTORS, number)
