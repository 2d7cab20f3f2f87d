// <n-edit data-url>: a value edited where it stands. GET gives the field, POST saves it and gives the value back.
import { exchange } from "../lib/exchanges.js";
import { say } from "../lib/words.js";

const FIELDS = "input:not([type='hidden']), select, textarea";

class Edit extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.rest();
    this.addEventListener("click", this.onClick, { signal });
    this.addEventListener("keydown", this.onKey, { signal });
    this.addEventListener("focusout", this.onLeave, { signal });
    this.addEventListener("change", this.onChange, { signal });
    this.addEventListener("htmx:beforeSwap", this.onAnswer, { signal });
    this.addEventListener("htmx:afterRequest", this.onEnd, { signal });
    // Only its own swaps: a check or a list of suggestions inside the field must not start it again.
    this.addEventListener("htmx:afterSwap", (event) => event.target === this && this.onSwap(), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get editing() { return this.hasAttribute("data-editing"); }
  get fields() { return [...this.querySelectorAll(FIELDS)]; }

  rest() {
    this.removeAttribute("data-editing");
    this.setAttribute("role", "button");
    this.tabIndex = 0;
    this.setAttribute("aria-description", say("edit", this.dataset.label));
  }

  onClick = (event) => {
    this.byKeys = false;
    if (this.editing || event.target.closest("a[href]")) return;
    this.start();
  };

  start() {
    if (this.busy) return;
    this.busy = true;
    this.before = [...this.childNodes];
    exchange("GET", this.dataset.url, { source: this, target: this, swap: "innerHTML" });
  }

  onKey = (event) => {
    if (!this.editing) {
      if (event.key !== "Enter" && event.key !== " " && event.key !== "F2") return;
      event.preventDefault();
      event.stopPropagation();
      return this.start();
    }
    event.stopPropagation(); // the keys of lists and pages are not for a field being typed in
    this.byKeys = true;
    if (event.key === "Escape") {
      event.preventDefault();
      return this.undo();
    }
    if (event.key === "Enter" && !event.isComposing && (event.target.tagName !== "TEXTAREA" || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return this.save(true);
    }
    if (event.key === "Tab" && this.isEdge(event)) {
      event.preventDefault();
      this.next = this.neighbour(event.shiftKey ? -1 : 1);
      return this.save();
    }
  };

  isEdge(event) {
    const { fields } = this;
    return event.target === (event.shiftKey ? fields[0] : fields.at(-1));
  }

  neighbour(step) {
    const all = [...document.querySelectorAll("n-edit")];
    return all[all.indexOf(this) + step];
  }

  onLeave = (event) => {
    if (!this.editing || this.contains(event.relatedTarget) || this.saving) return;
    // Leaving for another window keeps the field open.
    setTimeout(() => this.editing && document.hasFocus() && !this.contains(document.activeElement) && this.save());
  };

  onChange = (event) => {
    // Arrow keys in a folded choice change it at each press: those who use them end with Enter or by leaving.
    if (event.target.matches("select:not([multiple])") && this.fields.length === 1 && !this.byKeys) this.save(true);
  };

  undo() {
    this.replaceChildren(...this.before);
    this.rest();
    this.focus();
  }

  save(keepFocus = false) {
    if (this.saving) return;
    if (this.value() === this.first && !this.querySelector("[aria-invalid='true']")) {
      this.undo();
      return this.goOn();
    }
    this.saving = true;
    this.keepFocus = keepFocus;
    this.setAttribute("data-saving", "");
    this.setAttribute("aria-busy", "true");
    const values = {};
    for (const [name, value] of this.entries()) values[name] = name in values ? [values[name], value].flat() : value;
    exchange("POST", this.dataset.url, { source: this, target: this, swap: "innerHTML", values });
  }

  entries() {
    const form = document.createElement("form");
    form.append(...[...this.childNodes].map((node) => node.cloneNode(true)));
    const original = this.querySelectorAll("select");
    form.querySelectorAll("select").forEach((select, at) => [...select.options].forEach((option, i) => (option.selected = original[at].options[i].selected)));
    const areas = this.querySelectorAll("textarea");
    form.querySelectorAll("textarea").forEach((area, at) => (area.value = areas[at].value));
    return [...new FormData(form).entries()];
  }

  value() {
    return JSON.stringify(this.entries());
  }

  onAnswer = (event) => {
    if (event.target !== this || !event.detail.shouldSwap) return;
    const { status } = event.detail.xhr;
    const { verb } = event.detail.requestConfig;
    this.nowEditing = verb === "get" || status === 422 || status === 409;
    this.wasSaved = verb !== "get" && !this.nowEditing;
  };

  onSwap() {
    if (this.nowEditing) return this.edit();
    this.rest();
    if (this.keepFocus) this.focus();
    if (this.wasSaved) this.goOn();
    this.dispatchEvent(new CustomEvent("n-edit:saved", { bubbles: true }));
  }

  edit() {
    this.setAttribute("data-editing", "");
    this.removeAttribute("role");
    this.removeAttribute("tabindex");
    this.removeAttribute("aria-description");
    this.first ??= this.value();
    const [field] = this.fields;
    field?.focus();
    field?.select?.();
  }

  goOn() {
    const { next } = this;
    this.next = this.first = undefined;
    if (next) next.editing ? next.fields[0]?.focus() : next.start();
  }

  // Whatever the answer, and when there is none: what was typed stays in the field.
  onEnd = () => {
    this.busy = this.saving = false;
    this.removeAttribute("data-saving");
    this.removeAttribute("aria-busy");
    if (!this.editing) this.first = undefined;
  };
}

customElements.define("n-edit", Edit);
