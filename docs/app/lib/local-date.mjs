/** Dates of the device's clock in its time zone, in ISO 8601. */

/**
 * Returns today's date as `YYYY-MM-DD`. Python needs it to recognise dates in the future.
 * @param {Date} [now]
 */
export const today = (now = new Date()) =>
  [String(now.getFullYear()).padStart(4, "0"), two(now.getMonth() + 1), two(now.getDate())].join("-");

/**
 * Returns a time as `YYYY-MM-DDTHH:MM`.
 * @param {Date} moment
 */
export const minuteOf = (moment) => `${today(moment)}T${two(moment.getHours())}:${two(moment.getMinutes())}`;

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");
