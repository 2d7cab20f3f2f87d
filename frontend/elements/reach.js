// <n-reach> around links that call or write: the telephone or the mail program opens, and beside it the entry that
// notes the exchange, already filled (`data-log`).
class Reach extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.addEventListener("click", this.onClick, { signal: this.stop.signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  onClick = (event) => {
    const way = event.target.closest("a[data-log]");
    if (!way?.dataset.log || event.defaultPrevented || event.button !== 0) return;
    const detail = { url: way.dataset.log, kind: "modal", opener: way };
    setTimeout(() => document.dispatchEvent(new CustomEvent("dialog:open", { detail })));
  };
}

customElements.define("n-reach", Reach);
