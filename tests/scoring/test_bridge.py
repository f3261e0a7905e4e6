"""The door between page and Python: every message gets an answer, and no answer gives away what was typed."""

import json
from typing import Any

import pytest
from sample import CONTACTS, INSTRUMENT, assessed, envelope, every_factor

from scoring import bridge, operations, report, wording

TYPED = "Sam Example"
COMPLETE: dict[str, object] = {
    "client-name": TYPED,
    "client-postcode": "not known",
    "date-of-birth": {"day": "2", "month": "3", "year": "2014"},
    "date-completed": {"day": "1", "month": "3", "year": "2026"},
    "factor-1": 3,
    "factor-2": "not-known",
    "factor-11": 1,
    "method-of-coercion": {"ticked": ["gifts"]},
    "risk-category": 2,
}
# Beside the two factors whose statements speak of a change.
FIRST_TIME = dict.fromkeys(
    ("first-factor-7", "first-factor-10"),
    "Some of these statements speak of a change. In a first assessment there is nothing to compare with: "
    "choose by what you know now.",
)


def ask(message: object) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(bridge.handle(json.dumps(message)))
    return reply


def ask_about(op: str, answers: object) -> dict[str, Any]:
    return ask({"id": 7, "op": op, "answers": envelope(answers)})


def test_a_blank_form_is_scored() -> None:
    assert ask_about("score", {}) == {
        "id": 7,
        "ok": True,
        "result": {
            "problems": [],
            "warnings": [],
            "texts": {
                "answered": "0 of 11",
                "total": "none yet",
                "range": "11 to 55 if the rest were known",
                "not-known": "0",
                "not-reached": "11",
                "completeness": "0 of 11 risk factors answered, 0 not known, 11 not yet reached",
                "total-with-base": "No total: 0 of 11 factors have a number",
                "total-note": "",
                "level": "NOT YET AGREED",
                "risk-factor-present": "",
                "age": "not worked out: no complete “Date of Birth” or “Date form completed”",
                "age-note": "",
                "marking": "",
                **FIRST_TIME,
            },
            "lists": {
                "signs-of-harm": [],
                "matched": [],
                "level-gaps": [],
                "no-longer-known": [],
            },
        },
    }


def test_a_form_with_answers_is_scored() -> None:
    sign = "F. Actual/Suspected Method of Coercion: Gifts (e.g. phone top ups)"
    assert ask_about("score", COMPLETE)["result"] == {
        "problems": [],
        "warnings": [
            {
                "code": "postcode",
                "path": "answers.client-postcode",
                "message": "Postcode does not look like a full postcode, such as UB8 1UW. "
                "It is kept as you typed it.",
            }
        ],
        "texts": {
            "answered": "1 of 11",
            "total": "4",
            "range": "13 to 53 if the rest were known",
            "not-known": "2",
            "not-reached": "8",
            "completeness": "1 of 11 risk factors answered, 2 not known, 8 not yet reached",
            "total-with-base": "4 from 1 of 11 factors",
            "total-note": "The total includes the 1 that the tool counts for “Not known” in factor 11, "
            "which is not a good answer.",
            "level": "Category 2 (medium) entered, NOT YET AGREED",
            "risk-factor-present": "yes",
            "age": "11 on the date completed",
            "age-note": "Under 13 on the date completed. In law a child under 13 cannot consent to any "
            "sexual activity (Sexual Offences Act 2003, sections 5 to 8).",
            "marking": "OFFICIAL-SENSITIVE",
            **FIRST_TIME,
        },
        "lists": {
            "signs-of-harm": [sign],
            "matched": [
                f"Read the row of category 3 (high): “Experiencing current exploitation”. Met by: {sign}",
                "Read the row of category 2 (medium): “still goes missing”. Met by: 1. Missing Episodes: 3, "
                "Occasionally truants, goes missing, prolonged episodes or Occasionally goes missing, "
                "short episodes.",
            ],
            "level-gaps": [
                "Agreed with Team Manager (name): no name given",
                "Agreed with CSE Prevention Manager (name): no name given",
                "Date the level was agreed: no whole date given",
                "The level entered is below category 3, whose own words the answers meet. No reason was given.",
            ],
            "no-longer-known": [],
        },
    }


def test_all_factors_answered_leave_no_range() -> None:
    texts = ask_about("score", every_factor(5))["result"]["texts"]
    assert (texts["total-with-base"], texts["range"], texts["risk-factor-present"]) == (
        "55 from 11 of 11 factors",
        "",
        "yes",
    )


def test_whether_a_risk_factor_is_present_is_said_without_a_count() -> None:
    def present(answers: dict[str, object]) -> str:
        text: str = ask_about("score", answers)["result"]["texts"]["risk-factor-present"]
        return text

    one: dict[str, object] = {"basis-of-concerns": {"ticked": ["going-missing"]}}
    assert [present(each) for each in ({}, every_factor(1), one, {**one, **every_factor(5)})] == [
        "",
        "",
        "yes",
        "yes",
    ]


def test_two_names_of_one_child_are_a_warning_and_no_problem() -> None:
    result = ask_about("score", {"client-name": TYPED, "analysis-name": "Alex Sample"})["result"]
    assert (result["problems"], result["warnings"]) == (
        [],
        [
            {
                "code": "differs",
                "path": "answers.analysis-name",
                "message": "NAME OF YOUNG PERSON is not the same as “Client’s Name”. "
                "Both are printed as you typed them.",
            }
        ],
    )


def test_problems_come_with_the_score_and_do_not_stand_in_its_way() -> None:
    result = ask_about("score", {"date-of-birth": "2011-02-29", "factor-1": 2})["result"]
    assert result["problems"] == [
        {
            "code": "date",
            "path": "answers.date-of-birth",
            "message": "Date of Birth must be a real date",
        }
    ]
    assert result["texts"]["total-with-base"] == "2 from 1 of 11 factors"


def test_the_report_is_the_one_that_the_command_line_prints() -> None:
    reply = ask_about("report", COMPLETE)
    expected = report.article(INSTRUMENT, CONTACTS, assessed(COMPLETE))
    assert reply == {"id": 7, "ok": True, "result": {"html": expected}}
    assert expected in report.document(INSTRUMENT, CONTACTS, assessed(COMPLETE))


def test_the_report_says_the_same_as_the_screen() -> None:
    score = ask_about("score", COMPLETE)["result"]
    html = ask_about("report", COMPLETE)["result"]["html"]
    texts, lists = score["texts"], score["lists"]
    shown = [
        "completeness",
        "total-with-base",
        "range",
        "total-note",
        "level",
        "age",
        "age-note",
        "marking",
    ]
    assert [key for key in shown if texts[key] not in html] == []
    assert [gap for gap in lists["level-gaps"] + lists["signs-of-harm"] if gap not in html] == []
    assert wording.CAVEAT in html


@pytest.mark.parametrize("request_id", [0, -1, 7, "seven", None, 1.5, True, [1], {"a": 1}])
def test_an_answer_has_the_id_of_its_question(request_id: object) -> None:
    reply = ask({"id": request_id, "op": "score", "answers": envelope({})})
    assert (reply["id"], reply["ok"]) == (request_id, True)


def test_a_question_without_an_id_gets_an_answer_without_one() -> None:
    assert ask({"op": "score", "answers": envelope({})})["id"] is None


@pytest.mark.parametrize("op", [None, "check", "Score", "", 1, ["score"], {"op": "score"}])
def test_another_operation_is_refused(op: object) -> None:
    assert ask({"id": 7, "op": op, "answers": envelope({})}) == {
        "id": 7,
        "ok": False,
        "error": {
            "code": "message",
            "path": "op",
            "message": "is not something that can be asked for",
        },
    }


@pytest.mark.parametrize("message", ["[]", "null", "7", '"score"'])
def test_a_message_that_is_no_object_is_refused(message: str) -> None:
    assert json.loads(bridge.handle(message)) == {
        "id": None,
        "ok": False,
        "error": {"code": "message", "path": "", "message": "The message is not an object"},
    }


@pytest.mark.parametrize(
    ("message", "code", "words"),
    [
        ("", "not-json", "The file is not valid JSON: line 1, column 1"),
        ('{"id": 7', "not-json", "The file is not valid JSON: line 1, column 9"),
        ('{"id": 7, "id": 8}', "doubled-key", "The file has the same key twice in one object"),
        ('{"id": NaN}', "not-a-number", "The file holds NaN, which is not a number"),
        (
            '{"id": 1e999}',
            "not-a-number",
            "The file holds a number that is too large",
        ),
        ("[" * 9, "too-deep", "The file is nested deeper than answers ever are"),
        (" " * 2_000_001, "too-large", "The file is longer than 2,000,000 characters"),
    ],
)
def test_a_message_that_cannot_be_read_is_refused(message: str, code: str, words: str) -> None:
    assert json.loads(bridge.handle(message)) == {
        "id": None,
        "ok": False,
        "error": {"code": code, "path": "", "message": words},
    }


@pytest.mark.parametrize("op", ["score", "report"])
def test_answers_that_cannot_be_read_are_refused_with_their_place(op: str) -> None:
    assert ask_about(op, {"client-name": TYPED, "factor-11": 3}) == {
        "id": 7,
        "ok": False,
        "error": {
            "code": "not-offered",
            "path": "answers.factor-11",
            "message": "must be one of 1, 4, 5",
        },
    }


def test_a_key_that_was_typed_does_not_come_back() -> None:
    assert ask_about("score", {TYPED: 1}) == {
        "id": 7,
        "ok": False,
        "error": {
            "code": "unknown",
            "path": "answers.(an unknown key)",
            "message": "is not an item of this instrument",
        },
    }


def test_not_known_in_factor_11_gets_the_answer_that_its_statement_1_gets() -> None:
    assert ask_about("score", {"factor-11": "not-known"}) == ask_about("score", {"factor-11": 1})


def test_what_was_stated_beside_other_sets_the_marking() -> None:
    def marking(value: object) -> str:
        text: str = ask_about("score", {"suspected-perpetrator": value})["result"]["texts"][
            "marking"
        ]
        return text

    assert marking({"ticked": ["other"]}) == ""
    assert marking({"other": "Mr Fiction"}) == "OFFICIAL-SENSITIVE"


def test_a_message_without_answers_is_refused() -> None:
    assert ask({"id": 7, "op": "score"}) == {
        "id": 7,
        "ok": False,
        "error": {"code": "type", "path": "", "message": "must be an object"},
    }


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (RuntimeError, "internal", "stops at these answers (RuntimeError). They are kept"),
        (MemoryError, "memory", "not enough memory for answers as long as these"),
    ],
)
def test_an_unforeseen_error_is_told_plainly_and_its_words_stay_here(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception], code: str, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error(f"about {TYPED}")

    monkeypatch.setattr(operations, "score", fail)
    reply = ask_about("score", COMPLETE)
    assert (reply["ok"], reply["error"]["code"], reply["error"]["path"]) == (False, code, "")
    assert words in reply["error"]["message"]
    assert TYPED not in json.dumps(reply)


def test_an_answer_is_plain_ascii_whatever_was_typed() -> None:
    reply = bridge.handle(
        json.dumps(
            {
                "id": 7,
                "op": "report",
                "answers": envelope({"client-name": "Zoë 🙂 \u2028\u202f\ud83d"}),
            }
        )
    )
    assert reply.isascii()
    assert "Zoë 🙂 \n\u202f\ufffd" in json.loads(reply)["result"]["html"]
