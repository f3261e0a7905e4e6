"""Results of a benchmark run: one outcome for each part, saved after every part as JSON and as Markdown."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.reporting import budgets
from benchmarks.reporting.budgets import Budget, Verdict


@dataclass(frozen=True, slots=True)
class Section:
    """What a part has measured: its Markdown text for the report and the verdicts on its budgets."""

    text: str
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A part that has run: `how` says when and how long, `failure` why there is no section."""

    part: str
    title: str
    how: str
    section: Section | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The outcomes of one run, by the name of the part; `preamble` says what was measured and where."""

    preamble: str
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def verdicts(self, names: Sequence[str]) -> list[Verdict]:
        """Return the verdicts of these parts, in their order."""
        sections = [self.outcomes[name].section for name in names if name in self.outcomes]
        return [verdict for section in sections if section for verdict in section.verdicts]

    def problems(self, names: Sequence[str]) -> Iterator[str]:
        """Yield each missed budget and each failure of these parts as a clause of an error message."""
        for verdict in self.verdicts(names):
            if verdict.is_missed:
                yield f"budget missed: {verdict.budget.figure}"
        for name in names:
            if name in self.outcomes and (failure := self.outcomes[name].failure):
                yield f"part {name} failed: {failure.rstrip('.')}"

    def render(self, names: Sequence[str]) -> str:
        """Return the report of these parts as Markdown, in their order. Names the parts without results."""
        outcomes = [self.outcomes[name] for name in names if name in self.outcomes]
        missing = [f"`{name}`" for name in names if name not in self.outcomes]
        paragraphs = [f"# Results of the benchmark\n\n{self.preamble}"]
        if verdicts := self.verdicts(names):
            paragraphs.append("## Budgets\n\n" + budgets.render(verdicts))
        paragraphs += [
            f"Failed: `{each.part}`. {each.failure}" for each in outcomes if each.failure
        ]
        if missing:
            paragraphs.append(f"Not measured: {', '.join(missing)}.")
        paragraphs += [
            f"## {each.title}\n\n{each.section.text}\n\n{each.how}"
            for each in outcomes
            if each.section
        ]
        return "\n\n".join(paragraphs) + "\n"

    @classmethod
    def load(cls, json_file: Path, preamble: str) -> "Results | None":
        """Return the saved results if they have the same preamble, so that a part can be added to them."""
        try:
            saved = json.loads(json_file.read_text("utf-8"))
            if saved["preamble"] != preamble:
                return None
            outcomes = {name: _outcome(each) for name, each in saved["outcomes"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return cls(preamble, outcomes)

    def save(self, json_file: Path, markdown_file: Path, names: Sequence[str]) -> None:
        """Write the results to both files."""
        for file in (json_file, markdown_file):
            file.parent.mkdir(parents=True, exist_ok=True)
        json_file.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        markdown_file.write_text(self.render(names), encoding="utf-8", newline="\n")


def _outcome(saved: dict[str, object]) -> Outcome:
    section = saved.pop("section")
    return Outcome(**saved, section=_section(section) if section else None)  # type: ignore[arg-type]


def _section(saved: object) -> Section:
    assert isinstance(saved, dict)
    verdicts = (
        Verdict(Budget(**each["budget"]), each["measured"], each["fault"])
        for each in saved["verdicts"]
    )
    return Section(saved["text"], tuple(verdicts))
