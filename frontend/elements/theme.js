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
    this.remember(button.value);
    this.show();
    for (const meta of document.querySelectorAll("meta[name='theme-color']")) {
      meta.removeAttribute("media");
      meta.content = getComputedStyle(document.body).backgroundColor;
    }
    document.dispatchEvent(new CustomEvent("theme:changed"));
  };

  // The account keeps it too, for the person's next devices; this one has it already, so a failure says nothing.
  remember(value) {
    if (!this.dataset.url) return;
    const token = document.querySelector("meta[name='csrf-token']")?.content ?? "";
    const body = new URLSearchParams({ theme: value });
    fetch(this.dataset.url, { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin" }).catch(() => {});
  }

  show() {
    for (const button of this.querySelectorAll("button[value]")) {
      button.setAttribute("aria-pressed", String(button.value === document.documentElement.dataset.theme));
    }
  }
}

customElements.define("n-theme", Theme);
