"""Every box of the built pages asks the browser, and what is added to it, to keep nothing and to send nothing."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from guidance_pages import FORMS, address

from scoring import definition
from scoring.instrument import FieldKind

INSTRUMENT = definition.load()
# A browser keeps what is typed for its session, offers it again, sends it to a spelling checker or a translator;
# then the assistants for writing (Grammarly, LanguageTool) and those for passwords (1Password, Bitwarden, Dashlane,
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
    """The controls of a page in which something can be typed or chosen, and its places for answers."""

    def __init__(self, site: Path, page: str) -> None:
        super().__init__()
        self.typed: list[dict[str, str]] = []
        self.chosen: list[dict[str, str]] = []
        self.by_id: dict[str, dict[str, str]] = {}
        self.feed((site / address(page).strip("/") / "index.html").read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.by_id[given.get("id", "")] = given
        kind = given.get("type", "text")
        # The theme's own switches, which hold no answer.
        if tag not in ("input", "textarea", "select") or "md-toggle" in given.get("class", ""):
            return
        if tag == "select" or kind in ("checkbox", "radio"):
            self.chosen.append(given)
        elif kind != "file" and "md-search__input" not in given.get("class", ""):
            self.typed.append(given)


def test_every_box_to_type_in_keeps_everybody_out(site: Path) -> None:
    boxes = Boxes(site, "assessing-risk/assessment").typed
    parts = {FieldKind.DATE: 3, FieldKind.CHOICE: 0, FieldKind.CODE: 0}
    fields = sum(parts.get(field.kind, 1) for field in INSTRUMENT.fields)
    # And the total that is added up by hand, and the words that lock a file: one's own, the same again, and to open it.
    assert len(boxes) == fields + len(INSTRUMENT.tick_lists) + 1 + 3
    for box in boxes:
        assert {name: box.get(name) for name in KEEP_OUT} == KEEP_OUT, box["id"]


@pytest.mark.parametrize("page", FORMS)
def test_no_choice_is_kept_either(site: Path, page: str) -> None:
    boxes = Boxes(site, page)
    assert [each for each in boxes.chosen if each.get("autocomplete") != "off"] == []
    # The paper copy has nothing to fill in on the screen, and the audit nothing to choose from.
    assert bool(boxes.chosen) == (not page.endswith(("/blank-form", "/audit")))
    assert bool(boxes.typed) == page.endswith(("/assessment", "/audit"))
    for box in boxes.typed:
        assert {name: box.get(name) for name in KEEP_OUT} == KEEP_OUT, box["id"]


@pytest.mark.parametrize("place", ["report", "answer-list"])
def test_what_shows_the_answers_again_is_not_for_a_translator(site: Path, place: str) -> None:
    assert Boxes(site, "assessing-risk/assessment").by_id[place]["translate"] == "no"
