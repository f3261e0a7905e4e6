"""Longest main-thread task of a page until its first score, from a browser trace."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from benchmarks.harness.subjects import Subject
from benchmarks.harness.visit import SWITCHES, first_score

# The trace of a browser sometimes lacks the navigation.
_TRIES = 3
_CATEGORIES = ["toplevel", "devtools.timeline", "blink.user_timing"]
# Names of trace events: a task, and the events that run a script.
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
    """The longest task in ms, the event that took most of it, and the longest script time within any task in ms."""

    task: float
    mostly: str
    script: float


def trace(playwright: Playwright, program: Path, subject: Subject) -> Longest:
    """Open a subject's page in a fresh browser, trace it until its first score, and return its longest tasks.

    Raises ValueError if the trace has no navigation three times in a row.
    """
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
    """Return the longest tasks on the thread that opened an address, after its navigation.

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
            break  # a shorter task cannot contain more
        script = max(script, _covered(_within(parts, each, _SCRIPTS)))
    durations = Counter[str]()
    for part in _within(parts, task):
        inner = (other for other in _within(parts, part) if other is not part)
        durations[part["name"]] += part["dur"] - int(_covered(inner))
    mostly = durations.most_common(1)[0][0] if durations else "unknown"
    return Longest(task["dur"] / 1000, mostly, script / 1000)


def _opens(event: Event, address: str) -> bool:
    data = event.get("args", {}).get("data", {})
    return bool(event["name"] == "navigationStart" and data.get("documentLoaderURL") == address)


def _within(events: Iterable[Event], outer: Event, names: Iterable[str] = ()) -> list[Event]:
    """Return the events within another event; only those with these names, if any are given."""
    start, end = outer["ts"], outer["ts"] + outer["dur"]
    return [
        event
        for event in events
        if start <= event["ts"] < end
        and event["ts"] + event["dur"] <= end
        and (not names or event["name"] in names)
    ]


def _covered(events: Iterable[Event]) -> float:
    """Return the time that events cover together. Nested events count once."""
    total, until = 0.0, 0.0
    for event in sorted(events, key=lambda each: float(each["ts"])):
        end = event["ts"] + event["dur"]
        total += max(0.0, end - max(until, event["ts"]))
        until = max(until, end)
    return total
