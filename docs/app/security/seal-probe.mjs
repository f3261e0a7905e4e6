/** Proves that a policy holds here, by trying what it must refuse: a policy that was written down may still be ignored. */

// How long a browser may take to refuse; it does so at once.
const PATIENCE = 5000;
// How long its word on that may take, before another proof is looked for.
const WORD_WITHIN = 100;
// Has no content and is on no network. The page's own policy allows it, the lock does not: it is for comparing the two.
const LOCAL = "data:,";

/** @returns {Promise<boolean>} Whether a request that needs no network goes through here. */
export const isOpen = () => fetch(LOCAL).then(
  () => true,
  () => false,
);

/**
 * Whether this page or worker may fetch nothing any more. One request is tried, to the site itself and with nothing in it:
 * it counts as refused only when the browser also reports its policy as the reason, as a network that is down refuses too.
 *
 * Safari's engine reports nothing in a worker. There it counts when a request that needs no network is refused as well, which
 * went through in a worker of this page before the seal: nothing but the policy has come between.
 *
 * @param {string} address
 * @param {boolean} [wasOpen] What `isOpen` found before the seal, in the same kind of place.
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
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
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
