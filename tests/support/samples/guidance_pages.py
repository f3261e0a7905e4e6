"""Names of the guidance pages and forms (their paths in docs/ without .md), and a reader of an element's text."""

from html.parser import HTMLParser

# Elements without an end tag.
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}

GUIDANCE = (
    "index",
    "worried-now",
    "recognise/index",
    "recognise/what-is-cse",
    "recognise/types",
    "recognise/most-at-risk",
    "recognise/signs",
    "recognise/difficulties",
    "recognise/effective-support",
    "recognise/trafficking",
    "assessing-risk/index",
    "assessing-risk/using-the-tool",
    "assessing-risk/response-guidance",
    "assessing-risk/how-scoring-works",
    "assessing-risk/saving",
    "share/consent",
    "share/parents-and-carers",
    "help/contacts",
    "help/glossary",
    "about/index",
    "about/privacy",
    "about/what-stays-open",
    "about/shared-computers",
    "about/file-format",
    "about/accessibility",
    "about/licences",
    "about/verify",
    "about/coverage",
    "about/changes",
)

FORMS = (
    "assessing-risk/assessment",
    "assessing-risk/audit",
    "assessing-risk/blank-form",
    "recognise/checklist",
)


def address(name: str) -> str:
    """Return the URL path of a page: "recognise/index" is "/recognise/"."""
    path = name.removesuffix("index").strip("/")
    return f"/{path}/" if path else "/"


class _Element(HTMLParser):
    """Parser that collects the text of the first element with a given id."""

    def __init__(self, anchor: str) -> None:
        super().__init__()
        self.anchor, self.words = anchor, list[str]()
        self._open = 0
        self._closed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open:
            self._open += tag not in VOID
        elif not self._closed and dict(attrs).get("id") == self.anchor:
            self._open = 1

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in VOID:
            self._open -= 1
            self._closed = not self._open

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words.append(data)


def text_at(html: str, anchor: str) -> str:
    """Return the text of the element whose id is `anchor`, with single spaces; "" if there is none."""
    element = _Element(anchor)
    element.feed(html)
    return " ".join("".join(element.words).split())
