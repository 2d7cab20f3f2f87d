// The panel beside a list: opened on a row, moved from row to row, another row opened by a click beside it.
import { isPlain } from "./keys.js";

const PLACE = "000000000000"; // where the id of a record goes in an address

export function idOf(row) {
  return row?.querySelector("input[name='selected']")?.value;
}

export function addressOf(template, row) {
  const id = idOf(row);
  return id && template ? template.replace(PLACE, id) : "";
}

export class Peek {
  constructor(list) {
    this.list = list;
  }

  get dialog() {
    return document.querySelector("#dialog[open][data-kind='peek']");
  }

  open(row) {
    const url = addressOf(this.list.table?.dataset.peekUrl, row);
    if (!url) return false;
    this.id = idOf(row);
    this.list.point(row);
    const opener = row.querySelector("td:not(.pick) a[href]") ?? row.querySelector("input");
    document.dispatchEvent(new CustomEvent("dialog:open", { detail: { url, kind: "peek", opener } }));
    return true;
  }

  step(by) {
    const { rows } = this.list;
    const at = rows.findIndex((row) => idOf(row) === this.id);
    const next = rows[at + by];
    if (next) this.open(next);
    else if (by > 0) this.list.more(() => this.list.rows[at + by] && this.step(by));
  }

  // The keys of the list while the panel is open.
  press(event) {
    if (!this.dialog || !isPlain(event)) return;
    if (event.key === "p") return document.dispatchEvent(new CustomEvent("dialog:close"));
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.step(step);
  }

  // What the panel says of the row's place, once it is filled.
  place() {
    const shown = this.dialog?.querySelector("[data-peek]")?.dataset.peek;
    if (!shown) return;
    const { rows } = this.list;
    const at = rows.findIndex((row) => idOf(row) === shown);
    this.dialog.querySelector("[data-peek-place]").textContent = at < 0 ? "" : `${at + 1} / ${rows.length}`;
    for (const button of this.dialog.querySelectorAll("[data-peek-step]")) {
      const next = at + Number(button.dataset.peekStep);
      button.disabled = at < 0 || next < 0 || (next >= rows.length && !this.list.hasMore);
    }
  }

  // The rows stand behind the panel, out of reach of the mouse: a press beside the panel is looked up among them.
  rowBeside(event) {
    const { dialog } = this;
    if (!dialog || event.target !== dialog || event.clientX >= dialog.getBoundingClientRect().left) return null;
    const within = (box) => event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!within(this.list.table.parentElement.getBoundingClientRect())) return null;
    return this.list.rows.find((row) => within(row.getBoundingClientRect())) ?? null;
  }
}
