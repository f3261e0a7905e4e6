"""The table of open channels: as text for the terminal, and as rows for the published page."""

from collections.abc import Iterator

from exfiltration.expected.expectations import Expectation


def lines(expected: Expectation) -> Iterator[str]:
    """Yield the table for the terminal: one line for each channel, then the totals."""
    yield f"{'way':60} {'no headers':>12} {'our headers':>12}"
    plain, ours = expected.without_headers, expected.with_headers
    for channel in sorted(plain | ours):
        yield f"{channel:60} {_state(channel in plain):>12} {_state(channel in ours):>12}"
    yield f"Open from the page: {len(plain)} and {len(ours)}. Open from the worker: none."
    plain, ours = expected.guarded_without_headers, expected.guarded_with_headers
    yield f"Shut by a script of ours and not by the browser: {len(plain)} and {len(ours)} more."


def rows(expected: Expectation) -> Iterator[str]:
    """Yield the rows of the published table: one for each kind of open channel."""
    for kind in expected.kinds:
        count = _count(kind.without_headers), _count(kind.with_headers)
        yield f"| {kind.name} | {kind.means} | {count[0]} | {count[1]} |"


def _state(is_open: bool) -> str:
    return "OPEN" if is_open else "shut"


def _count(channels: frozenset[str]) -> str:
    return f"{len(channels)} open" if channels else "shut"
