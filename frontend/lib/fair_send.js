// Sends what waits, one entry after the other. Sent twice is one: the number that the device drew says so.
import { all, get, keep, put } from "./fair_store.js";

const PATIENCE = 15_000;
export const AWAY = "offline", SIGNED_OUT = "signedOut", FORBIDDEN = "notAllowed", GOOD = "", TROUBLE = "serverAway";

async function ask(url, options = {}) {
  // The mark of an exchange: who is signed out gets 401, not the page to sign in.
  const headers = { "HX-Request": "true", ...options.headers };
  return fetch(url, { ...options, headers, redirect: "error", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
}

function stateOf(answer) {
  if (answer.status === 401) return SIGNED_OUT;
  return answer.status === 403 ? FORBIDDEN : TROUBLE;
}

// Who is signed in, and what a request must carry: `{state, ticket}`.
export async function fetchTicket(url) {
  try {
    const answer = await ask(url);
    if (!answer.ok) return { state: stateOf(answer) };
    const ticket = await answer.json();
    await keep({ person: ticket.person, fairs: ticket.fairs });
    return { state: GOOD, ticket };
  } catch {
    return { state: AWAY };
  }
}

// Sends all that this person wrote, but what `isOpen` in the form; `told` is called after each. Returns how the line is.
export async function sendAll(url, ticket, isOpen, told) {
  let line = GOOD;
  for (const { id } of await all()) {
    const entry = await get(id);
    if (entry?.state !== "waiting" || entry.person !== ticket.person || isOpen(id)) continue;
    let answer;
    try {
      answer = await ask(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": ticket.csrf },
        body: JSON.stringify({ ...entry.values, id, noted_at: entry.noted_at, edited: entry.edited === true }),
      });
    } catch {
      return AWAY;
    }
    const now = await get(id);
    if (now && now.saved_at !== entry.saved_at) {
      // Put right while it was under way: it waits, and whoever has it already says so.
    } else if (answer.ok) {
      // What was sent stands on the server: the device keeps the name of the company alone, and for a day.
      const { words } = await answer.json();
      await put({ ...slim(entry), state: "sent", words });
    } else if (answer.status === 422) {
      await put({ ...entry, state: "refused", ...(await answer.json()) });
    } else if (answer.status === 500) {
      // This one is our fault: the others do not wait for it.
      line = TROUBLE;
    } else {
      return stateOf(answer);
    }
    await told();
  }
  return line;
}

function slim({ id, person, noted_at, values }) {
  return { id, person, noted_at, values: { company: values.company }, sent_at: new Date().toISOString() };
}
