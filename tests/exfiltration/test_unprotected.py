"""Tests that every channel works from a page and a worker without protection.

The failure of a channel that never works would prove nothing about the sealed page.
"""

from exfiltration.expected.expectations import Expectation
from exfiltration.runs.attack_runs import SETTLE, SETTLE_KEPT, AttackRuns
from exfiltration.runs.channels import Way


def test_there_are_enough_ways_to_mean_something(runs: AttackRuns) -> None:
    assert len(runs.live.page) >= 240
    assert len(runs.live.worker) >= 40


def test_every_way_is_live_in_a_page_without_protection(
    ways: list[Way], expected: Expectation, runs: AttackRuns
) -> None:
    names = {way.name for way in ways if not way.only_in_worker}
    assert expected.dead.keys() <= names
    missing = names - expected.dead.keys() - runs.live.page
    told = {name: runs.live.said.get(name) for name in missing}
    assert expected.shut(missing) == [], told
    # A channel that did not work before may work now. Then it must no longer be listed as dead, so that it is tested.
    assert expected.shut(runs.live.page & expected.dead.keys()) == []


def test_every_way_is_live_in_a_worker_without_protection(
    ways: list[Way], expected: Expectation, runs: AttackRuns
) -> None:
    missing = {way.name for way in ways if way.in_worker} - runs.live.worker
    assert expected.shut(missing) == []


def test_everything_arrives_within_the_time_that_is_listened_elsewhere(runs: AttackRuns) -> None:
    # The other runs extend their listening by the same rule.
    assert runs.live.slowest < SETTLE * runs.live.stretch
    assert runs.live.slowest_kept < SETTLE_KEPT * runs.live.stretch_kept
