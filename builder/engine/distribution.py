"""The engine distribution: a folder, named by its content hash, with the memory image and the fallback."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.assets import site_assets
from builder.engine import image, pyodide
from builder.engine.image import samples

ENGINE_PATH = "assets/engine"
MANIFEST = "engine.json"
FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Engines:
    """The finished files and the name of their folder in the site."""

    image: Path
    fallback: Path
    manifest: str

    @property
    def name(self) -> str:
        """Return the folder's name: the full SHA-256 of the manifest, which lists the hashes of the other files.

        The page contains it in the folder's address, so that the page's own hash covers the engine.
        """
        return hashlib.sha256(self.manifest.encode()).hexdigest()

    @property
    def lock_sha256(self) -> str:
        """Return the SHA-256 of the fallback's lockfile, for a page that cannot load the manifest."""
        return hashlib.sha256((self.fallback / pyodide.LOCK).read_bytes()).hexdigest()

    @property
    def fallback_folder(self) -> str:
        """Return the folder of the fallback in the site, which is only used if the image cannot be loaded or run."""
        return f"{ENGINE_PATH}/{self.name}/{FALLBACK}/"

    def put(self, site: Path) -> None:
        """Copy the folder into a site."""
        folder = site / ENGINE_PATH / self.name
        site_assets.copy(self.image, folder / self.image.name)
        site_assets.copy_tree(self.fallback, folder / FALLBACK)
        (folder / MANIFEST).write_text(self.manifest, encoding="utf-8", newline="\n")


def build(node: Path, image_ready: Callable[[Path], None]) -> Engines:
    """Build what has changed since the last build. Calls `image_ready` with the image as soon as it exists.

    Raises BuildError as `image.build` and `pyodide.build` do.
    """
    taken = image.build(node)
    image_ready(taken)
    fallback = pyodide.build(node)
    question, answer = samples.trial()
    manifest = {
        "image": _described(taken),
        "fallback": _described(fallback / pyodide.LOCK),
        "trial": {"question": question, "answer": answer},
    }
    return Engines(taken, fallback, json.dumps(manifest, indent=1) + "\n")


def _described(file: Path) -> dict[str, object]:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"file": file.name, "size": len(content), "sha256": digest}
