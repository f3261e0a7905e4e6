"""The checklist's signs: those of section 1.4, each once, in its order, and no build with anything else."""

import re
from pathlib import Path

import pytest

from builder import checklist, paths
from builder.errors import BuildError
from builder.pages import TEMPLATES
from scoring import definition

INSTRUMENT = definition.load()
FILE = TEMPLATES / "signs.toml"
TEXT = FILE.read_text("utf-8")
LAST = TEXT[TEXT.rindex("[[groups.signs]]") :]


def test_it_has_the_21_signs_of_the_source_in_its_order() -> None:
    signs = checklist.read(FILE, INSTRUMENT).signs
    assert [sign.reference for sign in signs] == [f"1.4, sign {n}" for n in range(1, 22)]
    assert len({sign.id for sign in signs}) == 21
    assert len({sign.label for sign in signs}) == 21


def test_each_sign_stands_on_the_page_of_the_signs_under_the_same_name() -> None:
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


BROKEN = {
    "a sign is missing": (LAST, "", "it has 20 signs, and section 1.4 has 21"),
    "a sign too many": (
        LAST,
        LAST + LAST.replace("volatile", "new").replace("21", "22"),
        "it has 22 signs",
    ),
    "out of order": ("sign 4", "sign 5", "“older-partners” stands where “1.4, sign 4” should"),
    "an id twice": ('"keys"', '"money"', "the id “money” stands twice"),
    "no detail": ('detail = "a history of it"\n', "", r"groups\[7\]\.signs\[1\] has no “detail”"),
    "an unknown key": (
        "[[groups]]",
        "[[groups]]\nscore = 1",
        r"groups\[1\] has “score”, which does not",
    ),
    "a number for text": (
        '"Keys"',
        "5",
        r"groups\[5\]\.signs\[7\]\.label must be text in one line",
    ),
    "empty text": ('"Keys"', '" "', "must be text in one line"),
    "two lines": ('"Keys"', r'"Keys\nLocks"', "must be text in one line"),
    "groups no list": (
        '[[groups]]\nlabel = "School"',
        '[groups]\nlabel = "School"',
        "cannot be read",
    ),
    "no TOML": ('"Keys"', '"Keys', "cannot be read"),
    "no such box": (
        '"analysis-behaviours"',
        '"client-name"',
        r"“client-name”, which is no box .*analysis-police",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_stops_the_build_and_is_named(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in TEXT
    file = tmp_path / "signs.toml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BuildError, match=message) as caught:
        checklist.read(file, INSTRUMENT)
    assert str(caught.value).startswith("signs.toml")


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ("[]", "groups must be a list that is not empty"),
        ("5", "groups must be a list that is not empty"),
        ("[5]", r"groups\[1\] must be a table"),
        ('[{label = "A", signs = [5]}]', r"groups\[1\]\.signs\[1\] must be a table"),
    ],
)
def test_lists_and_tables_are_what_they_should_be(
    tmp_path: Path, groups: str, message: str
) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(f'carried_into = "analysis-behaviours"\ngroups = {groups}\n', encoding="utf-8")
    with pytest.raises(BuildError, match=message):
        checklist.read(file, INSTRUMENT)
