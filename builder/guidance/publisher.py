"""The body that publishes the site, from `extra.publisher` in mkdocs.yml, and the contact for mistakes.

Pages show it with tags: {{ publisher:mistakes }}, {{ publisher:accessibility }} or {{ publisher:name }}.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path

# PyYAML ships no types.
import yaml  # type: ignore[import-untyped]

from scoring.definition import phone_numbers

_MARK = re.compile(r"\{\{\s*publisher:(mistakes|accessibility|name)\s*\}\}")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[a-z]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the site and how to reach them. Every field is "" until the publisher fills it in."""

    name: str = ""
    email: str = ""
    phone: str = ""
    answers_within: str = ""

    @property
    def is_reachable(self) -> bool:
        """Return whether there is a name, and an email address or a telephone number."""
        return bool(self.name and (self.email or self.phone))


def of(extra: Mapping[str, object]) -> Publisher:
    """Return the publisher from the `extra` of mkdocs.yml. Values that are not text count as empty."""
    settings = extra.get("publisher")
    entries = settings if isinstance(settings, Mapping) else {}
    return Publisher(
        **{
            each.name: text.strip()
            for each in fields(Publisher)
            if isinstance(text := entries.get(each.name, ""), str)
        }
    )


def read(config: Path) -> Publisher:
    """Return the publisher from mkdocs.yml itself."""
    return of(yaml.load(config.read_text("utf-8"), Loader=_Loader).get("extra", {}))


def faults(extra: Mapping[str, object]) -> Iterator[str]:
    """Yield each fault in `extra.publisher`, with its remedy."""
    settings, known = extra.get("publisher", {}), [each.name for each in fields(Publisher)]
    if not isinstance(settings, Mapping):
        yield f"“publisher” must have these lines below it: {', '.join(known)}"
        return
    for key, value in settings.items():
        if key not in known:
            yield f"“{key}” is not known below “publisher”. Known are: {', '.join(known)}"
        elif not isinstance(value, str):
            yield f'“{key}” must be text in quotes, such as {key}: ""'
    publisher = of(extra)
    if publisher.email and not _EMAIL.fullmatch(publisher.email):
        yield f"the email address “{publisher.email}” is not complete"
    if publisher.phone and (wrong := phone_numbers.problem(publisher.phone)):
        yield f"the number “{publisher.phone}” {wrong}"


def resolve(markdown: str, publisher: Publisher) -> str:
    """Return the page with the publisher tags expanded."""
    return _MARK.sub(lambda match: _TEXTS[match[1]](publisher), markdown)


def warning(config: Path) -> str:
    """Return the build's warning that mkdocs.yml has no contact for mistakes; "" if it has one."""
    if read(config).is_reachable:
        return ""
    return (
        "WARNING: readers cannot report a mistake yet. Before you publish the site, fill in “publisher” "
        "in mkdocs.yml: name, and email or phone."
    )


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads mkdocs.yml without the values of MkDocs' own tags, such as !ENV."""


_Loader.add_multi_constructor("!", lambda *_: None)


def _contact_ways(publisher: Publisher) -> str:
    """Return "email … or call …"."""
    email, phone = escape(publisher.email), escape(publisher.phone)
    ways = []
    if email:
        ways.append(f'email <a href="mailto:{email}">{email}</a>')
    if phone:
        ways.append(f'call <a href="tel:{phone.replace(" ", "")}">{phone}</a>')
    return " or ".join(ways)


def _mistakes(publisher: Publisher) -> str:
    if not publisher.is_reachable:
        return (
            "The publisher will add its contact details here before launch. Until then, tell the person who gave "
            "you the address of this site, or the Hillingdon Safeguarding Children Partnership."
        )
    return (
        f"To tell {escape(publisher.name)} about a mistake, {_contact_ways(publisher)}. Say which page it is on and "
        "what is wrong."
    )


def _accessibility(publisher: Publisher) -> str:
    if not publisher.is_reachable:
        return (
            "If you need this information in a different format, ask the person who gave you the address of this "
            "site. Before launch, the publisher will add its contact details here, and how soon it will reply."
        )
    within = f" It will reply within {escape(publisher.answers_within)}."
    return (
        "If you need this information in a different format, or find a problem that is not listed here, contact "
        f"{escape(publisher.name)}: {_contact_ways(publisher)}.{within if publisher.answers_within else ''}"
    )


def _name(publisher: Publisher) -> str:
    if not publisher.is_reachable:
        return "The body that publishes this site will add its name and contact details here."
    return (
        f"{escape(publisher.name)} publishes this site. To contact it, {_contact_ways(publisher)}."
    )


_TEXTS: dict[str, Callable[[Publisher], str]] = {
    "mistakes": _mistakes,
    "accessibility": _accessibility,
    "name": _name,
}
