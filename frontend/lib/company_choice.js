// Enter in the search of a company chooses the one that is marked and goes on to the next field; it never sends the form.
import { isPlain, isVisible } from "./keys.js";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !isPlain(event) || event.defaultPrevented) return;
  const form = event.target.closest?.("form");
  const choices = form?.querySelector("#company-choices");
  const isSearch = event.target.matches?.("[hx-target='#company-choices']");
  if (!choices || !(isSearch || (event.target.name === "company" && event.target.type === "radio"))) return;
  event.preventDefault();
  if (choices.querySelector("[name=company]:checked")) return goOn(form, choices);
  // Faster than the search: as soon as it answers, unless the person went elsewhere meanwhile.
  const answered = () => {
    if (document.activeElement === event.target && choices.querySelector("[name=company]:checked")) goOn(form, choices);
  };
  choices.addEventListener("htmx:afterSettle", answered, { once: true });
});

function goOn(form, choices) {
  const after = (field) => choices.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next = [...form.elements].find((field) => !choices.contains(field) && after(field) && field.type !== "hidden" && isVisible(field));
  next?.focus();
}
