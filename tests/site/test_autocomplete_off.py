"""Every box of the built pages asks the browser, and what is added to it, to keep nothing and to send nothing."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from guidance_pages import FORMS, address

from scoring.definition import instrument_file
from scoring.definition.entry_lists import EntryKind
from scoring.definition.model import FieldKind

INSTRUMENT = instrument_file.load()
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
        # The forms whose `autocomplete="off"` covers a box: the one around it and the one it names.
        self.around = ""
        self.feed((site / address(page).strip("/") / "index.html").read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.by_id[given.get("id", "")] = given
        if tag == "form":
            self.around = given.get("id", "")
        kind = given.get("type", "text")
        # The theme's own switches, which hold no answer.
        if tag not in ("input", "textarea", "select") or "md-toggle" in given.get("class", ""):
            return
        if tag == "select" or kind in ("checkbox", "radio", "file"):
            self.chosen.append({"form": self.around, **given})
        elif "md-search__input" not in given.get("class", ""):
            self.typed.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.around = ""

    def is_kept(self, box: dict[str, str]) -> bool:
        """Return whether a browser may keep what is chosen there: neither the box nor its form forbids it.

        HTML allows the attribute on a list, and not on a radio button, a tick box or a choice of files. Firefox asks
        the form.
        """
        form = self.by_id.get(box["form"], {})
        return "off" not in (box.get("autocomplete"), form.get("autocomplete"))


def test_every_box_to_type_in_keeps_everybody_out(site: Path) -> None:
    boxes = Boxes(site, "assessing-risk/assessment").typed
    parts = {FieldKind.DATE: 3, FieldKind.CHOICE: 0, FieldKind.CODE: 0}
    fields = sum(parts.get(field.kind, 1) for field in INSTRUMENT.fields)
    # Those of an entry are in the page once, in a template.
    entry_fields = [field for each in INSTRUMENT.record.lists for field in each.fields]
    fields += sum(field.kind is not EntryKind.CHOICE for field in entry_fields)
    # And the total that is added up by hand, the text to be copied, the recipient and the reason of a reduced copy, and
    # the passphrases: one's own, the same again, and the one to open a file.
    assert len(boxes) == fields + len(INSTRUMENT.tick_lists) + 1 + 1 + 2 + 3
    for box in boxes:
        assert {name: box.get(name) for name in KEEP_OUT} == KEEP_OUT, box["id"]


@pytest.mark.parametrize("page", FORMS)
def test_no_choice_is_kept_either(site: Path, page: str) -> None:
    boxes = Boxes(site, page)
    assert [each for each in boxes.chosen if boxes.is_kept(each)] == []
    # The paper copy has nothing to fill in on the screen.
    assert bool(boxes.chosen) == (not page.endswith("/blank-form"))
    assert bool(boxes.typed) == page.endswith(("/assessment", "/audit"))
    for box in boxes.typed:
        assert {name: box.get(name) for name in KEEP_OUT} == KEEP_OUT, box["id"]


@pytest.mark.parametrize("place", ["report", "answer-list"])
def test_what_shows_the_answers_again_is_not_for_a_translator(site: Path, place: str) -> None:
    assert Boxes(site, "assessing-risk/assessment").by_id[place]["translate"] == "no"
