// A drawing of the page (SVG) as a PNG file: its colours, which come from style sheets, are written into a copy.
import { saveAsPicture } from "./picture.js";

const FINE = 2;
const LOOK = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "paint-order"];

export async function saveDrawing(svg, title, colours) {
  const { width, height } = svg.viewBox.baseVal;
  const copy = svg.cloneNode(true);
  const parts = copy.querySelectorAll("*");
  [...svg.querySelectorAll("*")].forEach((part, place) => {
    const look = getComputedStyle(part);
    for (const name of LOOK) parts[place].setAttribute(name, look.getPropertyValue(name));
    parts[place].setAttribute("font-family", "sans-serif");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width * FINE);
  copy.setAttribute("height", height * FINE);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  saveAsPicture({ renderToCanvas: () => image }, title, colours);
}
