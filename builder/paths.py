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

# Files that builder.pages makes and that MkDocs does not know: copied over the site's root as
# they stand, so EXTRA/a/b.json is served as /a/b.json. Emptied before every build.
EXTRA = CACHE / "extra"

# The site's files, compressed: kept from one build to the next.
COMPRESSED = CACHE / "compressed"

# What the nginx configuration beside it includes.
FOR_NGINX = ROOT / "deploy" / "toolkit" / "generated"

BUILD_LOCK = ROOT / "requirements.txt"
TEST_LOCK = ROOT / "requirements-test.txt"
FILES_LOCK = ROOT / "requirements-files.txt"
NODE_LOCK = ROOT / "requirements-node.txt"
NPM_LOCK = ROOT / "package-lock.json"
