// <n-copy data-text>: copies its text (or its words, or those of `data-from`, a selector) and says so.
import { showToast } from "../lib/notices.js";
import { say } from "../lib/words.js";

// Without HTTPS, on the network of a firm, browsers offer no clipboard: a selected text is copied as by Ctrl C.
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const held = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    held?.focus();
    return done;
  }
}

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
    const from = this.dataset.from ? document.querySelector(this.dataset.from) : this;
    if (!(await put(this.dataset.text ?? from.value ?? from.textContent.trim()))) {
      return showToast({ text: say("copyFailed"), tone: "warn" });
    }
    this.dataset.done = "";
    this.timer = setTimeout(() => delete this.dataset.done, 1500);
    return showToast({ text: say("copied"), tone: "good", key: "copy" });
  };
}

customElements.define("n-copy", Copy);
