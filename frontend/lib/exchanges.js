// htmx under a strict Content-Security-Policy: nothing evaluated, no style written into the page.
import htmx from "htmx.org/dist/htmx.esm.js";

Object.assign(htmx.config, {
  // What is swapped in listens at once: a key pressed in htmx's 20 ms of settling would be lost.
  defaultSettleDelay: 0,
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  attributesToSettle: ["class", "width", "height", "cx", "cy", "r"], // not style: a copied style attribute is an inline style
  selfRequestsOnly: true,
  historyCacheSize: 0, // pages hold personal data: the browser asks again instead of keeping copies
  refreshOnHistoryMiss: false,
  scrollIntoViewOnBoost: false,
  timeout: 30000,
  // 422: a field in error, 409: somebody else changed it meanwhile; both answers are the form again.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "409", swap: true },
    { code: "...", swap: false, error: true },
  ],
});

// An exchange asked for by a script; when it fails, lib/failures.js has already said so.
export function exchange(verb, path, context) {
  return htmx.ajax(verb, path, context).catch(() => {});
}

// After signing in again elsewhere the old token is worth nothing: take the one of a fresh page. False when signed out.
export async function renewToken() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = fresh.querySelector("meta[name='csrf-token']")?.content;
  const signedIn = fresh.querySelector("meta[name='signed-in']")?.content === "yes";
  if (!token || !signedIn) return false;
  document.querySelector("meta[name='csrf-token']").content = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const hidden of document.querySelectorAll("input[name='csrfmiddlewaretoken']")) hidden.value = token;
  return true;
}

export { htmx };
