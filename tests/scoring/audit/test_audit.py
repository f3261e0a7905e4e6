"""The audit return: rows without a name, counts without a child in them, and tables that no spreadsheet runs."""

import csv
import io
import json
from collections import Counter
from typing import Any

import pytest
from broken_files import MENDED, REFUSED
from hypothesis import given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS, in_every_field
from sample import FACTORS, INSTRUMENT, PACKAGE, envelope
from strategies import answers as any_answers
from test_report import Page

from scoring import audit, audit_row, bridge
from scoring.audit_row import Row, checked, columns, row
from scoring.csv_text import csv as as_csv
from scoring.errors import AnswersError
from scoring.opening import decode
from scoring.suppression import LARGE, SMALL

Json = dict[str, Any]
AGREED = {
    "team-manager": "Alex Sample",
    "cse-prevention-manager": "Jo Sample",
    "date-agreed": "2026-03-13",
}
FULL: Json = {
    "client-name": "Sam Example", "client-address": "1 Sample Street", "client-postcode": "ZZ99 9ZZ",
    "gender": "female", "date-of-birth": "2011-03-27", "date-completed": "2026-03-12", "client-ethnicity": "A2",
    "perpetrator-ethnicity": "W9", "disability": "Hearing", "worker-name": "Pat Worker",
    "basis-of-concerns": {"ticked": ["disclosure"], "other": "Told by a neighbour"},
    "factor-1": 3, "factor-2": "not-known", "factor-11": 1, "risk-category": 3, "analysis-police": "Called twice",
    **AGREED,
}  # fmt: skip
BLANK: Json = {
    "month": "Not provided", "age": "Not provided", "gender": "Not provided", "ethnicity": "Not provided",
    "disability": "Not provided", **{each.id: [] for each in INSTRUMENT.tick_lists},
    **dict.fromkeys(FACTORS, "not reached"), "level": "Not yet agreed",
}  # fmt: skip


def ask(op: str, **rest: object) -> Json:
    reply: Json = json.loads(bridge.handle(json.dumps({"id": 1, "op": op, **rest})))
    return reply


def row_of(answers: object, **rest: object) -> Json:
    text = json.dumps({**envelope(answers), **rest})
    found: Json = ask("audit-row", text=text)["result"]["row"]
    return found


def rows_of(*given: Json) -> tuple[Row, ...]:
    return checked(INSTRUMENT, list(given))


def told(made: audit.Return, label: str) -> dict[str, str]:
    """What the counts say about one question."""
    table = csv.reader(io.StringIO(made.counts.removeprefix("\ufeff"), newline=""))
    return {answer: count for question, answer, count in table if question == label}


def test_a_row_says_what_was_answered_and_nothing_that_was_typed() -> None:
    assert row_of(FULL) == {
        **BLANK,
        "month": "2026-03",
        "age": "13 to 15",
        "gender": "Female",
        "ethnicity": "A2 Indian",
        "disability": "Yes",
        "basis-of-concerns": ["disclosure", "other"],
        "factor-1": 3,
        "factor-2": "not known",
        "factor-11": "not known",
        "level": "Category 3 (high)",
    }
    assert row_of({}) == BLANK


@pytest.mark.parametrize("payload", ["Sam Example of 1 Sample Street", *PAYLOADS])
def test_no_typed_word_reaches_a_row(payload: str) -> None:
    kept = row_of({**in_every_field(payload), "client-ethnicity": "W2"}, by_hand=payload[:20])
    assert payload[:12] not in json.dumps(kept, ensure_ascii=False)
    assert kept["gender"] == "Described in other words"
    assert kept["month"] == "Not provided"


@given(any_answers)
def test_every_row_is_made_of_a_few_words(data: Json) -> None:
    found = row_of(data)
    allowed = {each.key: set(each.answers) for each in columns(INSTRUMENT)}
    options = {
        each.id: [option.id for option in each.all_options] for each in INSTRUMENT.tick_lists
    }
    for key, value in found.items():
        if key in options:
            assert set(value) <= set(options[key])
        elif key != "month":
            assert value in allowed[key]
    assert list(rows_of(found)) == [
        {key: tuple(each) if key in options else each for key, each in found.items()}
    ]


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2026-03-12", "12 and under"), ("2013-03-13", "12 and under"), ("2013-03-12", "13 to 15"),
        ("2010-03-13", "13 to 15"), ("2010-03-12", "16 to 17"), ("2008-03-13", "16 to 17"),
        ("2008-03-12", "18 and over"), ("1900-01-01", "18 and over"), ("2026-03-13", "Not provided"),
        ("2011-02-30", "Not provided"), ("", "Not provided"),
    ],
)  # fmt: skip
def test_an_age_becomes_a_band(born: str, band: str) -> None:
    assert row_of({"date-of-birth": born, "date-completed": "2026-03-12"})["age"] == band


@pytest.mark.parametrize(
    ("typed", "gender"),
    [("Female", "Female"), (" f. ", "Female"), ("GIRL", "Female"), ("male", "Male"), ("M", "Male"),
     ("Boy", "Male"), ("non-binary", "Described in other words"), ("maleish", "Described in other words"),
     ("", "Not provided")],
)  # fmt: skip
def test_a_gender_becomes_one_of_a_few_words(typed: str, gender: str) -> None:
    assert row_of({"gender": typed})["gender"] == gender


@pytest.mark.parametrize(
    ("typed", "disability"),
    [("Hearing loss", "Yes"), ("yes", "Yes"), ("No", "No"), ("none", "No"), ("N/A", "No"), ("nil", "No"),
     ("Not known.", "Not known"), ("don’t know", "Not known"), ("no speech", "Yes"), ("", "Not provided")],
)  # fmt: skip
def test_a_disability_is_yes_or_no(typed: str, disability: str) -> None:
    assert row_of({"disability": typed})["disability"] == disability


@pytest.mark.parametrize("missing", [*AGREED, "risk-category"])
def test_a_level_that_is_not_wholly_agreed_is_not_agreed(missing: str) -> None:
    given = {key: value for key, value in FULL.items() if key != missing}
    assert row_of(given)["level"] == "Not yet agreed"


def test_a_level_that_fell_without_a_reason_is_not_agreed() -> None:
    earlier = [{"instrument": "1.0", "answers": {"risk-category": 3}}]
    now = {**AGREED, "risk-category": 2}
    assert row_of(now, earlier=earlier)["level"] == "Not yet agreed"
    assert (
        row_of({**now, "level-reason": "Moved"}, earlier=earlier)["level"] == "Category 2 (medium)"
    )


def test_a_practice_case_is_refused() -> None:
    for path in (PACKAGE / "practice").glob("*.json"):
        reply = ask("audit-row", text=path.read_text("utf-8"))
        assert reply["error"] == {
            "code": "practice",
            "path": "practice",
            "message": "The file is a practice case. It was not counted.",
        }


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_file_is_refused_and_makes_no_row(name: str) -> None:
    with pytest.raises(AnswersError) as caught:
        row(INSTRUMENT, decode(REFUSED[name].content))
    assert caught.value.problem.code == REFUSED[name].code


@pytest.mark.parametrize("name", MENDED)
def test_a_file_with_an_answer_left_blank_is_not_counted_as_if_it_had_none(name: str) -> None:
    broken = MENDED[name]
    needs_review = broken.code in ("type", "not-offered", "unknown-box") and broken.path.startswith(
        "answers."
    )
    reply = ask("audit-row", text=decode(broken.content))
    assert reply["ok"] is not needs_review
    assert not needs_review or reply["error"]["code"] == "needs-review"


@pytest.mark.parametrize(
    ("rows", "path"),
    [
        (None, "rows"),
        ({}, "rows"),
        ([7], "rows[0]"),
        ([BLANK, {}], "rows[1]"),
        ([{**BLANK, "name": "Sam Example"}], "rows[0]"),
        ([{key: value for key, value in BLANK.items() if key != "age"}], "rows[0]"),
        *(
            ([{**BLANK, key: value}], f"rows[0].{key}")
            for key, value in (
                ("age", "15"), ("age", None), ("gender", "Sam Example"), ("ethnicity", "A2"), ("disability", "Hearing"),
                ("month", "2026-13"), ("month", "2026-03-12"), ("month", "=1+1"), ("month", 3), ("level", 3),
                ("factor-1", 0), ("factor-1", True), ("factor-1", "3"), ("factor-1", 1.0), ("factor-11", 1),
                ("factor-11", 2), ("factor-1", ["x"]), ("basis-of-concerns", ["x"]), ("basis-of-concerns", [{}]),
                ("basis-of-concerns", "disclosure"), ("basis-of-concerns", ["incident", "disclosure"]),
                ("basis-of-concerns", ["disclosure", "disclosure"]),
            )
        ),
    ],
)  # fmt: skip
def test_rows_that_come_back_are_held_to_what_a_row_can_be(rows: object, path: str) -> None:
    error = ask("audit", rows=rows)["error"]
    assert (error["code"], error["path"]) == ("row", path)
    assert "Sam" not in error["message"]


@pytest.mark.parametrize("count", range(5))
def test_of_fewer_than_five_there_is_no_return(count: int) -> None:
    result = ask("audit", rows=[row_of(FULL)] * count)["result"]
    assert result["csv"] == {"rows": "", "counts": ""}
    assert result["count"] == count
    assert audit.TOO_FEW in result["html"]
    assert [words for words in ("Indian", "<td", "2026-03") if words in result["html"]] == []


def test_the_rows_of_a_return() -> None:
    blank, full = BLANK, row_of(FULL)
    made = audit.audit(INSTRUMENT, rows_of(full, blank, full, blank, full))
    titles, *rows = list(csv.reader(io.StringIO(made.rows.removeprefix("\ufeff"), newline="")))
    assert titles[-1] == audit.ROWS_ARE_FOR
    assert titles[:6] == [
        "Month completed",
        "Age on the date completed",
        "Gender",
        "Ethnicity",
        "Disability",
        "1. Missing Episodes",
    ]
    assert titles[16:18] == [
        "Level agreed",
        "B. Looked After Status: Lives with family, no experience of care",
    ]
    assert len(titles) == 17 + 1 + sum(len(each.all_options) for each in INSTRUMENT.tick_lists)
    assert {len(each) for each in rows} == {len(titles)}
    assert [each[0] for each in rows] == ["2026-03"] * 3 + ["Not provided"] * 2
    said = dict(zip(titles, rows[0], strict=True))
    assert (said["Ethnicity"], said["1. Missing Episodes"], said["Level agreed"]) == (
        "A2 Indian",
        "3",
        "Category 3 (high)",
    )
    assert said["D. Basis of CSE Concerns: Disclosure of exploitation"] == "yes"
    assert said["D. Basis of CSE Concerns: Going missing"] == "no"


@given(st.permutations([row_of({**FULL, "factor-3": number}) for number in range(1, 6)]))
def test_the_order_of_the_files_cannot_be_found_in_a_return(rows: list[Json]) -> None:
    made = audit.audit(INSTRUMENT, rows_of(*rows))
    assert made == audit.audit(INSTRUMENT, rows_of(*reversed(rows)))


def test_the_counts_of_a_return() -> None:
    girl, boy = (
        row_of(FULL),
        row_of({**FULL, "gender": "male", "date-completed": "2026-04-02", "factor-1": 5}),
    )
    made = audit.audit(INSTRUMENT, rows_of(*[girl] * 12, *[boy] * 2, *[BLANK] * 20))
    assert told(made, "All") == {"": "34"}
    assert told(made, "Gender") == {
        "Female": LARGE,
        "Male": SMALL,
        "Described in other words": "0",
        "Not provided": "20",
    }
    assert told(made, "Month completed") == {
        "March 2026": LARGE,
        "April 2026": SMALL,
        "Not provided": "20",
    }
    assert told(made, "Disability") == {
        "Yes": "14",
        "No": "0",
        "Not known": "0",
        "Not provided": "20",
    }
    assert told(made, "D. Basis of CSE Concerns")["Disclosure of exploitation"] == "14"
    assert told(made, "1. Missing Episodes") == {
        "1": "0", "2": "0", "3": LARGE, "4": "0", "5": SMALL, "not known": "0", "not reached": "20"
    }  # fmt: skip
    assert told(made, "Level agreed")["Category 3 (high)"] == "14"
    text = Page(made.html).text
    assert "Gender | Answer | Count | Female | 5 or more | Male | <5 | " in text
    assert "Audit return: 34 assessments" in text


def test_months_of_one_each_are_not_even_named() -> None:
    rows = [{**BLANK, "month": f"2026-0{month}"} for month in range(1, 6)]
    made = audit.audit(INSTRUMENT, rows_of(*rows))
    assert told(made, "Month completed") == {"Every month": "not shown"}


any_row = st.fixed_dictionaries(
    {
        **{
            each.key: st.sampled_from(each.answers or ("2026-03", "2026-04", "Not provided"))
            for each in columns(INSTRUMENT)
        },
        **{each.id: st.sampled_from([[], ["other"]]) for each in INSTRUMENT.tick_lists},
    }
)
some_rows = st.lists(any_row, min_size=5, max_size=9)


@settings(max_examples=60)
@given(some_rows, st.integers(1, 6))
def test_no_small_number_stands_in_the_counts(rows: list[Json], times: int) -> None:
    made = audit.audit(INSTRUMENT, rows_of(*rows * times))
    table = list(csv.reader(io.StringIO(made.counts.removeprefix("\ufeff"), newline="")))
    assert {count for _, _, count in table[1:]} & {"1", "2", "3", "4"} == set()
    for column in columns(INSTRUMENT):
        true = Counter(audit_row.month(str(each[column.key])) for each in rows * times)
        for answer, count in told(made, column.label).items():
            assert count in (SMALL, LARGE, "not shown", str(true[answer]))


def test_a_return_is_shown_whole_with_what_may_be_done_with_it() -> None:
    made = audit.audit(INSTRUMENT, rows_of(*[row_of(FULL)] * 6))
    page = Page(made.html)
    assert page.headings == ["Counts", "Rows"]
    assert (
        page.text.count(
            "March 2026 | 13 to 15 | Female | A2 Indian | Yes | D1 D10 | 3 | not known | "
        )
        == 6
    )
    assert "D1 Disclosure of exploitation" in page.text
    for words in (audit.ROWS_ARE_FOR, audit.COUNTS_ARE_OF):
        assert words in page.text
    assert made.html.startswith('<article class="report audit"')
    assert 'data-marking="OFFICIAL-SENSITIVE"' in made.html
    assert [word for word in ("%", "average") if word in page.text] == []


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", '"plain"'), ('a "b", c', '"a ""b"", c"'), ("", '""'), (7, '"7"'), ("two\nlines", '"two\nlines"'),
        ("=1+1", "\"'=1+1\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@x", "\"'@x\""), ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("  =1", "\"'  =1\""), ("a=1", '"a=1"'),
        ('=cmd|"/c calc"!A1', "\"'=cmd|\"\"/c calc\"\"!A1\""),
    ],
)  # fmt: skip
def test_no_spreadsheet_takes_a_cell_for_a_formula(cell: object, written: str) -> None:
    assert as_csv([[cell, "b"]]) == f'\ufeff{written},"b"\r\n'


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=4))
def test_a_table_reads_as_it_was_written(rows: list[list[str]]) -> None:
    text = as_csv(rows)
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert [[cell.removeprefix("'") for cell in each] for each in read] == [
        [cell.removeprefix("'") for cell in each] for each in rows
    ]
    assert not [cell for each in read for cell in each if cell.lstrip(" ")[:1] in [*"=+-@\t\r\n"]]


def test_a_thousand_rows_go_in_one_message() -> None:
    message = json.dumps({"id": 1, "op": "audit", "rows": [row_of(FULL)] * 1000})
    assert len(message) < 1_000_000
    assert json.loads(bridge.handle(message))["result"]["count"] == 1000


def test_the_text_of_a_row_has_to_be_a_text() -> None:
    assert ask("audit-row", text=envelope({}))["error"]["path"] == "text"
