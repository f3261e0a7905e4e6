"""Every way out is live from a page and a worker without protection: what never works proves nothing where it fails."""

from attack.expectation import Expectation
from attack.raids import SETTLE, SETTLE_KEPT, Raids
from attack.ways import Way


def test_there_are_enough_ways_to_mean_something(raids: Raids) -> None:
    assert len(raids.live.page) >= 240
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


def test_everything_arrives_within_the_time_that_is_listened_elsewhere(raids: Raids) -> None:
    assert raids.live.slowest < SETTLE
    assert raids.live.slowest_kept < SETTLE_KEPT
