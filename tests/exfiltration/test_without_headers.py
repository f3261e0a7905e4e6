"""Attack on a host without our headers: only the channels listed in expected.toml work, and none from the worker."""

from exfiltration.expected.expectations import Expectation
from exfiltration.runs.attack_runs import AttackRuns


def test_open_channels_of_the_page_are_exactly_those_listed(
    expected: Expectation, runs: AttackRuns
) -> None:
    result = runs.without_headers.page
    assert sorted(result - expected.without_headers) == [], (
        "open channels that expected.toml does not list"
    )
    assert expected.shut(expected.without_headers - result) == [], (
        "closed channels that expected.toml lists as open"
    )


def test_worker_cannot_send_data(runs: AttackRuns) -> None:
    assert runs.without_headers.worker == set()


def test_channels_closed_by_our_scripts_are_open_without_those_scripts(
    expected: Expectation, runs: AttackRuns
) -> None:
    result = runs.unguarded_without_headers
    missing = expected.guarded_without_headers - result.arrived
    reported = {name: result.results.get(name) for name in missing}
    assert expected.shut(missing) == [], reported
