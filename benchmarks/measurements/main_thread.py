"""The longest task of a page's main thread until its first score, from the browser's own trace."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from builder.bench.subjects import Subject
from builder.bench.visits import SWITCHES, first_score

# Now and then a browser leaves the start out of its trace.
_TRIES = 3
_CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing"]
# What the trace calls a task, and what it calls those that run a script.
_TASK = "ThreadControllerImpl::RunTask"
_SCRIPTS = (
    "EvaluateScript",
    "v8.evaluateModule",
    "FunctionCall",
    "RunMicrotasks",
    "v8.compile",
    "v8.compileModule",
)

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest task of any kind, what most of it was, and the longest time that scripts took of one; in ms."""

    task: float
    mostly: str
    script: float


def trace(playwright: Playwright, program: Path, subject: Subject) -> Longest:
    """Open a subject's page in a fresh browser, wait for its first score, and look at the trace of it."""
    for _ in range(_TRIES - 1):
        try:
            return longest(_events(playwright, program, subject), subject.address)
        except ValueError:
            continue
    return longest(_events(playwright, program, subject), subject.address)


def _events(playwright: Playwright, program: Path, subject: Subject) -> list[Event]:
    browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
    try:
        with browser.new_context(locale="en-GB", service_workers="block") as context:
            page = context.new_page()
            browser.start_tracing(page=page, categories=_CATEGORIES)
            first_score(page, subject)
            events: list[Event] = json.loads(browser.stop_tracing())["traceEvents"]
            return events
    finally:
        browser.close()


def longest(events: Iterable[Event], address: str) -> Longest:
    """Find the longest task on the thread that opened an address, from its navigation on.

    Raises ValueError if the trace has no such navigation.
    """
    events = list(events)
    began = next((event for event in events if _opens(event, address)), None)
    if began is None:
        raise ValueError(f"the trace has no navigation to {address}")
    thread = [
        event
        for event in events
        if event.get("ph") == "X"
        and (event["pid"], event["tid"]) == (began["pid"], began["tid"])
        and event["ts"] + event["dur"] > began["ts"]
    ]
    tasks = [event for event in thread if event["name"] == _TASK]
    parts = [event for event in thread if event["name"] != _TASK]
    task = max(tasks, key=lambda each: float(each["dur"]))
    script = 0.0
    for each in sorted(tasks, key=lambda each: float(each["dur"]), reverse=True):
        if each["dur"] <= script:
            break  # no shorter task can hold more
        script = max(script, _covered(_within(parts, each, _SCRIPTS)))
    own = Counter[str]()
    for part in _within(parts, task):
        inner = (other for other in _within(parts, part) if other is not part)
        own[part["name"]] += part["dur"] - int(_covered(inner))
    mostly = own.most_common(1)[0][0] if own else "unknown"
    return Longest(task["dur"] / 1000, mostly, script / 1000)


def _opens(event: Event, address: str) -> bool:
    data = event.get("args", {}).get("data", {})
    return bool(event["name"] == "navigationStart" and data.get("documentLoaderURL") == address)


def _within(events: Iterable[Event], outer: Event, names: Iterable[str] = ()) -> list[Event]:
    """Return the events, of these names if any are given, that lie within another."""
    start, end = outer["ts"], outer["ts"] + outer["dur"]
    return [
        event
        for event in events
        if start <= event["ts"] < end
        and event["ts"] + event["dur"] <= end
        and (not names or event["name"] in names)
    ]


def _covered(events: Iterable[Event]) -> float:
    """Return how much time events cover together; one within another counts once."""
    total, until = 0.0, 0.0
    for event in sorted(events, key=lambda each: float(each["ts"])):
        end = event["ts"] + event["dur"]
        total += max(0.0, end - max(until, event["ts"]))
        until = max(until, end)
    return total
