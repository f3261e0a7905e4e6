"""The syntax of `_headers`: which headers go with which address of a site.

Netlify and Cloudflare Pages read the file; so do `serve` and the tests, and the nginx configuration is made from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "_headers"

# What Cloudflare Pages reads of such a file; it leaves out the rest without a word. Netlify has no such limits.
MOST_RULES = 100
LONGEST_LINE = 2000


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for one address, or for all that begin alike: a star stands for the rest."""

    path: str
    headers: Mapping[str, str]

    def fits(self, path: str) -> bool:
        """Say whether an address is this rule's."""
        if self.path.endswith("*"):
            return path.startswith(self.path[:-1])
        return path == self.path


def render(rules: Iterable[Rule], comment: str) -> str:
    """Return the text of a file with these rules.

    Raises ValueError for a header that would end its line early.
    """
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    for rule in rules:
        lines += ["", rule.path]
        for name, value in rule.headers.items():
            if not f"{name}{value}".isprintable():
                raise ValueError(f"{name} of {rule.path} holds more than one line")
            lines.append(f"  {name}: {value}")
    return "\n".join(lines) + "\n"


def parse(text: str) -> list[Rule]:
    """Return the rules of a file.

    Raises ValueError with the number of a line that is none of: a comment, an address, a header below one.
    """
    rules: list[tuple[str, dict[str, str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        name, colon, value = words.partition(":")
        if line.startswith("/"):
            rules.append((words, {}))
        elif line[0].isspace() and rules and colon and name.strip() and value.strip():
            rules[-1][1][name.strip()] = value.strip()
        else:
            raise ValueError(f"line {number} of {NAME} is neither an address nor a header: {line}")
    return [Rule(path, headers) for path, headers in rules]


def read(site: Path) -> list[Rule]:
    """Return the rules of a site's folder: none, if it has no such file.

    Raises ValueError as parse does.
    """
    file = site / NAME
    return parse(file.read_text("utf-8")) if file.is_file() else []


def of(rules: Iterable[Rule], path: str) -> dict[str, str]:
    """Return the headers of one address; of two rules with the same header both values, as the hosts do."""
    found: dict[str, str] = {}
    for rule in rules:
        if rule.fits(path):
            for name, value in rule.headers.items():
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def beyond_limits(rules: list[Rule]) -> Iterator[str]:
    """Yield what Cloudflare Pages would leave out."""
    if len(rules) > MOST_RULES:
        yield f"{NAME} has {len(rules)} rules, of which Cloudflare Pages reads {MOST_RULES}"
    for rule in rules:
        for name, value in rule.headers.items():
            if len(f"  {name}: {value}") > LONGEST_LINE:
                yield f"{name} of {rule.path} is longer than the {LONGEST_LINE} characters that Cloudflare Pages reads"
