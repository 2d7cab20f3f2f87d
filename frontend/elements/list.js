// <n-list> around a <table data-list> and its bulk bar: a cursor moved by keys, and rows chosen by click or key.
import { isPlain, isTyping } from "../lib/keys.js";
import { Peek } from "../lib/list_peek.js";
import { isBusy, redrawRow } from "../lib/list_rows.js";
import { say } from "../lib/words.js";

class List extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("keydown", this.onKey, { signal });
    this.addEventListener("click", this.onClick, { signal });
    this.addEventListener("change", this.onChange, { signal });
    document.addEventListener("htmx:afterSettle", this.onSwap, { signal });
    document.addEventListener("click", this.onAnyClick, { signal, capture: true });
    document.addEventListener("activities-changed", this.onElsewhere, { signal });
    this.addEventListener("n-edit:saved", this.onSaved, { signal });
    this.peek = new Peek(this);
    this.count();
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get table() { return this.querySelector("table[data-list]"); }
  // The rows that one can be on: not the head of a group.
  get rows() { return [...(this.table?.tBodies[0]?.rows ?? [])].filter((row) => !row.hasAttribute("data-group")); }
  get boxes() { return [...this.querySelectorAll("tbody input[name='selected']")]; }
  get bar() { return this.querySelector("[data-bulk]"); }
  get cursor() { return this.table?.querySelector("tr[data-cursor]"); }
  get hasMore() { return Boolean(this.querySelector("#load-more button[hx-get]")); }

  onSwap = (event) => {
    if (event.target.id === "dialog-content") return this.peek.place();
    if (this.contains(event.target) || event.target.contains(this)) this.count();
  };

  // The press of a button in the panel, or beside it on another row.
  onAnyClick = (event) => {
    const step = event.target.closest?.("#dialog [data-peek-step]");
    if (step) return this.peek.step(Number(step.dataset.peekStep));
    const row = this.peek.rowBeside(event);
    if (!row) return;
    event.stopPropagation();
    this.peek.open(row);
  };

  onSaved = (event) => {
    const row = event.target.closest("tr");
    if (row && event.target.hasAttribute("data-row") && !isBusy(row)) redrawRow(this, row);
  };

  // An activity was changed from a row or from the panel: the row tells.
  onElsewhere = () => {
    if (this.cursor && !isBusy(this.cursor)) redrawRow(this, this.cursor);
  };

  onKey = (event) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return this.peek.press(event);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && this.boxes.length) {
      event.preventDefault();
      return this.chooseAll(true);
    }
    if (!isPlain(event) || event.target.closest?.("summary, n-edit, [role='combobox']")) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      return this.move(step);
    }
    if (event.key.toLowerCase() === "x" && this.cursor) return this.toggle(event.shiftKey);
    if (event.key === "Escape") return this.chooseAll(false);
    if ((event.key === "p" || (event.key === " " && !event.target.closest?.("button, input"))) && this.cursor && this.peek.open(this.cursor)) return event.preventDefault();
    if (event.key === "Enter" && this.cursor && !event.target.closest?.("a, button, input")) this.open(this.cursor);
  };

  point(row) {
    this.cursor?.removeAttribute("data-cursor");
    row.dataset.cursor = "";
    row.scrollIntoView({ block: "nearest" });
  }

  // The rows that follow, then what was to be done with them.
  more(then) {
    const button = this.querySelector("#load-more button[hx-get]");
    if (!button) return;
    const settled = (event) => {
      if (event.target.id !== "rows") return;
      document.removeEventListener("htmx:afterSettle", settled);
      then();
    };
    document.addEventListener("htmx:afterSettle", settled, { signal: this.stop.signal });
    button.click();
  }

  move(step) {
    const { rows } = this;
    if (!rows.length) return;
    const at = rows.indexOf(this.cursor);
    if (at + step >= rows.length && this.hasMore) return this.more(() => this.move(step));
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    this.point(next);
    // The name of the row takes the focus, so that a screen reader follows the cursor.
    (next.querySelector("td:not(.pick) a[href]") ?? next.querySelector("input"))?.focus({ preventScroll: true });
  }

  toggle(range) {
    const box = this.cursor.querySelector("input[name='selected']");
    if (!box) return;
    if (range) this.range(box);
    else box.checked = !box.checked;
    this.last = box;
    this.count();
  }

  range(box) {
    const { boxes } = this;
    const [from, to] = [boxes.indexOf(this.last ?? box), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const one of boxes.slice(Math.max(from, 0), to + 1)) one.checked = true;
  }

  chooseAll(checked) {
    for (const box of this.boxes) box.checked = checked;
    this.every(false);
    this.count();
  }

  onClick = (event) => {
    const box = event.target.closest("input[name='selected']");
    if (box) {
      if (event.shiftKey) this.range(box);
      this.last = box;
      return this.count();
    }
    if (event.target.closest("[data-bulk-clear]")) return this.chooseAll(false);
    if (event.target.closest("[data-bulk-all]")) return this.every(true);
    const row = event.target.closest("tr[data-href]");
    if (row && event.target.closest("button.tick")) this.point(row);
    if (!row || event.target.closest("a, button, input, label, n-edit, summary") || String(getSelection())) return;
    if (event.ctrlKey || event.metaKey || !this.peek.open(row)) this.open(row, event);
  };

  onChange = (event) => {
    if (event.target.matches("[data-pick-all]")) this.chooseAll(event.target.checked);
  };

  open(row, event) {
    const link = row.querySelector("a[data-open], a[href]");
    const url = row.dataset.href || link?.href;
    if (!url) return;
    if (event?.ctrlKey || event?.metaKey) window.open(url, "_blank", "noopener");
    else if (row.dataset.dialog) document.dispatchEvent(new CustomEvent("dialog:open", { detail: { url, kind: row.dataset.dialog } }));
    else location.assign(url);
  }

  // All that match, beyond the page: the server is sent the query, not the keys.
  every(chosen) {
    const all = this.bar?.querySelector("input[name='all']");
    if (!all) return;
    all.value = chosen ? "1" : "";
    const button = this.bar.querySelector("[data-bulk-all]");
    if (chosen) this.say(say("manyChosen", button.dataset.total));
    if (button) button.hidden = chosen;
  }

  count() {
    const { boxes } = this;
    const chosen = boxes.filter((box) => box.checked);
    for (const box of boxes) {
      const row = box.closest("tr");
      if (box.checked) row.setAttribute("aria-selected", "true");
      else row.removeAttribute("aria-selected");
    }
    const all = this.querySelector("[data-pick-all]");
    if (all) {
      all.checked = boxes.length > 0 && chosen.length === boxes.length;
      all.indeterminate = chosen.length > 0 && !all.checked;
    }
    if (!this.bar) return;
    if (chosen.length < boxes.length) this.every(false);
    this.bar.hidden = chosen.length === 0;
    this.say(chosen.length === 1 ? say("oneChosen") : say("manyChosen", chosen.length));
    const button = this.bar.querySelector("[data-bulk-all]");
    if (button) button.hidden = chosen.length < boxes.length;
  }

  say(words) {
    this.bar.querySelector("[data-bulk-count]").textContent = words;
  }
}

customElements.define("n-list", List);
