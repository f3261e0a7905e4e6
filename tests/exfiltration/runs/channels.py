"""The list of channels, read from the scripts in channels/, and the script that tries any of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "channels"


@dataclass(frozen=True)
class Channel:
    """One channel, and how it has to be tried (see `Manner` in channels/_registry.js)."""

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

# Takes pairs of a channel's name and its goal, and starts all these channels. The result of each is stored in `said`,
# for SAID to read. They start 20 ms later, so that this call returns before a channel can make the page navigate.
TRY = f"""pairs => {{ {_SCRIPTS}
  globalThis.said = {{}};
  setTimeout(() => {{
    for (const [name, goal] of pairs) attempt(name, goal).then(words => (said[name] = words));
  }}, 20);
}}"""
SAID = "() => globalThis.said ?? {}"

# This channel sends no data. Its message is the number of requests.
SIGN = "own host: the service worker's file asked for, as a sign for each time"


def from_listing(rows: list[list[Any]]) -> list[Channel]:
    """Return the channels from the result of LIST."""
    return [Channel(*row) for row in rows]
