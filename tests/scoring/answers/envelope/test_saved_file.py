"""Tests of opening a saved file: broken files are refused, invalid answers listed, and all other answers kept."""

import dataclasses
import json
import re
from typing import Any

import pytest
from broken_files import OPENED_IN_PART, REFUSED, Broken, file
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_profiles import settings_for
from instrument_samples import INSTRUMENT, PACKAGE, TESTS, envelope, of_this_version
from strategies import answers as any_answers
from strategies import doubtful_answers, doubtful_envelopes, json_values

from scoring import bridge
from scoring.answers.envelope import refusals
from scoring.answers.envelope.assessment import parse
from scoring.answers.envelope.saved_file import Opened, decode, open_text
from scoring.definition.model import EarlierVersion, TickList
from scoring.errors import AnswersError
from scoring.limits import TEXT
from scoring.report import file_summary

Json = dict[str, Any]
KEPT = {"gender": "x"}


def opened(content: bytes) -> Opened:
    return open_text(INSTRUMENT, decode(content))


def answers_of(raw_answers: object) -> Json:
    reopened: Json = open_text(INSTRUMENT, json.dumps(envelope(raw_answers))).envelope
    answers: Json = reopened["answers"]
    return answers


def ask(text: object) -> Json:
    reply: Json = json.loads(bridge.handle(json.dumps({"id": 3, "op": "open", "text": text})))
    return reply


@pytest.mark.parametrize("name", REFUSED)
def test_broken_file_is_refused_with_a_remedy(name: str) -> None:
    with pytest.raises(AnswersError) as caught:
        opened(REFUSED[name].content)
    problem = caught.value.problem
    assert problem.code == REFUSED[name].code
    assert re.fullmatch(
        r"Th(e|is|ere) .*file.*\..*(Choose|Open another|close all tabs of the toolkit).*\.",
        problem.message,
    )
    assert [word for word in ("Sam", "alert", "Shopping", "x" * 9) if word in problem.message] == []


def test_each_refusal_code_has_its_own_message() -> None:
    words = [
        refusals.refusal(code).problem.message for code in {each.code for each in REFUSED.values()}
    ]
    assert len(set(words)) == len(words) == 13


@pytest.mark.parametrize("name", OPENED_IN_PART)
def test_invalid_part_of_a_file_is_left_out_with_a_notice(name: str) -> None:
    broken: Broken = OPENED_IN_PART[name]
    reopened = opened(broken.content)
    assert [(each.code, each.path) for each in reopened.notices] == [(broken.code, broken.path)]
    assert parse(INSTRUMENT, reopened.envelope).answers.texts["gender"] == "x"
    message = reopened.notices[0].message
    assert message.endswith(".")
    assert [
        word for word in ("Sam", "alert", "elpmax", "Perhaps", "x" * 9) if word in message
    ] == []
    assert open_text(INSTRUMENT, json.dumps(reopened.envelope)) == Opened(reopened.envelope, ())


def test_notice_quotes_the_label_of_its_question() -> None:
    reopened = opened(file({"agency-address": 1, "factor-3": 9, "gender": []}))
    assert [each.message for each in reopened.notices] == [
        "“Gender” has been left blank because the file does not contain a valid answer. Answer it again.",
        "“Agency: Address” has been left blank because the file does not contain a valid answer. Answer it again.",
        "“3. Drug use” has been left blank because the answer in the file is not one of the options. "
        "Answer it again.",
    ]


def test_notice_numbers_the_earlier_assessment_it_is_about() -> None:
    earlier = [
        {"instrument": INSTRUMENT.version, "answers": each} for each in ({}, {"factor-1": 0})
    ]
    assert [each.message for each in opened(file({}, earlier=earlier)).notices] == [
        "Earlier assessment 2: “1. Missing Episodes” has been left blank because the answer in the file is not one "
        "of the options. Answer it again."
    ]


def test_oldest_of_ten_earlier_assessments_is_left_out() -> None:
    earlier = [
        {"instrument": INSTRUMENT.version, "answers": {"gender": str(index)}} for index in range(10)
    ]
    remaining: Any = opened(file({}, earlier=earlier)).envelope["earlier"]
    assert [each["answers"]["gender"] for each in remaining] == [
        str(index) for index in range(1, 10)
    ]


def test_unknown_box_leaves_the_other_boxes_ticked() -> None:
    assert answers_of(
        {"basis-of-concerns": {"ticked": ["x", "incident", "disclosure", "incident"]}}
    ) == {"basis-of-concerns": {"ticked": ["disclosure", "incident"], "other": ""}}


def test_text_beside_other_is_kept_if_the_ticks_are_unreadable() -> None:
    assert answers_of({"basis-of-concerns": {"ticked": 7, "other": "A friend"}}) == {
        "basis-of-concerns": {"ticked": ["other"], "other": "A friend"}
    }


def test_more_than_20_unknown_keys_give_one_notice() -> None:
    def paths(count: int) -> list[str]:
        return [
            each.path for each in opened(file({f"x{index}": 1 for index in range(count)})).notices
        ]

    assert paths(20) == [f"answers.x{index}" for index in range(20)]
    assert paths(21) == ["answers"]
    earlier = {"instrument": INSTRUMENT.version, "answers": {f"x{index}": 1 for index in range(21)}}
    notices = opened(file({}, earlier=[earlier])).notices
    assert [each.path for each in notices] == ["earlier[0].answers"]


def test_file_with_six_levels_of_nesting_opens() -> None:
    assert (
        opened(
            file(
                {},
                earlier=[
                    {
                        "instrument": INSTRUMENT.version,
                        "answers": {"basis-of-concerns": {"ticked": []}},
                    }
                ],
            )
        ).notices
        == ()
    )


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_byte_order_mark_at_the_start_of_a_file_is_accepted(mark: bytes) -> None:
    assert opened(mark + file(KEPT)).envelope["answers"] == KEPT
    assert ask((mark + file(KEPT)).decode())["ok"] is True


def test_date_in_parts_is_kept_as_typed_and_iso_date_is_split() -> None:
    parts = {"day": " 31 ", "month": "febr\uff12", "year": ""}
    assert answers_of({"date-of-birth": parts}) == {"date-of-birth": parts}
    assert answers_of({"date-of-birth": "2026-02-30"}) == {
        "date-of-birth": {"day": "30", "month": "02", "year": "2026"}
    }
    assert answers_of({"date-of-birth": {"year": "2011"}}) == {
        "date-of-birth": {"day": "", "month": "", "year": "2011"}
    }


def test_not_known_in_factor_11_opens_as_statement_1() -> None:
    assert answers_of({"factor-2": "not-known", "factor-11": "not-known"}) == {
        "factor-2": "not-known",
        "factor-11": 1,
    }


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("e\u0301 \u212b", "é Å"),
        ("e\u200b\u0301", "é"),
        ("a\x00b\x1b[31m\u0085c", "ab[31m\nc"),
        ("half \ud83d", "half \ufffd"),
        ("\ufeffa\u2060b\u200bc\u202ad\u2066e\u2069f", "abcdef"),
        ("\U000e0041hidden\U000e007f", "hidden"),
        ("Sa\u200cm\u200d", "Sam"),
        ("\u200dخ\u200d\u200d", "خ\u200d"),
        ("a\u200b\u200db", "ab"),
        ("\u212a\u200d", "K"),
    ],
)
def test_invisible_characters_are_removed_from_a_text(typed: str, cleaned: str) -> None:
    assert answers_of({"client-name": typed}) == {"client-name": cleaned}
    assert answers_of({"client-name": cleaned}) == {"client-name": cleaned}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('x')</script> & \"two\" {{ 7 * 7 }}",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "ക്\u200d വിന്\u200d",
        "👩\u200d👧 👩🏽\u200d⚕️ ❤️\u200d🔥 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\u200f\u05e9\u05dc\u05d5\u05dd\u200e (Sam)\u061c",
        "one\n\n  two\tthree ",
        "ﬁ Å ½ \u00ad\u00a0\u2028".replace("\u2028", "\n"),
    ],
)
def test_ordinary_text_is_unchanged_after_opening(text: str) -> None:
    reopened = open_text(INSTRUMENT, json.dumps(envelope({"client-name": text})))
    assert reopened == Opened(envelope({"client-name": text}), ())


@given(any_answers)
def test_any_answers_are_restored_from_a_saved_file(data: Json) -> None:
    """Impossible and incomplete dates come back too. Invisible characters do not: they have their own test."""
    reopened = open_text(INSTRUMENT, json.dumps(envelope(data)))
    assert {each.code for each in reopened.notices} <= {"hidden-characters"}
    before, after = parse(INSTRUMENT, envelope(data)), parse(INSTRUMENT, reopened.envelope)
    if not reopened.notices and json.dumps(data, ensure_ascii=False).isascii():
        assert after == before
    assert (after.answers.factors, after.answers.category) == (
        before.answers.factors,
        before.answers.category,
    )
    assert {key: each.ticked for key, each in after.answers.ticks.items() if not each.other} == {
        key: each.ticked
        for key, each in before.answers.ticks.items()
        if key in after.answers.ticks and not after.answers.ticks[key].other
    }


earlier_ones = st.lists(
    st.fixed_dictionaries(
        {"instrument": st.just(INSTRUMENT.version), "answers": doubtful_answers()}
    ),
    max_size=2,
)
rests = st.fixed_dictionaries(
    {},
    optional={
        "earlier": earlier_ones | json_values,
        "practice": json_values,
        "saved": json_values,
        "by_hand": json_values,
    },
)


@settings_for(300)
@given(
    doubtful_envelopes()
    | st.tuples(doubtful_answers(), rests).map(lambda pair: {**envelope(pair[0]), **pair[1]})
)
def test_any_json_file_is_refused_or_opens_as_valid_answers(data: Json) -> None:
    reply = ask(json.dumps(data))
    if not reply["ok"]:
        assert reply["error"]["code"] in {each.code for each in REFUSED.values()}
        return
    result = reply["result"]
    parse(INSTRUMENT, result["envelope"])
    again = ask(json.dumps(result["envelope"]))["result"]
    assert again == {**result, "notices": []}
    # No answer is invented: every answer was in the file.
    assert set(result["envelope"]["answers"]) <= set(data["answers"])


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """Draw an answers file with some bytes changed, inserted, deleted or cut off, or else random bytes."""
    content = bytearray(json.dumps(draw(doubtful_answers().map(envelope))).encode())
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        content[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return draw(st.binary(max_size=60)) if draw(st.booleans()) else bytes(content)


@settings_for(500)
@given(damaged_files())
def test_any_bytes_are_refused_with_a_message_or_open_as_valid_answers(content: bytes) -> None:
    reply = ask(content.decode("utf-8", "replace"))
    if reply["ok"]:
        parse(INSTRUMENT, reply["result"]["envelope"])
    else:
        assert reply["error"]["code"] in {each.code for each in REFUSED.values()}
        assert reply["error"]["message"]


def test_a_file_is_opened_through_the_bridge() -> None:
    identity = "0123456789abcdef" * 2
    text = file(
        {"factor-1": 9},
        practice=True,
        saved="2026-11-22T18:05",
        by_hand="27",
        assessment_id=identity,
    ).decode()
    assert ask(text) == {
        "id": 3,
        "ok": True,
        "result": {
            "envelope": {
                **envelope({}),
                "practice": True,
                "saved": "2026-11-22T18:05",
                "by_hand": "27",
                "assessment_id": identity,
            },
            "notices": [
                {
                    "code": "not-offered",
                    "path": "answers.factor-1",
                    "message": "“1. Missing Episodes” has been left blank because the answer in the file is not one "
                    "of the options. Answer it again.",
                }
            ],
            "practice": True,
            "saved": "2026-11-22T18:05",
            "about": [
                "Practice case: not a real child",
                "Initials: no name entered",
                "Date of birth: not entered",
                "Date completed: not entered",
                "Risk factors answered or marked “Not known”: 0 of 11",
            ],
        },
    }
    assert ask(file({}).decode())["result"] == {
        "envelope": envelope({}),
        "notices": [],
        "practice": False,
        "saved": "",
        "about": list(file_summary.lines(INSTRUMENT, parse(INSTRUMENT, envelope({})))),
    }


@pytest.mark.parametrize("text", [None, 7, {}, ["x"]])
def test_open_message_whose_text_is_not_a_string_is_refused(text: object) -> None:
    assert ask(text)["error"] == {"code": "message", "path": "text", "message": "must be text"}


OLDER = dataclasses.replace(
    INSTRUMENT,
    earlier_versions=(
        EarlierVersion("0.8", ("factor-3", "has-social-worker.Yes")),
        EarlierVersion(
            "0.9",
            (
                "factor-5.2",
                "factor-11.1",
                "basis-of-concerns.disclosure",
                "risk-category.1",
                "client-ethnicity.W2",
            ),
        ),
    ),
)
OLD_ANSWERS: Json = {
    "client-ethnicity": "W2",
    "perpetrator-ethnicity": "W9",
    "has-social-worker": "Yes",
    "basis-of-concerns": {"ticked": ["disclosure", "incident"]},
    "factor-3": 2,
    "factor-5": 2,
    "factor-6": 2,
    "factor-11": "not-known",
    "risk-category": 1,
    "factor-12": 1,
}


def of_version(version: str) -> tuple[Json, list[tuple[str, str]]]:
    reopened = open_text(OLDER, json.dumps({**envelope(OLD_ANSWERS), "instrument": version}))
    assert reopened.envelope["instrument"] == INSTRUMENT.version
    answers: Any = reopened.envelope["answers"]
    return answers, [(each.code, each.path.removeprefix("answers.")) for each in reopened.notices]


def test_file_of_an_older_instrument_opens_with_notices_of_lost_answers() -> None:
    answers, notices = of_version("0.9")
    assert notices == [
        ("older-version", "instrument"),
        ("changed", "client-ethnicity"),
        ("changed-box", "basis-of-concerns"),
        ("changed", "factor-5"),
        ("changed", "factor-11"),
        ("changed", "risk-category"),
        ("unknown", "factor-12"),
    ]
    assert answers == {
        "perpetrator-ethnicity": "W9",
        "has-social-worker": "Yes",
        "basis-of-concerns": {"ticked": ["incident"], "other": ""},
        "factor-3": 2,
        "factor-6": 2,
    }


def test_file_two_versions_old_loses_answers_changed_in_either_version() -> None:
    answers, notices = of_version("0.8")
    assert set(answers) == {"perpetrator-ethnicity", "basis-of-concerns", "factor-6"}
    assert [each for each in notices if each not in of_version("0.9")[1]] == [
        ("changed", "has-social-worker"),
        ("changed", "factor-3"),
    ]


def test_file_of_an_older_instrument_asks_to_check_every_answer() -> None:
    reopened = open_text(OLDER, json.dumps({**envelope({}), "instrument": "0.9"}))
    assert [each.message for each in reopened.notices] == [
        "The file was saved with an earlier version of the assessment form. Look at every answer again."
    ]


def test_earlier_assessment_of_an_older_instrument_loses_changed_answers() -> None:
    earlier = [{"instrument": "0.9", "answers": {"factor-5": 2, "factor-6": 2}}]
    reopened = open_text(OLDER, json.dumps({**envelope({}), "earlier": earlier}))
    assert reopened.envelope["earlier"] == [
        {"instrument": INSTRUMENT.version, "answers": {"factor-6": 2}}
    ]
    assert [each.path for each in reopened.notices] == ["earlier[0].answers.factor-5"]


@pytest.mark.parametrize(
    "version", [*(each.version for each in INSTRUMENT.earlier_versions), INSTRUMENT.version]
)
def test_file_saved_with_each_instrument_version_opens(version: str) -> None:
    """Guard: files that people saved years ago must open.

    When you raise the version, save an assessment with it, without a passphrase, as
    tests/vectors/answers-<version>.json. Do not change the files of earlier versions.
    """
    file = TESTS / "vectors" / f"answers-{version}.json"
    assert file.is_file(), f"add {file.name}: an assessment that was saved with version {version}"
    data: Json = json.loads(file.read_text("utf-8"))
    assert data["instrument"] == version
    reopened = open_text(INSTRUMENT, json.dumps(data))
    assert reopened.envelope["instrument"] == INSTRUMENT.version
    expected = (
        set() if version == INSTRUMENT.version else {"older-version", "changed", "changed-box"}
    )
    assert {each.code for each in reopened.notices} <= expected
    assert parse(INSTRUMENT, reopened.envelope).answers.texts["client-name"] == "Sam Example"


def test_the_practice_cases_are_all_listed_and_in_order() -> None:
    listed = re.findall(
        r'^file = "(.+)"$', (PACKAGE / "practice_cases/cases.toml").read_text("utf-8"), re.M
    )
    assert sorted(listed) == sorted(
        path.name for path in (PACKAGE / "practice_cases").glob("*.json")
    )
    assert len(listed) == 6


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "practice_cases").glob("*.json")), ids=lambda path: path.stem
)
def test_practice_case_opens_without_faults_and_is_marked_as_practice(path: Any) -> None:
    """A practice case may use an earlier version of the instrument, unless a question that it answers has changed."""
    text = path.read_text("utf-8")
    reopened = open_text(INSTRUMENT, text)
    assert [each.message for each in reopened.notices if each.code != "older-version"] == []
    assert reopened.envelope == of_this_version(json.loads(text))
    assert parse(INSTRUMENT, reopened.envelope).practice is True


@pytest.mark.parametrize("tick_list", INSTRUMENT.tick_lists, ids=lambda each: each.letter)
def test_notice_about_an_unreadable_text_beside_other_names_its_box(tick_list: TickList) -> None:
    (notice,) = opened(file({tick_list.id: {"other": 7}})).notices
    assert notice.path == f"answers.{tick_list.id}"
    assert notice.message == (
        f"“{tick_list.letter}. {tick_list.label}: {tick_list.other.label}” has been left blank because the file does "
        "not contain a valid answer. Answer it again."
    )


@pytest.mark.parametrize("index", [0, 2])
def test_notice_about_an_entry_of_the_case_record_has_its_number(index: int) -> None:
    entries: list[object] = [{"event": "A call"}] * 3
    entries[index] = 7
    (notice,) = opened(file({"chronology": entries})).notices
    assert notice.path == f"answers.chronology[{index}]"
    assert notice.message.startswith(f"“Chronology, entry {index + 1}” has been left out")


def test_text_that_is_too_long_once_it_is_composed_is_left_blank_with_its_place() -> None:
    # Composing writes this letter as two characters.
    typed = "\u0958" * TEXT
    (notice,) = opened(file({"request": typed})).notices
    assert (notice.code, notice.path) == ("too-long", "answers.request")


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"instrument": None}, "instrument"),
        ({"instrument": "99.0"}, "instrument"),
        ({"format": "x"}, "format"),
        ({"version": 0}, "version"),
        ({"version": 99}, "version"),
        ({"answers": []}, "answers"),
    ],
)
def test_refusal_of_a_file_names_the_part_that_is_wrong(data: Json, path: str) -> None:
    with pytest.raises(AnswersError) as caught:
        open_text(INSTRUMENT, json.dumps({**envelope({}), **data}))
    assert caught.value.problem.path == path
