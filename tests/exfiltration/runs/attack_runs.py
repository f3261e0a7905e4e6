"""All attack runs that the table of open channels needs. Each is run once, on first use."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from playwright.sync_api import BrowserContext

from builder.serve import dev_server, production_headers
from exfiltration.expected.expectations import Expectation
from exfiltration.listeners.attacker import Attacker
from exfiltration.runs import site_host, targets
from exfiltration.runs.attack_run import AttackRun
from exfiltration.runs.channels import Channel
from exfiltration.runs.site_host import FORM, Edit, serving
from exfiltration.runs.targets import AttackedPage

# How long to listen, in seconds, for canaries that are not expected. From a page without protection all of them arrive
# sooner, which a test checks. A canary that arrives later still counts, until the end of the run.
SETTLE = 2.5
# The same for channels of the service worker, because the browser itself delays a fetch in the background.
SETTLE_KEPT = 6.0

_At = Callable[[], AbstractContextManager[AttackedPage]]


@dataclass(frozen=True)
class Result:
    """The names of the channels that worked in one run, from the page and from the worker.

    Fields ending in `kept` are about the channels that need the service worker. `slowest` is in seconds, `stretch` is
    the factor by which listening was extended.
    """

    page: set[str]
    worker: set[str]
    slowest: float
    slowest_kept: float
    stretch: float
    stretch_kept: float
    results: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """The names of the channels that worked, and the result of each channel's script."""

    arrived: set[str]
    results: dict[str, str]


@dataclass
class AttackRuns:
    """All attack runs on one built site."""

    context: BrowserContext
    attacker: Attacker
    site: Path
    channels: list[Channel]
    expected: Expectation

    @cached_property
    def live(self) -> Result:
        """Try every channel from a page and a worker without protection."""
        names = {channel.name for channel in self.channels} - self.expected.dead.keys()
        return self._everywhere(self._bare, names, names)

    @cached_property
    def without_headers(self) -> Result:
        """Try every channel from the sealed assessment, on a host that does not send our headers."""
        return self._everywhere(self._assessment, self.expected.without_headers)

    @cached_property
    def with_headers(self) -> Result:
        """Try every channel from the sealed assessment, on a host that sends our headers."""
        place = partial(self._assessment, has_headers=True)
        return self._everywhere(place, self.expected.with_headers)

    @cached_property
    def unguarded_without_headers(self) -> Outcome:
        """Try the channels that our own scripts close, with those scripts disabled, on a host without our headers."""
        place = partial(self._assessment, edits={FORM: _unguarded})
        return self._only(place, self.expected.guarded_without_headers)

    @cached_property
    def unguarded_with_headers(self) -> Outcome:
        """Try the same on a host that sends our headers."""
        place = partial(self._assessment, has_headers=True, edits={FORM: _unguarded})
        return self._only(place, self.expected.guarded_with_headers)

    @contextmanager
    def _bare(self) -> Iterator[AttackedPage]:
        with serving(self.site, self.attacker.received) as host:
            yield targets.bare(host)

    @contextmanager
    def _assessment(
        self, *, has_headers: bool = False, edits: Mapping[str, Edit] | None = None
    ) -> Iterator[AttackedPage]:
        kind = production_headers.Handler if has_headers else dev_server.Handler
        with serving(self.site, self.attacker.received, kind, edits) as host:
            yield targets.assessment(host, has_headers=has_headers)

    @contextmanager
    def run(
        self, place: AttackedPage, expected: Collection[str], settle: float = SETTLE
    ) -> Iterator[AttackRun]:
        """Yield a run on a page; afterwards close all pages that it has opened. `settle` is in seconds."""
        run = AttackRun(self.context, self.attacker, place, expected, settle)
        try:
            yield run
        finally:
            run.close_others()

    def _everywhere(
        self, at: _At, from_page: Collection[str], from_worker: Collection[str] = ()
    ) -> Result:
        result = self._kept(at, from_page, self.channels)
        with at() as place, self.run(place, from_page) as run:
            page = run.open()
            in_worker = replace(run, expected=from_worker)
            in_worker.from_worker(place.worker(page), self.channels)
            place.host.leave_out_engine()
            run.from_page_and_elsewhere(page, self.channels)
            return Result(
                result.arrived | run.arrived,
                in_worker.arrived,
                max(run.slowest, in_worker.slowest),
                result.slowest,
                max(run.stretch, in_worker.stretch),
                result.stretch,
                result.results | run.results,
            )

    def _only(self, at: _At, names: Collection[str]) -> Outcome:
        """Try only the channels with these names, and expect them to work."""
        channels = [channel for channel in self.channels if channel.name in names]
        result = self._kept(at, names, channels)
        with at() as place, self.run(place, names) as run:
            place.host.leave_out_engine()
            run.from_page_and_elsewhere(run.open(again=True), channels)
            return Outcome(result.arrived | run.arrived, result.results | run.results)

    def _kept(self, at: _At, names: Collection[str], channels: Sequence[Channel]) -> AttackRun:
        """Try the channels that need the service worker, on a new host of which the browser has stored nothing yet."""
        with at() as place, self.run(place, names, SETTLE_KEPT) as run:
            place.host.leave_out_engine()
            run.from_kept(channels)
            return run


def _unguarded(script: str) -> str:
    """Return the form's script without its own protection: the call of hardenPage and the check for a frame."""
    in_frame = "window.top !== window.self"
    return site_host.replaced(
        site_host.replaced(script, "  hardenPage();\n", ""), in_frame, "false"
    )
