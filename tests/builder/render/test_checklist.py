"""Tests of the checklist (signs.toml): the signs of section 1.4, each once and in order.

Any fault in the file stops the build.
"""

import re
from pathlib import Path

import pytest

from builder.base import paths
from builder.base.errors import BuildError
from builder.render import checklist
from builder.render.pages import TEMPLATES
from scoring.definition import instrument_file

INSTRUMENT = instrument_file.load()
FILE = TEMPLATES / "signs.toml"
TEXT = FILE.read_text("utf-8")
LAST = TEXT[TEXT.rindex("[[groups.signs]]") :]


def test_checklist_has_all_21_signs_of_the_source_in_order() -> None:
    signs = checklist.read(FILE, INSTRUMENT).signs
    assert [sign.reference for sign in signs] == [f"1.4, sign {n}" for n in range(1, 22)]
    assert len({sign.id for sign in signs}) == 21
    assert len({sign.label for sign in signs}) == 21


def test_each_sign_is_on_the_page_of_the_signs_under_the_same_name() -> None:
    page = (paths.DOCS / "recognise" / "signs.md").read_text("utf-8")
    on_page = re.findall(
        r"^- \*\*([^*]+?)[:.]\*\*(?:.|\n)*?\{: #sign-([a-z-]+) \}", page, re.MULTILINE
    )
    signs = checklist.read(FILE, INSTRUMENT).signs
    assert on_page == [(sign.label, sign.id) for sign in signs]


def test_the_groups_have_the_headings_of_the_page_of_the_signs() -> None:
    page = (paths.DOCS / "recognise" / "signs.md").read_text("utf-8")
    headings = re.findall(r"^### (.+?) \{#signs-", page, re.MULTILINE)
    assert [group.label for group in checklist.read(FILE, INSTRUMENT).groups] == headings


def test_ticked_signs_go_into_the_box_for_indicators() -> None:
    assert checklist.read(FILE, INSTRUMENT).carried_into.label.endswith("BEHAVIOURS/INDICATORS")


# For each fault: the text to replace, its replacement, and the expected message (a regular expression).
BROKEN = {
    "a sign is missing": (
        LAST,
        "",
        r"signs\.toml:1, the file has 20 signs, and section 1\.4 has 21",
    ),
    "a sign too many": (
        LAST,
        LAST + LAST.replace("volatile", "new").replace("21", "22"),
        "the file has 22 signs",
    ),
    "out of order": (
        "sign 4",
        "sign 5",
        r"signs\.toml:\d+, sign \"older-partners\": “older-partners” is in the place of “1\.4, sign 4”",
    ),
    "an id twice": ('"keys"', '"money"', "the id “money” is used twice. Give each entry its own"),
    "no detail": (
        'detail = "having keys to premises that are not already known about"\n',
        "",
        'sign "keys": “detail” is missing. Add a line such as: detail = "…"',
    ),
    "an unknown key": (
        "[[groups]]",
        "[[groups]]\nscore = 1",
        r"signs\.toml:\d+, group without an id: “score” is not a known key. Known keys are: label, signs",
    ),
    "a number for text": (
        '"Keys"',
        "5",
        'sign "keys": “label” must be in quotes, such as: label = "…"',
    ),
    "empty text": ('"Keys"', '" "', 'sign "keys": “label” must not be empty'),
    "two lines": ('"Keys"', r'"Keys\nLocks"', 'sign "keys": “label” must be text in one line'),
    "groups that are no list": (
        '[[groups]]\nlabel = "School"',
        '[groups]\nlabel = "School"',
        r"signs\.toml:\d+, .*this line cannot be read",
    ),
    "a quote that is not closed": (
        '"Keys"',
        '"Keys',
        r"signs\.toml:\d+, sign \"keys\": “label” has a quote that is not closed",
    ),
    "no such box": (
        '"analysis-behaviours"',
        '"client-name"',
        r"signs\.toml:\d+, “carried_into” names “client-name”, which is not a text box .*analysis-police",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_fault_stops_the_build_with_file_line_and_remedy(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in TEXT
    file = tmp_path / "signs.toml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BuildError, match=message) as caught:
        checklist.read(file, INSTRUMENT)
    assert str(caught.value).startswith("signs.toml:")


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ("[]", "“groups” must not be empty"),
        ("5", "“groups” must be a list"),
        ("[5]", r"“groups\[0\]” must be a table"),
        ('[{label = "A", signs = [5]}]', r"“signs\[0\]” must be a table"),
    ],
)
def test_lists_and_tables_of_the_wrong_kind_are_refused(
    tmp_path: Path, groups: str, message: str
) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(f'carried_into = "analysis-behaviours"\ngroups = {groups}\n', encoding="utf-8")
    with pytest.raises(BuildError, match=message):
        checklist.read(file, INSTRUMENT)
