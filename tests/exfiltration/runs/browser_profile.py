"""Browser with an everyday profile for the attack runs, so that every channel works as it does for a user.

Playwright's contexts are private windows, in which Chromium loads no manifests and opens no connections in advance. One
of Playwright's default switches turns off DNS lookups in advance. The browser still reaches this machine only: no name
except *.localhost can be resolved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium_switches import FEATURES_OFF
from playwright.sync_api import BrowserContext, BrowserType

from exfiltration.listeners.attacker import Attacker
from exfiltration.listeners.dns_lookups import followed

_LOG = "network-log.json"


@contextmanager
def everyday(
    chromium: BrowserType, program: str, folder: Path, attacker: Attacker
) -> Iterator[BrowserContext]:
    """Open a browser with an empty profile in a folder, and pass its DNS lookups to the listener."""
    arguments = [
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE *.localhost",
        f"--log-net-log={folder / _LOG}",
        "--net-log-capture-mode=Default",
        f"--disable-features={','.join(FEATURES_OFF)}",
    ]
    with followed(folder / _LOG, attacker.received):
        context = chromium.launch_persistent_context(
            folder / "profile",
            executable_path=program,
            args=arguments,
            ignore_default_args=["--disable-background-networking"],
            permissions=["notifications"],
        )
        try:
            yield context
        finally:
            context.close()
