/**
 * The lifetime of a draft: decides how long it is kept, and which of its versions. Pure functions of the draft and the time.
 *
 * A computer's clock can jump in either direction. A jump alone never deletes a draft: when its 24 hours are over by the clock,
 * the form first has to offer it for ten more minutes of measured time.
 *
 * @typedef {{ text: string, written: number, kept?: true }} Version Encrypted text, and when it was written, in ms since 1970.
 *   `kept`: it was the newest version when other answers took its place, so no later version contains it.
 * @typedef {{ versions: Version[], until: number, offered: number }} Draft Newest version first. `until`: the end of its 24
 *   hours, in ms since 1970. `offered`: for how long the form has offered it since then, in ms.
 * @typedef {{ until: number, versions?: Version[], offered?: number, text?: string }} Stored A draft as it was stored. Earlier
 *   releases wrote `text` and `until` only.
 */

/** How long a draft is kept after it was last written, in ms. */
export const LIFE = 24 * 60 * 60 * 1000;
/** How long the form offers a draft whose 24 hours are over, in ms. */
export const LAST_OFFER = 10 * 60 * 1000;
// The versions would be useless if each save replaced one of them.
const BETWEEN_VERSIONS = 5 * 60 * 1000;
const MOST_VERSIONS = 3;
const MOST_KEPT = 3;

/**
 * Returns a stored draft with times that fit the clock, or nothing if it is not a draft or its time is over.
 * @param {Stored | undefined} stored The stored value.
 * @param {number} now In ms since 1970.
 * @returns {Draft | undefined}
 */
export function adjusted(stored, now) {
  const versions =
    typeof stored?.text === "string" ? [{ text: stored.text, written: stored.until - LIFE }] : stored?.versions;
  if (!stored || !Array.isArray(versions) || !versions.length || !Number.isFinite(stored.until)) return undefined;
  // A clock that was put back must not make a draft last longer.
  const until = Math.min(stored.until, now + LIFE);
  const offered = until > now ? 0 : (stored.offered ?? 0);
  return offered >= LAST_OFFER ? undefined : { versions, until, offered };
}

/**
 * Returns the draft with a new version. The newest version is replaced unless five minutes have passed since the one before it.
 * @param {Draft | undefined} draft
 * @param {string} text Encrypted.
 * @param {number} now In ms since 1970.
 * @param {string} [from] Only for the first version since the answers in the form were replaced: the version that they come from,
 *   or an empty string if they come from elsewhere. The newest version is then never replaced.
 * @returns {Draft}
 */
export function withVersion(draft, text, now, from) {
  const [newest, ...older] = draft?.versions ?? [];
  const before = older[0]?.written ?? 0;
  const isReplacing = from !== undefined;
  const keepsNewest = newest && (isReplacing || Math.abs(newest.written - before) >= BETWEEN_VERSIONS);
  // Typing in an older version must not push out the newest, which holds other work.
  const left =
    isReplacing && newest && newest.text !== from ? { ...newest, kept: /** @type {const} */ (true) } : newest;
  const others = [...(keepsNewest ? [left] : []), ...older].filter((each) => each.text !== text);
  return { versions: mostRecent([{ text, written: now }, ...others]), until: now + LIFE, offered: 0 };
}

/**
 * Returns a draft that was opened. It lives for another day, with the same versions, because opening it changes no answer.
 * @param {Draft} draft
 * @param {number} now In ms since 1970.
 * @returns {Draft}
 */
export const renewed = ({ versions }, now) => ({ versions, until: now + LIFE, offered: 0 });

/** @param {Version[]} versions Newest first. */
function mostRecent(versions) {
  const own = versions.filter(({ kept }) => !kept).slice(0, MOST_VERSIONS);
  const kept = versions.filter((each) => each.kept).slice(0, MOST_KEPT);
  return versions.filter((each) => own.includes(each) || kept.includes(each));
}

/**
 * Returns the remaining time of a draft in words.
 * @param {Draft} draft
 * @param {number} now In ms since 1970.
 */
export function remaining({ until }, now) {
  const minutes = Math.ceil((until - now) / 60_000);
  if (minutes <= 0) return "a few minutes";
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours === 1 ? "1 hour" : `${hours} hours`;
}
