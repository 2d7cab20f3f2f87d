// <n-views data-url>: tabs of saved views, put in order by dragging; the menu « Vue » does the same by keys.
import { exchange } from "../lib/exchanges.js";

class Views extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("dragstart", this.onStart, { signal });
    this.addEventListener("dragover", this.onOver, { signal });
    this.addEventListener("drop", (event) => event.preventDefault(), { signal });
    this.addEventListener("dragend", this.onEnd, { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get order() { return [...this.querySelectorAll("a[data-view]")].map((tab) => tab.dataset.view).join(","); }

  onStart = (event) => {
    this.dragged = event.target.closest("a[data-view]");
    if (!this.dragged) return;
    this.before = this.order;
    event.dataTransfer.effectAllowed = "move";
    this.dragged.dataset.dragged = "";
  };

  onOver = (event) => {
    const over = event.target.closest("a[data-view]");
    if (!this.dragged) return;
    event.preventDefault();
    if (!over || over === this.dragged) return;
    const box = over.getBoundingClientRect();
    over[event.clientX < box.left + box.width / 2 ? "before" : "after"](this.dragged);
  };

  onEnd = () => {
    if (!this.dragged) return;
    delete this.dragged.dataset.dragged;
    this.dragged = null;
    if (this.order !== this.before) exchange("POST", this.dataset.url, { source: this, swap: "none", values: { order: this.order } });
  };
}

customElements.define("n-views", Views);
