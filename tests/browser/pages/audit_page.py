"""Helpers for tests of the audit page: made-up files, reading them, and the audit return."""

import json
from typing import Any

from assessment_page import envelope
from playwright.sync_api import FilePayload, Locator, Page, expect

ADDRESS = "/assessing-risk/audit/"


NAMES = ("Sam Example", "Charlie Specimen", "Ash Template")


def assessment(number: int) -> dict[str, Any]:
    answers = {
        "client-name": f"{NAMES[number % 3]} {number}",
        "client-address": "1 Sample Street",
        "gender": ("Female", "Male")[number % 2],
        "worker-name": "=cmd|' /C calc'!A0",
        "date-of-birth": {"day": "1", "month": "2", "year": str(2009 + number % 4)},
        "date-completed": {"day": "3", "month": "11", "year": "2026"},
        "factor-1": 1 + number % 5,
        "factor-2": "not-known",
    }
    return envelope(answers)


def payload(content: object, name: str) -> FilePayload:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return {"name": name, "mimeType": "application/octet-stream", "buffer": raw}


def files(count: int) -> list[FilePayload]:
    return [payload(assessment(number), f"assessment-{number}.json") for number in range(count)]


def read(page: Page, chosen: list[FilePayload], words: str = "") -> None:
    page.get_by_label("The saved assessments").set_input_files(chosen)
    page.get_by_label("The passphrases of the files").fill(words)
    page.get_by_role("button", name="Read the files").click()


def made(page: Page) -> Locator:
    heading = page.get_by_role("heading", name="The return", exact=True)
    expect(heading).to_be_focused()
    return page.get_by_role("article", name="Audit return")
