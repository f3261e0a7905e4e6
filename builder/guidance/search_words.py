"""Finding a page by words that it does not use, and by questions.

Material's search has a field for tags. A page's synonyms go there: they are found, they weigh less
than a title, the result shows which of them was met, and the text for readers stays as it is.
"""

import json
from pathlib import Path

INDEX = Path("search") / "search_index.json"
WORKERS = Path("assets") / "javascripts" / "workers"


def keep_on_pages(site: Path) -> None:
    """Take the tags from the sections of pages in the finished index, and leave them on the pages.

    Material gives them to every section, so that one synonym would name each section of its page.
    """
    file = site / INDEX
    index = json.loads(file.read_text(encoding="utf-8"))
    for entry in index["docs"]:
        if "#" in entry["location"]:
            entry.pop("tags", None)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, encoding="utf-8", newline="\n")


def drop_small_words(site: Path, script: Path) -> None:
    """Put a script in front of the search's worker, which the theme offers no other way into.

    Raises ValueError if the theme has no single worker any more: the search would work, but worse.
    """
    (worker,) = (site / WORKERS).glob("search.*.js")
    both = script.read_text(encoding="utf-8") + worker.read_text(encoding="utf-8")
    worker.write_text(both, encoding="utf-8", newline="\n")
