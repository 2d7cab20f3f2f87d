// <n-progress data-url data-every>: asks for a fragment again and again until the fragment says `data-done`.
import { htmx } from "../lib/exchanges.js";

const SLOWEST = 15000;

class Progress extends HTMLElement {
  connectedCallback() {
    this.every = Number(this.dataset.every) || 1000;
    this.stopped = false;
    this.ask();
  }

  disconnectedCallback() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async ask() {
    try {
      const answer = await fetch(this.dataset.url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (this.stopped) return;
      if (answer.status === 204) return this.finish();
      if (answer.ok && !answer.redirected) {
        htmx.swap(this, await answer.text(), { swapStyle: "innerHTML" });
        if (this.querySelector("[data-done]")) return this.finish();
        this.every = Number(this.dataset.every) || 1000;
      } else this.slowDown();
    } catch {
      this.slowDown(); // the network is away: keep what is shown and ask less often
    }
    if (!this.stopped) this.timer = setTimeout(() => this.ask(), document.hidden ? SLOWEST : this.every);
    return undefined;
  }

  slowDown() {
    this.every = Math.min(this.every * 2, SLOWEST);
  }

  finish() {
    const { doneUrl } = this.querySelector("[data-done-url]")?.dataset ?? this.dataset;
    this.dispatchEvent(new CustomEvent("progress:done", { bubbles: true }));
    if (doneUrl) location.assign(doneUrl);
    if (!this.querySelector("[data-done]")) this.replaceChildren();
  }
}

customElements.define("n-progress", Progress);
