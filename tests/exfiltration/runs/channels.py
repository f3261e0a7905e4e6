"""The ways out, as the scripts in channels/ list them, and one script that can try any of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "channels"


@dataclass(frozen=True)
class Way:
    """One way out, and how it has to be tried."""

    name: str
    tried: str
    in_worker: bool
    only_in_worker: bool
    trap: bool


def _all_scripts() -> str:
    files = sorted(_FOLDER.glob("*.js"), key=lambda file: (not file.name.startswith("_"), file))
    return "\n".join(file.read_text("utf-8") for file in files)


_SCRIPTS = _all_scripts()

LIST = f"""() => {{ {_SCRIPTS}
  return [...ways].map(([name, {{ tried, where, trap }}]) =>
    [name, tried, where !== "page", where === "worker", !!trap]);
}}"""

# Takes pairs of a name and a goal, and starts all; what each came to is put down in `said`, for who asks later. Not at
# once, so that the answer to this call is away before the page may be.
TRY = f"""pairs => {{ {_SCRIPTS}
  globalThis.said = {{}};
  setTimeout(() => {{
    for (const [name, goal] of pairs) attempt(name, goal).then(words => (said[name] = words));
  }}, 20);
}}"""
SAID = "() => globalThis.said ?? {}"

# Carries nothing but how often it is done.
SIGN = "own host: the service worker's file asked for, as a sign for each time"


def listed(rows: list[list[Any]]) -> list[Way]:
    """Return the ways from what LIST gave."""
    return [Way(*row) for row in rows]
