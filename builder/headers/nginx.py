"""Generates the site's headers for nginx, from `_headers`: two files that the configuration in deploy/ includes.

They are not part of the site: write access to the served folder must not give control over the server.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from builder.base import paths
from builder.headers import netlify
from builder.headers.netlify import ONLY_BY_TLS, Rule

MAPS = "maps.conf"
HEADERS = "headers.conf"

# Values for addresses without a rule.
_DEFAULT_HEADERS = {"Cache-Control": "no-cache"}
# An error response must not be cached, even if the file would be.
_ONLY_WITH_FILES = "Cache-Control"
_COMMENT = "# Written by build.py from the site's _headers; the next build overwrites it.\n"


def write(site: Path, folder: Path = paths.FOR_NGINX) -> None:
    """Write both files for a finished site, unless they are up to date.

    Raises ValueError if `_headers` has rules that nginx cannot express in this way.
    """
    rules = netlify.read(site)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ((MAPS, maps(rules)), (HEADERS, headers(rules))):
        file = folder / name
        content = _COMMENT + text
        if not file.is_file() or file.read_text("utf-8") != content:
            file.write_text(content, encoding="utf-8", newline="\n")


def maps(rules: Iterable[Rule]) -> str:
    """Return the maps from an address to the value of each header that depends on it; for `http { }`.

    The addresses are regular expressions, because nginx's default hash table is too small for long strings.
    """
    always, some = _separated(rules)
    text = ""
    for name in sorted(some.keys() | _DEFAULT_HEADERS):
        lines = [f"    default {_quoted(_DEFAULT_HEADERS.get(name, ''))};"]
        before, source = "", "$uri"
        if name == _ONLY_WITH_FILES:
            before, source = "(?:200|206|304) ", '"$status $uri"'
        lines += [
            f'    "~^{before}{_pattern(path)}" {_quoted(value)};'
            for path, value in some.get(name, {}).items()
        ]
        text += _map(source, name, lines)
    # An nginx without TLS may be behind a proxy with TLS, which must then send this header.
    if value := always.get(ONLY_BY_TLS):
        text += _map("$https", ONLY_BY_TLS, ['    default "";', f"    on {_quoted(value)};"])
    return text


def headers(rules: Iterable[Rule]) -> str:
    """Return the lines that send every header, including with errors; for `server { }`. Empty headers are not sent."""
    always, some = _separated(rules)
    values = {name: _quoted(value) for name, value in always.items()}
    for name in (*some, *_DEFAULT_HEADERS):
        values[name] = _variable(name)
    if ONLY_BY_TLS in always:
        values[ONLY_BY_TLS] = _variable(ONLY_BY_TLS)
    return "".join(f"add_header {name} {values[name]} always;\n" for name in sorted(values))


def _separated(rules: Iterable[Rule]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Separate headers of all responses from headers of single addresses (name to address to value)."""
    always: dict[str, str] = {}
    some: dict[str, dict[str, str]] = {}
    for rule in rules:
        if rule.path == "/*":
            always.update(rule.headers)
        elif "*" in rule.path.removesuffix("/*"):
            raise ValueError(
                f"{rule.path}: a star is only allowed at the end, for everything in a folder"
            )
        else:
            for name, value in rule.headers.items():
                some.setdefault(name, {})[rule.path] = value
    if both := always.keys() & some.keys():
        raise ValueError(f"{', '.join(both)} is set for everything and also for single addresses")
    return always, some


def _pattern(path: str) -> str:
    folder = path.removesuffix("*")
    return re.escape(folder) + ("$" if folder == path else "")


def _map(source: str, name: str, lines: list[str]) -> str:
    return "\n".join((f"map {source} {_variable(name)} {{", *lines, "}\n"))


def _variable(name: str) -> str:
    return f"$toolkit_{re.sub(r'[^a-z0-9]', '_', name.lower())}"


def _quoted(value: str) -> str:
    """Return a quoted value; raises ValueError for a dollar sign, which nginx cannot escape."""
    if "$" in value:
        raise ValueError(f"nginx would read part of this as a variable: {value}")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
