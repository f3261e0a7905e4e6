// Types for imports that have none.

// The part of GOV.UK Frontend that the form uses.
declare module "govuk-frontend" {
  export class Checkboxes {
    constructor(root: Element);
    syncAllConditionalReveals(): void;
  }
}

// The bundled worker.mjs as text, which the build inserts (see builder/assets/site_assets.py).
declare module "worker-script" {
  const text: string;
  export default text;
}
