// <n-matrix>: the figure beside a slider follows it at once; the picture is saved as a PNG file. The server draws it.
import { coloursOf } from "../lib/chart/colours.js";
import { saveDrawing } from "../lib/chart/drawing.js";

class Matrix extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.follow);
    this.addEventListener("click", this.save);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.follow);
    this.removeEventListener("click", this.save);
  }

  follow = ({ target }) => {
    const shown = target.type === "range" && this.querySelector(`output[for="${target.id}"]`);
    if (shown) shown.value = target.value;
  };

  save = (event) => {
    const button = event.target.closest("[data-png]");
    const drawing = button?.closest(".card")?.querySelector("svg.matrix-svg");
    if (drawing) saveDrawing(drawing, drawing.getAttribute("aria-label"), coloursOf(this));
  };
}

customElements.define("n-matrix", Matrix);
