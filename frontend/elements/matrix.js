// <n-matrix>: the figure beside a slider and the dots follow it at once; the picture is saved as a PNG file. The server
// draws it, and counts again while the sliders move.
import { coloursOf } from "../lib/chart/colours.js";
import { saveDrawing } from "../lib/chart/drawing.js";
import { placeDots } from "../lib/matrix_places.js";

class Matrix extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this.follow);
    this.addEventListener("htmx:afterSettle", this.place);
    this.addEventListener("click", this.save);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this.follow);
    this.removeEventListener("htmx:afterSettle", this.place);
    this.removeEventListener("click", this.save);
  }

  follow = ({ target }) => {
    const shown = target.type === "range" && this.querySelector(`output[for="${target.id}"]`);
    if (shown) shown.value = target.value;
    if (shown) this.place();
  };

  // An answer is of weights that may have moved on since: its dots go where the sliders stand now.
  place = () => {
    const drawing = this.querySelector("svg.matrix-svg");
    if (drawing) placeDots(drawing, [...this.querySelectorAll("input[type=range][data-side]")]);
  };

  save = (event) => {
    const button = event.target.closest("[data-png]");
    const drawing = button?.closest(".card")?.querySelector("svg.matrix-svg");
    if (drawing) saveDrawing(drawing, drawing.getAttribute("aria-label"), coloursOf(this));
  };
}

customElements.define("n-matrix", Matrix);
