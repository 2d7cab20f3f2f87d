// <n-fold data-key="legal"> around <details>: what a person folds stays folded, on every record of that kind.
import { keep } from "../lib/cookie.js";

const COOKIE = "negoce_folds";

class Fold extends HTMLElement {
  connectedCallback() {
    // Not the « toggle » event: it comes a moment later, and who leaves the page at once would lose what they folded.
    this.watch = new MutationObserver(this.onToggle);
    this.watch.observe(this.querySelector("details"), { attributeFilter: ["open"] });
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }

  onToggle = ([{ target }]) => {
    const kept = decodeURIComponent(document.cookie.match(/(?:^|; )negoce_folds=([^;]*)/)?.[1] ?? "");
    const keys = new Set(kept.split(".").filter(Boolean));
    if (keys.has(this.dataset.key) === !target.open) return;
    if (target.open) keys.delete(this.dataset.key);
    else keys.add(this.dataset.key);
    keep(COOKIE, [...keys].join("."));
  };
}

customElements.define("n-fold", Fold);
