// <n-dialog>: the one dialog of the page, filled by a fragment. `data-dialog="modal|peek"` on a link or a button opens it.
import { exchange } from "../lib/exchanges.js";

class Dialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.content = this.querySelector("#dialog-content");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("click", this.onClick, { signal });
    document.addEventListener("dialog:open", ({ detail }) => this.open(detail.url, detail.kind), { signal });
    document.addEventListener("dialog:close", () => this.close(), { signal });
    this.dialog.addEventListener("cancel", this.onCancel, { signal });
    this.dialog.addEventListener("close", () => this.onClosed(), { signal });
    this.dialog.addEventListener("input", () => (this.touched = true), { signal });
    this.content.addEventListener("htmx:afterSwap", () => this.onFilled(), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  onClick = (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const opener = event.target.closest("[data-dialog]");
    if (opener && opener.dataset.dialog) {
      event.preventDefault();
      return this.open(opener.dataset.url || opener.getAttribute("href"), opener.dataset.dialog, opener);
    }
    if (event.target.closest("#dialog [data-close]")) return this.close();
    if (event.target === this.dialog && !this.touched) this.close(); // the backdrop
  };

  open(url, kind = "modal", opener = document.activeElement) {
    if (!this.dialog.open) this.opener = opener;
    this.touched = false;
    this.dialog.dataset.kind = kind === "peek" ? "peek" : "modal";
    this.content.replaceChildren(this.querySelector("template[data-waiting]").content.cloneNode(true));
    if (!this.dialog.open) this.dialog.showModal();
    exchange("GET", url, { target: this.content, swap: "innerHTML" });
  }

  onFilled() {
    const first = this.content.querySelector("[autofocus], input:not([type='hidden']), select, textarea") ?? this.content.querySelector(".dialog-head [data-close]");
    if (!this.content.contains(document.activeElement)) first?.focus();
  }

  // The first Escape on a form with something typed in it only warns (the button to close shakes); the second closes.
  onCancel = (event) => {
    if (event.target !== this.dialog || !this.touched) return;
    event.preventDefault();
    this.touched = false;
    this.content.querySelector("[data-close]")?.focus();
  };

  close() {
    if (this.dialog.open) this.dialog.close();
  }

  onClosed() {
    this.touched = false;
    this.content.replaceChildren();
    this.opener?.focus?.({ preventScroll: true });
  }
}

customElements.define("n-dialog", Dialog);
