// The page of a stand: what is typed is kept on the device at once, and sent when the network is there.
import { AWAY, GOOD, SIGNED_OUT, fetchTicket, sendAll } from "./lib/fair_send.js";
import { action, clearError, showError, text } from "./lib/fair_fields.js";
import { all, get, keep, kept, newId, put, remove } from "./lib/fair_store.js";

const words = JSON.parse(document.getElementById("fair-words").textContent);
const urls = JSON.parse(document.getElementById("fair-urls").textContent);
const form = document.getElementById("fair-form");
const list = document.getElementById("fair-entries");
const interest = document.getElementById("fair-interest");
const problem = document.getElementById("fair-problem");
const DAY = 86_400_000, AGAIN = 30_000;
const TEXTS = ["company", "first_name", "last_name", "function", "email", "phone", "note", "guard_reason"];
let editing, person, sending;

start();

async function start() {
  try {
    await forgetOld();
    const known = await kept();
    person = known?.person;
    showFairs(known?.fairs);
  } catch {
    return tell(words.noStore);
  }
  form.addEventListener("submit", onSubmit);
  form.addEventListener("input", ({ target }) => clearError(target.name === "interest" ? interest : target));
  form.elements.fair.addEventListener("change", () => localStorage.setItem("negoce-fair", form.elements.fair.value));
  document.getElementById("fair-send").addEventListener("click", send);
  addEventListener("online", send);
  addEventListener("offline", () => line(AWAY));
  setInterval(async () => (await waiting()).length && send(), AGAIN);
  await draw();
  await send();
  if (!navigator.serviceWorker) return problem.hidden && tell(words.notOffline);
  return navigator.serviceWorker.register(urls.worker, { scope: urls.entry }).catch(() => tell(words.notOffline));
}

async function onSubmit(event) {
  event.preventDefault();
  if (!(await check())) return;
  const values = Object.fromEntries(TEXTS.map((name) => [name, form.elements[name].value.trim()]));
  values.fair = form.elements.fair.value;
  values.interest = form.elements.interest.value;
  for (const name of ["informed", "newsletter"]) values[name] = form.elements[name].checked;
  const entry = { id: editing?.id ?? newId(), noted_at: editing?.noted_at ?? new Date().toISOString(), person, values, state: "waiting", saved_at: Date.now(), edited: Boolean(editing) };
  try {
    await put(entry);
  } catch {
    return tell(words.noStore);
  }
  reset();
  await draw();
  await send();
}

async function check() {
  let first;
  for (const name of ["fair", "company", "last_name"]) {
    if (form.elements[name].value.trim()) continue;
    showError(form.elements[name], words.required);
    first ??= form.elements[name];
  }
  if (!form.elements.interest.value) {
    showError(interest, words.required);
    first ??= interest.querySelector("input");
  }
  first?.focus();
  return !first;
}

function reset() {
  const fair = form.elements.fair.value;
  editing = undefined;
  form.reset();
  form.elements.fair.value = fair;
  document.getElementById("guard").hidden = true;
  for (const name of [...TEXTS, "fair"]) clearError(form.elements[name]);
  clearError(interest);
  form.elements.company.focus();
}

async function edit({ id }) {
  const entry = await get(id);
  // Sent in this very moment: there is nothing here to put right any more.
  if (!entry || entry.state === "sent") return draw();
  editing = entry;
  for (const [name, value] of Object.entries(entry.values)) {
    const control = form.elements[name];
    if (typeof value === "boolean") control.checked = value;
    else if (control) control.value = value;
  }
  document.getElementById("guard").hidden = !entry.guarded;
  for (const [name, messages] of Object.entries(entry.fields ?? {})) if (form.elements[name]) showError(form.elements[name], messages[0]);
  form.elements.company.focus();
  return form.scrollIntoView();
}

// One round at a time; what is noted meanwhile goes with the next.
async function send() {
  if (sending) return sending;
  sending = round().finally(() => (sending = undefined));
  return sending;
}

async function round() {
  const { state, ticket } = await fetchTicket(urls.ticket);
  if (!ticket) return line(state);
  if (!person) await adopt(ticket.person);
  person = ticket.person;
  showFairs(ticket.fairs);
  line(await sendAll(urls.entries, ticket, (id) => editing?.id === id, draw));
  return draw();
}

// Entries that were typed before anybody was known here are of whoever signs in first.
async function adopt(whom) {
  for (const entry of await all()) if (!entry.person) await put({ ...entry, person: whom });
}

function line(state) {
  const sign = document.getElementById("fair-state");
  sign.textContent = state === AWAY ? words.offline : words.online;
  sign.dataset.state = state === AWAY ? "away" : "there";
  tell(state === GOOD || state === AWAY ? "" : words[state], state === SIGNED_OUT);
}

function tell(text, signIn = false) {
  problem.hidden = !text;
  document.getElementById("fair-problem-words").textContent = text;
  document.getElementById("fair-sign-in").hidden = !signIn;
}

function showFairs(fairs) {
  const select = form.elements.fair;
  const chosen = select.value || localStorage.getItem("negoce-fair");
  select.replaceChildren(...(fairs ?? []).map((fair) => new Option(fair.place ? `${fair.name} · ${fair.place}` : fair.name, fair.id)));
  if ((fairs ?? []).some((fair) => fair.id === chosen)) select.value = chosen;
  if (fairs && !fairs.length) tell(words.noFair);
  else if (!fairs && !navigator.onLine) tell(words.noFairYet);
}

async function waiting() {
  return (await all()).filter((entry) => entry.state === "waiting" && (!person || entry.person === person));
}

async function draw() {
  const entries = await all();
  const mine = entries.filter((entry) => !entry.person || entry.person === person);
  const others = entries.filter((entry) => entry.state !== "sent").length - mine.filter((entry) => entry.state !== "sent").length;
  const left = (await waiting()).length;
  document.getElementById("fair-count").textContent = left ? words.counts.replace("%s", left) : "";
  document.getElementById("fair-send").hidden = !left;
  list.replaceChildren(...mine.reverse().map(row));
  if (others && problem.hidden) tell(words.otherPerson.replace("%s", others));
}

function row(entry) {
  const item = document.createElement("li");
  item.dataset.state = entry.state;
  const name = [entry.values.first_name, entry.values.last_name].filter(Boolean).join(" ");
  const faults = Object.values(entry.fields ?? {}).flat();
  const refused = [words.refused, ...(faults.length ? faults : [entry.message])].join(" · ");
  const said = { waiting: words.waiting, sent: entry.words, refused };
  item.append(text("strong", entry.values.company), text("span", name), text("span", said[entry.state], "fair-said"));
  if (entry.state !== "sent") item.append(action(words.edit, () => edit(entry)), action(words.remove, () => drop(entry)));
  return item;
}

async function drop(entry) {
  if (!confirm(words.removeSure)) return;
  if (editing?.id === entry.id) reset();
  await remove(entry.id);
  await draw();
}

async function forgetOld() {
  for (const entry of await all()) if (entry.sent_at && Date.now() - Date.parse(entry.sent_at) > DAY) await remove(entry.id);
  if (navigator.storage?.persist) navigator.storage.persist().catch(() => {});
  await keep((await kept()) ?? {});
}
