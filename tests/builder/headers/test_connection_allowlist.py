"""Tests of the header Connection-Allowlist: its value depends on the links of the page."""

import re
from pathlib import Path

import pytest

from builder.headers import connection_allowlist, header_rules, netlify

FIELDS = re.compile(r"<(?:form|input|textarea|select)\b")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "(response-origin)"),
        ('<a href="../other/">A page</a><a href="/">Home</a><a id="x">x</a>', "(response-origin)"),
        ('<a href="#here">Here</a><a href="?a:b">x</a>', "(response-origin)"),
        ('<a href="tel:999">999</a>', '(response-origin "tel:999")'),
        (
            '<a href="tel:01632960001">a</a><a href="tel:999">b</a><a href="tel:999">c</a>',
            '(response-origin "tel:01632960001" "tel:999")',
        ),
        ('<link rel="canonical" href="https://toolkit.example/">', "(response-origin)"),
        # No header: with it, the browser would block these links, or a redirect behind them.
        ('<a href="https://elsewhere.example/">x</a>', None),
        ('<a href="tel:999">x</a><a href="http://elsewhere.example/">x</a>', None),
        ('<a href=" HTTPS://elsewhere.example/">x</a>', None),
        ('<a href="//elsewhere.example/">x</a>', None),
        ('<map><area href="https://elsewhere.example/"></map>', None),
        ('<a href="mailto:sam@toolkit.example">x</a>', None),
        # No header: these characters have a meaning in a pattern, and would allow more than the number.
        ('<a href="tel:*">x</a>', None),
        ('<a href="tel:+441632960001">x</a>', None),
    ],
)
def test_connection_allowlist_is_own_origin_and_phone_numbers_on_page(
    body: str, expected: str | None
) -> None:
    assert connection_allowlist.allowlist(f"<!doctype html><body>{body}</body>") == expected


def test_every_page_with_form_fields_has_connection_allowlist(site: Path) -> None:
    rules = netlify.read(site)
    shut = []
    for page in site.rglob("*.html"):
        # Ignore the theme's search box and menu switches, which are on every page. They store no text.
        html = re.sub(r'<form class="md-search__form"', "", page.read_text("utf-8"))
        html = re.sub(r'<input [^>]*class="md-[^>]*>', "", html)
        name = page.relative_to(site).as_posix()
        if FIELDS.search(html):
            shut.append(name)
            for address in header_rules.addresses(name):
                assert "Connection-Allowlist" in netlify.of(rules, address), name
    assert "assessing-risk/assessment/index.html" in shut
    assert "recognise/checklist/index.html" in shut
