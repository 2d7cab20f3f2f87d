// <n-palette>: Ctrl K or `/` opens it; results come as a fragment; arrows choose, Enter opens, Escape closes.
import { isPlain, isTyping } from "../lib/keys.js";
import { selectionGroup, selectionWords } from "../lib/selection.js";
import { say } from "../lib/words.js";

const WAIT_MILLISECONDS = 150;

class Palette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.results = this.querySelector("[role='listbox']");
    this.status = this.querySelector("[data-palette-status]");
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("keydown", this.onShortcut, { signal });
    document.addEventListener("click", this.onClick, { signal });
    this.input.addEventListener("input", this.onInput, { signal });
    this.dialog.addEventListener("keydown", this.onKey, { signal });
    this.dialog.addEventListener("close", () => this.forget(), { signal });
    this.results.addEventListener("pointermove", (event) => this.choose(event.target.closest("[data-option]")), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
    this.forget();
  }

  onShortcut = (event) => {
    const palette = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && isPlain(event) && !isTyping(event.target) && !document.querySelector("dialog[open]");
    if (!palette && !slash) return;
    event.preventDefault();
    if (this.dialog.open) this.dialog.close();
    else this.open();
  };

  onClick = (event) => {
    if (event.target.closest("[data-palette-open]")) this.open();
    if (event.target.closest("[data-palette-close]") || event.target === this.dialog) this.dialog.close();
    if (event.target.closest("n-palette [data-option]")) setTimeout(() => this.dialog.close());
  };

  open() {
    this.showContext();
    this.dialog.showModal();
    this.input.select();
    this.search();
  }

  // The chip that says what the first commands apply to.
  showContext() {
    const words = selectionWords();
    this.querySelector(".palette-context")?.remove();
    if (words) this.input.before(Object.assign(document.createElement("span"), { className: "palette-context", textContent: words }));
  }

  forget() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  onInput = () => {
    this.hasty = null;
    clearTimeout(this.timer);
    this.request?.abort();
    this.results.dataset.stale = "";
    this.timer = setTimeout(() => this.search(), WAIT_MILLISECONDS);
  };

  async search() {
    this.forget();
    const words = this.input.value.trim();
    const url = new URL(words ? this.dataset.url : this.dataset.recentUrl || this.dataset.url, location.href);
    if (words) url.searchParams.set("q", words);
    const request = (this.request = new AbortController());
    try {
      const answer = await fetch(url, { signal: request.signal, headers: { "HX-Request": "true", "X-Palette": "1" }, credentials: "same-origin" });
      if (answer.status === 401 || answer.redirected) return this.tell(say("sessionEnded"));
      if (!answer.ok) return this.tell(say("failed"));
      const fragment = await answer.text();
      if (!request.signal.aborted) this.show(fragment);
    } catch (error) {
      if (error.name !== "AbortError") this.tell(say("offline"));
    }
    return undefined;
  }

  show(fragment) {
    const parsed = new DOMParser().parseFromString(fragment, "text/html");
    this.results.replaceChildren(...parsed.body.childNodes);
    const selection = selectionGroup(this.input.value);
    if (selection) this.results.prepend(selection);
    delete this.results.dataset.stale;
    this.options = [...this.results.querySelectorAll("[data-option]")];
    this.results.querySelectorAll(".palette-group").forEach((group, at) => {
      const title = group.querySelector("h3");
      title.id = `palette-group-${at}`;
      title.setAttribute("role", "presentation");
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", title.id);
    });
    this.options.forEach((option, at) => Object.assign(option, { id: `palette-option-${at}`, role: "option", tabIndex: -1, ariaSelected: "false" }));
    // The line that leads to every result is none itself.
    const found = this.options.filter((option) => option.dataset.all === undefined).length;
    this.status.textContent = found ? say("results", found) : say("noResult");
    this.choose(this.options[0]);
    const { hasty } = this;
    this.hasty = null;
    if (hasty && this.dialog.open) this.press(hasty.apart);
  }

  tell(words) {
    this.hasty = null;
    const line = Object.assign(document.createElement("p"), { className: "palette-empty", textContent: words });
    this.results.replaceChildren(line);
    delete this.results.dataset.stale;
    this.options = [];
    this.status.textContent = words;
  }

  choose(option) {
    if (!option || option === this.chosen) return;
    this.chosen?.setAttribute("aria-selected", "false");
    this.chosen = option;
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  onKey = (event) => {
    const options = this.options ?? [];
    if (event.key === "Escape" && !event.isComposing) {
      // A search field would spend the first Escape on emptying itself.
      event.preventDefault();
      return this.dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      this.choose(options[(options.indexOf(this.chosen) + step + options.length) % options.length]);
    }
    if (event.key !== "Enter" || event.isComposing || event.target !== this.input) return;
    event.preventDefault();
    const apart = event.ctrlKey || event.metaKey;
    // Somebody types faster than the answer comes: what they meant is opened when it does.
    if ("stale" in this.results.dataset) this.hasty = { apart };
    else this.press(apart);
  };

  press(apart) {
    if (!this.chosen?.isConnected) return;
    if (apart && this.chosen.href) window.open(this.chosen.href, "_blank", "noopener");
    else this.chosen.click();
  }
}

customElements.define("n-palette", Palette);
