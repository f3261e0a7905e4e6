"""The table of what stays open: for whoever ran the tests, and for the page that tells readers."""

from collections.abc import Iterator

from attack.expectation import Expectation, Kind
from attack.raids import Raids


def lines(raids: Raids) -> Iterator[str]:
    """Yield the table as found in this run, way by way."""
    live, plain, ours = raids.live, raids.without_headers, raids.with_headers
    yield f"{len(live.page)} ways are live in a page without protection, {len(live.worker)} in a worker."
    yield f"{'way':70} {'no headers':>12} {'our headers':>12}"
    for way in sorted(plain.page | ours.page):
        yield f"{way:70} {_state(way in plain.page):>12} {_state(way in ours.page):>12}"
    for way in sorted(plain.worker | ours.worker):
        yield f"worker: {way:62} {_state(way in plain.worker):>12} {_state(way in ours.worker):>12}"
    yield f"Open from the page: {len(plain.page)} and {len(ours.page)}."
    yield f"Open from the worker: {len(plain.worker)} and {len(ours.worker)}."
    expected = raids.expected
    guarded = f"{len(expected.guarded_without_headers)} and {len(expected.guarded_with_headers)}"
    yield f"Shut by a script of ours and not by the browser: {guarded} more."


def rows(expected: Expectation) -> Iterator[str]:
    """Yield the rows of the published table: one for each kind of way that stays open somewhere."""
    for kind in expected.kinds:
        yield f"| {kind.name} | {kind.means} | {_count(kind.without_headers)} | {_count(kind.with_headers)} |"


def totals(kinds: tuple[Kind, ...]) -> tuple[int, int]:
    """Return how many ways of these kinds are open, without our headers and with them."""
    return sum(len(kind.without_headers) for kind in kinds), sum(
        len(kind.with_headers) for kind in kinds
    )


def _state(is_open: bool) -> str:
    return "OPEN" if is_open else "shut"


def _count(ways: frozenset[str]) -> str:
    return f"{len(ways)} open" if ways else "shut"
