// Products proposed under the code that is being typed; the first is chosen by Enter at once.
const WAIT_MILLISECONDS = 120;

export class Suggestions {
  constructor(box, url, choose) {
    Object.assign(this, { box, url, choose });
    box.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role='option']");
      event.preventDefault(); // the field keeps the focus
      if (option) this.take(option);
    });
  }

  get options() { return [...this.box.querySelectorAll("[role='option']")]; }
  get active() { return this.box.hidden ? null : this.box.querySelector("[aria-selected='true']"); }

  ask(input) {
    clearTimeout(this.timer);
    this.request?.abort();
    this.waiting = false;
    this.input = input;
    if (!input.value.trim()) { this.close(); return; }
    this.waiting = true;
    this.timer = setTimeout(() => this.fetch(input), WAIT_MILLISECONDS);
  }

  async fetch(input) {
    this.request = new AbortController();
    try {
      const found = await this.read(input.value, this.request.signal);
      if (found && document.activeElement === input) this.open(input, found);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  async read(words, signal) {
    const url = new URL(this.url, location.href);
    url.searchParams.set("q", words.trim());
    const answer = await fetch(url, { signal, headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  open(input, found) {
    this.waiting = false;
    this.box.replaceChildren(...found.body.childNodes);
    input.parentElement.append(this.box);
    this.box.hidden = false;
    input.setAttribute("aria-expanded", "true");
    this.mark(this.options[0]);
  }

  async takeFirst(input) {
    this.close();
    const typed = input.value;
    const found = await this.read(typed).catch(() => null);
    const first = found?.querySelector("[role='option']");
    if (first && input.value === typed) this.choose(input, first);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.waiting = false;
    this.box.hidden = true;
    this.box.replaceChildren();
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
  }

  mark(option) {
    for (const each of this.options) each.setAttribute("aria-selected", String(each === option));
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    option?.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    const { input } = this;
    this.close();
    this.choose(input, option);
  }

  // True when the key was for the list.
  onKey(event) {
    // Faster than the answer: the person goes on, and the first product is taken when it comes.
    if (event.key === "Enter" && this.waiting && !event.ctrlKey) this.takeFirst(this.input);
    const { active, options } = this;
    if (!active) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey) this.mark(options[(options.indexOf(active) + step + options.length) % options.length]);
    else if (event.key === "Enter" && !event.ctrlKey) this.take(active);
    else if (event.key === "Escape") this.close();
    else return false;
    return stopped(event);
  }
}

function stopped(event) {
  event.preventDefault();
  event.stopPropagation();
  return true;
}
