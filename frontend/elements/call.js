// <n-call>: one call. Keys press the outcomes (n-shortcuts); here are the steps of the script, the day that some outcomes
// need, the clock, and notes that a reload must not lose.
import { isPlain, isTyping } from "../lib/keys.js";

class Call extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.path = [];
    this.addEventListener("click", this.onClick, { signal });
    this.addEventListener("input", this.onInput, { signal });
    this.addEventListener("keydown", this.onKeyInside, { signal });
    document.addEventListener("keydown", this.onKey, { signal });
    document.body.addEventListener("call:noted", this.onNoted, { signal });
    this.restore();
    this.tick();
    this.clock = setInterval(() => this.tick(), 1000);
    const invalid = this.querySelector("[aria-invalid=true]");
    if (invalid) invalid.focus();
    // The next number begins where a number begins, however far down the last one was noted.
    else if (this.dataset.target) window.scrollTo(0, 0);
  }

  disconnectedCallback() {
    this.stop.abort();
    clearInterval(this.clock);
  }

  get when() { return this.querySelector("#call-when"); }
  get note() { return this.querySelector("#call-note"); }

  onClick = (event) => {
    const step = event.target.closest("[data-to]");
    if (step) return this.show(step.dataset.to, true);
    if (event.target.closest("[data-back]")) return this.show(this.path.pop() ?? this.querySelector("[data-start]").dataset.start, false);
    const outcome = event.target.closest("[data-needs-day]");
    if (!outcome || this.when.value.trim()) return;
    event.preventDefault();
    this.pending = outcome;
    this.when.focus();
    // The bar of outcomes floats over the lower fields: what is typed must be seen.
    this.when.scrollIntoView({ block: "center" });
  };

  // Enter in a field must not press the first outcome: it gives the one that waits for its day, or none.
  onKeyInside = (event) => {
    if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !event.target.closest("#call-form")) return;
    event.preventDefault();
    if (event.target !== this.when || !this.when.value.trim()) return;
    // Else the field of the next number would be given the focus, and take its keys.
    this.when.blur();
    this.pending?.click();
  };

  onKey = (event) => {
    if (event.defaultPrevented || !isPlain(event) || isTyping(event.target) || event.key !== "n") return;
    if (document.querySelector("dialog[open]") || !this.note) return;
    event.preventDefault();
    this.note.focus();
  };

  show(number, forth) {
    const steps = [...this.querySelectorAll("[data-step]")];
    const now = steps.find((step) => !step.hidden);
    if (forth && now) this.path.push(now.dataset.step);
    for (const step of steps) step.hidden = step.dataset.step !== String(number);
  }

  get key() { return `call-note-${this.dataset.target}`; }

  onInput = (event) => {
    if (event.target === this.note) sessionStorage.setItem(this.key, this.note.value);
  };

  onNoted = (event) => sessionStorage.removeItem(`call-note-${event.detail.value}`);

  restore() {
    const kept = this.dataset.target && sessionStorage.getItem(this.key);
    if (kept && this.note && !this.note.value) this.note.value = kept;
  }

  tick() {
    const shown = this.querySelector("[data-clock]");
    if (!shown || !this.dataset.since) return;
    const seconds = Math.max(0, Math.round((Date.now() - Date.parse(this.dataset.since)) / 1000));
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }
}

customElements.define("n-call", Call);
