"""From the sealed assessment only those ways get out that expected.toml lists, and none from its worker."""

from attack import table
from attack.expectation import Expectation
from attack.raids import Raids
from builder import paths

PAGE = paths.DOCS / "about" / "what-stays-open.md"


def test_what_stays_open_without_our_headers(expected: Expectation, raids: Raids) -> None:
    found = raids.without_headers.page
    assert sorted(found - expected.without_headers) == [], "open, and not listed"
    assert sorted(expected.without_headers - found) == [], "listed as open, and shut"


def test_what_stays_open_with_our_headers(expected: Expectation, raids: Raids) -> None:
    found = raids.with_headers.page
    assert sorted(found - expected.with_headers) == [], "open, and not listed"
    assert sorted(expected.with_headers - found) == [], "listed as open, and shut"


def test_nothing_gets_out_of_the_worker(raids: Raids) -> None:
    assert raids.without_headers.worker == set()
    assert raids.with_headers.worker == set()


def test_what_our_scripts_shut_is_open_without_them(expected: Expectation, raids: Raids) -> None:
    assert raids.unguarded_without_headers == expected.guarded_without_headers
    assert raids.unguarded_with_headers == expected.guarded_with_headers


def test_the_page_for_readers_has_the_same_table(expected: Expectation) -> None:
    text = PAGE.read_text("utf-8")
    shown = [line for line in text.splitlines() if line.startswith("| ") and " open |" in line]
    assert shown == list(table.rows(expected))
    assert expected.with_headers <= expected.without_headers
    for number in (
        f"**{len(expected.without_headers)}** without our headers",
        f"**{len(expected.with_headers)}** with them",
        f"{len(expected.guarded_without_headers)} more",
    ):
        assert number in text, number
