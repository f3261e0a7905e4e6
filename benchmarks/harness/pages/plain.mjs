/** Baseline worker in plain JavaScript, the fastest possible start: only adds up the total. */
const scope = /** @type {{ onmessage: (event: MessageEvent) => void, postMessage: (message: string) => void }} */ (
  /** @type {unknown} */ (globalThis)
);

scope.onmessage = (/** @type {MessageEvent} */ { data }) => {
  const { id, answers } = JSON.parse(data);
  const chosen = Object.entries(answers.answers).filter(
    ([name, value]) => name.startsWith("factor-") && typeof value === "number",
  );
  const total = String(chosen.reduce((sum, [, value]) => sum + value, 0));
  scope.postMessage(JSON.stringify({ id, ok: true, result: { texts: { total } } }));
};
