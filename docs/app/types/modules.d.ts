// What the scripts import that tells no types.

// Of GOV.UK Frontend, what the form uses.
declare module "govuk-frontend" {
  export class Checkboxes {
    constructor(root: Element);
    syncAllConditionalReveals(): void;
  }
}

// The text of the bundled worker.mjs, which the build puts in its place (see builder/assets.py).
declare module "worker-script" {
  const text: string;
  export default text;
}
