"""The raids that the table of what stays open is made from, each made once."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from playwright.sync_api import BrowserContext

from attack import own_host, places
from attack.attacker import Attacker
from attack.expectation import Expectation
from attack.own_host import FORM, serving
from attack.places import Place
from attack.raid import Raid
from attack.ways import Way
from builder import host

# How long to listen, in seconds, for what is not expected. From a page without protection everything arrives sooner,
# which a test holds; and what comes later still counts, up to the end of the raid.
SETTLE = 2.5


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
            return self._everywhere(places.bare(own), names, names)

    @cached_property
    def without_headers(self) -> Result:
        """Try every way from the sealed assessment, on a host that can send no headers of ours."""
        with serving(self.site, self.attacker.heard) as own:
            return self._everywhere(places.assessment(own), self.expected.without_headers)

    @cached_property
    def with_headers(self) -> Result:
        """Try every way from the sealed assessment, on a host that sends our headers."""
        with serving(self.site, self.attacker.heard, host.Handler) as own:
            return self._everywhere(
                places.assessment(own, has_headers=True), self.expected.with_headers
            )

    @cached_property
    def unguarded_without_headers(self) -> set[str]:
        """Try again what is shut by scripts of ours, with those taken out."""
        with serving(self.site, self.attacker.heard, edits={FORM: _unguarded}) as own:
            return self._only(places.assessment(own), self.expected.guarded_without_headers)

    @cached_property
    def unguarded_with_headers(self) -> set[str]:
        """Try the same on a host with our headers."""
        with serving(self.site, self.attacker.heard, host.Handler, {FORM: _unguarded}) as own:
            place = places.assessment(own, has_headers=True)
            return self._only(place, self.expected.guarded_with_headers)

    @contextmanager
    def raid(self, place: Place, expected: Collection[str]) -> Iterator[Raid]:
        """Prepare a raid; close all that it has opened."""
        raid = Raid(self.context, self.attacker, place, expected, SETTLE)
        try:
            yield raid
        finally:
            raid.close_others()

    def _everywhere(
        self, place: Place, from_page: Collection[str], from_worker: Collection[str] = ()
    ) -> Result:
        with self.raid(place, from_page) as raid:
            page = raid.open()
            in_worker = replace(raid, expected=from_worker)
            in_worker.from_worker(place.worker(page), self.ways)
            place.host.leave_out_engine()
            raid.from_page_and_elsewhere(page, self.ways)
            slowest = max(raid.slowest, in_worker.slowest)
            return Result(raid.arrived, in_worker.arrived, slowest, raid.said)

    def _only(self, place: Place, names: Collection[str]) -> set[str]:
        """Try those ways that are expected to get through."""
        ways = [way for way in self.ways if way.name in names]
        place.host.leave_out_engine()
        with self.raid(place, names) as raid:
            raid.from_page_and_elsewhere(raid.open(again=True), ways)
            return raid.arrived


def _unguarded(script: str) -> str:
    """Return the form's script without what it shuts by itself."""
    in_frame = "window.top !== window.self"
    return own_host.replaced(own_host.replaced(script, "  guard();\n", ""), in_frame, "false")
