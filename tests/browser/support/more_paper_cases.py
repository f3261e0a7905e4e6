"""More assessments for tests of the printed report, about children and workers that paper_cases.py does not have.

They are few, because every browser engine prints all of them. Each page count is the maximum for that kind of report.
"""

import re
from typing import Any

from assessment_page import INSTRUMENT, envelope
from paper_cases import PaperCase
from pdf import without_spaces

_TEXTS = [field.id for field in INSTRUMENT.analysis.fields if field.narrative]
_OTHER_SENTENCES = (
    "His phone has 2 accounts that his mother had not seen before, and somebody pays for his games. ",
    "On the last Friday of term he left at lunch and came home at 23:40 by a taxi that he could not have paid for. ",
    "He said that it was “only a mate from the game”, and would not give a name. ",
    "His attendance has gone from 96% to 71% since September. ",
)


def _other_words(number: int) -> str:
    """Return a text of `number` words, with a line break after every four sentences."""
    repeated = " \n".join("".join(_OTHER_SENTENCES).strip() for _ in range(number))
    return " ".join(repeated.split(" ")[:number])


def _numbers(*factor_numbers: int | str) -> dict[str, int | str]:
    return {
        factor.id: number for factor, number in zip(INSTRUMENT.factors, factor_numbers, strict=True)
    }


def _ticked(**lists: list[str]) -> dict[str, Any]:
    return {name.replace("_", "-"): {"ticked": options} for name, options in lists.items()}


_NURSE = {
    "worker-name": "Morgan Sample",
    "worker-role": "School nurse",
    "agency-name": "Example Community Health",
    "agency-phone-email": "01632 960456",
    "date-completed": "2026-10-02",
}
# A boy whose contact is online: nobody has seen him with an adult. No sign of harm except what the worker wrote.
_BOY: dict[str, Any] = {
    "client-name": "Ashley Imaginary",
    "gender": "Male",
    "date-of-birth": "2013-08-30",
    "client-address": "Flat 7, 12 Specimen Court\nExample Town",
    "client-postcode": "ZZ1 2ZZ",
    "client-ethnicity": "M1",
    "disability": "Autism (diagnosed 2021). Needs questions one at a time.",
    "perpetrator-names": "Plays as “Nightowl_Example”",
    "worker-name": "Robin Specimen",
    "worker-role": "Head of year 8",
    "agency-name": "Example Academy",
    "agency-address": "40 Template Road\nExample Town",
    "agency-phone-email": "01632 960789 / head8@example.org",
    "has-social-worker": "No",
    "date-completed": "2026-11-06",
    **_ticked(
        looked_after_status=["family-no-care"],
        education_status=["school-full-time"],
        basis_of_concerns=["unexplained-money", "changed-behaviour"],
        suspected_perpetrator=["unknown"],
        method_of_coercion=["social-networking", "gifts"],
    ),
    **_numbers(1, 3, 2, 2, 1, 4, 3, 2, 2, 3, "not-known"),
    "analysis-behaviours": _other_words(120),
    "analysis-associates": "Plays with 3 boys of his year, who do not know “Nightowl_Example”. No address is known.",
    "analysis-perpetrators": "Says that he is 16. Has the voice of an adult (form tutor, who heard him).",
    "analysis-police": "None so far. The school has not reported it.",
    "actions-taken": "Told his mother on 5 November. She has his phone and has deleted nothing.",
    "request": "Advice today on the phone, and a check of the account by the police.",
}
# A young woman in care: the level is agreed, much is not known, and the last assessment was higher.
_BEFORE: dict[str, Any] = {
    "client-name": "Jamie Specimen-Placeholder",
    "date-of-birth": "2009-05-14",
    "date-completed": "2026-06-01",
    **_ticked(basis_of_concerns=["disclosure", "going-missing"], method_of_coercion=["grooming"]),
    **_numbers(4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 5),
    "risk-category": 3,
    "team-manager": "Chris Template",
    "cse-prevention-manager": "Kim Placeholder",
    "date-agreed": "2026-06-03",
    "level-reason": "She said that a man had hurt her.",
}
_FOLLOW_UP: dict[str, Any] = {
    "client-name": "Jamie Specimen-Placeholder",
    "gender": "Female",
    "date-of-birth": "2009-05-14",
    "worker-name": "Lee Example",
    "worker-role": "Social worker",
    "agency-name": "Example Leaving Care Team",
    "agency-phone-email": "07700 900456",
    "has-social-worker": "Yes",
    "social-worker-name": "Lee Example",
    "date-completed": "2026-11-20",
    **_ticked(
        looked_after_status=["supported-accommodation"],
        education_status=["no-longer-in-education"],
        basis_of_concerns=["going-missing", "alcohol-drug-use"],
    ),
    **_numbers(2, "not-known", 3, 2, "not-known", 2, 3, 2, 4, 2, "not-known"),
    "risk-category": 2,
    "team-manager": "Chris Template",
    "cse-prevention-manager": "Kim Placeholder",
    "date-agreed": "2026-11-21",
    "level-reason": "Back every night for 6 weeks. Keeps her appointments.",
    "analysis-behaviours": "Back by 23:00 every night since 8 October. Drinks at weekends with 2 other residents.",
    "analysis-associates": "No longer goes to the flat in Sample Row, as far as staff know.",
    "analysis-perpetrators": "The man of June has not been seen. Nobody knows where he is.",
    "analysis-police": "The investigation was closed in September without a charge.",
    "actions-taken": "Key work every week. Referred to a drugs and alcohol service on 1 November.",
    "request": "A review in 3 months, or at once if she stays out.",
}
MORE: dict[str, PaperCase] = {
    "more: a name, a date and a worker": PaperCase(
        envelope({"client-name": "Drew Fictional", **_NURSE, **_numbers(*["not-known"] * 10, 1)}), 3
    ),
    "more: an analysis that fits one page": PaperCase(envelope(_BOY), 4),
    "more: a lower level than before": PaperCase(
        {
            **envelope(_FOLLOW_UP),
            "earlier": [{"instrument": INSTRUMENT.version, "answers": _BEFORE}],
        },
        5,
    ),
    "more: four other texts of 600 words": PaperCase(
        envelope({**_BOY, **dict.fromkeys(_TEXTS[:4], _other_words(600))}), 6
    ),
}


def file_name(name: str) -> str:
    """Return a case's name as a file name."""
    return re.sub(r"\W+", "-", name)


def assert_page_layout(pages: list[str], case: PaperCase) -> None:
    """Assert that the report has at most the allowed number of pages, each with what belongs on it.

    Only the first page has the signatures. Section 2 is on the second page and not on the first. `pages` is the text of
    each page.
    """
    assert len(pages) <= case.pages
    spaceless = [without_spaces(text) for text in pages]
    signatures = without_spaces("Worker completing the form")
    assert [signatures in text for text in spaceless] == [True, *[False] * (len(pages) - 1)]
    assert without_spaces(INSTRUMENT.section_2.label) in spaceless[1]
    assert without_spaces(INSTRUMENT.section_2.label) not in spaceless[0]
