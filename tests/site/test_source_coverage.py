"""Tests of source_coverage.toml against the source document and the built site.

Every point of the document must be on the site, with its force words ("must", "should", "may", "often", "all").
The files tests/source_document/*.txt contain the whole text of the document.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from guidance_pages import GUIDANCE, address, text_at

TESTS = Path(__file__).parents[1]
PARTS = ("section-one", "instructions", "consent", "instrument")
TABLE = tomllib.loads((TESTS / "site" / "source_coverage.toml").read_text("utf-8"))["row"]
# The word between alternative statements of the tool, on a line of its own.
BETWEEN = "or"

# Words that say how binding, how certain or how frequent a statement is.
FORCE_WORDS = (
    *("must", "should", "may", "might", "can", "could", "will", "not", "never", "only"),
    *("all", "any", "anyone", "many", "most", "some", "often", "always", "regularly", "generally"),
    *(
        "frequent",
        "frequently",
        "likely",
        "certainly",
        "particularly",
        "vital",
        "crucial",
        "important",
    ),
)
FORCE = re.compile(rf"\b({'|'.join(FORCE_WORDS)})\b", re.IGNORECASE)
# This page describes the factors of the tool. Their exact words, on the form, are compared with the document elsewhere.
DESCRIBES_THE_TOOL = "assessing-risk/index"

Span = tuple[int, int]


def plain(text: str) -> str:
    return " ".join(text.split())


def blocks() -> Iterator[str]:
    """Yield every heading, bullet and paragraph of the document, on one line each."""
    for part in PARTS:
        text = (TESTS / "source_document" / f"{part}.txt").read_text("utf-8")
        yield from filter(None, map(plain, re.split(r"\n\s*\n", text)))


DOCUMENT = " ".join(blocks())


@cache
def quoted() -> tuple[Span, ...]:
    """Return the position of each row's quotation in the document. The search starts at that of the row before."""
    spans: list[Span] = []
    start = 0
    for row in TABLE:
        start = DOCUMENT.find(row["source"], start)
        assert start >= 0, f"not in the document, or not after the row before: {row['source']}"
        spans.append((start, start + len(row["source"])))
    return tuple(spans)


def without_row(pieces: list[str], spans: Sequence[Span]) -> list[str]:
    """Return the pieces of the document that overlap no quotation. `pieces` are in the document's order."""
    missing, start = [], 0
    for piece in pieces:
        start = DOCUMENT.index(piece, start)
        end = start + len(piece)
        if not any(begin < end and stop > start for begin, stop in spans):
            missing.append(piece)
        start = end
    return missing


def test_the_quotations_are_in_the_document_in_its_order() -> None:
    assert all(first[0] <= second[0] for first, second in pairwise(quoted()))
    assert len(quoted()) == len(TABLE) > 450


def test_every_paragraph_and_bullet_has_a_row() -> None:
    assert [piece for piece in without_row(list(blocks()), quoted()) if piece != BETWEEN] == []


def test_every_sentence_has_a_row() -> None:
    sentences = [
        sentence
        for block in blocks()
        for sentence in map(str.strip, re.findall(r"[^.;!?]+[.;!?]*", block))
        if len(sentence) > 25
    ]
    assert len(sentences) > 300
    assert without_row(sentences, quoted()) == []


def test_a_missing_row_is_noticed() -> None:
    place = next(index for index, row in enumerate(TABLE) if row["anchor"] == "group-homeless")
    fewer = [*quoted()[:place], *quoted()[place + 1 :]]
    assert "• Who are homeless" in without_row(list(blocks()), fewer)


@cache
def ids(file: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]+)"', file.read_text("utf-8")))


@pytest.mark.parametrize("page", sorted({row["page"] for row in TABLE}))
def test_each_anchor_in_the_table_is_on_the_built_page(site: Path, page: str) -> None:
    file = site / address(page).strip("/") / "index.html"
    assert [
        (row["source"], row["anchor"])
        for row in TABLE
        if row["page"] == page and row["anchor"] not in ids(file)
    ] == []


def sentences() -> Iterator[Span]:
    """Yield the start and the end of each sentence of the document."""
    start = 0
    for block in blocks():
        start = DOCUMENT.index(block, start)
        # A full stop before a small letter belongs to an abbreviation such as "etc.".
        for match in re.finditer(r"\S.*?(?:[.;!?](?=\s+[A-Z•])|$)", block):
            yield start + match.start(), start + match.end()
        start += len(block)


def unrecorded() -> Iterator[tuple[str, str]]:
    """Yield each force word, with its sentence, that is recorded in no row of that sentence."""
    for begin, end in sentences():
        rows = [row for row, (a, b) in zip(TABLE, quoted(), strict=True) if a < end and b > begin]
        if all(row["page"] == DESCRIBES_THE_TOOL for row in rows):
            continue
        recorded = {word for row in rows for word in row.get("force", {})}
        for word in FORCE.findall(DOCUMENT[begin:end]):
            if word.lower() not in recorded:
                yield word, DOCUMENT[begin:end]


def lost(html: str, rows: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return each recorded word that is missing from the text at its anchor on a page: pairs of anchor and word."""
    return [
        (row["anchor"], word)
        for row in rows
        for word in row.get("force", {}).values()
        if not re.search(rf"\b{re.escape(word)}", text_at(html, row["anchor"]), re.IGNORECASE)
    ]


def test_every_force_word_of_the_document_is_recorded() -> None:
    assert list(unrecorded()) == []


def test_rows_record_only_force_words_of_their_sentence() -> None:
    for begin, end in sentences():
        words = {word.lower() for word in FORCE.findall(DOCUMENT[begin:end])}
        for row, (a, b) in zip(TABLE, quoted(), strict=True):
            if begin <= a and b <= end:
                assert set(row.get("force", {})) <= words, row


@pytest.mark.parametrize("page", sorted({row["page"] for row in TABLE if "force" in row}))
def test_no_force_word_is_lost_on_the_built_site(site: Path, page: str) -> None:
    html = (site / address(page).strip("/") / "index.html").read_text("utf-8")
    assert lost(html, [row for row in TABLE if row["page"] == page]) == []


@pytest.mark.parametrize(
    ("html", "missing"),
    [
        ("<p id=a>They <b>must</b> be followed, in all cases.</p>", []),
        ("<p id=a>They should be followed, in every case.</p>", ["must", "all"]),
        ("<p id=b>They must be followed, in all cases.</p>", ["must", "all"]),
        ("<p id=a>They are followed.</p><p>They must, in all cases.</p>", ["must", "all"]),
    ],
)
def test_a_lost_force_word_is_noticed(html: str, missing: list[str]) -> None:
    row = {"anchor": "a", "force": {"must": "must", "all": "all"}}
    assert [word for _, word in lost(html, [row])] == missing


# A quotation on a page from the tool or the document. The page itself uses plainer words.
QUOTATION = re.compile(r"“([^”]+)” in the tool|document says ((?:“[^”]+”(?: and )?)+)")
# The questions and boxes of the tool, without its response guidance.
FORM = plain((TESTS / "source_document" / "instrument.txt").read_text("utf-8")).split(
    "Risk Category Response Guidance"
)[0]


def misquoted(html: str, source: str) -> list[str]:
    """Return the quotations on a page that are not in the source."""
    text = plain(re.sub(r"<[^>]+>", "", html))
    quotations = [
        each
        for tool, document in QUOTATION.findall(text)
        for each in re.findall(r"“([^”]+)”", f"“{tool}”" if tool else document)
    ]
    return [each for each in quotations if each.casefold() not in source.casefold()]


@pytest.mark.parametrize("name", GUIDANCE)
def test_each_quotation_is_in_the_document(site: Path, name: str) -> None:
    html = (site / address(name).strip("/") / "index.html").read_text("utf-8")
    # The page that describes the form quotes the form, not the response guidance.
    assert misquoted(html, FORM if name == DESCRIBES_THE_TOOL else DOCUMENT) == []


def test_a_quotation_that_differs_from_the_document_is_noticed() -> None:
    page = (
        "<p>peers (“<b>peers</b> of any kind” in the tool). "
        "The 2013-14 document says “consorting” and “hanging out”.</p>"
    )
    assert misquoted(page, DOCUMENT) == ["peers of any kind", "hanging out"]


@pytest.mark.parametrize("name", ["index", "worried-now"])
def test_advice_to_consult_says_lead_and_or_line_manager(site: Path, name: str) -> None:
    html = (site / address(name).strip("/") / "index.html").read_text("utf-8")
    text = plain(re.sub(r"<[^>]+>", " ", html))
    conjunctions = re.findall(r"[Cc]onsult your child protection lead (\S+) line manager", text)
    assert conjunctions
    assert set(conjunctions) == {"and/or"}
    assert not re.search(r"[Tt]ell your child protection lead", text)
