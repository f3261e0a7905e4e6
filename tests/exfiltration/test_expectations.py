"""Tests of the expected results in other versions of Chromium, where a channel expected to be open may be closed."""

from exfiltration.expected import expectations


def test_closed_channel_counts_as_a_failure_only_in_the_tested_chromium_version() -> None:
    listed = expectations.load()
    assert listed.for_version(f"{listed.chromium}.0.1.2").shut({"b", "a"}) == ["a", "b"]
    assert listed.for_version(f"{listed.chromium + 1}.0.1.2").shut({"b", "a"}) == []
