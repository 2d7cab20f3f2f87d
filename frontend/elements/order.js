// <n-order data-url>: lines [data-order] put in one's own order, by dragging their grip or with the arrows; each change is posted.
import { exchange } from "../lib/exchanges.js";
import { say } from "../lib/words.js";

class Order extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("keydown", this.onKey, { signal });
    this.addEventListener("pointerdown", this.onGrab, { signal });
    this.addEventListener("click", (event) => event.target.closest(".grip") && event.preventDefault(), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  get lines() { return [...this.querySelectorAll("[data-order]")]; }

  onKey = (event) => {
    const line = event.target.closest("[data-order]");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!line || !step || !(event.altKey || event.target.closest(".grip"))) return;
    event.preventDefault();
    event.stopPropagation();
    const other = step < 0 ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(line);
    else other.after(line);
    event.target.focus();
    this.tell(line);
    this.save();
  };

  onGrab = (event) => {
    const line = event.target.closest(".grip")?.closest("[data-order]");
    if (!line) return;
    event.preventDefault();
    const before = this.keys;
    line.dataset.dragging = "";
    const stop = new AbortController();
    const move = ({ clientY }) => {
      const over = this.lines.find((one) => one !== line && isWithin(one.getBoundingClientRect(), clientY));
      if (!over) return;
      const { top, height } = over.getBoundingClientRect();
      if (clientY < top + height / 2) over.before(line);
      else over.after(line);
    };
    const drop = () => {
      stop.abort();
      delete line.dataset.dragging;
      if (this.keys !== before) this.save();
    };
    addEventListener("pointermove", move, { signal: stop.signal });
    addEventListener("pointerup", drop, { signal: stop.signal });
    addEventListener("pointercancel", drop, { signal: stop.signal });
  };

  get keys() { return this.lines.map((line) => line.dataset.order).join(","); }

  tell(line) {
    const status = this.querySelector("[role='status']");
    if (status) status.textContent = say("place", this.lines.indexOf(line) + 1);
  }

  save() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => exchange("POST", this.dataset.url, { source: this, target: this, swap: "none", values: { order: this.keys } }), 250);
  }
}

function isWithin({ top, bottom }, y) {
  return y >= top && y <= bottom;
}

customElements.define("n-order", Order);
