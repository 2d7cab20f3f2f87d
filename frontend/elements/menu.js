// <n-menu> around <details class="menu">: arrows, Escape, letters (`data-key`), closes on outside click and on choice.
import { isPlain, isTyping } from "../lib/keys.js";

class Menu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.summary = this.querySelector("summary");
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.details.addEventListener("toggle", this.onToggle, { signal });
    this.addEventListener("keydown", this.onKey, { signal });
    this.addEventListener("click", this.onChoice, { signal });
    document.addEventListener("pointerdown", (event) => !this.contains(event.target) && this.close(), { signal });
    document.addEventListener("keydown", this.onLetter, { signal, capture: true });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  get items() {
    return [...this.details.querySelectorAll(".menu-item, .segmented button, .menu-panel a, .menu-panel input")];
  }

  close(focus = false) {
    if (!this.details.open) return;
    this.details.open = false;
    if (focus) this.summary.focus();
  }

  onToggle = () => {
    if (!this.details.open) return;
    // A panel near the right edge opens towards the left.
    const panel = this.details.querySelector(".menu-panel");
    if (panel.getBoundingClientRect().right > innerWidth - 4) this.details.dataset.align = "end";
    else if (panel.getBoundingClientRect().left < 4) this.details.dataset.align = "start";
  };

  onKey = (event) => {
    if (!this.details.open) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return this.close(true);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && event.key !== "Home" && event.key !== "End") return;
    if (isTyping(event.target) && event.key !== "ArrowDown") return;
    event.preventDefault();
    const { items } = this;
    const at = items.indexOf(document.activeElement);
    const next = step ? (at + step + items.length) % items.length : event.key === "Home" ? 0 : items.length - 1;
    items[at < 0 && step === -1 ? items.length - 1 : next]?.focus();
  };

  // While the menu is open its letters come first, before the page's.
  onLetter = (event) => {
    if (!this.details.open || !isPlain(event) || isTyping(event.target) || event.key.length !== 1) return;
    const item = this.details.querySelector(`.menu-panel [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!item) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    item.click();
  };

  onChoice = (event) => {
    if (event.target.closest(".menu-item") && !event.target.closest("[data-stay]")) setTimeout(() => this.close());
  };
}

customElements.define("n-menu", Menu);
