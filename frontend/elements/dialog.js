// <n-dialog>: the one dialog of the page, filled by a fragment. `data-dialog="modal|peek"` on a link or a button opens it.
import { exchange } from "../lib/exchanges.js";

class Dialog extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.content = this.querySelector("#dialog-content");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("click", this.onClick, { signal });
    document.addEventListener("dialog:open", ({ detail }) => this.open(detail.url, detail.kind, detail.opener), { signal });
    document.addEventListener("dialog:close", ({ detail }) => this.onAsked(detail), { signal });
    this.dialog.addEventListener("n-edit:saved", () => (this.touched = false), { signal });
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
      if (this.peeking && opener.dataset.dialog === "modal" && this.dialog.contains(opener)) this.beneath = this.url;
      return this.open(opener.dataset.url || opener.getAttribute("href"), opener.dataset.dialog, this.dialog.contains(opener) ? null : opener);
    }
    if (event.target.closest("#dialog [data-close]")) return this.close();
    if (event.target === this.dialog && !this.touched) this.close(); // the backdrop
  };

  get peeking() { return this.dialog.open && this.dialog.dataset.kind === "peek"; }

  // What was done in a form opened from the panel leads back to it; what was done in the panel leaves it open.
  onAsked(detail) {
    if (this.peeking && detail?.elt) return;
    this.close();
  }

  open(url, kind = "modal", opener) {
    if (opener || !this.dialog.open) this.opener = opener ?? document.activeElement;
    this.touched = false;
    this.url = url;
    this.dialog.dataset.kind = kind === "peek" ? "peek" : "modal";
    this.content.replaceChildren(this.querySelector("template[data-waiting]").content.cloneNode(true));
    if (!this.dialog.open) this.dialog.showModal();
    exchange("GET", url, { target: this.content, swap: "innerHTML" });
  }

  // A form that comes back refused leads to what is wrong in it, once: words looked up afterwards leave the caret alone.
  onFilled() {
    const wrong = this.content.querySelector("[aria-invalid='true']");
    if (wrong && wrong !== this.wrong) wrong.focus();
    this.wrong = wrong;
    const first = this.content.querySelector("[autofocus]") ?? this.content.querySelector("input:not([type='hidden']), select, textarea") ?? this.content.querySelector(".dialog-head [data-close]");
    if (!this.content.contains(document.activeElement)) first?.focus();
  }

  // The first Escape on a form with something typed in it only warns (the button to close shakes); the second closes.
  onCancel = (event) => {
    if (event.target !== this.dialog) return;
    if (!this.touched) return this.beneath && (event.preventDefault(), this.close());
    event.preventDefault();
    this.touched = false;
    this.content.querySelector("[data-close]")?.focus();
  };

  close() {
    const under = this.beneath;
    this.beneath = null;
    if (under && this.dialog.open) return this.open(under, "peek");
    if (this.dialog.open) this.dialog.close();
  }

  onClosed() {
    this.touched = false;
    this.content.replaceChildren();
    this.opener?.focus?.({ preventScroll: true });
  }
}

customElements.define("n-dialog", Dialog);
