"""Parser of an HTML document: its text in document order, and its h2 headings."""

from html.parser import HTMLParser

VOID = {"meta", "br", "col", "line", "circle", "rect"}


class Page(HTMLParser):
    """The text of a document as a list of pieces, without style sheets; each run of whitespace is one space."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.headings: list[str] = []
        self.open: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "h2":
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        if "h2" in self.open:
            self.headings[-1] += data
        if data.strip():
            self.pieces.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        return " | ".join(self.pieces)
