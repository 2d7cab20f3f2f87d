// <n-order data-url>: lines [data-order] put in one's own order, by dragging their grip or with the arrows; each change is posted.
import { exchange } from "../lib/exchanges.js";
import { ownOrder } from "../lib/own_order.js";
import { say } from "../lib/words.js";

class Order extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    ownOrder(this, {
      lines: () => this.lines,
      lineOf: (element) => element.closest("[data-order]"),
      onMoved: (line) => this.moved(line),
      signal,
    });
    this.addEventListener("click", (event) => event.target.closest(".grip") && event.preventDefault(), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  get lines() { return [...this.querySelectorAll("[data-order]")]; }
  get keys() { return this.lines.map((line) => line.dataset.order).join(","); }

  moved(line) {
    const status = this.querySelector("[role='status']");
    if (status) status.textContent = say("place", this.lines.indexOf(line) + 1);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => exchange("POST", this.dataset.url, { source: this, target: this, swap: "none", values: { order: this.keys } }), 250);
  }
}

customElements.define("n-order", Order);
