/** Proves that a policy holds here, by trying what it must refuse: a policy that was written down may still be ignored. */

// How long a browser may take to refuse; it does so at once.
const PATIENCE = 5000;

/**
 * Whether this page or worker may fetch nothing any more. One request is tried, to the site itself and with nothing in it:
 * it counts as refused only when the browser also reports its policy as the reason, as a network that is down refuses too.
 *
 * @param {string} address
 * @returns {Promise<boolean>}
 */
export async function isSealed(address) {
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
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
  const refused = fetch(address, { cache: "no-store", credentials: "omit", signal: stop.signal }).then(
    () => false,
    () => Promise.race([reported, late]),
  );
  try {
    return (await Promise.race([refused, late])) === true;
  } finally {
    stop.abort();
  }
}
