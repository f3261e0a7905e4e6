"""Tests of the bridge between page and Python: every message gets a reply, and no error repeats typed text."""

import json
import re
from typing import Any

import pytest
from instrument_samples import CONTACTS, INSTRUMENT, assessed, envelope, every_factor

from builder.base import paths
from scoring import bridge
from scoring.export import blocks, plain_text, word
from scoring.operations import assessing, requests
from scoring.report import jinja_templates, renderer
from scoring.report.wording import fixed
from scoring.rules import findings
from scoring.rules.findings import find

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
COPY = {"parts": ["level"], "recipient": "Jo Sample", "reason": "To plan", "today": "2026-11-29"}
# The note beside the two factors whose statements describe a change.
FIRST_TIME = dict.fromkeys(
    ("first-factor-7", "first-factor-10"),
    "Some of these statements describe a change. In a first assessment there is nothing to compare with. "
    "Choose the statement that best fits what you know now.",
)


def ask(message: object) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(bridge.handle(json.dumps(message)))
    return reply


def ask_about(op: str, answers: object) -> dict[str, Any]:
    return ask({"id": 7, "op": op, "answers": envelope(answers)})


def test_a_blank_form_is_scored() -> None:
    reply = ask_about("assess", {})
    assert reply == {
        "id": 7,
        "ok": True,
        "result": {
            "problems": [],
            "warnings": [],
            "texts": {
                "answered": "0 of 11",
                "scored": "0",
                "total": "none yet",
                "range": "11 to 55 if every factor had a number",
                "not-known": "0",
                "not-reached": "11",
                "completeness": "0 of 11 risk factors answered (0 scored, 0 not known), 11 not answered",
                "total-with-base": "No total: none of the 11 factors is scored",
                "total-note": "",
                "level": "NOT YET AGREED",
                "risk-factor-present": "",
                "age": "not known (“Date of Birth” and “Date form completed” are missing or incomplete)",
                "age-note": "",
                "marking": "",
                **FIRST_TIME,
            },
            "lists": {
                "signs-of-harm": [],
                "also-written": [],
                "matched": [],
                "level-gaps": [],
                "no-longer-known": [],
                "signs-of-harm-before": [],
            },
            "order": {},
        },
    }


def test_a_form_with_answers_is_scored() -> None:
    sign = "F. Actual/Suspected Method of Coercion: Gifts (e.g. phone top ups)"
    result = ask_about("assess", COMPLETE)["result"]
    assert result == {
        "problems": [],
        "warnings": [
            {
                "code": "postcode",
                "path": "answers.client-postcode",
                "message": "Postcode does not look like a full postcode, such as UB8 1UW. "
                "It is kept as you typed it.",
            },
            {
                "code": "reason",
                "path": "answers.level-reason",
                "message": "The level entered is lower than category 3, although the answers match its "
                "wording. Give the reason in words.",
            },
            {
                "code": "no-analysis",
                "path": "answers.analysis-behaviours",
                "message": "There are signs of harm, but the analysis is empty. "
                "Write what was seen, heard or reported, who saw, heard or reported it, and when.",
            },
        ],
        "texts": {
            "answered": "3 of 11",
            "scored": "1",
            "total": "3",
            "range": "13 to 53 if every factor had a number",
            "not-known": "2",
            "not-reached": "8",
            "completeness": "3 of 11 risk factors answered (1 scored, 2 not known), 8 not answered",
            "total-with-base": "3 from 1 of 11 factors",
            "total-note": "The tool gives “Not known” in factor 11 the number 1. This 1 is not in the total. "
            "If you add it, the total is 4. “Not known” does not mean “no”.",
            "level": "Entered: category 2 – not yet agreed. The answers match the wording of category 3.",
            "risk-factor-present": "yes",
            "age": "11 on the date completed",
            "age-note": "Under 13 on the date completed. In law a child under 13 cannot consent to any "
            "sexual activity (Sexual Offences Act 2003, sections 5 to 8).",
            "marking": "OFFICIAL-SENSITIVE",
            **FIRST_TIME,
        },
        "lists": {
            "signs-of-harm": [sign],
            "also-written": [],
            "matched": [
                f"Read category 3 (high): “Experiencing current exploitation”. Your answers that match: {sign}",
                "Read category 2 (medium): “still goes missing”. This matches only if the child was missing. "
                "Truanting alone does not match. Your answers that may match: 1. Missing Episodes: 3, "
                "Occasionally truants, goes missing, prolonged episodes or Occasionally goes missing, "
                "short episodes.",
            ],
            "level-gaps": [
                "Agreed with Team Manager (name): no name given",
                "Agreed with CSE Prevention Manager (name): no name given",
                "Date the level was agreed: no complete, valid date given",
                "The level entered is below category 3, although the answers match its wording. No reason was given.",
            ],
            "no-longer-known": [],
            "signs-of-harm-before": [],
        },
        "order": {},
    }


def test_word_positions_are_counted_as_in_javascript() -> None:
    words = ask_about("words", {"request": "👩 is streetwise"})["result"]["words"]
    assert words == [
        {
            "path": "answers.request",
            "words": "streetwise",
            "start": 6,
            "why": "A child who seems streetwise is still a child, and can still be exploited.",
            "instead": [
                "the child has had to look after themselves",
                "the child seems confident, and is still at risk",
            ],
        }
    ]


def test_no_range_is_given_if_all_factors_are_answered() -> None:
    texts = ask_about("assess", every_factor(5))["result"]["texts"]
    assert texts["completeness"] == "11 of 11 risk factors answered (11 scored, 0 not known)"
    assert (texts["total-with-base"], texts["range"], texts["risk-factor-present"]) == (
        "55 from 11 of 11 factors",
        "",
        "yes",
    )


def test_match_lists_every_answer_that_it_rests_on() -> None:
    ticked = {"basis-of-concerns": {"ticked": ["disclosure", "incident"]}}
    [matched] = ask_about("assess", ticked)["result"]["lists"]["matched"]
    assert matched.endswith(
        "Your answers that match: D. Basis of CSE Concerns: Disclosure of exploitation; "
        "D. Basis of CSE Concerns: Incident or suspected incident of sexual exploitation"
    )


def test_risk_factor_present_is_reported_without_a_count() -> None:
    def present(answers: dict[str, object]) -> str:
        text: str = ask_about("assess", answers)["result"]["texts"]["risk-factor-present"]
        return text

    one: dict[str, object] = {"basis-of-concerns": {"ticked": ["going-missing"]}}
    assert [present(each) for each in ({}, every_factor(1), one, {**one, **every_factor(5)})] == [
        "",
        "",
        "yes",
        "yes",
    ]


def test_different_names_of_the_child_are_a_warning_and_no_problem() -> None:
    result = ask_about("assess", {"client-name": TYPED, "analysis-name": "Alex Sample"})["result"]
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


def test_problems_come_with_the_score_and_do_not_prevent_it() -> None:
    result = ask_about("assess", {"date-of-birth": "2011-02-29", "factor-1": 2})["result"]
    assert result["problems"] == [
        {
            "code": "date",
            "path": "answers.date-of-birth",
            "message": "Date of Birth must be a real date",
        }
    ]
    assert result["texts"]["total-with-base"] == "2 from 1 of 11 factors"


@pytest.mark.parametrize("today", ["2026-02-31", "29.11.2026", "", 7, True, ["2026-11-29"]])
def test_device_date_that_is_no_date_is_refused(today: object) -> None:
    reply = ask({"id": 1, "op": "assess", "answers": envelope({}), "today": today})
    assert reply["error"] == {
        "code": "message",
        "path": "today",
        "message": 'must be a date such as "2026-11-29"',
    }


def test_dates_are_compared_with_the_devices_date_in_the_message() -> None:
    asked = {"answers": envelope({"date-agreed": "2026-11-30"}), "today": "2026-11-29"}
    result = ask({"id": 1, "op": "assess", **asked})["result"]
    (warning,) = result["warnings"]
    assert (warning["code"], warning["path"]) == ("future", "answers.date-agreed")
    assert warning["message"] in ask({"id": 1, "op": "report", **asked})["result"]["html"]


def test_the_report_is_the_one_that_the_command_line_prints() -> None:
    expected = ask_about("report", COMPLETE)["result"]["html"]
    assert expected == renderer.article(INSTRUMENT, CONTACTS, find(INSTRUMENT, assessed(COMPLETE)))
    assert expected in renderer.document(INSTRUMENT, CONTACTS, assessed(COMPLETE))


def test_the_export_has_the_report_as_a_word_document_and_as_plain_text() -> None:
    # What an earlier request found is kept. Without it, the export must read the answers itself.
    assessing.forget()
    result = ask_about("export", COMPLETE)["result"]
    document = blocks.of_report(ask_about("report", COMPLETE)["result"]["html"])
    sections = result.pop("sections")
    assert result == {"word": word.parts(document), "text": plain_text.whole_text(document)}
    texts = {each["title"]: each["text"] for each in sections}
    assert {"Signs of harm", "CSE Analysis Form", "Notes"} <= set(texts)
    # Each section begins with the marking, because it may be pasted by itself.
    assert all(text.startswith("OFFICIAL-SENSITIVE") for text in texts.values())
    assert "Gifts (e.g. phone top ups)" in texts["Signs of harm"]


def test_the_report_says_the_same_as_the_screen() -> None:
    result = ask_about("assess", COMPLETE)["result"]
    html = ask_about("report", COMPLETE)["result"]["html"]
    texts, lists = result["texts"], result["lists"]
    shown = [
        "completeness",
        "total-with-base",
        "total-note",
        "level",
        "age",
        "age-note",
        "marking",
    ]
    assert [key for key in shown if texts[key] not in html] == []
    assert [gap for gap in lists["level-gaps"] + lists["signs-of-harm"] if gap not in html] == []
    assert fixed.CAVEAT in html


@pytest.mark.parametrize("request_id", [0, -1, 7, "seven", None, 1.5, True, [1], {"a": 1}])
def test_reply_has_the_id_of_its_message(request_id: object) -> None:
    reply = ask({"id": request_id, "op": "assess", "answers": envelope({})})
    assert (reply["id"], reply["ok"]) == (request_id, True)


def test_message_without_an_id_gets_a_reply_without_one() -> None:
    assert ask({"op": "assess", "answers": envelope({})})["id"] is None


@pytest.mark.parametrize("op", [None, "check", "Assess", "", 1, ["assess"], {"op": "assess"}])
def test_unknown_operation_is_refused(op: object) -> None:
    assert ask({"id": 7, "op": op, "answers": envelope({})}) == {
        "id": 7,
        "ok": False,
        "error": {
            "code": "message",
            "path": "op",
            "message": "is not a known operation",
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
        ('{"id": NaN}', "not-a-number", "The file contains NaN, which is not a number"),
        (
            '{"id": 1e999}',
            "not-a-number",
            "The file contains a number that is too large",
        ),
        ("[" * 9, "too-deep", "The file has more levels than an assessment can have"),
        (" " * 2_000_001, "too-large", "The file is longer than 2,000,000 characters"),
    ],
)
def test_a_message_that_cannot_be_read_is_refused(message: str, code: str, words: str) -> None:
    assert json.loads(bridge.handle(message)) == {
        "id": None,
        "ok": False,
        "error": {"code": code, "path": "", "message": words},
    }


def test_answers_that_cannot_be_read_are_refused_with_their_place() -> None:
    assert ask_about("assess", {"client-name": TYPED, "factor-11": 3}) == {
        "id": 7,
        "ok": False,
        "error": {
            "code": "not-offered",
            "path": "answers.factor-11",
            "message": "must be one of 1, 4, 5",
        },
    }


def test_unknown_key_is_not_quoted_in_the_error() -> None:
    assert ask_about("assess", {TYPED: 1}) == {
        "id": 7,
        "ok": False,
        "error": {
            "code": "unknown",
            "path": "answers.(an unknown key)",
            "message": "is not an item of this instrument",
        },
    }


def test_not_known_in_factor_11_gives_the_reply_of_its_statement_1() -> None:
    assert ask_about("assess", {"factor-11": "not-known"}) == ask_about("assess", {"factor-11": 1})


def test_text_beside_other_sets_the_marking() -> None:
    def marking(value: object) -> str:
        text: str = ask_about("assess", {"suspected-perpetrator": value})["result"]["texts"][
            "marking"
        ]
        return text

    assert marking({"ticked": ["other"]}) == ""
    assert marking({"other": "Mr Fiction"}) == "OFFICIAL-SENSITIVE"


def test_reply_has_the_date_order_of_the_case_record_lists() -> None:
    dated = [{"when": "May 2026"}, {"when": "sometime"}, {"when": "about March 2026"}]
    answers = {
        "chronology": [{"event": "  "}, *dated],
        "suspects": [{"name": "A"}],
        "evidence": dated,
        "actions": [],
    }
    # The blank entry is not counted. The page leaves it out too.
    assert ask_about("assess", answers)["result"]["order"] == {"chronology": [2, 0, 1]}


def test_every_operation_and_its_results_have_typescript_types() -> None:
    text = (paths.DOCS / "app" / "types" / "operations.d.ts").read_text("utf-8")
    types = {
        name: set(re.findall(r"^  (\w+):", body, re.MULTILINE)) | set(_members(text, parent))
        for name, parent, body in re.findall(
            r"^export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}",
            text,
            re.DOTALL | re.MULTILINE,
        )
    }
    types["{ html: string }"] = {"html"}
    types["{ words: FoundWords[] }"] = {"words"}
    typed = dict(
        re.findall(r'^  "?([a-z-]+)"?: \{ asked: .* result: (\w+|\{.*?\}) \};$', text, re.MULTILINE)
    )
    assert typed.keys() == bridge.OPERATIONS.keys()
    file = json.dumps(envelope(COMPLETE))
    record = ask({"op": "audit-row", "text": file})["result"]
    record["row"] |= {"gender": "Female", "disability": "No"}
    del record["undecided"]
    messages: dict[str, dict[str, object]] = {
        "assess": {"answers": envelope(COMPLETE)},
        "report": {"answers": envelope(COMPLETE)},
        "words": {"answers": envelope(COMPLETE)},
        "open": {"text": file},
        "compare": {"answers": envelope(COMPLETE), "other": envelope({})},
        "audit-row": {"text": file},
        "audit": {"records": [record]},
        "reduce": {"answers": envelope(COMPLETE), **COPY},
    }
    for op, arguments in messages.items():
        assert ask({"op": op, **arguments})["result"].keys() == types[typed[op]], op
    compared = ask({"op": "compare", **messages["compare"]})["result"]
    assert compared["differences"][0].keys() == types["Difference"]


def _members(text: str, interface: str) -> list[str]:
    """Return the member names of a TypeScript interface, or an empty list if there is no such interface."""
    body = re.search(
        rf"^export interface {interface or '-'} \{{\n(.*?)^\}}", text, re.DOTALL | re.MULTILINE
    )
    return re.findall(r"^  (\w+):", body[1], re.MULTILINE) if body else []


def test_reduced_copy_reply_has_its_sharing_log_entry() -> None:
    result = ask({"op": "reduce", "answers": envelope(COMPLETE), **COPY})["result"]
    assert result.pop("html").startswith('<article class="report report-reduced"')
    assert result == {
        "problems": [],
        "list": "sharing",
        "entry": {
            "when": "29 November 2026",
            "with": "Jo Sample",
            "what": "Reduced copy: Level of risk and response guidance",
            "why": "To plan",
        },
    }


def test_reduced_copy_without_a_recipient_is_not_made() -> None:
    arguments = {**COPY, "recipient": ""}
    assert ask({"op": "reduce", "answers": envelope(COMPLETE), **arguments})["result"] == {
        "problems": [
            {"code": "missing", "path": "recipient", "message": "Enter who the copy is for"}
        ],
        "html": "",
        "list": "sharing",
        "entry": {},
    }


def test_reduced_copy_is_refused_for_a_full_log_or_invalid_answers() -> None:
    full = envelope({"sharing": [{"with": "Jo Sample"}] * 300})
    (problem,) = ask({"op": "reduce", "answers": full, **COPY})["result"]["problems"]
    assert (problem["code"], problem["path"]) == ("too-many", "parts")
    refused = ask({"op": "reduce", "answers": envelope({"factor-11": 3}), **COPY})
    assert refused["error"]["path"] == "answers.factor-11"


def test_two_files_are_compared_and_merged() -> None:
    here, there = envelope({"factor-1": 3}), envelope({"factor-1": 4, "gender": "x"})
    arguments = {"answers": here, "other": there}
    compared = ask({"op": "compare", **arguments})["result"]
    assert compared["given_by"] == ""
    assert len(compared["notes"]) == 2
    rest = {"both": False, "current": []}
    assert compared["differences"] == [
        {**rest, "item": "gender", "label": "Gender", "other": ["x"], "suggested": "other"},
        {
            "item": "factor-1",
            "label": "1. Missing Episodes",
            "current": [
                "3 Occasionally truants, goes missing, prolonged episodes or Occasionally goes missing, short episodes."
            ],
            "other": ["4 Frequent truanting or short missing episodes."],
            "suggested": "",
            "both": False,
        },
    ]
    choices = {"gender": "other", "factor-1": "current"}
    merged = ask({"op": "merge", **arguments, "choices": choices})["result"]["envelope"]
    assert merged["answers"] == {"gender": "x", "factor-1": 3}
    assert [each["item"] for each in merged["merged"]] == ["gender"]
    refused = ask({"op": "merge", **arguments, "choices": {}})["error"]
    assert (refused["code"], refused["path"]) == ("message", "choices")


def test_a_message_without_answers_is_refused() -> None:
    assert ask({"id": 7, "op": "assess"}) == {
        "id": 7,
        "ok": False,
        "error": {"code": "type", "path": "", "message": "must be an object"},
    }


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            RuntimeError,
            "internal",
            "has a fault (RuntimeError) and cannot score these answers. They are still in the form",
        ),
        (MemoryError, "memory", "not have enough memory for such long answers"),
    ],
)
def test_an_unexpected_error_is_reported_without_its_text(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception], code: str, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error(f"about {TYPED}")

    monkeypatch.setattr(findings, "score", fail)
    reply = ask_about("assess", {**COMPLETE, "gender": code})
    assert (reply["ok"], reply["error"]["code"], reply["error"]["path"]) == (False, code, "")
    assert words in reply["error"]["message"]
    assert TYPED not in json.dumps(reply)


def test_reply_is_ascii_for_any_typed_text() -> None:
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


def test_cached_values_do_not_depend_on_earlier_messages() -> None:
    """Earlier tests may have filled the caches, so the cached values are built again here."""
    assert "identity" in jinja_templates.environment.__wrapped__().globals
    assert requests.shipped.__wrapped__()[0] == INSTRUMENT
    assert requests.language.__wrapped__().source == requests.language().source


def test_forget_clears_the_last_answers() -> None:
    ask_about("assess", COMPLETE)
    assert assessing.LAST._kept is not None
    assessing.forget()
    assert assessing.LAST._kept is None
