"""Tests of the `_headers` file (Netlify, Cloudflare Pages): writing, parsing, and matching an address."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.headers import netlify
from builder.headers.netlify import Rule

NAMES = st.from_regex(r"[A-Z][a-z]+(-[A-Z][a-z]+)?", fullmatch=True)
VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
PATHS = st.from_regex(r"/([a-z0-9.-]+/){0,3}([a-z0-9.-]+|\*)?", fullmatch=True)
RULES = st.builds(Rule, PATHS, st.dictionaries(NAMES, VALUES, min_size=1, max_size=3))


@given(st.lists(RULES))
def test_headers_file_parses_back_to_the_same_rules(rules: list[Rule]) -> None:
    assert netlify.parse(netlify.render(rules, "One line.\nAnother.")) == rules


def test_headers_file_has_the_format_of_the_hosts() -> None:
    rules = [Rule("/*", {"A": "b; c", "D": "e"}), Rule("/a/", {"F": "g: h"})]
    assert netlify.render(rules, "Why.") == ("# Why.\n\n/*\n  A: b; c\n  D: e\n\n/a/\n  F: g: h\n")


@pytest.mark.parametrize("value", ["one\ntwo", "one\rtwo", "one\x00", "one\x85two"])
def test_header_value_with_line_break_or_control_character_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="A of /a/ has more than one line"):
        netlify.render([Rule("/a/", {"A": value})], "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  A: b", 1),
        ("/a\n  no colon", 2),
        ("/a\n  : b", 2),
        ("/a\n  A:", 2),
        ("# why\n\nhttps://a.example/*\n  A: b", 3),
        ("/a\nA: b", 2),
    ],
)
def test_invalid_line_of_headers_file_is_reported_with_its_number(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"^line {line} of _headers is neither"):
        netlify.parse(text)


def test_an_address_gets_the_headers_of_all_its_rules() -> None:
    rules = [
        Rule("/*", {"A": "1"}),
        Rule("/b/*", {"B": "2"}),
        Rule("/b/c", {"C": "3", "A": "4"}),
    ]
    assert netlify.of(rules, "/") == {"A": "1"}
    assert netlify.of(rules, "/b") == {"A": "1"}
    assert netlify.of(rules, "/b/") == {"A": "1", "B": "2"}
    assert netlify.of(rules, "/b/c") == {"A": "1, 4", "B": "2", "C": "3"}
    assert netlify.of(rules, "/b/c/") == {"A": "1", "B": "2"}


def test_a_folder_without_the_file_has_no_rules(tmp_path: Path) -> None:
    assert netlify.read(tmp_path) == []
    (tmp_path / "_headers").write_text("/*\n  A: b\n", encoding="utf-8")
    assert netlify.read(tmp_path) == [Rule("/*", {"A": "b"})]


def test_headers_over_cloudflare_limits_are_reported() -> None:
    most = [Rule(f"/{number}", {"A": "b"}) for number in range(100)]
    assert list(netlify.beyond_limits(most)) == []
    assert list(netlify.beyond_limits([*most, Rule("/more", {"A": "b"})])) == [
        "_headers has 101 rules, but Cloudflare Pages reads only 100"
    ]
    longest = Rule("/a", {"A": "b" * (2000 - len("  A: "))})
    assert list(netlify.beyond_limits([longest])) == []
    (message,) = netlify.beyond_limits([Rule("/a", {"A": longest.headers["A"] + "b"})])
    assert message.startswith("A of /a is longer than the 2000 characters")
