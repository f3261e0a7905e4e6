"""Tests that the published page about open channels (what-stays-open.md) agrees with expected.toml."""

from builder.base import paths
from exfiltration.expected import report_table
from exfiltration.expected.expectations import Expectation

PAGE = paths.DOCS / "about" / "what-stays-open.md"


def test_published_table_matches_the_expected_results(expected: Expectation) -> None:
    lines = PAGE.read_text("utf-8").splitlines()
    shown = [line for line in lines if line.startswith("| ") and " open |" in line]
    assert shown == list(report_table.rows(expected))


def test_published_numbers_match_the_expected_results(expected: Expectation) -> None:
    text = PAGE.read_text("utf-8")
    for words in (
        f"**{len(expected.without_headers)}** ways work without our headers",
        f"**{len(expected.with_headers)}** with them",
        f"{len(expected.guarded_without_headers)} more ways",
        f"only {len(expected.guarded_with_headers)} are left to the script",
    ):
        assert words in text


def test_expected_results_are_consistent_and_headers_open_no_channel(expected: Expectation) -> None:
    assert expected.with_headers <= expected.without_headers
    assert not expected.with_headers & expected.guarded_with_headers
    assert not expected.without_headers & expected.guarded_without_headers
