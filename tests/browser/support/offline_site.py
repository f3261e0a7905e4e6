"""Helpers for tests of the offline site: fill the service worker's cache, alter it, publish a new version."""

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Response

from builder.assets import precache
from builder.headers import netlify

# Overwrites every entry of the cache, or the one with the path `only`, as any script of the origin can.
POISON = """async (only) => {
  const cache = await caches.open("hillingdon-cse-toolkit");
  const keys = (await cache.keys()).filter(({ url }) => !only || new URL(url).pathname === only);
  for (const key of keys) {
    await cache.put(key, new Response("<h1>Poisoned</h1>", { headers: { "Content-Type": "text/html" } }));
  }
  return keys.length;
}"""
REFUSED = "This page was not opened"


def open_address(page: Page, address: str) -> Response:
    """Open an address; return the response."""
    answer = page.goto(address)
    assert answer is not None
    return answer


def open_with_cached_site(context: BrowserContext) -> Page:
    """Open the home page, wait until the service worker has cached the whole site, and return the page."""
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    return page


def publish(site: Path, version: str) -> None:
    """Change the site's files and its list of cached files, as a new version does."""
    page = site / "about" / "index.html"
    page.write_text(
        re.sub(
            r"<h1[^>]*>.*?</h1>", f"<h1>Edition {version}</h1>", page.read_text("utf-8"), count=1
        ),
        encoding="utf-8",
    )
    fallbacks = site.glob("assets/engine/*/fallback")
    folders = tuple(f"{each.relative_to(site).as_posix()}/" for each in fallbacks)
    precache.add(site, version, netlify.read(site), folders)
