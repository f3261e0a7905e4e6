/** Seal probe: proves that the policy is enforced here by making a request that it must block. */

// In ms: how long a browser may take to block the request. Usually it does so at once.
const REPORT_TIMEOUT = 5000;
// In ms: how long to wait for its report before the second proof is tried.
const WORD_WITHIN = 100;
// Needs no network. The page's first policy allows it and the sealing policy does not, so it tells the two apart.
const LOCAL = "data:,";

/**
 * Tries a request that needs no network.
 * @returns {Promise<boolean>} Whether it succeeded.
 */
export const isOpen = () =>
  fetch(LOCAL).then(
    () => true,
    () => false,
  );

/**
 * Returns whether this page or worker can no longer make requests. It tries one request without content, to the site itself. The
 * request counts as blocked only if the browser also reports its policy as the reason, because a request also fails while the network
 * is down.
 *
 * WebKit reports nothing in a worker. There the proof is that a request that needs no network fails now, although it succeeded in a
 * worker of this page before the seal. Only the policy has changed in between.
 *
 * @param {string} address
 * @param {boolean} [wasOpen] The result of `isOpen` before the seal, in the same kind of context.
 * @returns {Promise<boolean>}
 */
export async function isSealed(address, wasOpen = false) {
  const stop = new AbortController();
  const reported = new Promise((resolve) => {
    globalThis.addEventListener(
      "securitypolicyviolation",
      (event) => {
        const { blockedURI, disposition, effectiveDirective } = /** @type {SecurityPolicyViolationEvent} */ (event);
        if (effectiveDirective === "connect-src" && disposition === "enforce" && blockedURI === address) resolve(true);
      },
      { signal: stop.signal },
    );
  });
  const late = new Promise((resolve) => setTimeout(resolve, REPORT_TIMEOUT, false));
  const refused = fetch(address, { cache: "no-store", credentials: "omit", signal: stop.signal }).then(
    () => false,
    () => Promise.race([reported, late, ...(wasOpen ? [isShutNow()] : [])]),
  );
  try {
    return (await Promise.race([refused, late])) === true;
  } finally {
    stop.abort();
  }
}

async function isShutNow() {
  await new Promise((resolve) => setTimeout(resolve, WORD_WITHIN));
  return !(await isOpen());
}
