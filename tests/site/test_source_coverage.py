"""Holds coverage.toml against the document and against the built site: nothing of the document has no place.

source/*.txt are the document's own text, copied as it stands; together they are the whole of it.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from guidance_pages import address

TESTS = Path(__file__).parent
PARTS = ("section-one", "instructions", "consent", "instrument")
TABLE = tomllib.loads((TESTS / "coverage.toml").read_text("utf-8"))["row"]
# The word that stands between alternative statements of the tool, on a line of its own.
BETWEEN = "or"

Span = tuple[int, int]


def plain(text: str) -> str:
    return " ".join(text.split())


def blocks() -> Iterator[str]:
    """Every heading, bullet and paragraph of the document, as its printer broke them."""
    for part in PARTS:
        text = (TESTS / "source" / f"{part}.txt").read_text("utf-8")
        yield from filter(None, map(plain, re.split(r"\n\s*\n", text)))


DOCUMENT = " ".join(blocks())


@cache
def quoted() -> tuple[Span, ...]:
    """Where each row's quotation stands, looked for from the row before."""
    spans: list[Span] = []
    start = 0
    for row in TABLE:
        start = DOCUMENT.find(row["source"], start)
        assert start >= 0, f"not in the document, or not after the row before: {row['source']}"
        spans.append((start, start + len(row["source"])))
    return tuple(spans)


def without_row(pieces: list[str], spans: Sequence[Span]) -> list[str]:
    """The pieces of the document, in its order, that no quotation touches."""
    missing, start = [], 0
    for piece in pieces:
        start = DOCUMENT.index(piece, start)
        end = start + len(piece)
        if not any(begin < end and stop > start for begin, stop in spans):
            missing.append(piece)
        start = end
    return missing


def test_the_quotations_stand_in_the_document_in_its_order() -> None:
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
def test_each_place_is_on_the_built_site(site: Path, page: str) -> None:
    file = site / address(page).strip("/") / "index.html"
    assert [
        (row["source"], row["anchor"])
        for row in TABLE
        if row["page"] == page and row["anchor"] not in ids(file)
    ] == []
