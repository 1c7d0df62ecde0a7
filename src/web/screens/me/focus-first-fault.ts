/** Takes whoever sent a form with faults to the first of them, once it is told. */
export function focusFirstFault(form: HTMLFormElement | null): void {
  requestAnimationFrame(() =>
    form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-at-fault="true"]')?.focus(),
  );
}
