"""With our headers only those ways get out of the sealed page that expected.toml lists, and none of its worker."""

from attack.expectation import Expectation
from attack.raids import Raids


def test_what_stays_open(expected: Expectation, raids: Raids) -> None:
    found = raids.with_headers.page
    assert sorted(found - expected.with_headers) == [], "open, and not listed"
    assert sorted(expected.with_headers - found) == [], "listed as open, and shut"


def test_nothing_gets_out_of_the_worker(raids: Raids) -> None:
    assert raids.with_headers.worker == set()


def test_what_our_scripts_shut_is_open_without_them(expected: Expectation, raids: Raids) -> None:
    missing = expected.guarded_with_headers - raids.unguarded_with_headers
    assert sorted(missing) == []
