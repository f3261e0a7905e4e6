"""What the build adds to a page of guidance, and that each mistake of an author is named with file and line."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builder import ages, paths, places, site
from builder.errors import BuildError
from builder.guidance import acronyms, contact_marks, front_matter, review, search_words
from builder.guidance.faults import body_line
from builder.guidance.prose import without_markup
from scoring import contacts

HEAD = "---\ndescription: A page.\nreviewed: 2026-11-22\n---\n"
ALL = contacts.load()
TODAY = date(2026, 11, 22)

# A page of its own for each mistake, and the line that the build says for it.
FAULTS = {
    "no-head.md": (
        "# A page\n",
        "docs/no-head.md:1: the page must begin with a head between two lines ---, with reviewed: "
        "2026-11-22 (the day of the last review: year, month, day, no quotes)",
    ),
    "no-date.md": (
        "---\ndescription: A page.\n---\n# A page\n",
        "docs/no-date.md:1: the head has no “reviewed”. Add a line: reviewed: 2026-11-22 (the day "
        "of the last review: year, month, day, no quotes)",
    ),
    "date-as-text.md": (
        HEAD.replace("2026-11-22", "22 November 2026") + "# A page\n",
        "docs/date-as-text.md:3: “reviewed” must be a day such as 2026-11-22, without quotes",
    ),
    "broken-head.md": (
        HEAD.replace("A page.", "a: b: c") + "# A page\n",
        "docs/broken-head.md:2: the head is not valid: mapping values are not allowed here",
    ),
    "unknown-key.md": (
        HEAD.replace("---\ndesc", "---\nreviewd: 2026-11-22\ndesc") + "# A page\n",
        "docs/unknown-key.md:2: “reviewd” is not known in the head. Known are: description, "
        "reviewed, synonyms, title, template, search",
    ),
    "number-as-synonym.md": (
        HEAD[:-4] + "synonyms: [police, 999]\n---\n# A page\n",
        "docs/number-as-synonym.md:4: “synonyms” must be a list of words in [brackets]; a number "
        'in it needs quotes, such as "999"',
    ),
    "contact.md": (
        HEAD + "# A page\n\nRing\n{{ contact:nobody }}.\n",
        "docs/contact.md:8: no contact has the id “nobody”. scoring/contacts.toml has them all",
    ),
    "mark.md": (
        HEAD + "# A page\n\nRing {{ number:mash }}.\n",
        "docs/mark.md:7: “{{ number:mash }}” is not understood. Use, for example, "
        "{{ contact:mash }}",
    ),
    "number.md": (
        HEAD + "# A page\n\nRing 01632 960123 now.\n",
        "docs/number.md:7: the telephone number 01632 960123 must not be typed into a page. Put it "
        "into scoring/contacts.toml and write {{ contact:its-id }} here",
    ),
    "acronym.md": (
        HEAD + "\n# A page\n\nThe\nTLA met.\n",
        "docs/acronym.md:9: “TLA” is not explained. Write it out at first, as in “Multi-Agency "
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
    "help/contacts.md": (
        HEAD + "# A page\n" + "".join(f"\n{{{{ contact:{e.id} }}}}\n" for e in ALL.entries[1:]),
        "docs/help/contacts.md:5: the contact “police-emergency” of scoring/contacts.toml is not "
        "on this page. Add {{ contact-entry:police-emergency }} below the heading where it belongs",
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site of one page without a mistake, with our hook."""
    root = tmp_path_factory.mktemp("pages")
    (root / "docs" / "app").mkdir(parents=True)
    shutil.copy(paths.DOCS / "app" / "search-words.mjs", root / "docs" / "app")
    shutil.copytree(paths.DOCS / "includes", root / "docs" / "includes")
    (root / "docs" / "index.md").write_text(
        HEAD[:-4] + "synonyms: [red flags]\n---\n"
        "# Whom to ring\n\nThe duty team: {{ contact:mash }}.\n\n## Later\n\nA sign.\n",
        encoding="utf-8",
    )
    (root / "mkdocs.yml").write_text(
        "site_name: a\nstrict: true\ntheme: material\nplugins: [search]\n"
        f"hooks: [{paths.ROOT / 'builder' / 'guidance' / 'hook.py'}]\n"
        "extra: {review_every_months: 12}\nexclude_docs: /includes/\n"
        "validation: {links: {anchors: warn}}\n",
        encoding="utf-8",
    )
    return root


def test_a_page_without_mistakes_is_filled_in(project: Path) -> None:
    out = project / "out"
    site.run_mkdocs(out, project / "mkdocs.yml")
    page = (out / "index.html").read_text(encoding="utf-8")
    (number,) = (entry.number for entry in ALL.entries if entry.id == "mash")
    link = f'<a class="contact-number" href="tel:{number.replace(" ", "")}">{number}</a>'
    assert link in page
    index = json.loads((out / search_words.INDEX).read_text(encoding="utf-8"))
    assert [entry.get("tags") for entry in index["docs"]] == [["red flags"], None]
    (worker,) = (out / search_words.WORKERS).glob("search.*.js")
    script = (paths.DOCS / "app" / "search-words.mjs").read_text(encoding="utf-8")
    assert worker.read_text(encoding="utf-8").startswith(script)


def test_all_mistakes_of_all_pages_are_named_at_once(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "pages"
    shutil.copytree(project, root)
    (root / "docs" / "help").mkdir()
    for name, (text, _) in FAULTS.items():
        (root / "docs" / name).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=rf"MkDocs found {len(FAULTS)} faults") as caught:
        site.run_mkdocs(root / "out", root / "mkdocs.yml")
    assert sorted(caught.value.details.splitlines()) == sorted(line for _, line in FAULTS.values())


def test_a_page_that_the_navigation_names_and_nobody_wrote_has_the_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nnav:\n  - Signs: signs.md\n", "utf-8")
    message = "A reference to 'signs.md' is included in the 'nav' configuration, which is not found"
    assert places.located(message, tmp_path / "docs") == f"mkdocs.yml:3: {message}"
    assert places.located("Something else", tmp_path / "docs") == "Something else"


def test_a_link_is_found_by_the_whole_of_its_target(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[x](b.md#one-more)\n[x](more/b.md)\n[y](b.md#one)\n", "utf-8")
    message = "Doc file 'a.md' contains a link 'b.md#one', but the doc has no such anchor"
    assert places.located(message, tmp_path).startswith(f"{tmp_path.name}/a.md:3: contains a link")


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
    found = list(acronyms.faults(without_markup(text), known))
    assert [fault.text.split("”")[0].removeprefix("“") for fault in found] == unexplained


def test_the_glossary_explains_every_abbreviation() -> None:
    text = (paths.DOCS / "includes" / "abbreviations.md").read_text("utf-8")
    glossary = (paths.DOCS / "help" / "glossary.md").read_text("utf-8")
    part = glossary.split("{#abbreviations}")[1].split("\n## ")[0]
    terms = {term for line in re.findall(r"^(.+)\n:   ", part, re.M) for term in line.split(", ")}
    assert set(re.findall(r"^\*\[(.+?)\]:", text, re.M)) <= terms


def test_blanking_markup_keeps_every_word_in_its_place() -> None:
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
        ("---\n- a\n---\n", "2: the head must hold lines such as “description: ...”"),
        (HEAD.replace("A page.", "''"), "2: “description” must be a text"),
        (HEAD[:-4] + "synonyms: bruises\n---\n", "4: “synonyms” must be a list of words"),
        (HEAD[:-4] + "search: 2\n---\n", "4: “search” must be “boost:” with a number"),
        (HEAD[:-4] + "search:\n  boost: high\n---\n", "4: “search” must be “boost:” with a number"),
        (HEAD[:-4] + "search:\n  boost: 1.5\n---\n", ""),
        (HEAD[:-4] + "title: ''\ntemplate: form.html\n---\n", "4: “title” must be a text"),
    ],
)
def test_each_line_of_a_head_is_checked(text: str, wrong: str) -> None:
    import yaml  # type: ignore[import-untyped]  # PyYAML ships no types

    meta = yaml.safe_load(text.split("---\n")[1])
    found = list(front_matter.faults(text, meta if isinstance(meta, dict) else {}))
    assert [f"{fault.line}: {fault.text}".startswith(wrong) for fault in found] == [True] * bool(
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
    assert review.months_later(reviewed, 12) == due
    assert review.of(reviewed, 12, due).overdue is False
    assert review.of(reviewed, 12, date.fromordinal(due.toordinal() + 1)).overdue is True


def test_a_review_is_said_in_words() -> None:
    assert review.of(date(2026, 1, 5), 12, TODAY) == review.Review(
        "5 January 2026", "5 January 2027", False
    )


def test_a_card_holds_all_that_is_known_and_escapes_it() -> None:
    odd = replace(
        ALL.entries[0], name="Sam & <Example>", doubt="Who knows", web="https://a.example/"
    )
    card = contact_marks.resolve(
        "{{ contact-card:police-emergency #here }}", replace(ALL, entries=(odd,)), TODAY
    )
    for part in (
        '<div class="contact" id="here">',
        "Sam &amp; &lt;Example&gt;",
        '<a class="contact-number" href="tel:999">999</a> <a href="https://a.example/">a.example</a>',
        "A child is in immediate danger. For: anyone.",
        "From: 2013-14 document. Not yet checked by the Board. Note: who knows.",
    ):
        assert part in card


def test_an_entry_has_a_heading_and_a_link_without_a_number_is_the_site() -> None:
    entry = contact_marks.resolve("{{ contact-entry:ceop }}", ALL, TODAY)
    assert entry.startswith("### CEOP Safety Centre {#ceop}\n\n<div")
    assert "contact__name" not in entry
    assert contact_marks.resolve("{{ contact:ceop }}", ALL, TODAY) == (
        '<a href="https://www.ceop.police.uk/Safety-Centre">ceop.police.uk/Safety-Centre</a>'
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Not yet checked by the Board"),
        (date(2026, 11, 1), "Last checked 1 November 2026"),
        (date(2026, 1, 1), "Last checked 1 January 2026: a new check is due"),
    ],
)
def test_the_age_of_a_contact_is_said(day: date | None, words: str) -> None:
    entry = replace(ALL.entries[0], last_checked=day)
    assert contact_marks.checked(entry, ALL, TODAY) == words


def test_the_build_warns_in_one_line_about_contacts_nobody_checked() -> None:
    few = replace(ALL, entries=ALL.entries[:9], check_every_days=183)
    assert ages.in_words(few, 0, 0) == ""
    assert ages.in_words(few, 2, 3) == (
        "WARNING: 2 of 9 contacts are not yet checked by the Board, 3 not checked for more than 183 days. "
        "Ring them and enter the day in scoring/contacts.toml."
    )


def test_the_warning_counts_by_the_day_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    days = (None, date(2026, 11, 1), date(2026, 1, 1))
    entries = tuple(replace(ALL.entries[0], last_checked=day) for day in days)
    monkeypatch.setattr(contacts, "load", lambda: replace(ALL, entries=entries))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    few = "WARNING: 1 of 3 contacts are not yet checked by the Board"
    assert ages.warning().startswith(f"{few}, 1 not checked for more")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 2023, before either day
    assert ages.warning().startswith(f"{few}. Ring")


def test_a_theme_without_its_one_search_worker_is_noticed(tmp_path: Path) -> None:
    (tmp_path / search_words.WORKERS).mkdir(parents=True)
    with pytest.raises(ValueError, match="not enough values"):
        search_words.drop_small_words(tmp_path, paths.DOCS / "app" / "search-words.mjs")
