// <n-sale-lines data-products-url data-preview-url data-totals>: lines of a sale typed by keyboard.
// Code or words, Enter, quantity, Enter: next line. The form is posted as it stands and the server answers all amounts.
import { exchange } from "../lib/exchanges.js";
import { showWhatIsWrong } from "../lib/faults.js";
import { showToast } from "../lib/notices.js";
import { blankRow, cell, copyOf, forgetProduct, pastedRows, takeAnswer } from "../lib/sale_rows.js";
import { Suggestions } from "../lib/sale_suggestions.js";
import { say } from "../lib/words.js";

const WAIT_MILLISECONDS = 250;

class SaleLines extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.form = this.closest("form");
    this.list = this.querySelector(".sale-lines");
    this.suggestions = new Suggestions(this.querySelector("#sale-options"), this.dataset.productsUrl, (input, option) => this.choose(input, option));
    this.addEventListener("keydown", this.onKey, { signal });
    this.addEventListener("input", this.onInput, { signal });
    this.addEventListener("paste", this.onPaste, { signal });
    this.addEventListener("click", this.onClick, { signal });
    this.addEventListener("focusout", this.onLeave, { signal });
    this.form.addEventListener("input", this.onChange, { signal });
    this.form.addEventListener("change", this.onChange, { signal });
    this.form.addEventListener("keydown", this.onSubmitKey, { signal });
    document.addEventListener("htmx:afterSettle", this.onAnswer, { signal });
    window.addEventListener("beforeunload", this.onUnload, { signal });
    for (const row of this.rows) takeAnswer(row);
    // The caret waits in the first line, unless a telephone would open its keyboard.
    if (!this.rows.length) this.add("item", null, { focus: document.activeElement === document.body && matchMedia("(pointer: fine)").matches });
    requestAnimationFrame(() => showWhatIsWrong(this.form));
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
    this.suggestions.close();
  }

  get rows() { return [...this.list.children]; }
  add(kind, after = null, { focus = true } = {}) {
    const row = blankRow(this, kind);
    if (after) after.after(row);
    else this.list.append(row);
    if (focus) this.first(row).focus();
    return row;
  }

  first(row) { return cell(row, row.dataset.kind === "item" ? "code" : "label"); }

  remove(row) {
    const [at, focus] = [this.rows.indexOf(row), row.contains(document.activeElement)];
    const before = row.nextElementSibling;
    row.remove();
    this.changed();
    if (!this.rows.length) this.add("item");
    else if (focus) this.first(this.rows[Math.min(at, this.rows.length - 1)]).focus();
    const back = () => { this.list.insertBefore(row, before?.isConnected ? before : null); this.changed(); };
    showToast({ text: say("lineRemoved"), tone: "info", key: "line", actions: [{ label: say("undo"), run: back }] });
  }

  move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    const active = document.activeElement;
    if (step < 0) other.before(row);
    else other.after(row);
    active.focus();
    this.changed();
  }

  // The next line to type in: the one below, or a new one.
  goOn(row) {
    const next = row.nextElementSibling;
    if (next) this.first(next).focus();
    else this.add("item");
  }

  onKey = (event) => {
    const row = event.target.closest(".sale-line");
    if (!row || event.isComposing || event.target.closest("button")) return;
    const { key } = event;
    if (event.target.name === "line_code" && this.suggestions.onKey(event)) return;
    const keys = { ArrowUp: -1, ArrowDown: 1 };
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey && key in keys) this.move(row, keys[key]);
    else if (ctrl && key.toLowerCase() === "d") this.duplicate(row);
    else if (ctrl && key === "Delete") this.remove(row);
    else if (key === "Backspace" && event.target.name === "line_code" && !event.target.value && !cell(row, "label").value && this.rows.length > 1) this.remove(row);
    else if (!ctrl && !event.altKey && key in keys && !event.target.matches("select, textarea")) this.sameCell(row, event.target, keys[key]);
    else if (key === "Enter" && !ctrl && !event.target.matches("textarea")) this.onEnter(row, event.target);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  onEnter(row, field) {
    if (field.name === "line_code" && field.value.trim()) return cell(row, "quantity").select();
    if (field.name === "line_code") return cell(row, "label").focus();
    if (field.name === "line_label" && row.dataset.kind === "item") return cell(row, "quantity").select();
    return this.goOn(row);
  }

  sameCell(row, field, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    const wanted = other && (cell(other, field.name.slice(5)) ?? this.first(other));
    (wanted?.type === "hidden" ? this.first(other) : wanted)?.select?.();
  }

  duplicate(row) {
    const copy = copyOf(row);
    row.after(copy);
    this.first(copy).focus();
    this.changed();
  }

  choose(input, option) {
    const row = input.closest(".sale-line");
    if (cell(row, "product").value || cell(row, "label").value) forgetProduct(row);
    input.value = option.dataset.code;
    cell(row, "label").value = option.dataset.label;
    if (document.activeElement === input) cell(row, "quantity").select();
    this.changed();
  }

  onInput = ({ target }) => {
    const row = target.closest(".sale-line");
    if (!row) return;
    if (target.name === "line_price") cell(row, "price_typed").value = target.value.trim() ? "1" : "";
    if (target.name !== "line_code") return;
    cell(row, "product").value = "";
    this.suggestions.ask(target);
  };

  onPaste = (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const row = event.target.closest(".sale-line");
    if (event.target.name !== "line_code" || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let last = row;
    for (const { code, quantity } of pastedRows(text)) {
      const target = last === row && !event.target.value ? row : this.add("item", last, { focus: false });
      cell(target, "code").value = code;
      cell(target, "quantity").value = quantity;
      last = target;
    }
    this.suggestions.close();
    cell(last, "quantity").focus();
    this.changed();
  };

  onClick = ({ target }) => {
    const row = target.closest(".sale-line");
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.lineAdd) this.add(button.dataset.lineAdd);
    if ("lineDelete" in button.dataset) this.remove(row);
    if ("lineUp" in button.dataset) this.move(row, -1);
    if ("lineDown" in button.dataset) this.move(row, 1);
    if ("lineCopy" in button.dataset) this.duplicate(row);
    if ("lineMore" in button.dataset) {
      const more = row.querySelector(".sale-more");
      more.hidden = !more.hidden;
      button.setAttribute("aria-expanded", String(!more.hidden));
    }
  };

  onLeave = (event) => {
    if (event.target.name === "line_code") setTimeout(() => document.activeElement?.name === "line_code" || this.suggestions.close(), 120);
  };

  onSubmitKey = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector("[type='submit']"));
    } else if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  };

  onChange = () => this.changed();

  changed() {
    this.unsaved = true;
    this.dataset.state = "asking";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => exchange("POST", this.dataset.previewUrl, { source: this.form, target: this.dataset.totals, swap: "outerHTML" }), WAIT_MILLISECONDS);
  }

  onAnswer = ({ target }) => {
    if (target.id !== this.dataset.totals.slice(1)) return;
    this.dataset.state = "answered";
    for (const row of this.rows) takeAnswer(row);
  };

  onUnload = (event) => {
    if (this.unsaved && !this.form.matches(".htmx-request")) event.preventDefault();
  };
}

customElements.define("n-sale-lines", SaleLines);
