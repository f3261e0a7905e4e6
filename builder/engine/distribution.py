"""What the assessment page runs Python with, in a folder named by its content: the image, and what stands in for it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder import assets, engine, image
from builder.image import samples

PLACE = "assets/engine"
MANIFEST = "engine.json"
ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Engines:
    """The finished files, and the name of the folder that they get in the site."""

    image: Path
    ordinary: Path
    manifest: str

    @property
    def name(self) -> str:
        """The folder's name: with any other content it would be another, so that browsers may keep it for good."""
        return hashlib.sha256(self.manifest.encode()).hexdigest()[:16]

    @property
    def stand_in(self) -> str:
        """The folder, in the site, that is asked for only when the image cannot be had or does not run."""
        return f"{PLACE}/{self.name}/{ORDINARY}/"

    def put(self, site: Path) -> None:
        """Put the folder into a site."""
        folder = site / PLACE / self.name
        assets.copy(self.image, folder / self.image.name)
        assets.copy_tree(self.ordinary, folder / ORDINARY)
        (folder / MANIFEST).write_text(self.manifest, encoding="utf-8", newline="\n")


def build(node: Path, begun: Callable[[Path], None]) -> Engines:
    """Make what has changed since the last time; `begun` is told of the image as soon as there is one.

    Raises BuildError as `image.build` and `engine.build` do.
    """
    taken = image.build(node)
    begun(taken)
    ordinary = engine.build(node)
    question, answer = samples.trial()
    manifest = {
        "image": _described(taken),
        "ordinary": _described(ordinary / engine.LOCK),
        "trial": {"question": question, "answer": answer},
    }
    return Engines(taken, ordinary, json.dumps(manifest, indent=1) + "\n")


def _described(file: Path) -> dict[str, object]:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"file": file.name, "size": len(content), "sha256": digest}
