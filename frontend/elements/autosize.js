// <n-autosize> around a <textarea>: it grows with its text, and Ctrl+Enter sends its form.
class Autosize extends HTMLElement {
  connectedCallback() {
    this.area = this.querySelector("textarea");
    this.addEventListener("input", this.fit);
    this.addEventListener("keydown", this.onKey);
    this.fit();
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.fit);
    this.removeEventListener("keydown", this.onKey);
  }

  fit = () => {
    const { style } = this.area;
    style.setProperty("height", "auto");
    style.setProperty("height", `${this.area.scrollHeight + 2}px`);
  };

  onKey = (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.area.form?.requestSubmit();
  };
}

customElements.define("n-autosize", Autosize);
