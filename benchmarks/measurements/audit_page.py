"""Audit page with many encrypted files: the time to the return, and how long the page was unresponsive."""

import base64
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from playwright.sync_api import Playwright

from benchmarks.harness import form, visit
from benchmarks.harness.bench_server import Server
from builder.base.errors import BuildError
from scoring.cli.encryption import jwe

PAGE = "/assessing-risk/audit/"
_PASSPHRASE = "fictitious words for the benchmark"
_TIMEOUT = 1_800_000
# Records the longest time for which the main thread was blocked: the longest delay of a timer with this interval in ms.
_TICK = 10
_WATCH = f"""() => {{
  globalThis.waited = 0;
  let last = performance.now();
  setInterval(() => {{
    const now = performance.now();
    globalThis.waited = Math.max(globalThis.waited, now - last - {_TICK});
    last = now;
  }}, {_TICK});
}}"""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The number of encrypted files, the seconds until the return, and the longest blocked time in ms."""

    files: int
    took: float
    waited: float


def measure(playwright: Playwright, program: Path, server: Server, files: int) -> AuditPage:
    """Let the page read `files` encrypted files, each a different assessment with every question answered.

    Raises BuildError if the page does not count all of them.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        encrypted = _fill(Path(temporary), files)
        with visit.profile(playwright, program, offline=False) as profile, profile.tab() as page:
            page.goto(server.address + PAGE)
            page.locator('[data-seal-words="sealed"]').wait_for()
            page.locator("#audit-files").set_input_files(encrypted)
            page.locator("#audit-words").fill(_PASSPHRASE)
            page.evaluate(_WATCH)
            began = float(page.evaluate("performance.now()"))
            page.locator("#audit-read").click()
            # The heading has the focus when the return is shown.
            page.locator("#made-heading:focus").wait_for(timeout=_TIMEOUT)
            took = float(page.evaluate("performance.now()")) - began
            # The time to show the return counts too.
            page.wait_for_timeout(1000)
            waited = float(page.evaluate("waited"))
            counted = page.locator("[data-audit-count]").inner_text()
            if f"{files} can be counted, 0 cannot" not in counted:
                raise BuildError(f"the audit page did not count {files} files.")
    return AuditPage(files, took / 1000, waited)


def _fill(folder: Path, files: int) -> list[Path]:
    """Write encrypted files. Derives their key once, while the page has to derive it for each file."""
    salt = os.urandom(16)
    salted = jwe.ALGORITHM.encode() + b"\0" + salt
    passphrase = jwe.normalise(_PASSPHRASE).encode()
    key = hashlib.pbkdf2_hmac("sha512", passphrase, salted, jwe.ROUNDS, 32)
    header = {
        "alg": jwe.ALGORITHM,
        "enc": jwe.ENCRYPTION,
        "p2c": jwe.ROUNDS,
        "p2s": _base64(salt),
        "typ": jwe.TYPE,
        "cty": "json",
    }
    encrypted = []
    for each in range(files):
        file = folder / f"{each}.cse"
        text = json.dumps(form.random_answers(each))
        file.write_text(_encrypt(text, header, key), encoding="utf-8")
        encrypted.append(file)
    if jwe.decrypt(encrypted[0].read_text("utf-8"), _PASSPHRASE) != json.dumps(
        form.random_answers(0)
    ):
        raise BuildError(
            "the files that the benchmark encrypts cannot be opened. Compare _encrypt."
        )
    return encrypted


def _encrypt(text: str, header: dict[str, object], key: bytes) -> str:
    """Return a JWE in compact form (RFC 7516)."""
    content_key, iv = AESGCM.generate_key(256), os.urandom(12)
    protected = _base64(json.dumps(header).encode())
    encrypted = AESGCM(content_key).encrypt(iv, text.encode(), protected.encode())
    parts = (aes_key_wrap(key, content_key), iv, encrypted[:-16], encrypted[-16:])
    return ".".join((protected, *map(_base64, parts))) + "\n"


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
