// Small pieces of the page of a stand: a text, a button, what is wrong with a field.
export function text(tag, content, className = "") {
  const made = document.createElement(tag);
  made.textContent = content ?? "";
  made.className = className;
  return made;
}

export function action(label, act) {
  const made = text("button", label, "button");
  made.type = "button";
  made.dataset.size = "small";
  made.addEventListener("click", act);
  return made;
}

export function showError(control, message) {
  if (!control?.id) return;
  clearError(control);
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", `${control.id}-error`);
  const said = text("span", message, "field-error");
  said.id = `${control.id}-error`;
  control.after(said);
}

export function clearError(control) {
  if (!control?.id) return;
  control.removeAttribute("aria-invalid");
  control.removeAttribute("aria-describedby");
  document.getElementById(`${control.id}-error`)?.remove();
}
