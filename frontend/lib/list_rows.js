// Rows of a list: one drawn again where it stands, a head pressed with Shift.
import { exchange } from "./exchanges.js";
import { addressOf, idOf } from "./list_peek.js";

// The row as it is now; the cursor, the tick and the focus stay where they were.
export async function redrawRow(list, row) {
  const url = addressOf(list.table?.dataset.rowUrl, row);
  if (!url) return;
  const id = idOf(row);
  const held = { cursor: "cursor" in row.dataset, ticked: row.querySelector("input[name='selected']").checked };
  const cell = [...row.cells].findIndex((one) => one.contains(document.activeElement));
  const number = list.rows.indexOf(row) + 1;
  await exchange("GET", `${url}${url.includes("?") ? "&" : "?"}number=${number}`, { source: row, target: row, swap: "outerHTML" });
  const fresh = list.rows.find((one) => idOf(one) === id);
  if (!fresh) return list.count();
  if (held.cursor) list.point(fresh);
  fresh.querySelector("input[name='selected']").checked = held.ticked;
  const dialog = document.querySelector("dialog[open]");
  if (!dialog && cell >= 0) (fresh.cells[cell]?.querySelector("n-edit, a[href], button, input") ?? fresh.querySelector("a[href]"))?.focus({ preventScroll: true });
  list.count();
}

// Another field of the row may be open by now: it is drawn again when that one is saved.
export function isBusy(row) {
  return [...row.querySelectorAll("n-edit")].some((one) => one.editing || one.busy);
}

// Ctrl opens a link elsewhere, whatever it would do here; Shift on a head adds a second order to the first.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href][hx-get]");
  if (!link || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
  event.stopPropagation();
  if (!event.shiftKey || !link.dataset.also) return;
  event.preventDefault();
  exchange("GET", link.dataset.also, { source: link, target: "#list", swap: "outerHTML" });
}, true);
