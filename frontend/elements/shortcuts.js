// <n-shortcuts>: the keys of every page and the sheet that lists them. Never while something is being typed.
import { isPlain, isTyping, isVisible } from "../lib/keys.js";

const SEQUENCE_MILLISECONDS = 1500;

class Shortcuts extends HTMLElement {
  connectedCallback() {
    this.sheet = this.querySelector("dialog");
    this.destinations = JSON.parse(this.querySelector("script[type='application/json']")?.textContent || "{}");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("keydown", this.onKey, { signal });
    document.addEventListener("click", this.onClick, { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  onClick = (event) => {
    if (event.target.closest("[data-keys-open]")) this.sheet.showModal();
    if (event.target.closest("dialog.keys [data-close]") || event.target === this.sheet) this.sheet.close();
  };

  onKey = (event) => {
    if (event.defaultPrevented || !isPlain(event) || isTyping(event.target)) return;
    const dialog = document.querySelector("dialog[open]");
    const key = event.key.toLowerCase();
    if (this.going) return this.go(event, key);
    if (dialog) return this.press(event, key, dialog);
    if (event.key === "?") {
      event.preventDefault();
      return this.sheet.showModal();
    }
    if (key === "g") return this.await();
    return this.press(event, key, document);
  };

  await() {
    this.going = true;
    this.timer = setTimeout(() => (this.going = false), SEQUENCE_MILLISECONDS);
  }

  go(event, key) {
    this.going = false;
    clearTimeout(this.timer);
    const url = Object.hasOwn(this.destinations, key) ? this.destinations[key] : null;
    if (!url) return;
    event.preventDefault();
    location.assign(url);
  }

  // A visible button, link or menu that declares this key is pressed.
  press(event, key, within) {
    if (key.length !== 1 || key === "?") return;
    const found = [...within.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isVisible);
    if (!found) return;
    event.preventDefault();
    found.click();
    if (found.tagName === "SUMMARY") found.focus();
  }
}

customElements.define("n-shortcuts", Shortcuts);
