"""Search index: adds synonyms and telephone numbers to pages.

Synonyms and telephone numbers (without spaces) are stored in the tags field of Material's search. There they have
less weight than a title, the result shows which one matched, and the text for readers does not change.
"""

import json
import re
from pathlib import Path

from scoring.definition.contacts import Contacts

INDEX = Path("search") / "search_index.json"


def numbers(markdown: str, contacts: Contacts) -> list[str]:
    """Return the telephone numbers that the contact tags of a page show, without spaces."""
    shown = set(re.findall(r"\{\{\s*contact[\w-]*\s*:\s*([\w-]+)", markdown))
    without_spaces = [each.number.replace(" ", "") for each in contacts.entries if each.id in shown]
    return [number for number in dict.fromkeys(without_spaces) if len(number) > 3]


def keep_on_pages(site: Path) -> None:
    """Remove the tags of sections from the finished index, and keep those of pages.

    Material copies a page's tags to each of its sections, so a search for one tag would list all sections of the page.
    """
    file = site / INDEX
    index = json.loads(file.read_text(encoding="utf-8"))
    for entry in index["docs"]:
        if "#" in entry["location"]:
            entry.pop("tags", None)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8", newline="\n")
