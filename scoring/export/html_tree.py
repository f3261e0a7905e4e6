"""Reads the HTML of the report as a tree of elements.

The report is well formed, because it comes from our own templates and all values are escaped. So a short tokenizer is
enough, and Python's own HTML parser, which is large, need not be loaded in the browser. A test parses reports strictly.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"<(/?)([A-Za-z]\w*)((?:\s+[\w:.-]+(?:=\"[^\"]*\"|='[^']*')?)*)\s*(/?)>|([^<]+)"
)
_ATTRIBUTE = re.compile(r'([\w:.-]+)="([^"]*)"')
_ENTITY = re.compile("&(amp|lt|gt|#34|#39);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "#34": '"', "#39": "'"}
# Elements without an end tag.
_VOID = ("br",)
# Characters that XML does not allow, and direction overrides and isolates. In other programs these would reverse the
# text after them, because only HTML ends them with their element.
_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")  # fmt: skip


class Element(NamedTuple):
    """An element with its attributes, and its texts and elements in order."""

    tag: str
    attributes: dict[str, str]
    children: list["Element | str"]

    def has(self, *classes: str) -> bool:
        """Reports whether the element has one of these classes."""
        return any(each in classes for each in self.attributes.get("class", "").split())

    def all(self, tag: str) -> Iterator["Element"]:
        """Yields the elements inside it that have this tag, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag == tag:
                    yield child
                yield from child.all(tag)


def parse(html: str) -> Element:
    """Returns the root of a tree whose children are the elements of well-formed HTML."""
    root = Element("", {}, [])
    open_elements = [root]
    for end, tag, attributes, is_empty, text in _TOKEN.findall(html):
        if text:
            open_elements[-1].children.append(_plain(text))
        elif end:
            open_elements.pop()
        else:
            attribute_values = {
                name: _plain(value) for name, value in _ATTRIBUTE.findall(attributes)
            }
            element = Element(tag, attribute_values, [])
            open_elements[-1].children.append(element)
            if not is_empty and tag not in _VOID:
                open_elements.append(element)
    return root


def _plain(text: str) -> str:
    return _UNSAFE.sub("", _ENTITY.sub(lambda match: _CHARACTERS[match[1]], text))
