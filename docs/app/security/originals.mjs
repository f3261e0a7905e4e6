/**
 * References to the browser's own functions, taken when the page starts, because a later script may replace them.
 *
 * Must be imported before everything else. Code that relies on it must not call methods of objects or use iterators, because those can
 * be replaced too.
 */
const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor } = Reflect;
const { bind, call } = Function.prototype;

/**
 * Returns a method as a function that takes its object as the first argument.
 * @param {Function | undefined} method
 * @returns {(self: any, ...given: any[]) => any}
 */
export const uncurried = (method) => apply(bind, call, [method ?? (() => undefined)]);

/**
 * Returns the getter of a prototype's property, in the same form.
 * @param {object | undefined} prototype
 * @param {string} name
 */
export const reader = (prototype, name) => uncurried(prototype && getOwnPropertyDescriptor(prototype, name)?.get);

/**
 * Replaces a function permanently.
 * @param {object | undefined} holder
 * @param {string} name
 * @param {Function} value
 */
export function replace(holder, name, value) {
  if (holder && name in holder)
    defineProperty(holder, name, { value, writable: false, configurable: false, enumerable: true });
}

/**
 * Deletes properties.
 * @param {object | undefined} holder
 * @param {string[]} names
 */
export function removeProperties(holder, names) {
  for (let at = 0; holder && at < names.length; at += 1) deleteProperty(holder, names[at]);
}
