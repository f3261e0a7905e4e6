"""Tests of the parser that converts the report's HTML into blocks (paragraphs, tables) for export."""

import pytest

from scoring.export import blocks, html_tree
from scoring.export.document import Paragraph, Table
from scoring.export.runs import Run, is_rtl

ARTICLE = '<article class="report" data-marking="&lt;M&gt;" data-name="" data-date=""><h1>T</h1>{}</article>'


def of(html: str) -> tuple[Paragraph | Table, ...]:
    return blocks.of_report(ARTICLE.format(html)).blocks[1:]


def said(html: str) -> list[tuple[str, str]]:
    found = of(html)
    assert not any(isinstance(each, Table) for each in found)
    return [(each.style, each.text) for each in found if isinstance(each, Paragraph)]


def test_html_entities_and_attributes_are_read() -> None:
    html = '<p class="a b" id="&#34;&#39;&amp;">&lt;i&gt; &amp;amp;<br>x</p>'
    (element,) = html_tree.parse(html).children
    assert isinstance(element, html_tree.Element)
    assert element.attributes == {"class": "a b", "id": "\"'&"}
    assert element.has("x", "b")
    assert not element.has("x")
    assert element.children[0] == "<i> &amp;"
    assert blocks.of_report(ARTICLE.format("")).marking == "<M>"


def test_elements_at_any_depth_are_found_in_order() -> None:
    root = html_tree.parse("<div><b>1</b><p><span><b>2</b></span></p></div><b>3</b>")
    assert [each.children for each in root.all("b")] == [["1"], ["2"], ["3"]]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>  one\n <b>two </b> three<br> four </p>", [("", "one two three\nfour")]),
        ("<p><b>one</b> <span>two</span> </p>", [("", "one two")]),
        ("<p><b>one</b> <b> </b> </p>", [("", "one")]),
        ("<p><bdi>one\ntwo</bdi>\nthree</p>", [("", "one\ntwo three")]),
        ("<p>a<br><br>b</p>", [("", "a\n\nb")]),
        ("<p>X <b>X</b><span> a</span> aX</p>", [("", "X X a aX")]),
        ("<p>a <b>X</b></p>", [("", "a X")]),
        ("<p><bdi>one\ttwo</bdi></p>", [("", "one two")]),
        (
            '<ul class="report-ticks"><li>a<ul class="report-evidence"><li><b>b.</b> c</li></ul></li></ul>',
            [("Tick", "a"), ("Bullet", "b. c")],
        ),
        (
            "<p><span aria-hidden=\"true\"><svg xmlns:x='y' viewBox=\"0 0\"><clipPath/></svg></span>a</p>",
            [("", "a")],
        ),
        ("<div> <p></p><p> <b> </b></p> </div>", []),
        ("<h2>Head <span>a note</span></h2>", [("Heading2", "Head"), ("Small", "a note")]),
        ('<h3>H<span class="report-mark">†</span></h3>', [("Heading3", "H†")]),
        ('<h3>H <span class="report-blank">none</span></h3>', [("Heading3", "H"), ("Blank", "none")]),
        ("<ul><li>a</li><li><bdi>b</bdi></li></ul>", [("Bullet", "a"), ("Bullet", "b")]),
        (
            '<ul class="report-ticks"><li><span class="report-tick"></span>a</li><li class="report-none">b</li></ul>',
            [("Tick", "a"), ("Blank", "b")],
        ),
        ('<div class="report-text"><p dir="auto">a</p><p dir="auto"></p></div>', [("Text", "a"), ("Text", "")]),
        ('<div aria-hidden="true"><p>x</p></div><p class="report-marking">y</p>', []),
        ('<footer class="report-notes"><p>a</p></footer>', [("Notes", "a")]),
        (
            '<p class="report-note"><b>a <span class="report-fill"><span>R</span></span></b></p>',
            [("Note", "a"), ("Room", "R\t")],
        ),
        (
            '<figure><figcaption>c</figcaption><svg viewBox="0 0 1 1"><title id="t">t</title>'
            '<desc>1. a b: 2. 2. c: not known. </desc><g aria-hidden="true"><text x="1">z</text></g></svg></figure>',
            [("Small", "c"), ("Small", "t"), ("Item", "1. a b: 2."), ("Item", "2. c: not known.")],
        ),
    ],
)  # fmt: skip
def test_html_element_becomes_the_expected_paragraphs(
    html: str, expected: list[tuple[str, str]]
) -> None:
    assert said(html) == expected


@pytest.mark.parametrize("style", ["Call", "Lead", "Level", "Note", "Owner", "Practice", "Small"])
def test_paragraph_has_the_style_of_its_class(style: str) -> None:
    html = f'<p class="report-{style.lower()}">a</p><p>b</p>'
    assert said(html) == [(style, "a"), ("", "b")]


def test_text_runs_keep_bold_small_and_blank_styles() -> None:
    small, blank = '<span class="report-small">c</span>', '<span class="report-blank">d</span>'
    (paragraph,) = of(f"<p>a <b>b</b> {small} {blank}</p>")
    assert isinstance(paragraph, Paragraph)
    assert [each for each in paragraph.runs if each.text.strip()] == [
        Run("a "),
        Run("b", bold=True),
        Run("c", small=True),
        Run("d", italic=True),
    ]


def test_html_table_keeps_its_caption_headers_and_cells() -> None:
    caption, table = of(
        '<table class="report-pairs"><caption>C</caption><thead><tr><th scope="col">h</th></tr></thead><tbody>'
        "<tr><td><bdi>one\n two</bdi></td></tr><tr><td>a<ul><li>b</li></ul>"
        '<span class="report-fill"><span>R</span></span></td></tr></tbody></table>'
    )
    assert isinstance(caption, Paragraph)
    assert isinstance(table, Table)
    assert (caption.style, caption.text, table.kind, table.label) == ("Caption", "C", "pairs", "C")
    assert table.head[0][0].is_header
    # The line breaks of an address are kept, as in print.
    assert table.rows[0][0].paragraphs[0].text == "one\n two"
    cell = table.rows[1][0]
    paragraphs = [(each.style, each.text) for each in cell.paragraphs]
    assert paragraphs == [("", "a"), ("Bullet", "b"), ("Room", "R\t")]


@pytest.mark.parametrize(
    ("css_class", "is_bold"),
    [("report-name", True), ("report-score", True), ("report-brief", False)],
)
def test_cell_of_a_name_or_a_score_is_bold(css_class: str, is_bold: bool) -> None:
    (table,) = of(
        f'<table class="report-who"><tbody><tr><td class="{css_class}">a</td></tr></tbody></table>'
    )
    assert isinstance(table, Table)
    assert table.rows[0][0].paragraphs[0].runs == (Run("a", bold=is_bold),)


def test_description_list_becomes_a_table_with_row_headers() -> None:
    (table,) = of('<dl><div><dt>By</dt><dd><p dir="auto">a</p><p dir="auto">b</p></dd></div></dl>')
    assert isinstance(table, Table)
    assert (table.kind, table.label, table.head) == ("terms", "", ())
    ((term, cell),) = table.rows
    assert (term.is_header, cell.is_header) == (True, False)
    assert [each.text for each in cell.paragraphs] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("12 Sam", False),
        ("Sam \u05e9\u05dc", False),
        ("12 \u05e9\u05dc Sam", True),
        ("\u0627", True),
        ("1", False),
    ],
)
def test_text_direction_follows_the_first_letter(text: str, expected: bool) -> None:
    assert is_rtl(text) is expected
