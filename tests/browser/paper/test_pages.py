"""Tests of the printed report: number of pages, a first page complete in itself, and no broken row, heading or word."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from more_paper_cases import MORE
from paper_cases import CASES as TABLE
from paper_cases import page_texts, show_reduced_copy, show_report, words
from pdf import without_spaces
from playwright.sync_api import Browser, Page

from scoring.definition import contacts
from scoring.report.wording import comparison_wording, fixed

CASES = {**TABLE, **MORE}
# Lists the texts that must not be split between two pages: each table row, each heading or caption with the first words
# of what follows it, and each table head with the first row of its table.
_TOGETHER = """() => {
  for (const each of document.querySelectorAll(".report-hidden")) each.remove();
  const shown = (each) => each.getClientRects().length && getComputedStyle(each).position !== "absolute";
  const rows = [...document.querySelectorAll("article.report tr")].filter(shown).map((row) => row.innerText);
  const heads = [...document.querySelectorAll("article.report :is(h2, h3, caption)")].filter(shown).map((head) => {
    const place = head.matches("caption") ? head.closest("table").rows[0] : head.nextElementSibling;
    const next = place ?? head.parentElement.nextElementSibling;
    return head.innerText + (next?.innerText.trim().slice(0, 20) ?? "");
  });
  const tables = [...document.querySelectorAll("article.report table:has(thead)")].map(
    (table) => table.tHead.innerText + table.tBodies[0].rows[0].innerText,
  );
  return [...rows, ...heads, ...tables];
}"""


@dataclass(frozen=True)
class Printed:
    """A printed report: the text of each page on A4 and on US Letter, and what the tests compare it with.

    `together` lists the texts that must not be split between two pages. `words` has all words of the HTML document.
    """

    a4: list[str]
    letter: list[str]
    together: list[str]
    words: set[str]


@pytest.fixture(scope="module")
def printed(browser: Browser) -> Iterator[Callable[[str], Printed]]:
    """Return a function that prints a case, once for all tests."""
    with browser.new_context() as context:
        page = context.new_page()

        @cache
        def of(name: str) -> Printed:
            show_report(page, CASES[name])
            page.emulate_media(media="print")
            together: list[str] = page.evaluate(_TOGETHER)
            words = set(re.findall(r"\w+", page.locator("article").inner_text()))
            a4 = page_texts(page.pdf(prefer_css_page_size=True))
            return Printed(a4, page_texts(page.pdf(format="Letter")), together, words)

        yield of


Print = Callable[[str], Printed]


@pytest.mark.parametrize("name", CASES)
def test_report_keeps_to_its_page_limit_and_breaks_after_the_signatures(
    printed: Print, name: str
) -> None:
    paper = printed(name).a4
    assert len(paper) <= CASES[name].pages
    assert [
        number
        for number, text in enumerate(paper, 1)
        if f"Page {number} of {len(paper)}" not in text
    ] == []
    # The first page ends with the signatures, and the second begins with Section 2.
    signatures = "Worker completing the form"
    assert [signatures in text for text in paper] == [True, *[False] * (len(paper) - 1)]
    assert "Section 2: Risk Assessment" in paper[1][:220]


@pytest.mark.parametrize("name", CASES)
def test_report_has_as_many_pages_on_us_letter_as_on_a4(printed: Print, name: str) -> None:
    paper = printed(name).letter
    assert len(paper) == len(printed(name).a4)
    assert "Worker completing the form" in paper[0]


@pytest.mark.parametrize("name", CASES)
def test_rows_and_headings_with_their_text_do_not_split_across_pages(
    printed: Print, name: str
) -> None:
    together = printed(name).together
    assert len(together) > 40
    paper = [without_spaces(text) for text in printed(name).a4]
    parted = [
        each for each in together if not any(without_spaces(each) in sheet for sheet in paper)
    ]
    assert parted == []


@pytest.mark.parametrize("name", CASES)
def test_every_word_of_the_report_is_printed_unbroken(printed: Print, name: str) -> None:
    printed_words = printed(name).words
    assert len(printed_words) > 150
    assert printed_words - set(re.findall(r"\w+", " ".join(printed(name).a4))) == set()


@pytest.mark.parametrize("name", CASES)
def test_each_caveat_is_printed_once(printed: Print, name: str) -> None:
    paper = " ".join(printed(name).a4)
    once = [
        fixed.CAVEAT,
        "Not yet confirmed by the Partnership",
        "Added to the 2013-14 form",
        "Children are never responsible for their exploitation.",
        "A box that is not ticked does not mean",
        *([comparison_wording.CAVEAT] if "earlier" in CASES[name].data else []),
    ]
    assert {each: paper.count(each) for each in once} == dict.fromkeys(once, 1)
    for at_most_once in (
        "A child may be exploited even if every number is low",
        "agencies stopped discussing children at multi-agency meetings too early",
    ):
        assert paper.count(at_most_once) <= 1


def test_the_first_page_answers_the_questions_of_a_triage_desk(printed: Print) -> None:
    text = printed("an agreed level").a4[0]
    answers = {
        "who": ["Sam Example-Fiction", "S.E.F.", "OFFICIAL-SENSITIVE"],
        "how old": ["27 March 2011", "15 on the date completed"],
        "what happened": [
            "Out overnight three times in October.",
            "What has been done",
            "Told the foster carer and the social worker on 20 November.",
            "What the worker is asking for",
            "A strategy meeting this week.",
        ],
        "how serious, and who says so": [
            "are signs of harm",
            "Incident or suspected incident of sexual exploitation",
            "Level of risk Category 3 (high)",
            "Chris Template (Team Manager)",
            "Kim Placeholder (CSE Prevention Manager)",
            "24 November 2026",
            "Seen with two adults who are suspected",
        ],
        "what is not known": [
            "9. Engagement with your service: not known. Ask colleagues in your own service.",
            "11. Perpetrator/s: similar behaviour before: not yet answered. Ask the police.",
            "Total 27 from 9 of 11 factors (between 29 and 37 if every factor had a number)",
        ],
        "who to call": [
            "Alex Placeholder, Designated safeguarding lead",
            "Example Secondary School",
            "01632 960123 / alex@example.org",
            *(each.number for each in contacts.load().urgent),
        ],
        "first or follow-up": ["Not compared with an earlier assessment. There may be one."],
    }
    missing = {
        question: [words for words in expected if words not in text]
        for question, expected in answers.items()
    }
    assert missing == {question: [] for question in answers}


# What a triage desk must find on the first page, for three kinds of case: who the child is and how old, what happened,
# how serious it is and who says so, what is not known, and who to call.
TRIAGE = {
    "more: a name, a date and a worker": [
        *(
            "Drew Fictional",
            "not known (“Date of Birth” is missing or incomplete)",
            "Nothing is written under",
        ),
        *("NOT YET AGREED", "This does not mean that there is no harm", "0 scored, 11 not known"),
        *("1. Missing Episodes; 2. Education;", "Morgan Sample, School nurse", "01632 960456"),
    ],
    "more: an analysis that fits one page": [
        *("Ashley Imaginary", "13 on the date completed", "His phone has 2 accounts"),
        *(
            "are signs of harm",
            "Through social networking sites",
            "NOT YET AGREED",
            "Who to call now",
        ),
        "11. Perpetrator/s: similar behaviour before: not known. Ask the police.",
        *("Advice today on the phone", "Robin Specimen, Head of year 8", "01632 960789"),
    ],
    "more: a lower level than before": [
        *("Jamie Specimen-Placeholder", "17 on the date completed", "Back by 23:00 every night"),
        "Reassessment. Compared with the assessment of this child completed on 1 June 2026.",
        *("Category 2 (medium)", "Chris Template (Team Manager)", "Past harm still matters."),
        *("It was higher on 1 June 2026: Category 3 (high)", "5. Accommodation: not known."),
        *("3 factors are no longer known", "Lee Example, Social worker", "07700 900456"),
    ],
}


@pytest.mark.parametrize("name", TRIAGE)
def test_first_page_answers_triage_questions_in_other_cases(printed: Print, name: str) -> None:
    text = without_spaces(printed(name).a4[0])
    assert [words for words in TRIAGE[name] if without_spaces(words) not in text] == []


@pytest.mark.parametrize("name", CASES)
def test_the_first_page_of_a_reduced_copy_holds_head_and_summary(page: Page, name: str) -> None:
    show_reduced_copy(page, CASES[name])
    for paper in (
        page_texts(page.pdf(prefer_css_page_size=True)),
        page_texts(page.pdf(format="Letter")),
    ):
        assert [fixed.CAVEAT in text for text in paper] == [True, *[False] * (len(paper) - 1)]
        assert "Summary" in paper[0]


def test_signs_of_harm_are_above_the_chart_and_beside_the_level(page: Page) -> None:
    show_report(page, CASES["practice: harm-beside-low-numbers"])
    page.emulate_media(media="print")
    harm, level, chart = (
        page.get_by_role("heading", name=name, exact=True).bounding_box()
        for name in ("Signs of harm", "Level of risk", "Profile of the risk factors")
    )
    assert harm
    assert level
    assert chart
    assert harm["y"] == level["y"] < chart["y"]
    assert harm["x"] + harm["width"] <= level["x"]


def test_first_page_of_reassessment_states_changes_and_earlier_level(printed: Print) -> None:
    text = printed("practice: reassessment").a4[0]
    expected = [
        "Reassessment. Compared with the assessment of this child completed on 12 March 2026.",
        "higher in 1 factor, lower in 4 and the same in 5. 1 factor is no longer known",
        "Level of risk Category 2 (medium)",
        "It was higher on 12 March 2026: Category 3 (high)",
        "Signs of harm recorded in an earlier assessment but not in this one",
        "Circle: 12 March 2026. Dot: 12 November 2026.",
    ]
    assert [words for words in expected if words not in text] == []


def test_long_account_starts_on_first_page_and_says_where_it_continues(
    printed: Print,
) -> None:
    paper = printed("four texts of 600 words").a4
    assert "First lines only. The rest is in the CSE Analysis Form." in paper[0]
    count = "A neighbour saw Sam get into a grey car"
    assert count in paper[0]
    # Single words are counted, because a page may end anywhere in a sentence.
    for word in ("neighbour", "station"):
        assert sum(text.count(word) for text in paper[2:]) == 4 * words(600).count(word)


def test_pdf_is_tagged_and_has_its_title_language_and_typeface(page: Page) -> None:
    show_report(page, CASES["short texts"])
    file = page.pdf(prefer_css_page_size=True, tagged=True)
    for part in (
        b"/StructTreeRoot",
        b"/Marked true",
        b"/Lang (en-GB)",
        b"/Title (CSE assessment)",
        b"SourceSans3",
    ):
        assert part in file, part
    assert b"Arial" not in file


def test_the_report_is_black_and_grey_on_white(page: Page) -> None:
    show_report(page, CASES["practice: reassessment"])
    page.emulate_media(media="print")
    coloured = page.evaluate(
        """() => {
          const found = new Set();
          for (const each of document.querySelectorAll("article.report, article.report *")) {
            const style = getComputedStyle(each);
            const names = ["color", "backgroundColor", "borderTopColor", "borderLeftColor", "fill", "stroke"];
            for (const name of names) found.add(style[name]);
          }
          return [...found].filter((value) => {
            const parts = value.match(/[\\d.]+/g)?.slice(0, 3).map(Number) ?? [0, 0, 0];
            return new Set(parts).size > 1;
          });
        }"""
    )
    assert coloured == []
