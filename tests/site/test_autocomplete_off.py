"""Tests of the form fields on the built pages: their attributes stop browsers and extensions from storing text.

This includes autocomplete, spell check, translation, writing assistants and password managers.
"""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from guidance_pages import FORMS, address

from scoring.definition import instrument_file
from scoring.definition.entry_lists import EntryKind
from scoring.definition.model import FieldKind

INSTRUMENT = instrument_file.load()
# Attributes that stop a program from storing or sending text. In this order: the browser (autofill, spell check,
# translation), writing assistants (Grammarly, LanguageTool), and password managers (1Password, Bitwarden, Dashlane,
# LastPass, Proton Pass).
KEEP_OUT = {
    "autocomplete": "off",
    "autocorrect": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "translate": "no",
    "data-gramm": "false",
    "data-gramm_editor": "false",
    "data-enable-grammarly": "false",
    "data-lt-active": "false",
    "data-1p-ignore": "",
    "data-bwignore": "true",
    "data-form-type": "other",
    "data-lpignore": "true",
    "data-protonpass-ignore": "true",
}


class Boxes(HTMLParser):
    """A parser that collects a page's text boxes, its choices, and all its elements by id."""

    def __init__(self, site: Path, page: str) -> None:
        super().__init__()
        self.typed: list[dict[str, str]] = []
        self.chosen: list[dict[str, str]] = []
        self.by_id: dict[str, dict[str, str]] = {}
        # The id of the form around the element. `autocomplete="off"` of a form applies to the boxes in it, and to boxes
        # that name it.
        self.around = ""
        self.feed((site / address(page).strip("/") / "index.html").read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self.by_id[values.get("id", "")] = values
        if tag == "form":
            self.around = values.get("id", "")
        kind = values.get("type", "text")
        # The theme's switches contain no answer.
        if tag not in ("input", "textarea", "select") or "md-toggle" in values.get("class", ""):
            return
        if tag == "select" or kind in ("checkbox", "radio", "file"):
            self.chosen.append({"form": self.around, **values})
        elif "md-search__input" not in values.get("class", ""):
            self.typed.append(values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.around = ""

    def is_kept(self, box: dict[str, str]) -> bool:
        """Return whether a browser may store the choice, because neither the box nor its form forbids it.

        HTML allows the attribute on a select, but not on a radio button, a checkbox or a file input. For those,
        Firefox looks at the form.
        """
        form = self.by_id.get(box["form"], {})
        return "off" not in (box.get("autocomplete"), form.get("autocomplete"))


def test_every_text_box_opts_out_of_browser_and_extension_features(site: Path) -> None:
    boxes = Boxes(site, "assessing-risk/assessment").typed
    parts = {FieldKind.DATE: 3, FieldKind.CHOICE: 0, FieldKind.CODE: 0}
    fields = sum(parts.get(field.kind, 1) for field in INSTRUMENT.fields)
    # The fields of an entry are on the page once, in a template.
    entry_fields = [field for each in INSTRUMENT.record.lists for field in each.fields]
    fields += sum(field.kind is not EntryKind.CHOICE for field in entry_fields)
    # Further boxes: the total added up by hand (1), the text to copy (1), the recipient and the reason of a reduced
    # copy (2), and three passphrases: the new one, its repetition, and the one that opens a file (3).
    assert len(boxes) == fields + len(INSTRUMENT.tick_lists) + 1 + 1 + 2 + 3
    for box in boxes:
        assert {name: box.get(name) for name in KEEP_OUT} == KEEP_OUT, box["id"]


@pytest.mark.parametrize("page", FORMS)
def test_choices_on_form_pages_are_not_stored_by_the_browser(site: Path, page: str) -> None:
    boxes = Boxes(site, page)
    assert [each for each in boxes.chosen if boxes.is_kept(each)] == []
    # The blank form is for printing. It has no fields on the screen.
    assert bool(boxes.chosen) == (not page.endswith("/blank-form"))
    assert bool(boxes.typed) == page.endswith(("/assessment", "/audit"))
    for box in boxes.typed:
        assert {name: box.get(name) for name in KEEP_OUT} == KEEP_OUT, box["id"]


@pytest.mark.parametrize("place", ["report", "answer-list"])
def test_copies_of_the_answers_are_not_translated(site: Path, place: str) -> None:
    assert Boxes(site, "assessing-risk/assessment").by_id[place]["translate"] == "no"
