// The marks of a map: ways between places, dots with their number, rounds as large as what they count.
import { project } from "./projection.js";

const SPACE = "http://www.w3.org/2000/svg";
const DOT = 9, APART = 16, LEAST = 2.5, LARGEST = 18, FEW = 20;

export function svg(name, attributes = {}) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function drawLines(lines) {
  return lines.map(({ hue, label, way }) => {
    const points = way.map((at) => project(at).map((each) => each.toFixed(2)).join(",")).join(" ");
    return titled(svg("polyline", { class: "map-way", "data-hue": hue, points }), label);
  });
}

// Places of one commune stand at one point: they are set around it. Those on the tour come last, above the others.
export function drawPoints(points, base) {
  const there = new Map();
  const marks = [...points].sort((one, other) => Boolean(one.hue) - Boolean(other.hue)).map((point) => {
    const key = point.at.join();
    const rank = there.get(key) ?? 0;
    there.set(key, rank + 1);
    return drawPoint(point, rank);
  });
  if (!base) return marks;
  const home = mark("g", base.at, { class: "map-base" });
  home.append(svg("rect", { x: -6, y: -6, width: 12, height: 12, rx: 2 }));
  return [titled(home, base.label), ...marks];
}

function drawPoint({ at, label, hue, text, url }, rank) {
  const link = mark("a", at, { href: url, class: "map-dot", "data-hue": hue, "aria-label": label });
  if (rank) {
    const ring = Math.ceil(rank / 6), turn = (rank * Math.PI) / 3 + ring * 0.5;
    link.dataset.dx = (Math.cos(turn) * APART * ring).toFixed(1);
    link.dataset.dy = (Math.sin(turn) * APART * ring).toFixed(1);
  }
  link.append(svg("circle", { r: hue ? DOT : 4 }));
  if (text) link.append(Object.assign(svg("text", { "text-anchor": "middle", dy: "0.36em" }), { textContent: text }));
  return titled(link, label);
}

export function drawHeat(heat) {
  const most = Math.max(1, ...heat.map(({ count }) => count));
  return heat.map(({ at, count, label }) => {
    const round = mark("g", at, { class: "map-heat" });
    round.append(svg("circle", { r: (LEAST + (LARGEST - LEAST) * Math.sqrt(count / Math.max(most, FEW))).toFixed(1) }));
    return titled(round, label);
  });
}

function mark(name, at, attributes) {
  const element = svg(name, attributes);
  [element.dataset.x, element.dataset.y] = project(at).map((each) => each.toFixed(2));
  return element;
}

function titled(element, words) {
  element.append(Object.assign(svg("title"), { textContent: words }));
  return element;
}
