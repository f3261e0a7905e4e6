"""Number of Hypothesis examples per property test: the test's own, or that of the profile "fuzz" (see conftest.py)."""

from hypothesis import settings

_FUZZ = 10_000
# Whether the profile "fuzz" is loaded.
THOROUGH = settings().max_examples >= _FUZZ


def settings_for(count: int) -> settings:
    """Return settings for `count` examples, or for those of the profile "fuzz" if it is loaded."""
    return settings(max_examples=settings().max_examples if THOROUGH else count)
