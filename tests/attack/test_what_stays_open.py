"""Every way out is live without protection; from the sealed assessment only those get out that expected.toml lists."""

from attack.expectation import Expectation
from attack.raids import Raids
from attack.ways import Way


def test_there_are_enough_ways_to_mean_something(ways: list[Way], raids: Raids) -> None:
    assert len(raids.live.page) >= 200
    assert len(raids.live.worker) >= 40


def test_every_way_is_live_in_a_page_without_protection(
    ways: list[Way], expected: Expectation, raids: Raids
) -> None:
    names = {way.name for way in ways if not way.only_in_worker}
    assert expected.dead.keys() <= names
    missing = names - expected.dead.keys() - raids.live.page
    assert not missing, {name: raids.live.said.get(name) for name in missing}
    # What this browser does not have may come: then it belongs to those that are tried in earnest.
    assert raids.live.page & expected.dead.keys() == set()


def test_every_way_is_live_in_a_worker_without_protection(ways: list[Way], raids: Raids) -> None:
    assert raids.live.worker == {way.name for way in ways if way.in_worker}


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


def test_what_is_shut_by_our_script_and_not_by_the_browser(
    expected: Expectation, raids: Raids
) -> None:
    guarded = raids.unguarded_without_headers - raids.without_headers.page
    assert sorted(guarded ^ expected.guarded_without_headers) == []
    guarded = raids.unguarded_with_headers - raids.with_headers.page
    assert sorted(guarded ^ expected.guarded_with_headers) == []
