"""Tests of script injection into the command line's report: script in any field of a file is printed as text."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from instrument_samples import CONTACTS, INSTRUMENT, assessed, envelope
from payloads import PAYLOADS, RUNNING, in_every_field

from builder.base import paths
from scoring.report import renderer

HARMLESS = "Harmless"


class Shape(HTMLParser):
    """Parser that collects the elements, attribute names and text of a document."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, ...]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment",))


def shape(text: str) -> Shape:
    return Shape(renderer.document(INSTRUMENT, CONTACTS, assessed(in_every_field(text))))


def boxes() -> int:
    """Return how many items print what was typed; a date prints its three parts as one text."""
    return len(in_every_field(HARMLESS))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_payload_is_printed_as_text_in_every_field(payload: str) -> None:
    assert shape(payload).elements == shape(HARMLESS).elements
    assert shape(payload).text.count(payload) >= boxes()


def test_report_command_prints_html_payloads_as_text(tmp_path: Path) -> None:
    everything = " | ".join(PAYLOADS)
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(envelope(in_every_field(everything))), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "scoring", "report", str(file)],
        cwd=paths.ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    # The payloads are not valid dates, so the status is 1. The report says so too.
    assert ended.returncode == 1
    # This text is as long as the payloads, so that the same texts are shortened on the first page.
    harmless = " | ".join(HARMLESS * 9 for _ in range(len(everything) // 72))
    assert Shape(ended.stdout).elements == shape(harmless).elements
    assert Shape(ended.stdout).text.count(everything) >= boxes()
    assert "ran(" not in ended.stderr


def test_payload_check_detects_an_unescaped_element() -> None:
    document = renderer.document(INSTRUMENT, CONTACTS, assessed(in_every_field("MARK")))
    for payload in RUNNING:
        assert Shape(document.replace("MARK", payload)).elements != shape(HARMLESS).elements
