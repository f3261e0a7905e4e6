"""Tests of the Word document: it has the same text as the report, and is well formed for any typed text."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_profiles import settings_for
from instrument_samples import INSTRUMENT, MADE_UP_CONTACTS, assessed, every_factor
from payloads import PAYLOADS, in_every_field
from report_words import LEFT_OUT, WORD, of_document, of_report, styles
from strategies import answers

from scoring.cli import export
from scoring.export import blocks, plain_text, word
from scoring.export.document import Document, Table
from scoring.report import renderer
from scoring.rules.findings import find

OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
ARABIC = "\u0627\u0633\u0645\u064a \u0633\u0627\u0645"
HOSTILE = (
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "]]> <![CDATA[ <?xml version='1.0'?> <!-- &#0; &amp;lt; -->",
    "\x00\x01\x0b\x1b[31m one\ttwo \ud83d \ufffe\uffff \x85 \u2028",
    f"\u202e{ARABIC}\u202d and \u2066{ARABIC}",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "word " * 9_999,
    "x" * 50_000,
    "line\n" * 500,
    '<br><br/><p dir="auto">1. x: 2. 2. y: 3. </p>',
)


def article(raw_answers: object, **rest: object) -> str:
    return renderer.article(
        INSTRUMENT, MADE_UP_CONTACTS, find(INSTRUMENT, assessed(raw_answers, **rest))
    )


def parts_of(raw_answers: object, **rest: object) -> Mapping[str, str]:
    return word.parts(blocks.of_report(article(raw_answers, **rest)))


def paragraphs(xml: str, style: str) -> list[ElementTree.Element]:
    elements = ElementTree.fromstring(xml.encode()).iter(f"{WORD}p")
    return [each for each in elements if _style(each) == style]


def _style(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else style.attrib[f"{WORD}val"]


def check_parts(parts: Mapping[str, str]) -> None:
    """Fail if a part is not well formed, has no declared type, or refers to a part, style or list that is missing."""
    roots = {path: ElementTree.fromstring(text.encode()) for path, text in parts.items()}
    types = roots["[Content_Types].xml"]
    typed = {each.attrib["PartName"][1:] for each in types.iter(f"{TYPES}Override")}
    assert typed == {path for path in parts if not path.endswith(".rels")} - {"[Content_Types].xml"}
    related = set()
    for path in ("_rels/.rels", "word/_rels/document.xml.rels"):
        folder = path.partition("_rels/")[0]
        for each in roots[path].iter(f"{RELATIONS}Relationship"):
            assert "TargetMode" not in each.attrib
            related.add(folder + each.attrib["Target"])
    assert related == typed
    ids = {each.attrib["Id"] for each in roots["word/_rels/document.xml.rels"]}
    document = roots["word/document.xml"]
    assert {each.attrib[f"{OFFICE}id"] for each in document.iter() if f"{OFFICE}id" in each.attrib} <= ids  # fmt: skip
    used = {
        each.attrib[f"{WORD}val"]
        for root in roots.values()
        for tag in ("pStyle", "tblStyle", "basedOn", "next")
        for each in root.iter(f"{WORD}{tag}")
    }
    assert used <= styles(parts)
    lists = {each.attrib[f"{WORD}numId"] for each in roots["word/numbering.xml"].iter(f"{WORD}num")}
    named = {each.attrib[f"{WORD}val"] for each in roots["word/styles.xml"].iter(f"{WORD}numId")}
    assert named == lists


def check_tables(xml: str) -> None:
    """Fail if two tables are adjacent (Word joins them) or nothing follows the last (Word reports a damaged file)."""
    (body,) = ElementTree.fromstring(xml.encode())
    kinds = [each.tag == f"{WORD}tbl" for each in body]
    assert (True, True) not in set(pairwise(kinds))
    assert not kinds[-2]  # the last element has the page settings


def first_heads(document: Document) -> list[str]:
    """Return the words in the header cells of the first columns."""
    tables = [each for each in document.blocks if isinstance(each, Table) and each.head]
    texts = [each.text for table in tables for each in table.head[0][0].paragraphs]
    return " ".join(texts).split()


earlier = st.lists(
    st.fixed_dictionaries({"instrument": st.just(INSTRUMENT.version), "answers": answers}),
    max_size=3,
)


@given(answers, earlier, st.booleans())
@settings_for(300)
def test_word_and_plain_text_have_the_same_text_as_the_report(
    given: dict[str, Any], before: list[dict[str, Any]], practice: bool
) -> None:
    rest = {"earlier": before} if before else {}
    html = article(given, practice=practice, **rest)
    document = blocks.of_report(html)
    parts = word.parts(document)
    check_parts(parts)
    check_tables(parts["word/document.xml"])
    report_words = of_report(html)
    assert of_document(parts["word/document.xml"]) == report_words
    # The plain text repeats the header of a column beside each value, but omits the header of the first column.
    text = Counter(re.split("[\\s:;]+", plain_text.whole_text(document)))
    lost = Counter(re.split("[\\s:;]+", " ".join(report_words))) - text
    assert lost - Counter(first_heads(document)) == Counter()
    assert document.marking in parts["word/header1.xml"]


@pytest.mark.parametrize("typed", [*HOSTILE, *PAYLOADS], ids=lambda text: text[:12].encode().hex())
def test_hostile_text_stays_text_in_word_and_plain_text(typed: str) -> None:
    raw_answers = {"client-name": typed, "client-address": typed, "analysis-behaviours": typed}
    html = article(raw_answers if len(typed) > 1000 else in_every_field(typed))
    document = blocks.of_report(html)
    parts = word.parts(document)
    check_parts(parts)
    assert of_document(parts["word/document.xml"]) == of_report(html)
    for text in (parts["word/document.xml"], plain_text.whole_text(document)):
        assert not LEFT_OUT.search(text)
        assert not set(text) & {*"\x00\x01\x0b\x1b"}


def test_word_file_uses_real_headings_tables_and_lists() -> None:
    raw_answers = {**every_factor(4), "basis-of-concerns": {"ticked": ["disclosure"]}}
    document = parts_of(raw_answers)["word/document.xml"]
    assert len(paragraphs(document, "Heading1")) == 1
    assert len(paragraphs(document, "Heading2")) > 5
    assert len(paragraphs(document, "Heading3")) > 5
    assert "".join(paragraphs(document, "Tick")[0].itertext()) == "Disclosure of exploitation"
    root = ElementTree.fromstring(document.encode())
    tables = list(root.iter(f"{WORD}tbl"))
    captions = [each.find(f"{WORD}tblPr/{WORD}tblCaption") for each in tables]
    named = [each.attrib[f"{WORD}val"] for each in captions if each is not None]
    assert "The statement chosen for each risk factor, with its number" in named
    assert "A. Personal Information: Client" in named
    factors = tables[named.index("The statement chosen for each risk factor, with its number") + 1]
    rows = factors.findall(f"{WORD}tr")
    assert len(rows) == 1 + len(INSTRUMENT.factors)
    assert [row.find(f"{WORD}trPr/{WORD}tblHeader") is not None for row in rows] == [True] + [False] * 11  # fmt: skip
    assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)
    page = root.find(f"{WORD}body/{WORD}sectPr/{WORD}pgSz")
    assert page is not None
    assert page.attrib == {f"{WORD}w": "11906", f"{WORD}h": "16838"}


def test_word_table_row_that_may_exceed_a_page_can_be_split() -> None:
    root = ElementTree.fromstring(
        parts_of({"client-address": "x " * 5000})["word/document.xml"].encode()
    )
    divided = [row for row in root.iter(f"{WORD}tr") if row.find(f"{WORD}trPr/{WORD}cantSplit") is None]  # fmt: skip
    assert len(divided) == 1


def test_marking_initials_date_and_page_number_are_on_every_page() -> None:
    parts = parts_of({"client-name": "Sam <Example>", "date-completed": "2026-11-22"})
    head = "".join(ElementTree.fromstring(parts["word/header1.xml"].encode()).itertext())
    assert head == "S.E.OFFICIAL-SENSITIVECompleted 22 November 2026"
    foot = parts["word/footer1.xml"]
    assert "OFFICIAL-SENSITIVE" in foot
    assert 'w:instr=" PAGE "' in foot
    practice = parts_of({}, practice=True)
    assert "PRACTICE – not a real child" in practice["word/header1.xml"]
    assert "PRACTICE – not a real child" in practice["word/document.xml"]


def test_word_file_properties_contain_no_person_and_no_time() -> None:
    parts = parts_of({"client-name": "Sam Example", "worker-name": "Alex Placeholder"})
    core = ElementTree.fromstring(parts["docProps/core.xml"].encode())
    assert {each.tag.partition("}")[2]: each.text for each in core} == {
        "title": INSTRUMENT.title,
        "language": "en-GB",
        "keywords": "OFFICIAL-SENSITIVE",
    }
    assert 'w:lang w:val="en-GB"' in parts["word/styles.xml"]


def test_word_file_marks_right_to_left_text() -> None:
    typed = {"analysis-behaviours": f"{ARABIC}\nSam", "client-name": ARABIC}
    document = parts_of(typed)["word/document.xml"]
    lines = paragraphs(document, "Text")
    turned = [each.find(f"{WORD}pPr/{WORD}bidi") is not None for each in lines]
    assert turned == [True, False] * (len(lines) // 2)
    runs = ElementTree.fromstring(document.encode()).iter(f"{WORD}r")
    marked = {"".join(run.itertext()) for run in runs if run.find(f"{WORD}rPr/{WORD}rtl") is not None}  # fmt: skip
    assert marked == {ARABIC}


def test_word_file_describes_the_chart_line_by_line() -> None:
    document = parts_of(every_factor(2) | {"factor-11": "not-known"})["word/document.xml"]
    lines = ["".join(each.itertext()) for each in paragraphs(document, "Item")]
    assert len(lines) == len(INSTRUMENT.factors)
    assert lines[0] == f"1. {INSTRUMENT.factors[0].label}: 2."
    assert lines[-1].endswith(": not known.")


def test_word_file_has_a_page_break_before_section_2_alone() -> None:
    document = parts_of({})["word/document.xml"]
    starts = [
        each
        for each in ElementTree.fromstring(document.encode()).iter(f"{WORD}p")
        if each.find(f"{WORD}pPr/{WORD}pageBreakBefore") is not None
    ]
    assert ["".join(each.itertext()) for each in starts] == [INSTRUMENT.section_2.label]


def test_word_file_opens_in_libreoffice_if_it_is_installed(tmp_path: Path) -> None:
    typed = {"analysis-police": f"Said ]]> <w:p> twice\n{ARABIC}", "client-name": "Sam Example"}
    raw_answers = {**every_factor(5), **typed}
    parts = parts_of(raw_answers)
    check_parts(parts)
    file = tmp_path / "assessment.docx"
    file.write_bytes(export.packed(parts))
    program = shutil.which("soffice")
    if program is None:
        return
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, tmp_path, file], check=True, capture_output=True, timeout=300)
    paper = pypdfium2.PdfDocument(tmp_path / "assessment.pdf")
    try:
        pages = [str(each.get_textpage().get_text_bounded()) for each in paper]
    finally:
        paper.close()
    assert all("OFFICIAL-SENSITIVE" in each and "S.E." in each for each in pages)
    assert f"Page 1 of {len(pages)}" in pages[0]
    assert "Said ]]> <w:p> twice" in " ".join(pages)
