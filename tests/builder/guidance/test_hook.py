"""Tests of the MkDocs hook for guidance pages: what it adds, and that it reports mistakes with file and line."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import markdown  # type: ignore[import-untyped]  # it ships no types
import pytest

from builder import pipeline
from builder.base import paths
from builder.base.errors import BuildError
from builder.guidance import (
    acronyms,
    contact_tags,
    front_matter,
    link_errors,
    mistyped_markup,
    publisher,
    review_dates,
    search_index,
    unverified_contacts,
)
from builder.guidance.diagnostics import body_line
from builder.guidance.strip_markup import without_markup
from scoring.definition import contacts
from scoring.definition.contacts import Contacts

HEAD = "---\ndescription: A page.\nreviewed: 2026-11-22\n---\n"
ALL = contacts.load()
TODAY = date(2026, 11, 22)

# For each mistake: a page with it, and the expected error message.
FAULTS = {
    "no-head.md": (
        "# A page\n",
        "docs/no-head.md:1: the page must start with front matter between two lines ---, with reviewed: "
        "2026-11-22 (the day of the last review: year, month, day, no quotes)",
    ),
    "no-date.md": (
        "---\ndescription: A page.\n---\n# A page\n",
        "docs/no-date.md:1: the front matter has no “reviewed”. Add a line: reviewed: 2026-11-22 (the day "
        "of the last review: year, month, day, no quotes)",
    ),
    "date-as-text.md": (
        HEAD.replace("2026-11-22", "22 November 2026") + "# A page\n",
        "docs/date-as-text.md:3: “reviewed” must be a day such as 2026-11-22, without quotes",
    ),
    "broken-head.md": (
        HEAD.replace("A page.", "a: b: c") + "# A page\n",
        "docs/broken-head.md:2: the front matter is not valid: mapping values are not allowed here",
    ),
    "unknown-key.md": (
        HEAD.replace("---\ndesc", "---\nreviewd: 2026-11-22\ndesc") + "# A page\n",
        "docs/unknown-key.md:2: “reviewd” is not a known key. Known keys are: description, "
        "reviewed, synonyms, title, template, search",
    ),
    "number-as-synonym.md": (
        HEAD[:-4] + "synonyms: [police, 999]\n---\n# A page\n",
        "docs/number-as-synonym.md:4: “synonyms” must be a list of words in [brackets]; a number "
        'in it needs quotes, such as "999"',
    ),
    "contact.md": (
        HEAD + "# A page\n\nRing\n{{ contact:nobody }}.\n",
        "docs/contact.md:8: no contact has the id “nobody”. All ids are in scoring/contacts.toml",
    ),
    "mark.md": (
        HEAD + "# A page\n\nRing {{ number:mash }}.\n",
        "docs/mark.md:7: “{{ number:mash }}” is not understood. Use, for example, "
        "{{ contact:mash }}",
    ),
    "status.md": (
        HEAD + "# A page\n\n{{ contact-status:some }}\n",
        "docs/status.md:7: “some” is not a list of contacts. Use all or urgent",
    ),
    "number.md": (
        HEAD + "# A page\n\nRing 01632 960123 now.\n",
        "docs/number.md:7: the telephone number 01632 960123 must not be typed into a page. Put it "
        "into scoring/contacts.toml and write {{ contact:its-id }} here",
    ),
    "acronym.md": (
        HEAD + "\n# A page\n\nThe\nTLA met.\n",
        "docs/acronym.md:9: “TLA” is not explained. Write it out the first time, as in “Multi-Agency "
        "Safeguarding Hub (MASH)”, or add it to docs/includes/abbreviations.md",
    ),
    "link.md": (
        HEAD + "# A page\n\nSee\n[this](gone.md).\n",
        "docs/link.md:8: contains a link 'gone.md', but the target is not found among "
        "documentation files.",
    ),
    "anchor.md": (
        HEAD + "# A page\n\nSee\n\n[this](acronym.md#gone).\n",
        "docs/anchor.md:9: contains a link 'acronym.md#gone', but the doc 'acronym.md' does not "
        "contain an anchor '#gone'.",
    ),
    "own-anchor.md": (
        HEAD + "# A page\n\n[this](#gone).\n",
        "docs/own-anchor.md:7: contains a link '#gone', but there is no such anchor on this page.",
    ),
    "broken-head-with-terms.md": (
        HEAD.replace("A page.", "a: b: c TLA 01632 960123") + "# A page\n",
        "docs/broken-head-with-terms.md:2: the front matter is not valid: mapping values are not allowed here",
    ),
    "open-head.md": (
        "---\ndescription: The TLA, 01632 960123\n# A page\n",
        "docs/open-head.md:1: the page must start with front matter between two lines ---, with reviewed: "
        "2026-11-22 (the day of the last review: year, month, day, no quotes)",
    ),
    "one-brace.md": (
        HEAD + "# A page\n\nCall\n{{ contact:mash }.\n",
        "docs/one-brace.md:8: “{{” would be shown to readers: close the mark with two braces: "
        "{{ contact:its-id }}",
    ),
    "open-link.md": (
        HEAD + "# A page\n\nFirst [a page](index.md).\n\nThen [a page](index.md and more.\n",
        "docs/open-link.md:9: “](” would be shown to readers: write the link as [text](page.md)",
    ),
    "no-bracket.md": (
        HEAD + "# A page\n\nSee [the page(index.md) now.\n",
        "docs/no-bracket.md:7: “[…(” would be shown to readers: write the link as [text](page.md)",
    ),
    "open-anchor.md": (
        HEAD + "# A page\n\nText.\n{: #here\n",
        "docs/open-anchor.md:8: “{:” would be shown to readers: close the anchor, and put it on a line of its "
        "own: {: #its-name }",
    ),
    "heading.md": (
        HEAD + "# A page\n\n!!! added Heading\n\n    Text.\n",
        'docs/heading.md:7: give the note a heading in quotes: !!! added "Its heading"',
    ),
    "kind.md": (
        HEAD + '# A page\n\n!!! chanegd "Changed"\n\n    Text.\n',
        "docs/kind.md:7: “chanegd” is not a kind of note. The kinds are: added, changed, board",
    ),
    "indent.md": (
        HEAD + '# A page\n\n!!! added "Added"\n\n  Text.\n',
        "docs/indent.md:9: the text of a note must be indented by four spaces, or it is not part of the note",
    ),
    "late-review.md": (
        HEAD.replace("2026", "2962") + "# A page\n",
        "docs/late-review.md:3: “reviewed” must be a day that is not in the future",
    ),
    "help/contacts.md": (
        HEAD + "# A page\n" + "".join(f"\n{{{{ contact:{e.id} }}}}\n" for e in ALL.entries[1:]),
        "docs/help/contacts.md:5: the contact “police-emergency” of scoring/contacts.toml is not "
        "on this page. Add {{ contact-entry:police-emergency }} below the heading where it belongs",
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the source of a site with our hook and one page without mistakes."""
    root = tmp_path_factory.mktemp("pages")
    shutil.copytree(paths.DOCS / "includes", root / "docs" / "includes")
    (root / "docs" / "index.md").write_text(
        HEAD[:-4] + "synonyms: [red flags]\n---\n"
        "# Who to call\n\nThe duty team: {{ contact:mash }}.\n\n## Later\n\nA sign.\n",
        encoding="utf-8",
    )
    (root / "mkdocs.yml").write_text(
        "site_name: a\nstrict: true\ntheme: material\nplugins: [search]\n"
        f"hooks: [{paths.ROOT / 'builder' / 'guidance' / 'hook.py'}]\n"
        "extra: {review_every_months: 12}\nexclude_docs: /includes/\n"
        "markdown_extensions: [admonition, attr_list]\n"
        "validation: {links: {anchors: warn}}\n",
        encoding="utf-8",
    )
    return root


def test_page_gets_contact_link_and_search_tags(project: Path) -> None:
    out = project / "out"
    pipeline.run_mkdocs(out, project / "mkdocs.yml")
    page = (out / "index.html").read_text(encoding="utf-8")
    (number,) = (entry.number for entry in ALL.entries if entry.id == "mash")
    link = f'<a class="contact-number" href="tel:{number.replace(" ", "")}">{number}</a>'
    assert link in page
    index = json.loads((out / search_index.INDEX).read_text(encoding="utf-8"))
    assert [entry.get("tags") for entry in index["docs"]] == [
        ["red flags", number.replace(" ", "")],
        None,
    ]


def test_all_mistakes_of_all_pages_are_named_at_once(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "pages"
    shutil.copytree(project, root)
    (root / "docs" / "help").mkdir()
    for name, (text, _) in FAULTS.items():
        (root / "docs" / name).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=rf"MkDocs found {len(FAULTS)} faults") as caught:
        pipeline.run_mkdocs(root / "out", root / "mkdocs.yml")
    assert sorted(caught.value.details.splitlines()) == sorted(line for _, line in FAULTS.values())


def test_missing_page_in_navigation_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nnav:\n  - Signs: signs.md\n", "utf-8")
    message = "A reference to 'signs.md' is included in the 'nav' configuration, which is not found"
    assert link_errors.located(message, tmp_path / "docs") == f"mkdocs.yml:3: {message}"
    assert link_errors.located("Something else", tmp_path / "docs") == "Something else"


def test_broken_link_is_located_by_its_whole_target(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[x](b.md#one-more)\n[x](more/b.md)\n[y](b.md#one)\n", "utf-8")
    message = "Doc file 'a.md' contains a link 'b.md#one', but the doc has no such anchor"
    assert link_errors.located(message, tmp_path).startswith(
        f"{tmp_path.name}/a.md:3: contains a link"
    )


@pytest.mark.parametrize(
    ("text", "unexplained"),
    [
        ("The Multi-Agency Safeguarding Hub (TLA). The TLA", []),
        ("The TLA (three letters). The TLA", []),
        ("The TLA. The Three Letters (TLA)", ["TLA"]),
        ("(TLA) begins", ["TLA"]),
        ("TLA, TLA and TLAs", ["TLA"]),
        ("two TLAs", ["TLAs"]),
        ("the MASH and STIs, UK GDPR", []),
        ("the GDPR alone", ["GDPR"]),
        ("GOV.UK, A4, WebAssembly, section D, UK", []),
        ("`TLA` [a](TLA.md#TLA) <b id='TLA'> {: #TLA } {{ contact:TLA }} https://a.b/TLA", []),
        ("```\nTLA\n```\n<!-- TLA\nTLA -->", []),
    ],
)
def test_an_acronym_is_explained_at_its_first_use(text: str, unexplained: list[str]) -> None:
    known = acronyms.explained(paths.DOCS / "includes")
    faults = list(acronyms.faults(without_markup(text), known))
    assert [fault.text.split("”")[0].removeprefix("“") for fault in faults] == unexplained


def test_the_glossary_explains_every_abbreviation() -> None:
    text = (paths.DOCS / "includes" / "abbreviations.md").read_text("utf-8")
    glossary = (paths.DOCS / "help" / "glossary.md").read_text("utf-8")
    part = glossary.split("{#abbreviations}")[1].split("\n## ")[0]
    terms = {term for line in re.findall(r"^(.+)\n:   ", part, re.M) for term in line.split(", ")}
    assert set(re.findall(r"^\*\[(.+?)\]:", text, re.M)) <= terms


def test_removing_markup_keeps_positions_of_words() -> None:
    text = "a `b\nc` <!-- d\n --> [e](f.md) TLA"
    assert len(without_markup(text)) == len(text)
    assert without_markup(text).index("TLA") == text.index("TLA")


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    assert body_line("---\na: b\n---\n\n\n# A\n", "# A\n") == 5
    assert body_line("# A\n", "# A\n") == 0
    assert body_line("# A\n", "something else") == 0


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("---\n- a\n---\n", "2: the front matter must have lines such as “description: ...”"),
        (HEAD.replace("A page.", "''"), "2: “description” must be text"),
        (HEAD[:-4] + "synonyms: bruises\n---\n", "4: “synonyms” must be a list of words"),
        (HEAD[:-4] + "search: 2\n---\n", "4: “search” must be “boost:” with a number"),
        (HEAD[:-4] + "search:\n  boost: high\n---\n", "4: “search” must be “boost:” with a number"),
        (HEAD[:-4] + "search:\n  boost: 1.5\n---\n", ""),
        (HEAD[:-4] + "title: ''\ntemplate: form.html\n---\n", "4: “title” must be text"),
    ],
)
def test_front_matter_mistake_is_reported_with_its_line(text: str, wrong: str) -> None:
    import yaml  # type: ignore[import-untyped]  # PyYAML ships no types

    meta = yaml.safe_load(text.split("---\n")[1])
    faults = list(front_matter.faults(text, meta if isinstance(meta, dict) else {}))
    assert [f"{fault.line}: {fault.text}".startswith(wrong) for fault in faults] == [True] * bool(
        wrong
    )


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [
        (date(2026, 11, 22), date(2027, 11, 22)),
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_review_is_due_after_twelve_months(reviewed: date, due: date) -> None:
    assert review_dates.months_later(reviewed, 12) == due
    assert review_dates.of(reviewed, 12, due).overdue is False
    assert review_dates.of(reviewed, 12, date.fromordinal(due.toordinal() + 1)).overdue is True


def test_review_dates_are_written_in_words() -> None:
    assert review_dates.of(date(2026, 1, 5), 12, TODAY) == review_dates.Review(
        "5 January 2026", "5 January 2027", False
    )


def test_contact_card_shows_and_escapes_every_field() -> None:
    odd = replace(
        ALL.entries[0],
        name="Sam & <Example>",
        doubt="Call twice",
        web="https://a.example/",
        last_checked=date(2026, 11, 1),
    )
    everybody = replace(ALL, entries=(odd,))
    card = contact_tags.resolve("{{ contact-card:police-emergency #here }}", everybody, TODAY)
    for part in (
        '<div class="contact" id="here">',
        "Sam &amp; &lt;Example&gt;",
        '<a class="contact-number" href="tel:999">999</a> <a href="https://a.example/">a.example</a>',
        "When a child is, or may be, in danger now. If you are not sure, call 999.",
        '<p class="contact__note">Call twice.</p>',
        "Source: 2013-14 document. Last checked 1 November 2026.",
    ):
        assert part in card
    assert "Who it is for" not in card
    entry = contact_tags.resolve("{{ contact-entry:police-emergency }}", everybody, TODAY)
    assert "If you are not sure, call 999. Who it is for: anyone." in entry


def checked_on(*days: date | None) -> Contacts:
    """Return fictional contacts, each last checked on one of the given days (None: never)."""
    entries = tuple(
        replace(
            ALL.entries[0], id=f"example-{number}", number=f"01632 96000{number}", last_checked=day
        )
        for number, day in enumerate(days)
    )
    return replace(ALL, entries=entries)


CHECKED = date(2026, 11, 1)
NONE_CHECKED = (
    "We have not called these numbers, and the Hillingdon Safeguarding Children Partnership has not yet "
    "checked this list."
)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((None,), NONE_CHECKED),
        ((None, None, None), NONE_CHECKED),
        (
            (None, CHECKED, None),
            "2 of these 3 contacts are not yet confirmed by the Hillingdon Safeguarding Children Partnership.",
        ),
        (
            (None, CHECKED),
            "1 of these 2 contacts is not yet confirmed by the Hillingdon Safeguarding Children Partnership.",
        ),
        ((CHECKED, CHECKED), ""),
    ],
)
def test_contact_status_counts_contacts_that_are_not_checked(
    days: tuple[date | None, ...], sentence: str
) -> None:
    everybody = checked_on(*days)
    assert contact_tags.status(everybody.entries) == sentence
    page = contact_tags.resolve("{{ contact-status:all }}", everybody, TODAY)
    assert page == (
        f'<p class="contact-status"><strong>{sentence}</strong></p>' if sentence else ""
    )


def test_contact_status_of_urgent_contacts_ignores_other_contacts() -> None:
    everybody = checked_on(None, CHECKED)
    entries = (everybody.entries[0], replace(everybody.entries[1], urgent=False))
    page = contact_tags.resolve(
        "{{ contact-status:urgent }}", replace(everybody, entries=entries), TODAY
    )
    assert NONE_CHECKED in page


def test_contact_card_says_not_confirmed_only_if_another_contact_is_checked() -> None:
    mark = "{{ contact-card:example-0 }}"
    assert "confirmed" not in contact_tags.resolve(mark, checked_on(None, None), TODAY)
    assert "Not yet confirmed by the Partnership." in contact_tags.resolve(
        mark, checked_on(None, CHECKED), TODAY
    )


def test_contact_entry_has_heading_and_contact_without_number_links_its_website() -> None:
    entry = contact_tags.resolve("{{ contact-entry:ceop }}", ALL, TODAY)
    assert entry.startswith("### CEOP Safety Centre {#ceop}\n\n<div")
    assert "contact__name" not in entry
    assert contact_tags.resolve("{{ contact:ceop }}", ALL, TODAY) == (
        '<a href="https://www.ceop.police.uk/Safety-Centre">ceop.police.uk/Safety-Centre</a>'
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Not yet confirmed by the Partnership"),
        (date(2026, 11, 1), "Last checked 1 November 2026"),
        (date(2026, 1, 1), "Last checked 1 January 2026. A new check is due"),
    ],
)
def test_contact_shows_when_it_was_last_checked(day: date | None, words: str) -> None:
    entry = replace(ALL.entries[0], last_checked=day)
    assert contact_tags.checked(entry, ALL, TODAY) == words


def test_the_build_warns_in_one_line_about_contacts_nobody_checked() -> None:
    few = replace(ALL, entries=ALL.entries[:9], check_every_days=183)
    assert unverified_contacts.in_words(few, 0, 0) == ""
    assert unverified_contacts.in_words(few, 2, 3) == (
        "WARNING: 2 of 9 contacts are not yet checked by the Partnership, 3 not checked for more than 183 days. "
        "Call them and enter the day in scoring/contacts.toml."
    )


def test_warning_about_unchecked_contacts_uses_the_build_date(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = (None, date(2026, 11, 1), date(2026, 1, 1))
    entries = tuple(replace(ALL.entries[0], last_checked=day) for day in days)
    monkeypatch.setattr(contacts, "load", lambda: replace(ALL, entries=entries))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    few = "WARNING: 1 of 3 contacts are not yet checked by the Partnership"
    assert unverified_contacts.warning().startswith(f"{few}, 1 not checked for more")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 2023, before either day
    assert unverified_contacts.warning().startswith(f"{few}. Call")


@pytest.mark.parametrize(
    "text",
    [
        "`{{ a }}`, `](` and `!!!`",
        "```\n{{ a }\n!!! nothing\n```",
        '!!! added "Added"\n\n    Text.\n\n    !!! board "Inside"\n\n        More.',
        "Text {#not-an-anchor} and [a link](index.md){: .class }",
    ],
)
def test_markup_that_is_right_or_in_code_is_no_fault(text: str) -> None:
    html = markdown.markdown(text, extensions=["attr_list", "admonition", "fenced_code"])
    assert list(mistyped_markup.note_faults(text)) == []
    assert [f for f in mistyped_markup.text_faults(text, html) if "{#" not in f.text] == []


def test_a_note_needs_a_heading_in_quotes_and_a_text() -> None:
    faults = list(
        mistyped_markup.note_faults('!!! added Heading\n\n    Text.\n\n!!! board "Heading"\n')
    )
    assert [(fault.line, fault.text.split(":")[0]) for fault in faults] == [
        (1, "give the note a heading in quotes"),
        (5, "the text of a note must be indented by four spaces, or it is not part of the note"),
    ]


FILLED_IN = publisher.Publisher("Sam & Example", "sam@toolkit.example", "01632 960123", "2 days")


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("mistakes", "To tell Sam &amp; Example about a mistake, email <a"),
        ("accessibility", "contact Sam &amp; Example: email <a"),
        ("accessibility", "It will reply within 2 days."),
        ("name", "Sam &amp; Example publishes this site."),
        ("name", '<a href="mailto:sam@toolkit.example">sam@toolkit.example</a> or call <a'),
        ("mistakes", 'call <a href="tel:01632960123">01632 960123</a>'),
    ],
)
def test_a_page_shows_who_publishes_the_site(mark: str, words: str) -> None:
    assert words in publisher.resolve(f"{{{{ publisher:{mark} }}}}", FILLED_IN)
    empty = publisher.resolve(f"{{{{ publisher:{mark} }}}}", publisher.Publisher())
    assert "{{" not in empty
    assert "publish" in empty


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({}, ""),
        ({"name": "Sam Example", "email": "sam@toolkit.example"}, ""),
        ({"email": "sam at toolkit"}, "the email address “sam at toolkit” is not complete"),
        ({"phone": "01632 9601"}, "the number “01632 9601” has 9 digits."),
        ({"mail": ""}, "“mail” is not known below “publisher”. Known are: name, email, phone,"),
        ({"phone": 1632}, "“phone” must be text in quotes"),
        ("Sam", "“publisher” must have these lines below it"),
    ],
)
def test_a_mistake_in_the_publishers_contact_is_named(settings: object, fault: str) -> None:
    faults = list(publisher.faults({"publisher": settings}))
    assert [each.startswith(fault) for each in faults] == [True] * bool(fault)


@pytest.mark.parametrize(
    ("lines", "warns"),
    [
        ("", True),
        ("  publisher: {name: Sam Example}\n", True),
        ("  publisher: {email: sam@toolkit.example}\n", True),
        ("  publisher: {name: Sam Example, email: sam@toolkit.example}\n", False),
        ("  publisher: {name: Sam Example, phone: 01632 960123}\n", False),
    ],
)
def test_build_warns_if_publisher_has_no_name_or_no_contact(
    tmp_path: Path, lines: str, warns: bool
) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"extra:\n  site_version: !ENV [A, '']\n{lines}", "utf-8")
    assert publisher.warning(config).startswith("WARNING: readers cannot report") is warns
