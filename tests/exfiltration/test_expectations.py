"""Tests of the expected results in other versions of Chromium: there, an open channel may be found closed."""

from exfiltration.expected import expectations


def test_only_the_version_that_was_tried_must_have_everything_that_is_listed() -> None:
    listed = expectations.load()
    assert listed.for_version(f"{listed.chromium}.0.1.2").shut({"b", "a"}) == ["a", "b"]
    assert listed.for_version(f"{listed.chromium + 1}.0.1.2").shut({"b", "a"}) == []
