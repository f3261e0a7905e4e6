"""The raids that the table of what stays open is made from, each made once."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from playwright.sync_api import BrowserContext

from attack import places
from attack.attacker import Attacker
from attack.expectation import Expectation
from attack.own_host import Edit, serving
from attack.places import Place
from attack.raid import Raid
from attack.ways import Way
from builder import host

# The same page without its script against being led elsewhere.
GUARD = "guardNavigation();"
_UNGUARDED: Mapping[str, Edit] = {"/app/seal.mjs": lambda script: _without(script, GUARD)}
# These may lead the page elsewhere, which is what the script is against.
_GUARDED_MANNERS = ("alone", "click")


@dataclass(frozen=True)
class Result:
    """What got through in one raid, by name."""

    page: set[str]
    worker: set[str]
    slowest: float
    said: dict[str, str]


@dataclass
class Raids:
    """All raids on one built site."""

    context: BrowserContext
    attacker: Attacker
    site: Path
    ways: list[Way]
    expected: Expectation

    @cached_property
    def live(self) -> Result:
        """Try every way from a page and a worker without protection."""
        names = {way.name for way in self.ways} - self.expected.dead.keys()
        with serving(self.site, self.attacker.heard) as own:
            return self._everywhere(places.bare(own), names, names, settle=5)

    @cached_property
    def without_headers(self) -> Result:
        """Try every way from the sealed assessment, on a host that can send no headers of ours."""
        with serving(self.site, self.attacker.heard) as own:
            return self._everywhere(places.assessment(own), self.expected.without_headers)

    @cached_property
    def with_headers(self) -> Result:
        """Try every way from the sealed assessment, on a host that sends our headers."""
        with serving(self.site, self.attacker.heard, host.Handler) as own:
            return self._everywhere(places.assessment(own), self.expected.with_headers)

    @cached_property
    def unguarded_without_headers(self) -> set[str]:
        """Try what leads the page elsewhere once our script against that is taken out."""
        expected = self.expected.guarded_without_headers | self.expected.without_headers
        with serving(self.site, self.attacker.heard, edits=_UNGUARDED) as own:
            return self._unguarded(places.assessment(own), self.ways, expected)

    @cached_property
    def unguarded_with_headers(self) -> set[str]:
        """Try the same on a host with our headers: only the own host, since each of the others would end the page."""
        expected = self.expected.guarded_with_headers | self.expected.with_headers
        ways = [way for way in self.ways if way.name.startswith("own host:")]
        with serving(self.site, self.attacker.heard, host.Handler, _UNGUARDED) as own:
            return self._unguarded(places.assessment(own), ways, expected)

    @property
    def complete(self) -> bool:
        """Whether all has been tried that the table tells of."""
        made = ("live", "without_headers", "with_headers")
        return all(each in self.__dict__ for each in made)

    @contextmanager
    def raid(self, place: Place, expected: Collection[str], settle: float) -> Iterator[Raid]:
        """Prepare a raid; close all that it has opened."""
        raid = Raid(self.context, self.attacker, place, expected, settle)
        try:
            yield raid
        finally:
            raid.close_others()

    def _everywhere(
        self,
        place: Place,
        from_page: Collection[str],
        from_worker: Collection[str] = (),
        settle: float | None = None,
    ) -> Result:
        # On the page as it is shipped, listen as long as anything took to arrive where nothing was in its way.
        settle = max(2.0, self.live.slowest) if settle is None else settle
        with self.raid(place, from_page, settle) as raid:
            page = raid.open()
            in_worker = replace(raid, expected=from_worker)
            in_worker.from_worker(place.worker(page), self.ways)
            raid.from_page(page, self.ways)
            raid.from_elsewhere(self.ways)
            slowest = max(raid.slowest, in_worker.slowest)
            return Result(raid.arrived, in_worker.arrived, slowest, raid.said)

    def _unguarded(self, place: Place, ways: list[Way], expected: Collection[str]) -> set[str]:
        guarded = [way for way in ways if way.tried in _GUARDED_MANNERS]
        with self.raid(place, expected, settle=2.0) as raid:
            raid.from_page(raid.open(), guarded)
            return raid.arrived


def _without(script: str, part: str) -> str:
    assert script.count(part) == 1, f"{part} is no longer there to be taken out"
    return script.replace(part, "")
