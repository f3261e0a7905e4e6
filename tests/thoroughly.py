"""How many cases a property is tried with: those that it names, or those of the profile "fuzz" (see conftest.py)."""

from hypothesis import settings

_FUZZ = 10_000


def tried(count: int) -> settings:
    """Return settings for so many cases, or for those of the profile if that is the long one."""
    asked_for = settings().max_examples
    return settings(max_examples=asked_for if asked_for >= _FUZZ else count)
