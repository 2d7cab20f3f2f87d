// <n-drawer>: the sidebar. Folded on demand (kept in a cookie), a drawer over the page on small screens.
import { keep } from "../lib/cookie.js";
import { isPlain, isTyping } from "../lib/keys.js";

class Drawer extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("click", this.onClick, { signal });
    document.addEventListener("keydown", this.onKey, { signal });
    this.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  onClick = (event) => {
    if (event.target.closest("[data-sidebar-toggle]")) return this.fold();
    const opener = event.target.closest("[data-drawer-open]");
    if (opener) return this.show(!this.hasAttribute("data-open"), opener);
    if (this.hasAttribute("data-open") && (!this.contains(event.target) || event.target.closest("a"))) this.show(false);
  };

  onKey = (event) => {
    if (event.key === "Escape" && this.hasAttribute("data-open")) return this.show(false);
    if (event.key === "[" && isPlainBracket(event) && !isTyping(event.target)) this.fold();
  };

  fold() {
    const root = document.documentElement;
    root.dataset.sidebar = root.dataset.sidebar === "closed" ? "open" : "closed";
    keep("negoce_sidebar", root.dataset.sidebar);
  }

  show(open, opener = this.opener) {
    this.opener = opener;
    this.toggleAttribute("data-open", open);
    opener?.setAttribute("aria-expanded", String(open));
    document.querySelector(".stage").inert = open;
    if (open) this.querySelector("a")?.focus();
    else opener?.focus();
  }
}

// On French keyboards `[` needs AltGr, which browsers report as Ctrl+Alt.
function isPlainBracket(event) {
  return isPlain(event) || event.getModifierState("AltGraph");
}

customElements.define("n-drawer", Drawer);
