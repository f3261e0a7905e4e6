// What the form uses of GOV.UK Frontend's module, which the build copies beside this file.
export class Checkboxes {
  constructor(root: Element);
  syncAllConditionalReveals(): void;
}
