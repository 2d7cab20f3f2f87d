// <n-calendar>: what stands on a day goes to another by drag, by Shift + arrows (a day, a week) or from its menu. The server
// draws the month again; what may not go comes back, and the reason is said.
import Sortable from "sortablejs/modular/sortable.core.esm.js";
import { askMove } from "../lib/moves.js";
import { showToast } from "../lib/notices.js";
import { say } from "../lib/words.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
// What had the focus before the month was drawn again.
let focused = "";

class Calendar extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.addEventListener("keydown", (event) => this.press(event), { signal: this.stop.signal });
    this.sortables = this.querySelector("[data-move]") ? this.lists.map((list) => this.sortable(list)) : [];
    if (focused) this.querySelector(`[data-item="${CSS.escape(focused)}"] a`)?.focus();
    focused = "";
  }

  disconnectedCallback() {
    this.stop.abort();
    for (const sortable of this.sortables) sortable.destroy();
  }

  get lists() { return [...this.querySelectorAll("td ul")]; }

  sortable(list) {
    return new Sortable(list, {
      group: { name: "days", put: !list.closest("details") },
      draggable: "[data-move]",
      sort: false,
      animation: 120,
      delay: 180,
      delayOnTouchOnly: true,
      onStart: ({ item }) => (this.home = { list: item.parentElement, next: item.nextElementSibling }),
      onEnd: ({ item, to }) => to !== this.home?.list && this.move(item, to.closest("td").dataset.day, this.home),
    });
  }

  press(event) {
    const item = event.target.closest("[data-move]");
    const days = STEPS[event.key];
    if (!item || !days || !event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const day = new Date(`${item.closest("td").dataset.day}T12:00:00Z`);
    day.setUTCDate(day.getUTCDate() + days);
    const home = { list: item.parentElement, next: item.nextElementSibling };
    this.move(item, day.toISOString().slice(0, 10), home, { focus: true });
  }

  async move(item, day, home, { focus = false } = {}) {
    if (item.getAttribute("aria-busy")) return back(item, home);
    this.querySelector(`td[data-day="${CSS.escape(day)}"] > ul`)?.append(item);
    item.setAttribute("aria-busy", "true");
    if (focus) item.querySelector("a").focus();
    const values = new URLSearchParams({ place: "calendar", day, seen: item.dataset.seen });
    const { answer, problem } = await askMove(item.dataset.move, values);
    item.removeAttribute("aria-busy");
    if (!this.isConnected) return;
    if (problem) {
      back(item, home);
      if (focus) item.querySelector("a").focus();
      showToast({ text: say("cardBack", problem), tone: "bad", lasting: true, key: "failure" });
    } else {
      showToast({ text: answer.words, undo: answer.undo, key: "card" });
    }
    this.querySelector("[data-status]").textContent = problem ? say("cardBack", problem) : answer.words;
    if (problem && !answer?.moved) return;
    focused = focus ? item.dataset.item : "";
    document.body.dispatchEvent(new CustomEvent("panel-calendar"));
  }
}

function back(item, { list, next }) {
  list.insertBefore(item, next?.parentElement === list ? next : null);
}

customElements.define("n-calendar", Calendar);
