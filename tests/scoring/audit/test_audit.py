"""Tests of the audit return: rows without names, counts with disclosure control, CSV that spreadsheets read safely."""

import csv
import io
import json
import re
from collections import Counter
from typing import Any

import pytest
from broken_files import OPENED_IN_PART, REFUSED
from html_page import Page
from hypothesis import given, settings
from hypothesis import strategies as st
from instrument_samples import FACTORS, INSTRUMENT, PACKAGE, envelope
from payloads import PAYLOADS, in_every_field
from strategies import answers as any_answers

from scoring import __version__, bridge
from scoring.answers.envelope.saved_file import decode
from scoring.answers.parsing import dates
from scoring.audit import audit_return as audit
from scoring.audit import notes
from scoring.audit import period as audit_period
from scoring.audit import records as audit_records
from scoring.audit.audit_row import columns
from scoring.audit.csv_writer import csv as as_csv
from scoring.audit.records import Record
from scoring.audit.suppression import FEW, WITHHELD, possible
from scoring.errors import AnswersError

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
    **dict.fromkeys(FACTORS, "not answered"), "level": "Not yet agreed",
}  # fmt: skip


def ask(op: str, **rest: object) -> Json:
    reply: Json = json.loads(bridge.handle(json.dumps({"id": 1, "op": op, **rest})))
    return reply


def record_of(answers: object, **rest: object) -> Json:
    record: Json = ask("audit-row", text=json.dumps({**envelope(answers), **rest}))["result"]
    return record


def row_of(answers: object, **rest: object) -> Json:
    row: Json = record_of(answers, **rest)["row"]
    return row


def records_as_sent(*rows: Json) -> list[Json]:
    """Return records as the page sends them. Each row is a different assessment."""
    return [
        {"row": row, "identity": f"{number:032x}", "content": f"{number:032x}", "saved": ""}
        for number, row in enumerate(rows)
    ]


def records_of(*rows: Json) -> tuple[Record, ...]:
    return audit_records.checked(INSTRUMENT, records_as_sent(*rows))


def counts_in(result: audit.Return, label: str) -> dict[str, str]:
    """Return the published count of each answer to the question with this label."""
    table = csv.reader(io.StringIO(result.counts.removeprefix("\ufeff"), newline=""))
    return {answer: count for question, answer, count in table if question == label}


def test_audit_row_has_the_answers_chosen_and_no_typed_text() -> None:
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
def test_audit_row_never_contains_a_typed_payload(payload: str) -> None:
    answers = {**in_every_field(payload), "client-ethnicity": "W2"}
    record = record_of(answers, by_hand=payload[:20])
    undecided = record.pop("undecided")
    assert payload[:12] not in json.dumps(record, ensure_ascii=False)
    assert record["row"]["month"] == "Not provided"
    # Typed text remains only where a person has to decide. Invisible text counts as an answer like any other.
    assert {each["key"] for each in undecided} <= {"gender", "disability"}
    assert all(record["row"][each["key"]] == "undecided" for each in undecided)


@given(any_answers)
def test_audit_row_contains_only_allowed_values(data: Json) -> None:
    row = row_of(data)
    allowed = {each.key: set(each.answers) for each in columns(INSTRUMENT)}
    options = {
        each.id: [option.id for option in each.all_options] for each in INSTRUMENT.tick_lists
    }
    for key, value in row.items():
        if key in options:
            assert set(value) <= set(options[key])
        elif key != "month":
            assert value in allowed[key] | {"undecided"}


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2026-03-12", "12 and under"), ("2013-03-13", "12 and under"), ("2013-03-12", "13 to 15"),
        ("2010-03-13", "13 to 15"), ("2010-03-12", "16 to 17"), ("2008-03-13", "16 to 17"),
        ("2008-03-12", "18 and over"), ("1900-01-01", "18 and over"), ("2026-03-13", "Not provided"),
        ("2011-02-30", "Not provided"), ("", "Not provided"),
    ],
)  # fmt: skip
def test_audit_row_gives_the_age_as_a_band(born: str, band: str) -> None:
    assert row_of({"date-of-birth": born, "date-completed": "2026-03-12"})["age"] == band


@pytest.mark.parametrize("missing", [*AGREED, "risk-category"])
def test_audit_row_level_is_not_agreed_if_a_requirement_is_missing(missing: str) -> None:
    answers = {key: value for key, value in FULL.items() if key != missing}
    assert row_of(answers)["level"] == "Not yet agreed"


def test_audit_row_level_is_not_agreed_if_it_fell_without_a_reason() -> None:
    earlier = [{"instrument": INSTRUMENT.version, "answers": {"risk-category": 3}}]
    now = {**AGREED, "risk-category": 2}
    assert row_of(now, earlier=earlier)["level"] == "Not yet agreed"
    assert (
        row_of({**now, "level-reason": "Moved"}, earlier=earlier)["level"] == "Category 2 (medium)"
    )


def test_audit_refuses_a_practice_case() -> None:
    cases = sorted((PACKAGE / "practice_cases").glob("*.json"))
    assert cases
    for path in cases:
        reply = ask("audit-row", text=path.read_text("utf-8"))
        assert reply["error"] == {
            "code": "practice",
            "path": "practice",
            "message": "The file is a practice case. Practice cases are not counted.",
        }


@pytest.mark.parametrize("name", REFUSED)
def test_audit_refuses_a_broken_file(name: str) -> None:
    with pytest.raises(AnswersError) as caught:
        audit_records.record(INSTRUMENT, decode(REFUSED[name].content))
    assert caught.value.problem.code == REFUSED[name].code


@pytest.mark.parametrize("name", OPENED_IN_PART)
def test_audit_refuses_a_file_whose_invalid_answer_was_left_blank(name: str) -> None:
    broken = OPENED_IN_PART[name]
    needs_review = broken.code in ("type", "not-offered", "unknown-box") and broken.path.startswith(
        "answers."
    )
    reply = ask("audit-row", text=decode(broken.content))
    assert reply["ok"] is not needs_review
    assert not needs_review or reply["error"] == {
        "code": "needs-review",
        "path": "answers",
        "message": "The file has answers that cannot be read. Open it in the form, check it and save it again.",
    }


RECORD = records_as_sent(BLANK)[0]


@pytest.mark.parametrize(
    ("records", "path"),
    [
        (None, "records"),
        ({}, "records"),
        ([7], "records[0]"),
        ([RECORD, {}], "records[1]"),
        ([{**RECORD, "name": "Sam Example"}], "records[0]"),
        ([{**RECORD, "identity": "Sam Example"}], "records[0].identity"),
        ([{**RECORD, "content": None}], "records[0].content"),
        ([{**RECORD, "saved": "yesterday"}], "records[0].saved"),
        ([{**RECORD, "row": {**BLANK, "name": "Sam Example"}}], "records[0].row"),
        ([{**RECORD, "row": 7}], "records[0].row"),
        *(
            ([{**RECORD, "row": {**BLANK, key: value}}], f"records[0].row.{key}")
            for key, value in (
                ("age", "15"), ("age", None), ("gender", "Sam Example"), ("ethnicity", "A2"), ("disability", "Hearing"),
                ("month", "2026-13"), ("month", "2026-03-12"), ("month", "=1+1"), ("month", 3), ("level", 3),
                ("factor-1", 0), ("factor-1", True), ("factor-1", "3"), ("factor-1", 1.0), ("factor-11", 1),
                ("factor-11", 2), ("factor-1", ["x"]), ("basis-of-concerns", ["x"]), ("basis-of-concerns", [{}]),
                ("basis-of-concerns", "disclosure"), ("basis-of-concerns", ["incident", "disclosure"]),
                ("basis-of-concerns", ["disclosure", "disclosure"]), ("gender", "undecided"),
            )
        ),
    ],
)  # fmt: skip
def test_records_that_the_page_sends_back_are_validated(records: object, path: str) -> None:
    error = ask("audit", records=records)["error"]
    assert (error["code"] in ("row", "type"), error["path"]) == (True, path)
    assert "Sam" not in error["message"]


@pytest.mark.parametrize("period", [7, "2026", "2026-28", "2026-27-Q5", "March"])
def test_audit_refuses_an_unknown_period(period: object) -> None:
    error = ask("audit", records=[], period=period)["error"]
    assert error["path"] == "period"
    if not isinstance(period, str):
        assert (error["code"], error["message"]) == ("message", "must be text")


@pytest.mark.parametrize(
    ("today", "is_noted"), [(None, False), ("2026-07-01", True), ("2027-04-01", False)]
)
def test_audit_notes_that_its_period_has_not_ended_by_the_devices_date(
    today: str | None, is_noted: bool
) -> None:
    records = records_as_sent(*[row_of({"date-completed": "2026-05-12"})] * 6)
    rest = {} if today is None else {"today": today}
    html = ask("audit", records=records, **rest)["result"]["html"]
    assert (notes.NOT_ENDED in html) is is_noted


@pytest.mark.parametrize("count", range(5))
def test_audit_of_fewer_than_five_assessments_gives_no_return(count: int) -> None:
    result = ask("audit", records=records_as_sent(*[row_of(FULL)] * count), rows=True)["result"]
    assert result["csv"] == {"rows": "", "counts": ""}
    assert (result["count"], result["period"]) == (count, "2025-26" if count else "")
    period = "Financial year 2025 to 2026 (April 2025 to March 2026) | " if count else ""
    why = notes.TOO_FEW if count else notes.NO_PERIOD
    assert f" | Audit return | {period}{why} | " in Page(result["html"]).text
    assert [words for words in ("Indian", "<td", "2026-03") if words in result["html"]] == []


def rows_in(result: audit.Return) -> list[list[str]]:
    return list(csv.reader(io.StringIO(result.rows.removeprefix("\ufeff"), newline="")))


def test_audit_return_has_the_expected_rows() -> None:
    blank, full = {**BLANK, "month": "2026-02"}, row_of(FULL)
    result = audit.audit(INSTRUMENT, records_of(full, blank, full, blank, full), rows=True)
    titles, *rows = rows_in(result)
    assert titles[-1] == notes.ROWS_ARE_FOR
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
    assert [each[0] for each in rows] == ["2026-M02"] * 2 + ["2026-M03"] * 3
    cells = dict(zip(titles, rows[-1], strict=True))
    assert (cells["Ethnicity"], cells["1. Missing Episodes"], cells["Level agreed"]) == (
        "A2 Indian",
        "3",
        "Category 3 (high)",
    )
    assert cells["D. Basis of CSE Concerns: Disclosure of exploitation"] == "ticked"
    assert cells["D. Basis of CSE Concerns: Going missing"] == "not ticked"
    assert cells[notes.ROWS_ARE_FOR] == ""


def test_audit_return_has_no_rows_unless_requested() -> None:
    records = records_as_sent(*[row_of(FULL)] * 12)
    for options in ({}, {"rows": False}, {"rows": "yes"}, {"rows": 1}):
        result = ask("audit", records=records, **options)["result"]
        assert result["csv"]["rows"] == ""
        assert "Re-identifiable" not in result["html"]
        assert Page(result["html"]).headings == ["Counts"]
    assert ask("audit", records=records, rows=True)["result"]["csv"]["rows"]


@given(st.permutations([row_of({**FULL, "factor-3": number}) for number in range(1, 6)]))
def test_audit_return_does_not_reveal_the_order_of_files(rows: list[Json]) -> None:
    by_content = {
        json.dumps(row): number for number, row in enumerate(sorted(rows, key=json.dumps))
    }
    records = [
        {
            **record,
            **dict.fromkeys(
                ("identity", "content"), f"{by_content[json.dumps(record['row'])]:032x}"
            ),
        }
        for record in records_as_sent(*rows)
    ]
    returns = [
        audit.audit(INSTRUMENT, audit_records.checked(INSTRUMENT, each), rows=True)
        for each in (records, records[::-1])
    ]
    assert returns[0] == returns[1]


def test_audit_return_has_the_expected_counts() -> None:
    girl, boy = (
        row_of({**FULL, "date-completed": "2026-05-12"}),
        row_of({**FULL, "gender": "male", "date-completed": "2026-04-02", "factor-1": 5}),
    )
    blank = {**BLANK, "month": "2026-06"}
    result = audit.audit(
        INSTRUMENT, records_of(*[girl] * 40, *[boy] * 2, *[blank] * 30), today="2026-07-01"
    )
    lines = list(csv.reader(io.StringIO(result.counts.removeprefix("\ufeff"), newline="")))
    assert lines[0] == ["Question", "Answer", "Assessments"]
    assert lines[-2:] == [[notes.COUNTS_ARE_OF, "", ""], [notes.ONE_RETURN, "", ""]]
    assert counts_in(result, "All")[""] in ("70", "75")
    assert counts_in(result, "Period") == {
        "Financial year 2026 to 2027 (April 2026 to March 2027)": ""
    }
    assert counts_in(result, "Gender") == {
        "Female": "40",
        "Male": FEW,
        "Described in another way": FEW,
        "Not known": FEW,
        "Not provided": "30",
    }
    months = counts_in(result, "Month completed")
    assert list(months)[:3] == ["2026-M04", "2026-M05", "2026-M06"]
    assert list(months.values()) == [FEW, "40", "30", *[FEW] * 9]
    assert counts_in(result, "Disability")["Yes"] in ("40", "45")
    assert counts_in(result, "D. Basis of CSE Concerns")["Disclosure of exploitation"] in (
        "40",
        "45",
    )
    assert counts_in(result, "1. Missing Episodes")["3"] == "40"
    text = Page(result.html).text
    assert "Gender | Answer | Count | Female | 40 | Male | fewer than 10 | " in text
    assert "April 2026" in text
    assert f"Audit return: about {counts_in(result, 'All')['']} assessments" in text
    assert notes.NOT_ENDED in text


def test_audit_count_of_every_assessment_is_withheld() -> None:
    for count in range(5, 80):
        result = audit.audit(INSTRUMENT, records_of(*[row_of(FULL)] * count))
        table = list(csv.reader(io.StringIO(result.counts.removeprefix("\ufeff"), newline="")))[
            3:-2
        ]
        assert {published for _, _, published in table} <= {WITHHELD, FEW}
        if count > 14:
            assert set(counts_in(result, "Gender").values()) == {WITHHELD}
            boxes = counts_in(result, "D. Basis of CSE Concerns")
            assert boxes["Disclosure of exploitation"] == WITHHELD


any_row = st.fixed_dictionaries(
    {
        **{
            each.key: st.sampled_from(each.answers or ("2026-04", "2026-05", "2027-03"))
            for each in columns(INSTRUMENT)
        },
        **{each.id: st.sampled_from([[], ["other"]]) for each in INSTRUMENT.tick_lists},
    }
)
some_rows = st.lists(any_row, min_size=5, max_size=9)


@settings(max_examples=60)
@given(some_rows, st.integers(1, 9))
def test_every_published_number_is_a_multiple_of_five_near_the_count(
    rows: list[Json], times: int
) -> None:
    result = audit.audit(INSTRUMENT, records_of(*rows * times))
    table = list(csv.reader(io.StringIO(result.counts.removeprefix("\ufeff"), newline="")))[2:-2]
    for _, _, published in table:
        assert published in (FEW, WITHHELD) or (int(published) % 5 == 0 and int(published) >= 10)
    for column in columns(INSTRUMENT):
        true = Counter(
            audit_period.in_a_table(str(each[column.key]))
            if column.key == "month"
            else str(each[column.key])
            for each in rows * times
        )
        for answer, published in counts_in(result, column.label).items():
            if published != WITHHELD:
                low, high = possible(published)
                assert low <= true[answer] <= high


@given(some_rows)
def test_the_same_files_give_the_same_return(rows: list[Json]) -> None:
    records = records_of(*rows * 5)
    assert audit.audit(INSTRUMENT, records) == audit.audit(INSTRUMENT, records[::-1])


def test_audit_page_shows_the_whole_return_with_its_terms_of_use() -> None:
    result = audit.audit(INSTRUMENT, records_of(*[row_of(FULL)] * 6), rows=True)
    page = Page(result.html)
    assert page.headings == ["Counts", "Rows (re-identifiable)"]
    assert (
        page.text.count(
            "March 2026 | 13 to 15 | Female | A2 Indian | Yes | D1 D10 | 3 | not known | "
        )
        == 6
    )
    assert (
        "| D | E | F | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | Level agreed | " in page.text
    )
    assert page.text.count("not known | Category 3 (high) | ") == 6
    assert "D1 Disclosure of exploitation" in page.text
    assert (
        "Audit return: fewer than 10 assessments | "
        "Financial year 2025 to 2026 (April 2025 to March 2026) | Counts | " in page.text
    )
    version = (
        f"scoring and report version {__version__}. The numbers chosen for the risk factors have not been validated as "
        "a scale, and the 2013-14 tool sets no cut-off. A child may be exploited even if every number is low."
    )
    for words in (notes.ROWS_ARE_FOR, notes.COUNTS_ARE_OF, notes.ONE_RETURN, version):
        assert words in page.text
    assert result.html.startswith('<article class="report audit"')
    assert 'data-marking="OFFICIAL-SENSITIVE"' in result.html
    assert [word for word in ("%", "average") if word in page.text] == []


def test_audit_result_lists_the_periods_and_the_files_left_out() -> None:
    older, newer, other = (
        row_of({"date-completed": day}) for day in ("2026-03-31", "2026-04-01", "")
    )
    records = records_as_sent(older, *[newer] * 6, other)
    records[2] |= {"identity": records[1]["identity"], "saved": "2026-05-01T09:00"}
    records[3] |= {key: records[2][key] for key in ("identity", "content")}
    result = ask("audit", records=records)["result"]
    assert [each["id"] for each in result["periods"]] == [
        "2026-27",
        "2025-26",
        "2026-27-Q1",
        "2025-26-Q4",
    ]
    assert (
        result["periods"][3]["label"]
        == "Financial year 2025 to 2026, quarter 4 (January 2026 to March 2026)"
    )
    assert (result["period"], result["count"], result["outside"]) == ("2026-27", 4, 1)
    assert result["left_out"] == [
        {"index": 1, "counted": 2, "message": audit_records.OLDER},
        {"index": 3, "counted": 2, "message": audit_records.COPY},
        {"index": 7, "counted": 7, "message": audit.undated(INSTRUMENT)},
    ]
    assert ask("audit", records=records, period="2025-26-Q4")["result"]["count"] == 1


def test_undecided_audit_answer_has_its_typed_text_and_its_choices() -> None:
    record = record_of({**FULL, "gender": " she/her\n", "disability": "no speech"})
    assert record["undecided"] == [
        {"key": "gender", "label": "Gender", "typed": "she/her",
         "answers": ["Female", "Male", "Described in another way", "Not known"]},
        {"key": "disability", "label": "Disability", "typed": "no speech", "answers": ["Yes", "No", "Not known"]},
    ]  # fmt: skip
    assert ask("audit", records=records_as_sent(record["row"]))["error"]["code"] == "row"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", '"plain"'), ('a "b", c', '"a ""b"", c"'), ("", '""'), (7, '"7"'), ("two\nlines", '"two\nlines"'),
        ("=1+1", "\"'=1+1\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@x", "\"'@x\""), ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("  =1", "\"'  =1\""), ("a=1", '"a=1"'), ("X=1", '"X=1"'),
        ('=cmd|"/c calc"!A1', "\"'=cmd|\"\"/c calc\"\"!A1\""),
    ],
)  # fmt: skip
def test_csv_cell_cannot_be_read_as_a_formula(cell: object, written: str) -> None:
    assert as_csv([[cell, "b"]]) == f'\ufeff{written},"b"\r\n'


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=4))
def test_csv_table_is_read_back_as_written(rows: list[list[str]]) -> None:
    text = as_csv(rows)
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert [[cell.removeprefix("'") for cell in each] for each in read] == [
        [cell.removeprefix("'") for cell in each] for each in rows
    ]
    assert not [cell for each in read for cell in each if cell.lstrip(" ")[:1] in [*"=+-@\t\r\n"]]


# Text that a spreadsheet reads as a date or a time: two or three numbers or month names with separators.
LIKE_A_DATE = re.compile(
    r"\s*(\d{1,4}|[a-z]{3,9})[-/ .:,]+(\d{1,4}|[a-z]{3,9})([-/ .:,]+\d{1,4})?\s*", re.IGNORECASE
)
MONTHS = [each[:3].lower() for each in dates.MONTHS]


def is_like_a_date(cell: str) -> bool:
    match = LIKE_A_DATE.fullmatch(cell)
    words = [part for part in (match.groups() if match else ()) if part and part[0].isalpha()]
    return bool(match) and all(word[:3].lower() in MONTHS for word in words)


def test_csv_cell_cannot_be_read_as_a_date() -> None:
    assert [is_like_a_date(each) for each in ("2026-11", "Nov 2026", "1/2", "12.5.26", "9:30", "2026-M11")] == [
        True, True, True, True, True, False
    ]  # fmt: skip
    for month in range(1, 13):
        rows = [{**BLANK, "month": f"2026-{month:02d}", "age": band} for band in audit_bands()] * 9
        result = audit.audit(INSTRUMENT, records_of(*rows), rows=True)
        for text in (result.rows, result.counts):
            cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            assert [cell for cell in cells if is_like_a_date(cell)] == []


def audit_bands() -> list[str]:
    return [
        str(each)
        for each in next(each for each in columns(INSTRUMENT) if each.key == "age").answers
    ]


def test_audit_accepts_a_thousand_rows_in_one_message() -> None:
    message = json.dumps(
        {"id": 1, "op": "audit", "records": records_as_sent(*[row_of(FULL)] * 1000)}
    )
    assert len(message) < 1_000_000
    assert json.loads(bridge.handle(message))["result"]["count"] == 1000


def test_audit_row_message_whose_text_is_not_a_string_is_refused() -> None:
    assert ask("audit-row", text=envelope({}))["error"]["path"] == "text"


@pytest.mark.parametrize(
    ("today", "month", "age"),
    [
        ("2026-11-29", "2026-11", "13 to 15"),
        ("2026-11-28", "Not provided", "13 to 15"),
        ("2013-01-01", "Not provided", "12 and under"),
    ],
)
def test_future_completion_date_gives_an_audit_row_no_month_and_the_age_today(
    today: str, month: str, age: str
) -> None:
    answers = {"date-of-birth": "2011-03-27", "date-completed": "2026-11-29"}
    text = json.dumps(envelope(answers))
    row: Json = ask("audit-row", text=text, today=today)["result"]["row"]
    assert (row["month"], row["age"]) == (month, age)
