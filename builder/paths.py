"""Where things are, so that no other module spells out a path from the root."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
NODE_MODULES = ROOT / "node_modules"
DOCS = ROOT / "docs"
OVERRIDES = ROOT / "overrides"
GENERATED = OVERRIDES / "generated"
SCORING = ROOT / "scoring"
SITE = ROOT / "site"
