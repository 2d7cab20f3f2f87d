// A request that fails never loses what was typed: the page stays, a notice says what happened and offers to try again.
import { exchange, renewToken } from "./exchanges.js";
import { showToast } from "./notices.js";
import { say } from "./words.js";

function retry(detail) {
  const { verb, path, parameters, elt } = detail.requestConfig;
  const values = Object.fromEntries([...new Set(Object.keys(parameters))].filter((key) => key !== "csrfmiddlewaretoken").map((key) => [key, parameters[key]]));
  const source = elt.isConnected ? elt : document.body;
  const again = () => exchange(verb, path, { source, target: detail.target ?? source, values });
  return () => renewToken().then((signedIn) => (signedIn ? again() : sessionEnded(detail)), () => failed(detail, "offline"));
}

function failed(detail, key) {
  showToast({ text: say(key), tone: "bad", lasting: true, key: "failure", actions: [{ label: say("retry"), run: retry(detail) }] });
}

function sessionEnded(detail) {
  const signIn = document.querySelector("meta[name='sign-in-url']")?.content || "/";
  showToast({
    text: say("sessionEnded"),
    tone: "warn",
    lasting: true,
    key: "failure",
    link: signIn,
    linkLabel: say("signIn"),
    newTab: true,
    actions: [{ label: say("retry"), run: retry(detail) }],
  });
}

// A change refused with 403 lacks a right, or carries a token made stale by a new sign-in: tried once more with a fresh one.
const triedAgain = new WeakMap();

async function refused(detail) {
  const { verb, path, elt } = detail.requestConfig;
  const signedIn = await renewToken().catch(() => true);
  if (!signedIn) return sessionEnded(detail);
  if (verb !== "get" && triedAgain.get(elt) !== path) {
    triedAgain.set(elt, path);
    return retry(detail)();
  }
  triedAgain.delete(elt);
  return showToast({ text: refusalIn(detail.xhr.responseText) || say("refused"), tone: "bad", lasting: true, key: "failure" });
}

// What the server says of a refusal: which right is missing, whom to ask.
function refusalIn(answer) {
  return new DOMParser().parseFromString(answer, "text/html").querySelector("[data-refusal]")?.textContent.trim();
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { status } = detail.xhr;
  if (status === 401) return sessionEnded(detail);
  if (status === 403) return refused(detail);
  if (status === 404 || status === 410) return showToast({ text: say("gone"), tone: "bad", key: "failure" });
  return failed(detail, "failed");
});

document.addEventListener("htmx:sendError", ({ detail }) => failed(detail, "offline"));
document.addEventListener("htmx:timeout", ({ detail }) => failed(detail, "slow"));

// A redirect to the sign-in page must not be swapped into a cell of the page.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.xhr.responseText.includes('<meta name="signed-in" content="no">')) return;
  if (document.querySelector("meta[name='signed-in']")?.content !== "yes") return;
  event.detail.shouldSwap = false;
  sessionEnded(event.detail);
});

window.addEventListener("offline", () => showToast({ text: say("offline"), tone: "warn", lasting: true, key: "network" }));
window.addEventListener("online", () => showToast({ text: say("backOnline"), tone: "good", key: "network" }));
