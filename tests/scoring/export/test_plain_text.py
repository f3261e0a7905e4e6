"""Tests of the report as plain text: a section that is copied alone still says whose it is."""

import pytest
from instrument_samples import INSTRUMENT, MADE_UP_CONTACTS, assessed, every_factor

from scoring.export import blocks, plain_text
from scoring.export.document import Cell, Document, Paragraph, Table
from scoring.export.plain_text import Section
from scoring.export.runs import Run
from scoring.report import renderer
from scoring.rules.findings import find

SAM = {
    "client-name": "Sam Example",
    "date-completed": "2026-11-22",
    "client-address": "1 Sample Street\nExample Town",
    "basis-of-concerns": {"ticked": ["disclosure"]},
}


def document(answers: object, **rest: object) -> Document:
    findings = find(INSTRUMENT, assessed(answers, **rest))
    return blocks.of_report(renderer.article(INSTRUMENT, MADE_UP_CONTACTS, findings))


def sections(answers: object, **rest: object) -> dict[str, Section]:
    return {each.title: each for each in plain_text.sections(document(answers, **rest))}


def test_plain_text_has_a_section_for_each_heading_and_the_notes() -> None:
    titles = list(sections({}))
    assert titles[:3] == [INSTRUMENT.title, "Signs of harm", "Level of risk"]
    assert titles[-1] == "Notes"
    assert INSTRUMENT.analysis.label in titles


def test_plain_text_section_begins_with_marking_initials_and_date() -> None:
    line = "OFFICIAL-SENSITIVE · S.E. · Completed 22 November 2026\n\n"
    by_heading = sections(SAM)
    assert all(each.text.startswith(line) for each in by_heading.values())
    whole = plain_text.whole_text(document(SAM))
    assert whole.startswith(line)
    assert whole.count(line) == 1
    assert whole == line + "\n".join(each.text.removeprefix(line) for each in by_heading.values())
    assert sections({})["Signs of harm"].text.startswith("Signs of harm\n-------------\n\n")
    practice = sections({}, practice=True)
    assert all(each.text.startswith("PRACTICE – not a real child\n\n") for each in practice.values())  # fmt: skip


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        (
            "Signs of harm",
            "whatever the score.\n\n- D. Basis of CSE Concerns: Disclosure of exploitation\n\nConsult",
        ),
        (INSTRUMENT.section_1.label, "A. Personal Information: Client\n\nClient’s Name: Sam Example\n"),
        (INSTRUMENT.section_1.label, "\nAddress: 1 Sample Street\nExample Town\nPostcode: Not provided\n"),
        (INSTRUMENT.section_1.label, "\n\n[x] Disclosure of exploitation\n"),
        ("Agreement and signatures", "\nTeam Manager\n  Name:\n  Signature:\n  Date:\n"),
        (INSTRUMENT.section_2.label, ". Asked on ........ Reply ........\n  Number: –\n"),
        ("Profile of the risk factors", "\n\n1. Missing Episodes: not yet answered.\n2. Education: not"),
        (INSTRUMENT.analysis.label, "\nNAME OF YOUNG PERSON: Sam Example\nDOB: Not provided\n"),
    ],
)  # fmt: skip
def test_each_kind_of_block_is_written_as_plain_text(section: str, lines: str) -> None:
    assert lines in sections(SAM)[section].text


def test_plain_text_has_lists_in_cells_and_the_table_of_many_assessments() -> None:
    before = {"instrument": INSTRUMENT.version, "answers": every_factor(4)}
    now = {**every_factor(5), **SAM}
    text = plain_text.whole_text(document(now, earlier=[before, before]))
    assert "\n  Answers that match:\n    - " in text
    assert "\n22 November 2026: Factor 1: 5; Factor 2: 5;" in text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("Bullet", "- one\n- two\n"),
        ("Tick", "[x] one\n[x] two\n"),
        ("Item", "one\ntwo\n"),
        ("Text", "one\ntwo\n"),
        ("", "one\n\ntwo\n"),
        ("Note", "one\n\ntwo\n"),
    ],
)
def test_only_list_items_and_typed_lines_follow_without_a_blank_line(style: str, text: str) -> None:
    lines = tuple(Paragraph(style, (Run(each),)) for each in ("one", "two"))
    assert plain_text.whole_text(Document("T", "", "", "", lines)) == text


@pytest.mark.parametrize(
    ("above", "text"),
    [
        ("Heading1", "one\n\ntwo\n"),
        ("Heading2", "one\n---\n\ntwo\n"),
        ("Heading3", "one\ntwo\n"),
        ("Caption", "one\ntwo\n"),
    ],
)
def test_text_below_a_small_heading_or_a_caption_has_no_blank_line(above: str, text: str) -> None:
    lines = (Paragraph(above, (Run("one"),)), Paragraph("", (Run("two"),)))
    written = plain_text.whole_text(Document("T", "", "", "", lines))
    assert written.removeprefix("\n") == text


def test_table_has_a_blank_line_on_each_side() -> None:
    line = Paragraph("", (Run("a"),))
    row = tuple(Cell((Paragraph("", (Run(each),)),), is_header=False) for each in "bc")
    document = Document("T", "", "", "", (line, Table("pairs", "", (), (row,)), line))
    assert plain_text.whole_text(document) == "a\n\nb: c\n\na\n"


def test_typed_tab_is_not_written_as_room_to_write_in() -> None:
    text = plain_text.whole_text(document({"client-address": "1 Sample Street\tExample Town"}))
    assert "Address: 1 Sample Street Example Town\n" in text


def test_room_to_write_in_ends_its_line() -> None:
    room = Paragraph("Room", (Run("Asked on"), Run("\t"), Run("Reply"), Run("\t")))
    text = plain_text.whole_text(Document("T", "", "", "", (room,)))
    assert text == "Asked on ........ Reply ........\n"
