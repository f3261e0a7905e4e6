/** Presses: postpones changes of the layout while a mouse button or a finger is down, because what moves away is not clicked. */

/** The presses in the page. */
export class Presses {
  #isDown = false;
  /** @type {Set<() => void>} */
  #waiting = new Set();

  constructor() {
    document.addEventListener("pointerdown", () => (this.#isDown = true), true);
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => this.#release(), true);
  }

  /**
   * Acts soon: after the current event, or after the click if something is being pressed.
   * @param {() => void} act The same function waits only once.
   */
  after(act) {
    if (this.#isDown) this.#waiting.add(act);
    else setTimeout(act);
  }

  #release() {
    this.#isDown = false;
    // The click comes before the next task.
    for (const act of this.#waiting) setTimeout(act);
    this.#waiting.clear();
  }
}
