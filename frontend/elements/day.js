// <n-day> around the actions of a day: j/k and arrows move, Enter opens, a/f/r/x do what the line offers.
import { isPlain, isTyping } from "../lib/keys.js";

// The list moves up under the cursor: a key pressed twice must not answer the next line too, as long as the answer is
// under way, and a moment after the list was drawn anew.
const ANSWER_MS = 10_000, PRESS_MS = 400;
const ACTS = { a: "[data-act='gesture']", f: "[data-act='done']", r: "[data-act='postpone'] summary", x: "[data-act='refuse']" };

class Day extends HTMLElement {
  rested = 0;

  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("keydown", this.onKey, { signal });
    document.addEventListener("htmx:beforeSwap", this.onLeave, { signal });
    document.addEventListener("htmx:afterSettle", this.onArrive, { signal });
    document.addEventListener("htmx:afterRequest", this.onAnswer, { signal });
    this.addEventListener("focusin", this.onFocus, { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  // Those that are folded away cannot be reached.
  get lines() { return [...this.querySelectorAll("[data-action]")].filter((line) => line.checkVisibility()); }
  get cursor() { return this.querySelector("[data-action][data-cursor]"); }

  onKey = (event) => {
    if (event.defaultPrevented || !isPlain(event) || isTyping(event.target)) return;
    if (document.querySelector("dialog[open], details.menu[open]")) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      return this.move(step);
    }
    if (!this.cursor) return;
    if (event.key === "Enter" && !event.target.closest?.("a, button, summary, input")) return location.assign(this.cursor.querySelector("[data-open]").href);
    const act = Object.hasOwn(ACTS, event.key) && this.cursor.querySelector(ACTS[event.key]);
    if (!act) return;
    event.preventDefault();
    if (event.repeat) return;
    if (event.key === "f") {
      if (event.timeStamp < this.rested) return;
      this.rested = event.timeStamp + ANSWER_MS;
    }
    act.click();
    if (act.tagName === "SUMMARY") act.focus();
  };

  onFocus = (event) => {
    const line = event.target.closest("[data-action]");
    if (line) this.point(line);
  };

  move(step) {
    const { lines } = this;
    if (!lines.length) return;
    const at = lines.indexOf(this.cursor);
    const line = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
    this.point(line);
    // The name takes the focus, so that a screen reader follows the cursor.
    line.querySelector("[data-open]").focus({ preventScroll: true });
  }

  point(line) {
    this.cursor?.removeAttribute("data-cursor");
    line.dataset.cursor = "";
    line.scrollIntoView({ block: "nearest" });
  }

  // The list is drawn anew after each answer: the cursor stays at its height.
  onLeave = (event) => {
    if (event.target.id === "day") this.place = this.lines.indexOf(this.cursor);
  };

  // What failed may be tried again at once.
  onAnswer = ({ detail }) => {
    if (!detail.successful) this.rested = 0;
  };

  onArrive = (event) => {
    if (event.target.id === "day") this.rested = Math.min(this.rested, performance.now() + PRESS_MS);
    if (event.target.id !== "day" || !(this.place >= 0)) return;
    const { lines, place } = this;
    this.place = -1;
    if (!lines.length) return;
    const line = lines[Math.min(place, lines.length - 1)];
    this.point(line);
    if (document.activeElement === document.body) line.querySelector("[data-open]").focus({ preventScroll: true });
  };
}

customElements.define("n-day", Day);
