// <n-order data-url>: lines [data-order] put in one's own order, by dragging their grip or with the arrows; each change is posted.
import { exchange } from "../lib/exchanges.js";
import { ownOrder } from "../lib/own_order.js";
import { say } from "../lib/words.js";

// What was moved while an answer was awaited, by address: the answer may draw the lines anew, the move is made again on them.
const asked = new Set(), waiting = new Map();

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
    if (waiting.has(this.address)) this.again(waiting.get(this.address));
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  get lines() { return [...this.querySelectorAll("[data-order]")]; }
  get address() { return this.dataset.url.split("?")[0]; }
  get keys() { return this.lines.map((line) => line.dataset.order).join(","); }

  moved(line) {
    const status = this.querySelector("[role='status']");
    if (status) status.textContent = say("place", this.lines.indexOf(line) + 1);
    if (asked.has(this.address)) waiting.set(this.address, this.keys);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => asked.has(this.address) || this.send(), 250);
  }

  async send() {
    asked.add(this.address);
    await exchange("POST", this.dataset.url, { source: this, target: this, swap: "none", values: { order: this.keys } });
    asked.delete(this.address);
    if (this.isConnected && waiting.has(this.address)) this.again(this.keys);
  }

  // Lines that are gone meanwhile are left aside, new ones stay behind.
  again(keys) {
    waiting.delete(this.address);
    const known = new Map(this.lines.map((line) => [line.dataset.order, line]));
    const wanted = keys.split(",").map((key) => known.get(key)).filter(Boolean);
    const list = this.lines[0]?.parentElement;
    for (const line of [...wanted, ...this.lines.filter((line) => !wanted.includes(line))]) list.append(line);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), 250);
  }
}

customElements.define("n-order", Order);
