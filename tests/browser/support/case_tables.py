"""A complete fictitious case, and the same case with long texts that are hard to print."""

from typing import Any

from scoring.definition import instrument_file
from scoring.definition.model import FieldKind

COMPLETE: dict[str, Any] = {
    "client-name": "Sam Example-Fiction",
    "gender": "Female",
    "date-of-birth": {"day": "27", "month": "March", "year": "2011"},
    "client-address": "1 Sample Street\nExample Town",
    "client-postcode": "ZZ1 1ZZ",
    "client-ethnicity": "A2",
    "disability": "Hearing impairment (left ear)",
    "perpetrator-names": "Known to Sam as “Jay”\nA friend of Jay, name not known",
    "perpetrator-ethnicity": "W2",
    "perpetrator-ages": "Early twenties (estimate)",
    "worker-name": "Alex Placeholder",
    "agency-name": "Example Secondary School",
    "agency-address": "2 Specimen Lane\nExample Town",
    "agency-phone-email": "01632 960123 / alex@example.org",
    "has-social-worker": "Yes",
    "social-worker-name": "Jordan Specimen, Example Team 2",
    "date-completed": {"day": "22", "month": "11", "year": "2026"},
    "looked-after-status": {"ticked": ["foster-family"]},
    "education-status": {"ticked": ["school-part-time", "temporary-exclusion"]},
    "basis-of-concerns": {
        "ticked": ["incident", "going-missing", "unexplained-money"],
        "other": "A second telephone",
    },
    "suspected-perpetrator": {"ticked": ["older-partner", "group-of-adults"]},
    "method-of-coercion": {"ticked": ["gifts", "drugs-or-alcohol"], "other": "Debt"},
    "factor-1": 5,
    "factor-2": 2,
    "factor-3": 3,
    "factor-4": 4,
    "factor-5": 2,
    "factor-6": 3,
    "factor-7": 3,
    "factor-8": 4,
    "factor-9": "not-known",
    "factor-10": 1,
    "analysis-behaviours": "Out overnight three times in October.\nReturned with a new telephone.",
    "analysis-associates": "The car park behind Example Road",
    "analysis-perpetrators": "“Jay”, drives a silver car",
    "analysis-police": "Reported missing on 3 November 2026",
}
# The total of the nine numbers above, and its possible range if factors 9 and 11 were known.
COMPLETE_TOTAL = "27 from 9 of 11 factors"
COMPLETE_RANGE = "between 29 and 37 if every factor had a number"

_PIECE = (
    'She said "stay"; he wrote <script>alert(1)</script> & left.\n'
    "اسمي سام مثال\n"
    "שלום עולם\n"
    "Emoji 🙂👩‍👧 and Zoë Łukasz’s ½ £5.\n\n"
)


def five_thousand() -> str:
    """Return 5,000 characters that are hard to print: markup, right-to-left scripts, emoji, accents."""
    return (_PIECE * 60)[:4990] + "THE END 12"


def five_thousand_in_every_field() -> dict[str, Any]:
    """Return COMPLETE with 5,000 characters in every text field."""
    text = five_thousand()
    answers: dict[str, Any] = dict(COMPLETE)
    instrument = instrument_file.load()
    for field in instrument.fields:
        if field.kind in (FieldKind.TEXT, FieldKind.POSTCODE):
            answers[field.id] = text.replace("\n", " ")
        elif field.kind is FieldKind.MULTILINE:
            answers[field.id] = text
    for tick_list in instrument.tick_lists:
        answers[tick_list.id] = {**answers[tick_list.id], "other": text.replace("\n", " ")}
    return answers
