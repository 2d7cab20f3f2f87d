// <n-copy data-text>: copies its text (or its words) and says so.
import { showToast } from "../lib/notices.js";
import { say } from "../lib/words.js";

class Copy extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "button");
    this.tabIndex = 0;
    this.addEventListener("click", this.copy);
    this.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.copy);
    this.removeEventListener("keydown", this.onKey);
    clearTimeout(this.timer);
  }

  onKey = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    this.copy();
  };

  copy = async () => {
    try {
      await navigator.clipboard.writeText(this.dataset.text ?? this.textContent.trim());
    } catch {
      return showToast({ text: say("copyFailed"), tone: "warn" });
    }
    this.dataset.done = "";
    this.timer = setTimeout(() => delete this.dataset.done, 1500);
    return showToast({ text: say("copied"), tone: "good", key: "copy" });
  };
}

customElements.define("n-copy", Copy);
