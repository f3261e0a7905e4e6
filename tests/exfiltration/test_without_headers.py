"""Attack on a host without our headers: only the channels listed in expected.toml work, and none from the worker."""

from exfiltration.expected.expectations import Expectation
from exfiltration.runs.attack_runs import AttackRuns


def test_what_stays_open(expected: Expectation, runs: AttackRuns) -> None:
    found = runs.without_headers.page
    assert sorted(found - expected.without_headers) == [], "open, and not listed"
    assert expected.shut(expected.without_headers - found) == [], "listed as open, and shut"


def test_nothing_gets_out_of_the_worker(runs: AttackRuns) -> None:
    assert runs.without_headers.worker == set()


def test_what_our_scripts_shut_is_open_without_them(
    expected: Expectation, runs: AttackRuns
) -> None:
    found = runs.unguarded_without_headers
    missing = expected.guarded_without_headers - found.arrived
    told = {name: found.said.get(name) for name in missing}
    assert expected.shut(missing) == [], told
