"""The audit of many locked files in the page: how long it takes, and whether the page still answers meanwhile."""

import base64
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from builder.bench import form, visits
from builder.bench.host import Host
from builder.errors import BuildError
from scoring.command_line import saved_file

PAGE = "/assessing-risk/audit/"
_WORDS = "fictitious words for the benchmark"
_PATIENCE = 1_800_000
# Notes for how long the page does nothing else: a tick that comes late by so much was kept waiting.
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
    """So many locked files, the seconds until the return, and the longest that the page stood still, in ms."""

    files: int
    took: float
    waited: float


def measure(playwright: Playwright, program: Path, host: Host, files: int) -> AuditPage:
    """Have the page read so many files, each another assessment with every question answered.

    Raises BuildError where they are not all counted.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        locked = _fill(Path(temporary), files)
        with visits.profile(playwright, program, offline=False) as profile, profile.tab() as page:
            page.goto(host.address + PAGE)
            page.get_by_text("Sealed.", exact=True).wait_for()
            page.get_by_label("The saved assessments").set_input_files(locked)
            page.get_by_label("The words that they are locked with").fill(_WORDS)
            page.evaluate(_WATCH)
            began = float(page.evaluate("performance.now()"))
            page.get_by_role("button", name="Read the files").click()
            # It is there, and focused, when the return is.
            page.locator("#made-heading:focus").wait_for(timeout=_PATIENCE)
            took = float(page.evaluate("performance.now()")) - began
            # What the return itself takes to be shown counts.
            page.wait_for_timeout(1000)
            waited = float(page.evaluate("waited"))
            article = page.get_by_role("article", name="Audit return")
            if f"{files} assessments" not in article.inner_text():
                raise BuildError(f"The audit page did not count {files} files.")
    return AuditPage(files, took / 1000, waited)


def _fill(folder: Path, files: int) -> list[Path]:
    """Make locked files. Their key is made of the words once, which the page has to do for each of them."""
    salt = os.urandom(16)
    salted = saved_file.ALGORITHM.encode() + b"\0" + salt
    words = saved_file.normalise(_WORDS).encode()
    key = hashlib.pbkdf2_hmac("sha512", words, salted, saved_file.ROUNDS, 32)
    header = {
        "alg": saved_file.ALGORITHM,
        "enc": saved_file.ENCRYPTION,
        "p2c": saved_file.ROUNDS,
        "p2s": _base64(salt),
        "typ": saved_file.TYPE,
        "cty": "json",
    }
    made = []
    for each in range(files):
        file = folder / f"{each}.cse"
        text = json.dumps(form.by_chance(each))
        file.write_text(_lock(text, header, key), encoding="utf-8")
        made.append(file)
    if saved_file.unlock(made[0].read_text("utf-8"), _WORDS) != json.dumps(form.by_chance(0)):
        raise BuildError(
            "The benchmark's locked files cannot be opened; see builder/bench/audit_page.py."
        )
    return made


def _lock(text: str, header: dict[str, object], key: bytes) -> str:
    # Not installed where nothing is locked.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap

    own, start = AESGCM.generate_key(256), os.urandom(12)
    protected = _base64(json.dumps(header).encode())
    sealed = AESGCM(own).encrypt(start, text.encode(), protected.encode())
    parts = (aes_key_wrap(key, own), start, sealed[:-16], sealed[-16:])
    return ".".join((protected, *map(_base64, parts))) + "\n"


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
