"""A page's words without its markup, every word still in its place."""

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
    """Return the text with every piece of markup blanked out, so that positions stay what they were."""
    return _MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), markdown)
