"""Checks that pages explain every acronym, because readers come from many professions."""

import re
from collections.abc import Iterator, Set
from pathlib import Path

from builder.guidance.diagnostics import Fault, line_at

_ACRONYM = re.compile(r"(?<![\w.@/-])[A-Z]{2,}s?(?![\w/])(?!\.[A-Z])")
_ENTRY = re.compile(r"^\*\[([^\]]+)\]:\s*\S", re.MULTILINE)


def explained(folder: Path) -> frozenset[str]:
    """Return the acronyms that need no explanation on a page.

    They are explained by `abbreviations.md` on every page, or listed with a reason in
    `words-in-capitals.txt`.
    """
    entries = _ENTRY.findall((folder / "abbreviations.md").read_text(encoding="utf-8"))
    listed = (folder / "words-in-capitals.txt").read_text(encoding="utf-8").splitlines()
    words = (line.split("#", 1)[0].strip() for line in listed)
    return frozenset([*entries, *(word for word in words if word)])


def faults(prose: str, known: Set[str]) -> Iterator[Fault]:
    """Yield each acronym that a page does not explain at its first use."""
    # An entry such as "UK GDPR" covers both words together.
    for phrase in (entry for entry in known if " " in entry):
        prose = prose.replace(phrase, " " * len(phrase))
    already_explained: set[str] = set()
    for match in _ACRONYM.finditer(prose):
        word = match[0].removesuffix("s")
        if word in already_explained or word in known or match[0] in known:
            continue
        already_explained.add(word)
        if not _expanded(prose, match):
            yield Fault(
                line_at(prose, match.start()),
                f"“{match[0]}” is not explained. Write it out the first time, as in “Multi-Agency "
                f"Safeguarding Hub (MASH)”, or add it to docs/includes/abbreviations.md",
            )


def _expanded(prose: str, match: re.Match[str]) -> bool:
    """Return whether the full name is before the acronym, as in "full name (FN)", or after, as in "FN (full name)"."""
    before, after = prose[: match.start()], prose[match.end() :]
    return bool(
        (re.search(r"\w\s+\($", before) and after.startswith(")")) or re.match(r"\s+\(\w", after)
    )
