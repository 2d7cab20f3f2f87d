// A form that came back refused: sent from its bottom, what its top says would not be seen. Leads to the first fault.
export function showWhatIsWrong(form) {
  const said = form.querySelector(":scope > .banner[data-tone='bad']");
  if (!said) return;
  const fault = form.querySelector("[aria-invalid='true'], .field-error:not(:empty)");
  const field = fault?.matches(".field-error") ? fault.parentElement.querySelector("input, select, textarea") : fault;
  field?.focus({ preventScroll: true });
  (field ?? said).scrollIntoView({ block: "center" });
}
