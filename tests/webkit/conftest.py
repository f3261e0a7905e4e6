"""What the tests of this folder share: a screen that nobody sees."""

from collections.abc import Iterator

import pytest
from webkit_driver import programs_or_skip, screen


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Run a screen for all tests of a file."""
    with screen(programs_or_skip()) as name:
        yield name
