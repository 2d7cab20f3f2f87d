// <n-theme>: light, dark or the system's; kept in a cookie so that the server paints the right one first.
import { keep } from "../lib/cookie.js";

class Theme extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.onClick);
    this.show();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.onClick);
  }

  onClick = (event) => {
    const button = event.target.closest("button[value]");
    if (!button) return;
    document.documentElement.dataset.theme = button.value;
    keep("negoce_theme", button.value);
    this.show();
    document.dispatchEvent(new CustomEvent("theme:changed"));
  };

  show() {
    for (const button of this.querySelectorAll("button[value]")) {
      button.setAttribute("aria-pressed", String(button.value === document.documentElement.dataset.theme));
    }
  }
}

customElements.define("n-theme", Theme);
