"""Extracts the words of an HTML report and of its Word document, independently of the code under test."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Inline elements add no space around their text.
_INLINE = ("b", "bdi", "span")
# Removed characters: bidirectional controls would reorder the text after them, and XML does not allow the other two.
LEFT_OUT = re.compile("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def of_report(html: str) -> list[str]:
    """Return the words of a report article, without its running head, marking and drawings.

    Raises ParseError if the article is not well formed.
    """
    whole = LEFT_OUT.sub("", html.replace("<br>", "<br/>"))
    return _text(ElementTree.fromstring(whole)).split()


def of_document(xml: str) -> list[str]:
    """Return the words of word/document.xml, paragraph by paragraph."""
    body = ElementTree.fromstring(xml.encode())
    return " ".join(_line(each) for each in body.iter(f"{WORD}p")).split()


def styles(parts: Mapping[str, str]) -> set[str]:
    """Return the ids of the styles that a Word document has."""
    root = ElementTree.fromstring(parts["word/styles.xml"].encode())
    return {each.attrib[f"{WORD}styleId"] for each in root.iter(f"{WORD}style")}


def _text(element: ElementTree.Element) -> str:
    classes = element.get("class", "").split()
    if element.get("aria-hidden") == "true" or "report-marking" in classes:
        return " " + (element.tail or "")
    inside = (element.text or "") + "".join(_text(each) for each in element)
    is_room = "report-fill" in classes
    if is_room:
        inside = " ".join(each.text or "" for each in element)
    gap = "" if element.tag in _INLINE and not is_room else " "
    return f"{gap}{inside}{gap}{element.tail or ''}"


def _line(paragraph: ElementTree.Element) -> str:
    text_for = {f"{WORD}t": "", f"{WORD}tab": " ", f"{WORD}br": " "}
    parts = (each for run in paragraph.iter(f"{WORD}r") for each in run)
    return "".join(each.text or text_for[each.tag] for each in parts if each.tag in text_for)
