// <n-next> in a row that has just been settled: focus goes on to the next row that asks for something.
const ASKS = "button[hx-get], input[type=text]";

class Next extends HTMLElement {
  connectedCallback() {
    // After the swap: whoever chose something else meanwhile is left there.
    this.timer = setTimeout(() => {
      if (document.activeElement && document.activeElement !== document.body) return;
      const rows = [...this.closest("tbody").rows];
      const at = rows.indexOf(this.closest("tr"));
      const next = [...rows.slice(at + 1), ...rows.slice(0, at)].map((row) => row.querySelector(ASKS)).find(Boolean);
      this.tabIndex = -1;
      (next ?? this).focus();
    });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }
}

customElements.define("n-next", Next);
