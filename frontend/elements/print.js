// <n-print>: the button inside prints the page; without a script there is none.
class Print extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.onclick = () => window.print();
  }
}

customElements.define("n-print", Print);
