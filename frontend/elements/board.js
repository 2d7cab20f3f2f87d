// <n-board data-asked data-place>: cards go from column to column by drag, by Shift + arrows or from their menu. A column says
// before what a card that comes there has planned. A card that may not go where it was put comes back, and the reason is said.
import Sortable from "sortablejs/modular/sortable.core.esm.js";
import { askMove } from "../lib/moves.js";
import { showToast } from "../lib/notices.js";
import { say } from "../lib/words.js";

class Board extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.sortables = this.lists.map((list) => new Sortable(list, {
      group: { name: "deals", put: !list.closest("[data-shut]") },
      draggable: ".deal-card",
      animation: 120,
      delay: 180,
      delayOnTouchOnly: true,
      onStart: ({ item }) => {
        this.home = { list: item.parentElement, next: item.nextElementSibling };
        this.tell(item);
      },
      onEnd: ({ item, to }) => {
        this.tell(null);
        this.dropped(item, to);
      },
    }));
    this.addEventListener("keydown", (event) => this.press(event), { signal });
    document.addEventListener("submit", (event) => this.choose(event), { signal, capture: true });
  }

  disconnectedCallback() {
    this.stop.abort();
    for (const sortable of this.sortables) sortable.destroy();
  }

  // What each column would plan for the card in the hand; nothing once it is let go.
  tell(card) {
    for (const column of this.columns) {
      const place = column.querySelector("[data-told]");
      if (!place) continue;
      const words = card && !column.contains(card) ? JSON.parse(column.dataset.orders || "{}") : {};
      place.textContent = words[card?.dataset.cycle] ?? words[""] ?? "";
      place.hidden = !place.textContent;
    }
  }

  get columns() { return [...this.querySelectorAll(".board-column")]; }
  get lists() { return [...this.querySelectorAll(".board-cards")]; }

  dropped(card, list) {
    const { home } = this;
    if (!home || list === home.list) return home && put(card, home.list);
    this.move(card, list.closest(".board-column"), home);
  }

  press(event) {
    const card = event.target.closest(".deal-card");
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
    const across = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    if (!across && !along) return;
    event.preventDefault();
    if (along) return focusOn(card[along]);
    let place = this.columns.indexOf(card.closest(".board-column")) + across;
    while (event.shiftKey && this.columns[place] && "shut" in this.columns[place].dataset) place += across;
    const column = this.columns[place];
    if (!column) return;
    if (!event.shiftKey) return focusOn(nearest(card, column));
    const home = { list: card.parentElement, next: card.nextElementSibling };
    this.move(card, column, home, { focus: true });
  }

  // The choice of a column in the dialog that a card opens.
  choose(event) {
    const form = event.target.closest?.("#dialog form.deal-columns");
    if (!form) return;
    const card = this.querySelector(`.deal-card[data-deal="${CSS.escape(form.dataset.deal)}"]`);
    const column = this.columns.find((one) => one.dataset.column === event.submitter?.value);
    if (!card || !column) return;
    event.preventDefault();
    event.stopPropagation();
    document.dispatchEvent(new CustomEvent("dialog:close"));
    this.move(card, column, { list: card.parentElement, next: card.nextElementSibling }, { focus: true });
  }

  async move(card, column, home, { focus = false, values = null } = {}) {
    if (card.getAttribute("aria-busy")) return back(card, home, focus);
    put(card, column.querySelector(".board-cards"));
    if (focus) focusOn(card);
    card.setAttribute("aria-busy", "true");
    const { answer, problem } = await this.ask(card, values ?? { column: column.dataset.column });
    card.removeAttribute("aria-busy");
    if (!this.isConnected) return;
    if (problem) back(card, home, focus);
    if (answer?.lanes) this.count(answer.lanes);
    const shown = answer?.card ? this.renew(card, answer) : card;
    if (focus) focusOn(shown);
    const isFresh = Boolean(problem && answer?.card);
    const there = say("cardMoved", column.querySelector("[data-title]").textContent.trim());
    const words = isFresh ? problem : problem ? say("cardBack", problem) : [there, answer?.planned].filter(Boolean).join(" ");
    if (problem) showToast({ text: words, tone: "bad", lasting: true, key: "failure" });
    else if (answer?.undo) this.offer(words, shown, home, answer.undo);
    this.querySelector("[data-status]").textContent = words;
  }

  offer(text, card, home, undo) {
    const run = () => {
      const now = this.querySelector(`.deal-card[data-deal="${CSS.escape(card.dataset.deal)}"]`);
      const column = home.list.closest(".board-column");
      if (now && column) this.move(now, column, { list: now.parentElement, next: now.nextElementSibling }, { focus: true, values: undo });
    };
    showToast({ text, key: "card", actions: [{ label: say("undo"), run }] });
  }

  ask(card, given) {
    const values = new URLSearchParams(this.dataset.asked);
    const always = { place: this.dataset.place ?? "board", seen: card.dataset.seen };
    for (const [name, value] of Object.entries({ ...always, ...given })) values.set(name, value);
    return askMove(card.querySelector(".deal-move").href, values);
  }

  // The card as the server knows it, in its own column and its own place.
  renew(card, { card: markup, column }) {
    const fresh = new DOMParser().parseFromString(markup, "text/html").querySelector(".deal-card");
    card.replaceWith(fresh);
    const home = this.columns.find((one) => one.dataset.column === column);
    if (home) put(fresh, home.querySelector(".board-cards"));
    return fresh;
  }

  count(lanes) {
    for (const column of this.columns) {
      const words = lanes[column.dataset.column];
      if (!words) continue;
      for (const place of column.querySelectorAll("[data-lane]")) place.textContent = words[place.dataset.lane] ?? "";
    }
  }
}

// Cards stand in the order of their conclusion; what follows on reveal stays last.
function put(card, list) {
  const after = [...list.children].find((one) => one !== card && (one.dataset.order ?? "~") > card.dataset.order);
  list.insertBefore(card, after ?? null);
}

function back(card, { list, next }, focus) {
  list.insertBefore(card, next?.parentElement === list ? next : null);
  if (focus) focusOn(card);
}

function focusOn(card) {
  card?.querySelector("a, button")?.focus();
}

function nearest(card, column) {
  const { top } = card.getBoundingClientRect();
  const cards = [...column.querySelectorAll(".deal-card")];
  return cards.find((one) => one.getBoundingClientRect().bottom > top) ?? cards.at(-1);
}

customElements.define("n-board", Board);
