"""The paths of the project's files and folders."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
NODE_MODULES = ROOT / "node_modules"
DOCS = ROOT / "docs"
OVERRIDES = ROOT / "overrides"
GENERATED = OVERRIDES / "generated"
SCORING = ROOT / "scoring"
SITE = ROOT / "site"

# Generated files that MkDocs does not process. They are copied to the site's root, so
# EXTRA/a/b.json is served as /a/b.json. The folder is emptied before every build.
EXTRA = CACHE / "extra"

# The cache of compressed copies.
COMPRESSED = CACHE / "compressed"

# The generated parts of the nginx configuration. The files in deploy/toolkit include them.
FOR_NGINX = ROOT / "deploy" / "toolkit" / "generated"

BUILD_LOCK = ROOT / "requirements" / "build.txt"
TEST_LOCK = ROOT / "requirements" / "test.txt"
FILES_LOCK = ROOT / "requirements" / "files.txt"
NODE_LOCK = ROOT / "requirements" / "node.txt"
NPM_LOCK = ROOT / "package-lock.json"


def display_path(file: Path) -> str:
    """Return a file's path relative to the project, for messages; only its name if it is elsewhere."""
    return file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
