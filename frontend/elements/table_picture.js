// <n-table-picture data-of="id" data-title="…">: its button saves a coloured table as a PNG file, whole and as it stands.
import { coloursOf } from "../lib/chart/colours.js";
import { saveAsPicture } from "../lib/chart/picture.js";

class TablePicture extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.save);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.save);
  }

  save = (event) => {
    const table = event.target.closest("[data-png]") && document.getElementById(this.dataset.of);
    if (!table) return;
    // Columns that stay in sight lie over others: all stand in their place while they are measured.
    table.toggleAttribute("data-still", true);
    const cells = measured(table);
    const { width, height } = table.getBoundingClientRect();
    table.toggleAttribute("data-still", false);
    const colours = coloursOf(this);
    const renderToCanvas = ({ pixelRatio }) => painted(cells, width, height, pixelRatio, colours);
    saveAsPicture({ renderToCanvas }, this.dataset.title, colours);
  };
}

function measured(table) {
  const from = table.getBoundingClientRect();
  return [...table.querySelectorAll("th, td")].map((cell) => {
    const { left, top, width, height } = cell.getBoundingClientRect();
    const look = getComputedStyle(cell);
    const text = getComputedStyle(cell.firstElementChild ?? cell);
    return {
      left: left - from.left, top: top - from.top, width, height, words: cell.textContent.trim(),
      paper: look.backgroundColor, ink: text.color, font: `${text.fontWeight} ${text.fontSize} ${text.fontFamily}`,
      size: parseFloat(text.fontSize), isRight: ["right", "end"].includes(look.textAlign),
    };
  });
}

function painted(cells, width, height, ratio, colours) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * ratio);
  canvas.height = Math.ceil(height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.textBaseline = "middle";
  for (const cell of cells) {
    pen.fillStyle = cell.paper;
    pen.fillRect(cell.left, cell.top, cell.width, cell.height);
    pen.fillStyle = colours.line;
    pen.fillRect(cell.left, cell.top + cell.height - 1, cell.width, 1);
    pen.fillStyle = cell.ink;
    pen.font = cell.font;
    pen.textAlign = cell.isRight ? "right" : "left";
    const lines = wrapped(pen, cell.words, cell.width - 12);
    const step = cell.size * 1.25;
    const first = cell.top + cell.height / 2 - ((lines.length - 1) * step) / 2;
    const at = cell.isRight ? cell.left + cell.width - 6 : cell.left + 6;
    lines.forEach((line, place) => pen.fillText(line, at, first + place * step, cell.width - 8));
  }
  return canvas;
}

function wrapped(pen, words, room) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && pen.measureText(longer).width > room) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

customElements.define("n-table-picture", TablePicture);
