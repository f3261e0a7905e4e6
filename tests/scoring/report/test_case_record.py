"""Tests of the printed case record: evidence is beside its subject, and every entry is printed."""

from typing import Any

from html_page import Page
from hypothesis import given
from instrument_samples import INSTRUMENT, MADE_UP_CONTACTS, assessed
from strategies import answers

from scoring.report import renderer
from scoring.report.case_record import case_record

Json = dict[str, Any]
FACT = {"known": "Missing for 2 nights.", "source": "Police", "when": "May 2026", "basis": "Fact"}


def page(raw_answers: Json) -> Page:
    return Page(renderer.document(INSTRUMENT, MADE_UP_CONTACTS, assessed(raw_answers)))


def test_evidence_is_printed_with_its_factor_or_box() -> None:
    text = page(
        {
            "factor-2": 3,
            "basis-of-concerns": {"ticked": ["disclosure"]},
            "evidence": [
                {**FACT, "about": "factor-2"},
                {"known": "Told her teacher.", "about": "basis-of-concerns.disclosure"},
            ],
        }
    ).text
    line = "Fact. | What is known: | Missing for 2 nights. | · | Who said or saw it: | Police | · | When: | May 2026"
    between = text.split(" | 2. Education | ")[-1].split(" | 3. Drug use | ")[0]
    assert line in between
    beside = text.split(" | Disclosure of exploitation | ")[-1]
    assert beside.startswith("What is known: | Told her teacher.")


def test_evidence_of_one_subject_is_in_the_order_of_its_dates() -> None:
    dated = [
        {"about": "factor-1", "known": f"Seen {each}", "when": each}
        for each in ("May 2026", "1 March 2026")
    ]
    text = page({"evidence": dated}).text
    assert text.index("Seen 1 March 2026") < text.index("Seen May 2026")


def test_evidence_about_a_box_that_is_not_ticked_says_so() -> None:
    text = page({"evidence": [{**FACT, "about": "basis-of-concerns.disclosure"}, FACT]}).text
    assert "Evidence: other entries | The whole case. | Fact." in text
    assert "D. Basis of CSE Concerns: Disclosure of exploitation (not ticked). | Fact." in text


def test_enquiry_is_printed_with_its_unknown_factor() -> None:
    enquiry = {
        "about": "factor-3",
        "who": "School nurse",
        "asked": "2 May 2026",
        "reply": "Not seen",
    }
    text = page({"factor-3": "not-known", "enquiries": [enquiry]}).text
    assert (
        "Who might know: | School nurse | · | Asked on: | 2 May 2026 | · | Reply: | Not seen | – | 4. Relationship"
        in text
    )


def test_case_record_has_tables_by_date_and_one_table_per_person() -> None:
    text = page(
        {
            "chronology": [
                {"when": "May 2026", "event": "Second"},
                {"when": "1 March 2026", "event": "First", "source": "Mother"},
            ],
            "suspects": [{"name": "“Zed”", "vehicle": "Van"}, {"name": "Driver"}],
        }
    ).text
    assert (
        "Chronology | Date | Event | Source | What was done | "
        "1 March 2026 | First | Mother | May 2026 | Second | "
        "Suspected perpetrators | Name or nickname | “Zed” | Vehicle | Van | Name or nickname | Driver | "
    ) in text


def test_list_of_up_to_five_fields_is_printed_as_one_table() -> None:
    wide = {}
    for each in INSTRUMENT.record.lists:
        if not each.about:
            entry = {each.fields[0].id: "x"}
            [listed] = case_record(INSTRUMENT, assessed({each.id: [entry]}).answers).lists
            wide[len(each.fields)] = listed.is_wide
    assert wide == {4: False, 5: False, 8: True}


def test_empty_case_record_is_not_printed() -> None:
    record = INSTRUMENT.record
    text = page({"factor-2": 3, "evidence": [{}]}).text
    assert [
        each for each in (record.label, *(each.label for each in record.lists)) if each in text
    ] == []


@given(answers)
def test_every_case_record_entry_is_printed_once(given: Json) -> None:
    parsed_answers = assessed(given).answers
    record = case_record(INSTRUMENT, parsed_answers)
    printed = [
        *(entry for entries in record.beside.values() for entry in entries),
        *(entry for _, apart in record.apart for _, entry in apart),
        *(entry for listed in record.lists for entry in listed.entries),
    ]
    entered = [entry for entries in parsed_answers.entries.values() for entry in entries]
    assert sorted(map(repr, printed)) == sorted(map(repr, entered))
