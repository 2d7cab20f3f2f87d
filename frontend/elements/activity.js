// <n-activity>: around the form of an activity. Ctrl Enter saves; a task chosen is to do, a note is written now,
// and a moment to come is to do.
class Activity extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.addEventListener("keydown", this.onKey, { signal });
    this.addEventListener("change", this.onChange, { signal });
    // The first field that is wrong, wherever the form put it.
    this.addEventListener("htmx:afterSettle", this.onSettle, { signal });
    // Opened low on the page, the entry comes wholly into view.
    if (this.matches(".composer-form")) requestAnimationFrame(() => this.scrollIntoView({ block: "nearest" }));
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  onSettle = ({ target }) => {
    if (target.id !== "when-understood") return this.querySelector("form [aria-invalid='true']")?.focus();
    const meant = target.querySelector("[data-state]")?.dataset.state;
    const state = meant && this.querySelector(`[name="state"][value="${meant}"]`);
    if (state) state.checked = true;
  };

  onKey = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    event.target.closest("form")?.requestSubmit();
  };

  onChange = ({ target }) => {
    if (target.name === "state") this.chosen = true;
    if (target.name !== "kind") return;
    const wanted = target.value === "task" ? "planned" : target.value === "note" ? "done" : null;
    const state = wanted && this.querySelector(`[name="state"][value="${wanted}"]`);
    if (state && (!this.chosen || target.value === "note")) state.checked = true;
    if (!wanted && !this.chosen) this.querySelector('[name="state"][value="done"]').checked = true;
  };
}

customElements.define("n-activity", Activity);
