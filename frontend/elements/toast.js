// <n-toasts>: the region of notices. <n-toast>: one notice, gone after a while unless it is looked at.
import { exchange } from "../lib/exchanges.js";
import { say } from "../lib/words.js";

const SECONDS = 7;

class Toasts extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    // Both scripts (on document) and the server (HX-Trigger bubbles up from the element) arrive here.
    document.addEventListener("toast", (event) => this.add(event.detail), { signal: this.stop.signal });
    // A popover, since above an open dialog only the top layer is visible.
    this.setAttribute("popover", "manual");
    this.raise();
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  raise() {
    if (this.matches(":popover-open")) this.hidePopover();
    this.showPopover();
  }

  add(notice) {
    if (notice.key) this.querySelector(`n-toast[data-key="${CSS.escape(notice.key)}"]`)?.remove();
    const toast = document.createElement("n-toast");
    toast.dataset.tone = notice.tone ?? "good";
    if (notice.key) toast.dataset.key = notice.key;
    if (notice.lasting) toast.dataset.lasting = "";
    const body = document.createElement("div");
    body.append(notice.text ?? notice.value ?? "");
    if (notice.link) body.append(this.link(notice));
    if (notice.undo) body.append(this.button(say("undo"), () => exchange("POST", notice.undo, { source: document.body, swap: "none" }), toast));
    for (const action of notice.actions ?? []) body.append(this.button(action.label, action.run, toast));
    toast.append(body, this.querySelector("template[data-close]").content.cloneNode(true));
    this.append(toast);
    this.raise();
  }

  link({ link, linkLabel, newTab }) {
    const anchor = Object.assign(document.createElement("a"), { href: link, textContent: linkLabel });
    if (newTab) Object.assign(anchor, { target: "_blank", rel: "noopener" });
    return anchor;
  }

  button(label, run, toast) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "toast-undo", textContent: label });
    button.addEventListener("click", () => { toast.remove(); run(); });
    return button;
  }
}

class Toast extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.onClick);
    this.addEventListener("pointerenter", this.hold);
    this.addEventListener("pointerleave", this.leave);
    this.addEventListener("focusin", this.hold);
    this.leave();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  onClick = (event) => {
    if (event.target.closest("[data-toast-close], [hx-post]")) setTimeout(() => this.remove());
  };

  hold = () => clearTimeout(this.timer);

  leave = () => {
    clearTimeout(this.timer);
    if (!("lasting" in this.dataset)) this.timer = setTimeout(() => this.remove(), SECONDS * 1000);
  };
}

customElements.define("n-toast", Toast);
customElements.define("n-toasts", Toasts);
