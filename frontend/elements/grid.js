// <n-grid>: a table of cells edited where they stand. Arrows go from cell to cell, a digit types over, Ctrl+Z undoes.
import { isTyping } from "../lib/keys.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Grid extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.addEventListener("keydown", this.onKey, { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  onKey = (event) => {
    const cell = event.target.closest("n-edit");
    if (!cell || cell.editing || isTyping(event.target)) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z") return this.undo(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) return this.typeOver(event, cell);
    const step = STEPS[event.key];
    const next = step && this.beside(cell, step);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  // Rows without cells of their own, sums for instance, are passed over.
  beside(cell, [down, right]) {
    const rows = [...this.querySelectorAll("tr")].map((row) => [...row.querySelectorAll("n-edit")]).filter((row) => row.length);
    const at = rows.findIndex((row) => row.includes(cell));
    return rows[at + down]?.[rows[at].indexOf(cell) + right];
  }

  typeOver(event, cell) {
    event.preventDefault();
    const typed = event.key;
    cell.addEventListener("htmx:afterSwap", () => {
      const field = cell.querySelector("input[name='value']");
      if (field) field.value = typed;
    }, { once: true });
    cell.start();
  }

  undo(event) {
    const button = [...document.querySelectorAll(".toast-undo")].at(-1);
    if (!button) return;
    event.preventDefault();
    button.click();
  }
}

customElements.define("n-grid", Grid);
