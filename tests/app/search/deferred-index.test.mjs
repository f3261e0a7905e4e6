/** Tests of the deferred search index: when the theme builds it, and in which order queries are answered. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { DeferredIndex, QUERY, READY, RESULT, SETUP } from "../../../docs/app/search/deferred-index.mjs";

/** Returns a deferred index with the messages that the theme and the page have received. */
function started() {
  /** @type {{ theme: unknown[], page: unknown[] }} */
  const received = { theme: [], page: [] };
  const index = new DeferredIndex(
    (message) => {
      // The theme's worker sees the message as an event, which is offered to the index first.
      if (!index.holds(message)) received.theme.push(message.data);
    },
    (message) => received.page.push(message),
  );
  assert.equal(index.holds({ type: SETUP, data: "documents" }), true);
  return { index, received };
}

/** @param {string} text */
const query = (text) => ({ type: QUERY, data: text });

test("the page is told that the search is ready before the index is built", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { received } = started();
  assert.deepEqual(received, { theme: [], page: [{ type: READY }] });
  mock.timers.tick(5000);
  assert.deepEqual(received.theme, ["documents"]);
  mock.timers.reset();
});

test("an empty search box does not build the index", () => {
  const { index, received } = started();
  assert.equal(index.holds(query("")), true);
  assert.deepEqual(received.theme, []);
  assert.deepEqual(received.page.at(-1), { type: RESULT, data: { items: [] } });
});

test("queries wait for the index and are answered one by one, in order", () => {
  const { index, received } = started();
  for (const text of ["g", "gi", ""]) assert.equal(index.holds(query(text)), true);
  assert.deepEqual(received.theme, ["documents"]);
  index.built();
  assert.deepEqual(received.theme, ["documents", "g"]);
  // A later query must not overtake those that wait.
  assert.equal(index.holds(query("gift")), true);
  for (let answers = 0; answers < 3; answers += 1) index.answered();
  assert.deepEqual(received.theme, ["documents", "g", "gi", "", "gift"]);
  index.answered();
  assert.equal(index.holds(query("gifts")), false);
});
