"""Property tests of scoring and the report: rules that hold for all answers, tried with generated ones."""

import copy
import json
import re
from html.parser import HTMLParser
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st
from hypothesis_profiles import settings_for
from instrument_samples import (
    CONTACTS,
    FACTORS,
    INSTRUMENT,
    assessed,
    envelope,
    parsed,
    scored,
)
from jsonschema import Draft202012Validator
from markupsafe import escape
from strategies import (
    answers,
    doubtful_answers,
    doubtful_envelopes,
    json_values,
    newly_answered,
    options,
    raised,
    scored_answers,
    texts,
)

from scoring import bridge
from scoring.answers.envelope.assessment import KEYS, Assessment, parse
from scoring.answers.envelope.json_schema import answers_schema
from scoring.answers.model import NOT_KNOWN
from scoring.answers.parsing.values import clean
from scoring.definition.model import FieldKind
from scoring.errors import AnswersError
from scoring.report import renderer
from scoring.report.wording import total_wording
from scoring.rules.result import Result, State
from scoring.rules.score import score

VALIDATOR: Final = Draft202012Validator(answers_schema(INSTRUMENT))
# Every element that the report uses. Any other element would come from typed text.
TAGS: Final = frozenset(
    [
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "article",
            "header",
            "footer",
            "section",
        ),
        *("h1", "h2", "h3", "p", "div", "span", "b", "br", "bdi", "ul", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
        *("figure", "figcaption", "svg", "desc", "g", "line", "text", "circle", "rect", "path"),
    ]
)


# One part of a path in an error. The only typed text that it can match is a word that looks like one of our keys.
_PART: Final = (
    r"(?:[a-z][a-z0-9-]{0,59}|by_hand|assessment_id|to_confirm|\(an unknown key\))(?:\[\d+\])?"
)
PATH: Final = re.compile(rf"(?:{_PART}(?:\.{_PART}){{0,3}})?")


def quotes(result: Result) -> set[str]:
    return {match.quote for match in result.matched}


def said(result: Result) -> set[tuple[str, str]]:
    return {(each.item, each.text) for each in result.signs_of_harm}


def at_risk(result: Result) -> set[str]:
    return {each.item for each in result.risk_factors}


def numbers(data: dict[str, Any]) -> list[int]:
    """Return the numbers of the answered factors. Statement 1 of factor 11 means "Not known" and is excluded."""
    answers = [
        None if (each, data.get(each)) == ("factor-11", 1) else data.get(each) for each in FACTORS
    ]
    return [answer for answer in answers if isinstance(answer, int)]


@given(scored_answers)
def test_the_total_is_the_sum_of_the_answered_factors(data: dict[str, Any]) -> None:
    total = scored(data).total
    assert total.sum == (sum(numbers(data)) if numbers(data) else None)
    assert total.not_known_counts == (data.get("factor-11") in (1, NOT_KNOWN))


@given(answers)
def test_not_known_in_factor_11_scores_like_its_statement_1(
    data: dict[str, Any],
) -> None:
    assert scored({**data, "factor-11": NOT_KNOWN}) == scored({**data, "factor-11": 1})


@given(scored_answers)
def test_total_note_is_given_only_if_not_known_counts(
    data: dict[str, Any],
) -> None:
    result = scored(data)
    assert bool(total_wording.total_note(result)) is (result.total.not_known_counts > 0)


@given(scored_answers)
def test_lower_end_of_the_range_counts_unknown_factors_as_1(
    data: dict[str, Any],
) -> None:
    total = scored(data).total
    # Every factor's lowest number is 1.
    with_lowest = (total.sum or 0) + len(FACTORS) - len(numbers(data))
    assert total.lowest == with_lowest <= total.highest
    assert 11 <= total.lowest <= total.highest <= 55


@given(scored_answers)
def test_range_is_a_single_number_only_if_every_factor_is_answered(
    data: dict[str, Any],
) -> None:
    result = scored(data)
    single = result.total.lowest == result.total.highest
    assert single is (result.unanswered == ())
    assert (total_wording.possible_range(result.total) == "") is single


@given(scored_answers, newly_answered)
def test_answering_a_factor_never_widens_the_range(
    data: dict[str, Any], step: tuple[str, int | str | None, int]
) -> None:
    factor, unanswered, number = step
    before, after = scored({**data, factor: unanswered}), scored({**data, factor: number})
    assert before.total.lowest <= after.total.lowest
    assert after.total.highest <= before.total.highest
    assert after.total.answered == before.total.answered + 1


@given(scored_answers, options)
def test_extra_tick_never_removes_a_match_sign_of_harm_or_risk_factor(
    data: dict[str, Any], option: tuple[str, str]
) -> None:
    tick_list, box = option
    old = data.get(tick_list) or {}
    new = {**old, "ticked": [*(old.get("ticked") or []), box]}
    before, after = scored(data), scored({**data, tick_list: new})
    assert quotes(before) <= quotes(after)
    assert said(before) <= said(after)
    assert at_risk(before) <= at_risk(after)
    assert before.total == after.total


@given(scored_answers, raised)
def test_higher_factor_number_never_lowers_a_result_or_removes_a_match(
    data: dict[str, Any], step: tuple[str, int, int]
) -> None:
    factor, low, high = step
    before, after = scored({**data, factor: low}), scored({**data, factor: high})
    assert (before.total.sum or 0) < (after.total.sum or 0)
    assert before.total.lowest < after.total.lowest
    assert before.total.highest < after.total.highest
    assert before.profile.high <= after.profile.high
    assert before.profile.one >= after.profile.one
    assert quotes(before) <= quotes(after)
    assert at_risk(before) <= at_risk(after)
    assert {each.item for each in before.signs_of_harm} <= {
        each.item for each in after.signs_of_harm
    }


@given(scored_answers)
def test_answers_never_match_category_1(data: dict[str, Any]) -> None:
    categories = [match.category for match in scored(data).matched]
    assert set(categories) <= {2, 3}
    assert categories == sorted(categories, reverse=True)


@given(scored_answers)
def test_a_match_always_says_which_answers_meet_it(data: dict[str, Any]) -> None:
    result = scored(data)
    assert [match.quote for match in result.matched if not match.because] == []
    present = said(result) | {(each.item, each.text) for each in result.risk_factors}
    given_as_reason = {(each.item, each.text) for match in result.matched for each in match.because}
    assert given_as_reason <= present


@given(scored_answers)
def test_every_sign_of_harm_is_a_risk_factor_and_meets_the_highest_row(
    data: dict[str, Any],
) -> None:
    result = scored(data)
    assert set(result.signs_of_harm) <= set(result.risk_factors)
    expected = ["Experiencing current exploitation"] if result.signs_of_harm else []
    assert [match.quote for match in result.matched][: len(expected)] == expected


@given(scored_answers)
def test_the_counts_of_the_profile_add_up_to_all_factors(data: dict[str, Any]) -> None:
    result = scored(data)
    counts = [count for _, count in total_wording.profile_counts(result.profile)]
    assert sum(counts) == result.total.of == 11
    assert sum(counts[:3]) == result.total.answered


@given(scored_answers)
def test_a_factor_that_is_not_known_never_appears_as_a_number(data: dict[str, Any]) -> None:
    result = scored(data)
    open_factors = [each for each in result.factors if each.state is not State.ANSWERED]
    assert [each.number for each in open_factors] == [None] * len(open_factors)
    assert {each.id for each in open_factors} & at_risk(result) == set()
    because = {each.item for match in result.matched for each in match.because}
    assert {each.id for each in open_factors} & because == set()


@given(answers)
def test_score_depends_only_on_the_answers_and_does_not_change_them(
    data: dict[str, Any],
) -> None:
    as_it_was = copy.deepcopy(data)
    checked = parsed(data)
    first = score(INSTRUMENT, checked)
    assert score(INSTRUMENT, checked) == first == scored(copy.deepcopy(data))
    assert checked == parsed(as_it_was)
    assert data == as_it_was


@given(answers)
def test_unscored_answers_change_no_number(data: dict[str, Any]) -> None:
    of_factors = {key: value for key, value in data.items() if key in FACTORS}
    with_all, alone = scored(data), scored(of_factors)
    assert (with_all.total, with_all.profile) == (alone.total, alone.profile)
    assert with_all.factors == alone.factors


@given(json_values | doubtful_envelopes() | doubtful_answers().map(envelope))
def test_any_json_is_read_as_answers_or_refused_with_its_place(data: object) -> None:
    try:
        outcome: Assessment | AnswersError = parse(INSTRUMENT, data)
    except AnswersError as error:
        outcome = error
    if isinstance(outcome, AnswersError):
        path = outcome.problem.path
        assert PATH.fullmatch(path)
        known = {*KEYS, "", "(an unknown key)"}
        assert path.split(".")[0].split("[")[0] in known | set(
            data if isinstance(data, dict) else ()
        )
        assert outcome.problem.message != ""
    else:
        assert parse(INSTRUMENT, data) == outcome


@given(answers)
def test_every_answers_file_meets_the_schema(data: dict[str, Any]) -> None:
    parsed(data)
    assert [error.message for error in VALIDATOR.iter_errors(envelope(data))] == []


@settings_for(300)
@given(doubtful_answers().map(envelope) | doubtful_envelopes())
def test_schema_and_parser_refuse_the_same(data: object) -> None:
    try:
        parse(INSTRUMENT, data)
        refused = False
    except AnswersError:
        refused = True
    assert VALIDATOR.is_valid(data) is not refused


def requests() -> st.SearchStrategy[str]:
    """Return a strategy for JSON messages that look like requests; some of them are valid."""
    return st.fixed_dictionaries(
        {
            "op": st.sampled_from(["assess", "open", "x"]),
            "answers": doubtful_answers().map(envelope),
        },
        optional={"id": st.integers() | texts, "x": json_values},
    ).map(json.dumps)


@settings_for(500)
@given(
    st.one_of(
        texts,
        st.binary(max_size=40).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
        st.text('{}[]",:0123456789eE.-\\u truefalsn', max_size=40),
        json_values.map(json.dumps),
        requests(),
    )
)
def test_the_bridge_answers_every_text_and_never_raises(message: str) -> None:
    reply = json.loads(bridge.handle(message))
    assert list(reply) in (["id", "ok", "result"], ["id", "ok", "error"])
    assert reply["ok"] is ("result" in reply)
    assert reply.get("error", {}).get("code") != "internal"


class Reader(HTMLParser):
    """Parser that collects the tags, attribute names and text of a document."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


@settings_for(60)
@given(answers)
def test_report_contains_all_typed_text_and_never_as_markup(data: dict[str, Any]) -> None:
    checked = parsed(data)
    document = renderer.document(INSTRUMENT, CONTACTS, assessed(data))
    multiline = {
        field.id
        for part in (INSTRUMENT.risk_category, INSTRUMENT.analysis, INSTRUMENT.record)
        for field in part.fields
        if field.kind is FieldKind.MULTILINE
    }
    typed = [str(value) for value in checked.dates.values()]
    typed += [ticks.other for ticks in checked.ticks.values()]
    for item, text in checked.texts.items():
        assert text == clean(data[item])
        typed += text.split("\n") if item in multiline else [text]
    assert [text for text in typed if str(escape(text)) not in document] == []
    assert "<script" not in document.lower()
    reader = Reader(document)
    assert reader.tags <= TAGS
    assert [name for name in reader.attributes if name.startswith("on")] == []
