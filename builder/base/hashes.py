"""SHA-256 hashes in the format of Subresource Integrity and CSP."""

import base64
import hashlib
from pathlib import Path


def integrity(file: Path) -> str:
    """Return a file's hash as a value of the attribute `integrity`."""
    return of(file.read_bytes())


def of(content: bytes) -> str:
    """Return the hash of bytes in the same format."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
