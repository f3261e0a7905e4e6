"""Tests that every channel works from a page and a worker without protection.

The failure of a channel that never works would prove nothing about the sealed page.
"""

from exfiltration.expected.expectations import Expectation
from exfiltration.runs.attack_runs import SETTLE, SETTLE_KEPT, AttackRuns
from exfiltration.runs.channels import Channel


def test_unprotected_page_and_worker_reach_the_minimum_number_of_working_channels(
    runs: AttackRuns,
) -> None:
    assert len(runs.live.page) >= 240
    assert len(runs.live.worker) >= 40


def test_every_channel_works_from_an_unprotected_page(
    channels: list[Channel], expected: Expectation, runs: AttackRuns
) -> None:
    names = {channel.name for channel in channels if not channel.only_in_worker}
    assert expected.dead.keys() <= names
    missing = names - expected.dead.keys() - runs.live.page
    reported = {name: runs.live.results.get(name) for name in missing}
    assert expected.shut(missing) == [], reported
    # A channel that did not work before may work now. Then it must no longer be listed as dead, so that it is tested.
    # A trap counts any connection to its port. One that comes from elsewhere revives no function that is gone.
    revived = {
        name
        for name in runs.live.page & expected.dead.keys()
        if "is not a function" not in runs.live.results.get(name, "")
    }
    assert expected.shut(revived) == []


def test_every_channel_works_from_an_unprotected_worker(
    channels: list[Channel], expected: Expectation, runs: AttackRuns
) -> None:
    missing = {channel.name for channel in channels if channel.in_worker} - runs.live.worker
    assert expected.shut(missing) == []


def test_slowest_canary_arrives_within_the_listening_time_of_other_runs(runs: AttackRuns) -> None:
    # The other runs extend their listening by the same rule.
    assert runs.live.slowest < SETTLE * runs.live.stretch
    assert runs.live.slowest_kept < SETTLE_KEPT * runs.live.stretch_kept
