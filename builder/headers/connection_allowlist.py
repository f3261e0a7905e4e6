"""The header Connection-Allowlist of a page: the only places that Chromium then lets the page reach, links included."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_NUMBER = re.compile(r"tel:[0-9]+")


@dataclass
class _Links(HTMLParser):
    """Where the links of a page lead to, other than to the site itself."""

    found: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        address = (dict(attrs).get("href") or "").strip()
        if tag in ("a", "area") and re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.I):
            self.found[address] = None


def allowlist(html: str) -> str | None:
    """Return the header's value for a page: the site itself, and the numbers that the page offers to ring.

    A number left out would be worse than a link that does nothing: Chromium puts a page of its own in place of ours,
    and with it go the answers.

    A page that links to other sites gets none: Chromium refuses every link to a place not listed, and every listed one
    that redirects, as many sites do. Such a page must ask for nothing that is to stay on the device; a test sees to it.
    """
    links = _Links()
    links.feed(html)
    links.close()
    if not all(_NUMBER.fullmatch(address) for address in links.found):
        return None
    numbers = (f'"{number}"' for number in links.found)
    return f"({' '.join(('response-origin', *numbers))})"
