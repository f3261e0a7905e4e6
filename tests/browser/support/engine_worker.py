"""Find the worker that runs Python, and block it so that it never answers again."""

from playwright.sync_api import Page, Worker

# The worker cannot close itself any more, so it waits for a change of shared memory that never comes. Such waiting
# takes no processor time. A loop would keep a core busy for as long as the form waits for an answer.
_BLOCK_WORKER = """void setTimeout(() => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  Atomics.wait(new Int32Array(memory.buffer), 0, 0);
})"""


def engine_worker(page: Page) -> Worker:
    """Return the worker in which Python runs."""
    return next(worker for worker in page.workers if worker.url.startswith("blob:"))


def stop(page: Page) -> None:
    """Block the worker for ever, so that it never answers again."""
    engine_worker(page).evaluate(_BLOCK_WORKER)
