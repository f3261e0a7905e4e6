"""Attack on a host with our headers: only the channels listed in expected.toml work, and none from the worker."""

from exfiltration.expected.expectations import Expectation
from exfiltration.runs.attack_runs import AttackRuns


def test_what_stays_open(expected: Expectation, runs: AttackRuns) -> None:
    found = runs.with_headers.page
    assert sorted(found - expected.with_headers) == [], "open, and not listed"
    assert expected.shut(expected.with_headers - found) == [], "listed as open, and shut"


def test_nothing_gets_out_of_the_worker(runs: AttackRuns) -> None:
    assert runs.with_headers.worker == set()


def test_what_our_scripts_shut_is_open_without_them(
    expected: Expectation, runs: AttackRuns
) -> None:
    found = runs.unguarded_with_headers
    missing = expected.guarded_with_headers - found.arrived
    told = {name: found.said.get(name) for name in missing}
    assert expected.shut(missing) == [], told
