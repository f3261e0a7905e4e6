"""The header Connection-Allowlist: the only destinations that Chromium lets a page connect or link to."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_NUMBER = re.compile(r"tel:[0-9]+")


@dataclass
class _Links(HTMLParser):
    """Collects the destinations of a page's links outside the site."""

    addresses: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Process the start of an element."""
        address = (dict(attrs).get("href") or "").strip()
        if tag in ("a", "area") and re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.I):
            self.addresses[address] = None


def allowlist(html: str) -> str | None:
    """Return the header's value for a page: the site itself and the telephone numbers that it links to.

    Every telephone number must be listed. For a link to a missing one, Chromium replaces the page with an error page,
    and the answers are lost.

    A page that links to other sites gets no header, because Chromium blocks every link that is not listed, and every
    listed link that redirects, as many sites do. Such a page must not ask for confidential data; a test checks this.
    """
    links = _Links()
    links.feed(html)
    links.close()
    if not all(_NUMBER.fullmatch(address) for address in links.addresses):
        return None
    numbers = (f'"{number}"' for number in links.addresses)
    return f"({' '.join(('response-origin', *numbers))})"
