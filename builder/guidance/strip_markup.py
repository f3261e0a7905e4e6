"""Blanks out the markup of a page, so that every word keeps its position."""

import re

_MARKUP = re.compile(
    r"""
      ^```.*?^```            # a block of code
    | `[^`\n]*`              # code in a line
    | <!--.*?-->             # a comment
    | </?[a-zA-Z][^>]*>      # a tag
    | \]\([^)\n]*\)          # where a link leads
    | \{\{.*?\}\}            # a mark that the build fills in
    | \{[:#. ][^}\n]*\}      # an anchor or a class
    | https?://\S+
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def without_markup(markdown: str) -> str:
    """Return the text with all markup replaced by spaces, so that positions do not change."""
    return _MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), markdown)
