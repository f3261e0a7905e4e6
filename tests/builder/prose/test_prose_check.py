"""Tests of the prose check: it finds breaches of the house style, but only in texts that users read."""

import tomllib
from pathlib import Path

import pytest

from builder.prose import check, texts
from builder.toolchain import node

RULES = tomllib.loads(check.STYLE.read_text("utf-8"))["rule"]
# A sentence that breaks each rule, by the name of the rule.
EXAMPLES = {
    "call, not ring": "Find out who to ring at night.",
    "who, not whom": "Tell whoever gave you this address.",
    "someone, not somebody": "If somebody comes in, hide it.",
    "stands for is": "The number stands above the score.",
    "but for": "The words are as published, but for seven.",
    "are ours": "The fields that are ours are marked.",
    "locked, not encrypted": "The file is encrypted on this device.",
    "old-fashioned words": "Begin anew from your notes.",
    "altogether": "The answers are too long altogether.",
    "oneself": "Use words of one's own choice.",
    "top and bottom": "Press it near the head of the form.",
    "contradicts itself": "Here the document is at odds with itself.",
    "printing errors": "We corrected 7 slips in the tool.",
    "match the wording": "Your answers meet these words.",
    "copy, not carry": "Carry the signs into an assessment.",
    "delete, not wipe": "The draft is wiped after a day.",
    "not answered, not reached": "This factor is not yet reached.",
    "JavaScript, not scripts": "Scripts are not running in this browser.",
    "passphrase": "The file is locked with words.",
    "current, not present": "This is the present definition.",
    "numerals": "There are nineteen groups of children.",
    "private vocabulary": "Loading the scoring engine now.",
    "email": "Send an e-mail to the team.",
    "phone": "Tell them by telephone or in person.",
    "fix, not mend": "The fault is mended in a day.",
    "the council": "Neither your manager nor the Council knows.",
    "no semicolons": "Print it; then close the tab.",
}


def faults_in(root: Path, files: dict[str, str]) -> list[str]:
    """Write files (name and text) into `root`, and return the faults that the check finds in them."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return check.faults(node.get().node, root)


def test_each_prose_rule_reports_its_example_with_what_to_write(tmp_path: Path) -> None:
    assert [rule["name"] for rule in RULES] == list(EXAMPLES)
    page = "# A page\n\n" + "\n\n".join(EXAMPLES.values()) + "\n"
    lines = faults_in(tmp_path, {"docs/a.md": page})
    for number, rule in enumerate(RULES):
        (line,) = [each for each in lines if f"({rule['name']})" in each]
        assert line.startswith(f"docs/a.md:{3 + 2 * number}: “")
        assert line.endswith(f": write {rule['instead']}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs/a.md", "---\nreviewed: 2026-11-22\nsynonyms: [whom to ring, anew]\n---\n# A\n"),
        ("docs/a.md", "The document says “to whom it may concern” here.\n"),
        ("docs/a.md", "Type `wipe; whoever` and read [a page](whoever.md#anew).\n"),
        ("docs/a.md", 'Call {{ contact:whom }}.\n\n    import { a } from "b";\n'),
        ("docs/app/a.mjs", "const run = `import sys; print(sys) if whom`;\n"),
        ("docs/a.md", "| a | b |\n|---|---|\n| one; or two | b |\n"),
        ("docs/a.md", "    > said the person to whom; anew\n"),
        ("docs/a.md", "The convention of the Council of Europe says so.\n"),
        ("docs/includes/a.md", "*[A]: whom anew\n"),
        (
            "overrides/a.html",
            "{#- whoever -#}<p title='x;y' class='anew'>A&nbsp;b</p>{% if whom %}",
        ),
        ("overrides/a.html", "<script>\nlet whom = 1;\n</script>\n<p>A</p>"),
        ("scoring/a.py", '"""For whoever reads it."""\n\nx = {"whom": 1}  # anew it is here\n'),
        ("scoring/instrument.toml", 'label = "For whom it is meant"\n'),
        ("docs/app/a.mjs", "/** For whoever. */\nconst whom = `#anew`; // somebody else here\n"),
        ("docs/a.md", "The toolkit of Hillingdon Council for the council.\n"),
    ],
)
def test_quotations_code_and_comments_are_left_out(tmp_path: Path, name: str, text: str) -> None:
    assert faults_in(tmp_path, {name: text}) == []


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("docs/a.md", "---\ndescription: Find out whom to tell.\n---\n# A\n", 2),
        ("docs/a.md", '!!! added "Added"\n\n    It says whom to tell.\n', 3),
        ("builder/render/templates/a.j2", '{{ b({"text": "Say whom to tell"}) }}', 1),
        ("overrides/a.html", "<p>\nSay whom <b>to</b> tell</p>", 2),
        ("builder/render/templates/a.toml", '# whom\ntext = "Say whom to tell"\n', 2),
        (
            "scoring/a/b.py",
            '"""A."""\n\nMESSAGE = (\n    "Say “é” and "\n    f"to whom {1} it is"\n)\n',
            5,
        ),
        ("docs/app/a/b.mjs", "/* a */\nannounce(`Say whom to ${tell} now`);\n", 2),
    ],
)
def test_prose_check_reports_breach_in_every_kind_of_source_file(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    (fault,) = faults_in(tmp_path, {name: text})
    assert fault.startswith(f"{name}:{line}: “whom” (who, not whom)")


def test_masked_text_keeps_length_and_line_count_of_its_file() -> None:
    for name, text in texts.of_users():
        content = Path(name).read_text("utf-8")
        assert (name, len(text)) == (name, len(content))
        assert text.count("\n") == content.count("\n")
