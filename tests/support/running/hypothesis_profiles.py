"""How many cases a property is tried with: those that it names, or those of the profile "fuzz" (see conftest.py)."""

from hypothesis import settings

_FUZZ = 10_000
# Whether this is the long run.
THOROUGH = settings().max_examples >= _FUZZ


def tried(count: int) -> settings:
    """Return settings for so many cases, or for those of the profile if that is the long one."""
    return settings(max_examples=settings().max_examples if THOROUGH else count)
