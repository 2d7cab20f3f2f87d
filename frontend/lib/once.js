// A form is sent once: an impatient double click must not make two quotes, nor two payments.

const SENT_SECONDS = 10; // an answer that is a file leaves the page where it is: its form may be sent again then
let underWay = new WeakSet();

const settle = (form) => form.removeAttribute("aria-busy");
const pressed = (event) => event?.type === "submit" || event?.type === "click";

// What a page sends; forms of htmx have been taken over by then. Not form.method: a field may bear that name.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const method = event.submitter?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get";
  if (event.defaultPrevented || method.toLowerCase() !== "post") return;
  if (form.hasAttribute("aria-busy")) return event.preventDefault();
  form.setAttribute("aria-busy", "true");
  setTimeout(() => settle(form), SENT_SECONDS * 1000);
});

document.addEventListener("htmx:confirm", (event) => {
  const { elt, verb, triggeringEvent } = event.detail;
  if (verb !== "get" && pressed(triggeringEvent) && underWay.has(elt)) event.preventDefault();
  // Nor does a check of what was typed last take the place of the form that is being sent: what it wrote would not be told.
  if (verb === "get" && underWay.has(elt.closest("form"))) event.preventDefault();
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (pressed(detail.requestConfig.triggeringEvent)) underWay.add(detail.elt);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.xhr?.getResponseHeader("HX-Redirect")) underWay.delete(detail.elt);
});

// Back to a page that the browser kept.
window.addEventListener("pageshow", () => {
  underWay = new WeakSet();
  document.querySelectorAll("form[aria-busy]").forEach(settle);
});
