// <n-columns data-url data-table>: which columns a list shows, their order and widths; each change is posted.
import { exchange } from "../lib/exchanges.js";
import { ownOrder } from "../lib/own_order.js";
import { say } from "../lib/words.js";

const NARROWEST = 48;
const KEY_STEP = 16;

class Columns extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("change", () => this.save(), { signal });
    ownOrder(this, {
      lines: () => this.lines,
      lineOf: (element) => element.closest("li[data-column]"),
      onMoved: () => this.save(),
      signal,
    });
    document.addEventListener("htmx:afterSettle", () => this.addEdges(), { signal });
    this.addEdges();
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get table() { return document.querySelector(this.dataset.table); }
  get lines() { return [...this.querySelectorAll("li[data-column]")]; }
  heads() { return [...(this.table?.querySelectorAll("th[data-column]") ?? [])]; }

  // `key:shown:width`, in order; an empty width is automatic.
  get state() {
    const widths = new Map(this.heads().map((head) => [head.dataset.column, head.dataset.width ?? ""]));
    return this.lines.map((line) => {
      const { column } = line.dataset;
      const shown = line.querySelector("input[type='checkbox']")?.checked ? 1 : 0;
      return `${column}:${shown}:${widths.get(column) ?? line.dataset.width ?? ""}`;
    }).join(",");
  }

  save() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const target = this.dataset.target ? document.querySelector(this.dataset.target) : this;
      exchange("POST", this.dataset.url, { source: this, target, swap: this.dataset.target ? "outerHTML" : "none", values: { columns: this.state } });
    }, 250);
  }

  addEdges() {
    for (const head of this.heads()) {
      if (head.dataset.width) setWidth(head, Number(head.dataset.width));
      if (head.querySelector(".column-edge")) continue;
      const edge = document.createElement("span");
      edge.className = "column-edge";
      Object.assign(edge, { tabIndex: 0, role: "separator", ariaOrientation: "vertical", ariaLabel: say("resize", head.textContent.trim()) });
      edge.ariaValueNow = String(Math.round(head.getBoundingClientRect().width));
      edge.addEventListener("pointerdown", (event) => this.resize(event, head, edge));
      edge.addEventListener("keydown", (event) => this.resizeByKey(event, head, edge));
      edge.addEventListener("click", (event) => event.preventDefault());
      head.append(edge);
    }
  }

  resize(event, head, edge) {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    edge.dataset.active = "";
    const from = event.clientX - head.getBoundingClientRect().width;
    const move = ({ clientX }) => setWidth(head, clientX - from);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", () => {
      edge.removeEventListener("pointermove", move);
      delete edge.dataset.active;
      this.save();
    }, { once: true });
  }

  resizeByKey(event, head, edge) {
    const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    setWidth(head, head.getBoundingClientRect().width + step);
    edge.ariaValueNow = head.dataset.width;
    this.save();
  }
}

function setWidth(head, width) {
  const kept = Math.max(NARROWEST, Math.round(width));
  head.dataset.width = String(kept);
  // Through the object model, which a strict Content-Security-Policy allows.
  head.style.setProperty("width", `${kept}px`);
  head.style.setProperty("min-width", `${kept}px`);
}

customElements.define("n-columns", Columns);
