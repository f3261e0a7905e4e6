"""Tests of the strict JSON parser for untrusted input; no error message repeats the content."""

import pytest

from scoring.answers.parsing import strict_json
from scoring.errors import AnswersError, Problem

SECRET = "Sam Example"


def fault(text: str) -> Problem:
    with pytest.raises(AnswersError) as caught:
        strict_json.read(text)
    return caught.value.problem


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("true", True),
        ("-7", -7),
        ('"a\\"[[[[[[[["', 'a"[[[[[[[['),
        ('"\\\\"', "\\"),
        (' {"a": [1, {"b": 2.5}]} ', {"a": [1, {"b": 2.5}]}),
        ('{"a": 1, "b": 1}', {"a": 1, "b": 1}),
        ('[{"a": 1}, {"a": 1}]', [{"a": 1}, {"a": 1}]),
    ],
)
def test_json_is_read_without_changes(text: str, value: object) -> None:
    assert strict_json.read(text) == value


def test_json_with_six_levels_of_nesting_is_read() -> None:
    assert strict_json.read("[[[[[[7]]]]]]") == [[[[[[7]]]]]]


def test_json_depth_limit_counts_nesting_and_not_brackets() -> None:
    assert strict_json.read("[" + "[],{}," * 50 + "[]]") == [*[[], {}] * 50, []]


@pytest.mark.parametrize(
    "text",
    [
        "[[[[[[[7]]]]]]]",
        "[[], {}, [[[[[[7]]]]]]]",
        "[[[[[], [[[7]]]]]]]",
        '{"a":' * 7 + "1" + "}" * 7,
        "[" * 100_000,
    ],
)
def test_json_with_seven_levels_of_nesting_is_refused_before_parsing(text: str) -> None:
    assert fault(text) == Problem(
        "too-deep", "", "The file has more levels than an assessment can have"
    )


def test_two_million_characters_are_read_and_one_more_is_refused() -> None:
    longest = '"' + "a" * 1_999_998 + '"'
    assert strict_json.read(longest) == "a" * 1_999_998
    assert fault(longest + " ") == Problem(
        "too-large", "", "The file is longer than 2,000,000 characters"
    )


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 1}', '{"x": {"a": 1, "b": 2, "a": 3}}', '{"\\u0061": 1, "a": 2}']
)
def test_a_doubled_key_is_refused(text: str) -> None:
    assert fault(text) == Problem(
        "doubled-key", "", "The file has the same key twice in one object"
    )


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_nan_and_infinity_are_refused(name: str) -> None:
    expected = Problem("not-a-number", "", f"The file contains {name}, which is not a number")
    assert fault(f'{{"a": [{name}]}}') == expected


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1.8e308", "9" * 400 + ".0"])
def test_number_that_overflows_to_infinity_is_refused(number: str) -> None:
    expected = Problem("not-a-number", "", "The file contains a number that is too large")
    assert fault(f'{{"a": [{number}]}}') == expected


@pytest.mark.parametrize(
    ("text", "value"), [("1.7e308", 1.7e308), ("-1.7E308", -1.7e308), ("1e-999", 0.0)]
)
def test_finite_number_is_read(text: str, value: float) -> None:
    assert strict_json.read(f"[{text}]") == [value]


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_number_of_five_thousand_figures_is_refused(sign: str) -> None:
    expected = Problem(
        "not-json", "", "The file is not valid JSON: it contains a number that is too long"
    )
    assert fault(f"[{sign}{'9' * 5000}]") == expected


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", "line 1, column 1"),
        (f'{{"name": "{SECRET}",}}', "line 1, column 24"),
        (f'{{"name":\n"{SECRET}', "line 2, column 1"),
        ('"a\nb"', "line 1, column 3"),
        ("'a'", "line 1, column 1"),
        ("\ufeff{}", "line 1, column 1"),
    ],
)
def test_invalid_json_is_refused_with_its_position_and_without_its_text(
    text: str, position: str
) -> None:
    problem = fault(text)
    assert problem == Problem("not-json", "", f"The file is not valid JSON: {position}")
    assert SECRET not in problem.message


@pytest.mark.parametrize(
    ("text", "position"),
    [(f'["{SECRET}"] {SECRET}', "line 1, column 17"), ("[1]]", "line 1, column 4")],
)
def test_data_after_the_end_of_the_json_is_refused(text: str, position: str) -> None:
    assert fault(text) == Problem(
        "trailing-data", "", f"The file has extra data after its end: {position}"
    )


@pytest.mark.parametrize("text", ['["[[[[[[["]', '["\\\\"]', '["\\"[[[[[[["]'])
def test_brackets_in_a_json_string_do_not_count_as_levels(text: str) -> None:
    assert isinstance(strict_json.read(text), list)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"[[[[[[[', "not-json"),
        ('"\\"[[[[[[[', "not-json"),
        ('"\\', "not-json"),
        ('"\\\n[[[[[[["', "not-json"),
        ('"\\\\"[[[[[[[', "too-deep"),
    ],
)
def test_unterminated_json_string_extends_to_the_end_of_the_text(text: str, code: str) -> None:
    assert fault(text).code == code
