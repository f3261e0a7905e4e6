"""Reads or replaces the worker's source code, which the build embeds in the assessment page's script as a string."""

import re
from pathlib import Path

from builder.assets.fingerprint import hashed_folder

_LITERAL = re.compile(r"worker_default = `((?:[^`\\]|\\.)*)`;", re.DOTALL)


def shipped(site: Path) -> str:
    """Return the worker's source code, as the form starts it."""
    return re.sub(r"\\(.)", r"\1", _literal(page_script(site)))


def changed(site: Path, old: str, new: str) -> str:
    """Return the form's script with `old` replaced by `new` in the worker's source code; `old` must be in it."""
    script = page_script(site)
    literal = _literal(script)
    assert _escaped(old) in literal
    return script.replace(literal, literal.replace(_escaped(old), _escaped(new)))


def page_script(site: Path) -> str:
    """Return the form's script."""
    return (hashed_folder(site, "app") / "assessment-boot.mjs").read_text("utf-8")


def _literal(script: str) -> str:
    match = _LITERAL.search(script)
    assert match, "the worker's text is no longer a string literal in the bundle"
    return match[1]


def _escaped(text: str) -> str:
    return re.sub(r"([`$\\])", r"\\\1", text)
