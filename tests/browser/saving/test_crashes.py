"""Tests of the draft after a crash: the browser is killed at random moments while someone types.

The draft that is left is compared with what was typed. At most one answer and five seconds of text may be lost,
and no clear text may be on disk. `--crashes=100` kills the browser more often. `--crash-seed` sets the random moments;
a failure message includes it.
"""

import random
import tempfile
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import disk_traces
import pytest
import throwaway_browser
from assessment_page import ADDRESS
from disk_traces import word
from playwright.sync_api import Browser, Page, expect
from saving_page import (
    ask_to_keep,
    draft_found,
    draft_kept,
    lock_with_own,
    open_dialog,
    unlock,
    words_dialog,
)

PASSPHRASE = f"{word(70)} kettle gravel umbrella"
TEXT_S = 5.0
# The form writes a draft at the latest 4 seconds after a change. The rest of the time is for encrypting it.
WAIT_S = 4.0
# A key is held down for as long as a person needs to find the next one.
KEY_MS = 80
# Up to about eight seconds between two crashes, with several answers and pieces of text.
MOST_STEPS = 80
# Leaves out fields that copy another field, because they change by themselves, and dates, because they take no words.
BOXES = "#assessment [data-kind=text]:not([data-copy-of]) :is(input[type=text], textarea):not([inputmode]):visible"
FACTORS = "#assessment .cse-factor"


@dataclass
class State:
    """The state of the form at one moment: the text of each box and the answer to each factor."""

    texts: list[str]
    choices: list[str]
    at: float = field(default=0.0, compare=False)

    def now(self) -> "State":
        """Return a copy with the current time and single spaces, because a crash may leave a space before a word."""
        texts = [" ".join(text.split()) for text in self.texts]
        return State(texts, list(self.choices), time.monotonic())


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder for everything that a browser writes. Its path is short, because it will contain sockets."""
    with tempfile.TemporaryDirectory(prefix="c-", ignore_cleanup_errors=True) as name:
        yield Path(name) / "all"


def form_state(page: Page) -> State:
    """Return the current state of the form."""
    texts = page.locator(BOXES).evaluate_all(
        "boxes => boxes.map((box) => box.value.replace(/\\s+/g, ' ').trim())"
    )
    choices = page.locator(FACTORS).evaluate_all(
        "factors => factors.map((each) => each.querySelector('input:checked')?.value ?? '')"
    )
    return State(texts, choices)


class Typist:
    """A simulated person who types words, chooses an answer after every second word, and logs each state."""

    def __init__(self, page: Page, rng: random.Random, state: State) -> None:
        """Start on an open form whose current state is `state`."""
        self._page = page
        self._chance = rng
        self._state = deepcopy(state)
        self.log = [self._state.now()]

    def work(self, steps: int) -> None:
        """Press this many keys. Choosing an answer counts as one key."""
        while steps > 0:
            for _ in range(2):
                steps -= self._word(steps)
            if steps > 0:
                steps -= 1
                self._choose()

    def _word(self, most: int) -> int:
        number = self._chance.randrange(len(self._state.texts))
        self._page.locator(BOXES).nth(number).focus()
        self._page.keyboard.press("Control+End")
        keys = f" {word(self._chance.randrange(60))}"[:most]
        for key in keys:
            self._page.keyboard.press(key, delay=KEY_MS)
            self._state.texts[number] += key
            self.log.append(self._state.now())
        return len(keys)

    def _choose(self) -> None:
        number = self._chance.randrange(len(self._state.choices))
        options = self._page.locator(FACTORS).nth(number).get_by_role("radio", checked=False)
        option = options.nth(self._chance.randrange(options.count()))
        value = option.get_attribute("value") or ""
        option.check()
        self._state.choices[number] = value
        self.log.append(self._state.now())


def start(page: Page, address: str) -> float:
    """Open an empty form and keep a draft of it; return how long its encryption took, in seconds."""
    page.goto(address)
    expect(page.locator("html.engine-ready")).to_be_attached()
    ask_to_keep(page)
    begun = time.monotonic()
    lock_with_own(words_dialog(page), PASSPHRASE)
    expect(draft_kept(page)).to_be_visible()
    return time.monotonic() - begun


def go_on(page: Page, address: str) -> float:
    """Open the draft that the crash left; return how long its decryption took, in seconds."""
    page.goto(address)
    expect(page.locator("html.engine-ready")).to_be_attached()
    draft_found(page).get_by_role("button", name="Open the draft").click()
    begun = time.monotonic()
    unlock(open_dialog(page), PASSPHRASE)
    use = open_dialog(page).get_by_role("button", name="Continue this assessment")
    expect(use).to_be_visible()
    took = time.monotonic() - begun
    use.click()
    expect(draft_kept(page)).to_be_visible()
    return took


def expect_little_lost(log: list[State], left: State, killed_at: float, lock_s: float) -> None:
    """Expect that the draft equals a state in the log, and that little was typed after that state."""
    same = [number for number, state in enumerate(log) if state == left]
    assert same, f"the draft matches no state of the form while it was filled in: {left}"
    missing = log[same[-1] + 1 :]
    if not missing:
        return
    # On a busy machine, the time that encryption takes is added to the promised times.
    seconds = max(TEXT_S, WAIT_S + 3 * lock_s)
    assert killed_at - missing[0].at <= seconds
    before = log[same[-1]]
    answers = []
    for state in missing:
        if state.choices != before.choices:
            answers.append(state.at)
        before = state
    # The last answer may be lost. An earlier one may be lost only if this machine was still encrypting at that time.
    assert [at for at in answers[:-1] if killed_at - at > 3 * lock_s] == []


def test_a_crash_loses_at_most_one_answer_and_five_seconds_of_text(
    browser: Browser, folder: Path, server: str, request: pytest.FixtureRequest
) -> None:
    seed = request.config.getoption("--crash-seed")
    rng = random.Random(seed)
    log: list[State] = []
    killed_at = lock_s = 0.0
    for crash in range(request.config.getoption("--crashes") + 1):
        with throwaway_browser.running(browser.browser_type, folder) as chromium:
            page = chromium.pages[0]
            took = go_on(page, server + ADDRESS) if log else start(page, server + ADDRESS)
            left = form_state(page)
            try:
                if log:
                    expect_little_lost(log, left, killed_at, max(took, lock_s))
            except AssertionError as fault:
                raise AssertionError(
                    f"after crash {crash}, --crash-seed={seed}: {fault}"
                ) from fault
            lock_s = took
            typist = Typist(page, rng, left)
            typist.work(rng.randrange(1, MOST_STEPS))
            chromium.kill()
            killed_at = time.monotonic()
            log = typist.log
        assert disk_traces.words_on_disk(folder) == {}, f"crash {crash}, --crash-seed={seed}"


def moments(*choices: str) -> list[State]:
    """Return a log with one state for each second, from second 0."""
    return [State([f"text {at}"], list(each), float(at)) for at, each in enumerate(choices)]


def test_loss_check_accepts_a_loss_within_the_limits() -> None:
    log = moments("--", "--", "1-", "1-")
    expect_little_lost(log, State(["text 3"], ["1", "-"]), 90.0, 0.3)
    expect_little_lost(log, State(["text 0"], ["-", "-"]), 6.0, 0.3)


@pytest.mark.parametrize(
    ("choices", "killed_at", "left"),
    [
        (("--", "--"), 6.1, State(["text 0"], ["-", "-"])),
        (("--", "1-", "12"), 3.0, State(["text 0"], ["-", "-"])),
        (("--", "1-"), 1.0, State(["text 0"], ["1", "-"])),
    ],
    ids=["six seconds of text", "two answers", "an answer without the text before it"],
)
def test_loss_check_rejects_a_loss_beyond_the_limits(
    choices: tuple[str, ...], killed_at: float, left: State
) -> None:
    with pytest.raises(AssertionError):
        expect_little_lost(moments(*choices), left, killed_at, 0.3)
