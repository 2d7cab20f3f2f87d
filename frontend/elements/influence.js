// <n-influence data-edit>: the people of a decision are put where one wants, by mouse, finger or arrows; Enter opens the
// attitude of somebody, E whom they sway. From the handle of somebody to another, an influence is drawn. A place that could
// not be kept is taken back, and the reason is said.
import { askForInfluence, Link } from "../lib/influence_link.js";
import { renewToken } from "../lib/exchanges.js";
import { showToast } from "../lib/notices.js";
import { say } from "../lib/words.js";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const [SMALL, LARGE] = [10, 50];
const STILL = 4; // units of the drawing: less is a press, not a drag
const GAP = 3;
const QUIET = 500;
const PATIENCE = 15000;

// On a telephone the map is wider than the screen: its middle is shown first.
function middle(box) {
  if (box && box.scrollWidth > box.clientWidth) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
}

class Influence extends HTMLElement {
  connectedCallback() {
    middle(this.querySelector(".table-box"));
    if (!("edit" in this.dataset)) return;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.drawing = this.querySelector("svg.influence-svg");
    this.waiting = new Map();
    this.addEventListener("pointerdown", (event) => this.take(event), { signal });
    this.addEventListener("pointermove", (event) => this.follow(event), { signal });
    this.addEventListener("pointerup", (event) => this.drop(event), { signal });
    this.addEventListener("pointercancel", () => this.release(true), { signal });
    this.addEventListener("keydown", (event) => this.press(event), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    for (const [node, timer] of this.waiting ?? []) {
      clearTimeout(timer);
      this.keep(node);
    }
  }

  take(event) {
    const node = event.target.closest(".influence-node");
    if (!node || event.button !== 0 || this.held || this.link) return;
    if (event.target.closest(".influence-handle")) return this.draw(node, event);
    const at = this.point(event);
    const from = place(node);
    this.held = { node, from, dx: from.x - at.x, dy: from.y - at.y, to: from, lines: this.lines(node) };
    node.setPointerCapture(event.pointerId);
    node.setAttribute("data-held", "");
  }

  draw(node, event) {
    this.link = new Link(this.drawing, node, event, (at) => this.point(at));
    node.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  // One drawing a frame, however many moves the pointer tells.
  follow(event) {
    if (this.link) return this.link.follow(event);
    if (!this.held) return;
    const at = this.point(event);
    this.held.to = this.inside(at.x + this.held.dx, at.y + this.held.dy);
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      if (this.held) this.put(this.held.node, this.held.to, this.held.lines);
    });
  }

  drop(event) {
    if (this.link) return this.linked(event);
    if (!this.held) return;
    const { node, from, to } = this.held;
    const moved = Math.hypot(to.x - from.x, to.y - from.y) > STILL;
    if (moved) this.put(node, to, this.held.lines);
    this.release(!moved);
    if (moved) this.keep(node, from);
    else this.open(node.dataset.open);
  }

  // A press on the handle opens the form with nobody chosen; a line let go in the void is given up.
  linked(event) {
    const { source } = this.link;
    const target = this.link.end();
    this.link = undefined;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    if (target || under?.closest(".influence-node") === source) askForInfluence(source, target);
  }

  release(back) {
    this.link?.end();
    this.link = undefined;
    if (!this.held) return;
    const { node, from, lines } = this.held;
    node.removeAttribute("data-held");
    if (back) this.put(node, from, lines);
    this.held = undefined;
  }

  press(event) {
    if (event.key === "Escape" && this.link) return this.release(true);
    const node = event.target.closest(".influence-node");
    if (!node || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = STEPS[event.key];
    if (step) this.nudge(node, step, event.shiftKey ? LARGE : SMALL);
    else if (event.key === "Enter" || event.key === " ") this.open(node.dataset.open);
    else if (event.key.toLowerCase() === "e") this.open(node.dataset.sway);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  nudge(node, [dx, dy], far) {
    const from = place(node);
    node.home ??= from;
    this.put(node, this.inside(from.x + dx * far, from.y + dy * far), this.lines(node));
    clearTimeout(this.waiting.get(node));
    this.waiting.set(node, setTimeout(() => this.keep(node, node.home), QUIET));
  }

  // The same links as in the table below: the dialog knows how to open them.
  open(url) {
    this.closest(".card")?.querySelector(`a[data-dialog][href="${CSS.escape(url)}"]`)?.click();
  }

  put(node, { x, y }, lines) {
    node.dataset.x = x;
    node.dataset.y = y;
    node.setAttribute("transform", `translate(${x} ${y})`);
    for (const { line, source, target } of lines) {
      target.radius ??= target.querySelector("circle").r.baseVal.value;
      line.setAttribute("d", path(line, place(source), place(target), target.radius));
    }
  }

  lines(node) {
    const { key } = node.dataset;
    const of = (name) => this.drawing.querySelector(`.influence-node[data-key="${name}"]`);
    const found = this.drawing.querySelectorAll(`path[data-from="${key}"], path[data-to="${key}"]`);
    return [...found].map((line) => ({ line, source: of(line.dataset.from), target: of(line.dataset.to) }));
  }

  async keep(node, from) {
    this.waiting.delete(node);
    node.home = undefined;
    const problem = await send(node.dataset.place, place(node));
    if (!problem) return;
    showToast({ text: problem, tone: "bad", lasting: true, key: "failure" });
    if (from && this.isConnected) this.put(node, from, this.lines(node));
  }

  point(event) {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.drawing.getScreenCTM().inverse());
    return { x, y };
  }

  inside(x, y) {
    const { width, height } = this.drawing.viewBox.baseVal;
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
    return { x: within(x, width), y: within(y, height) };
  }
}

async function send(url, values) {
  const post = () =>
    fetch(url, {
      method: "POST",
      body: new URLSearchParams(values),
      headers: { "X-CSRFToken": document.querySelector("meta[name='csrf-token']")?.content ?? "", "HX-Request": "true" },
      credentials: "same-origin",
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE),
    });
  try {
    let reply = await post();
    if (reply.status === 403 && (await renewToken())) reply = await post();
    if (reply.status === 401 || reply.redirected) return say("sessionEnded");
    return reply.ok ? "" : say({ 403: "refused", 404: "gone" }[reply.status] ?? "failed");
  } catch {
    return say("noNetwork");
  }
}

function place(node) {
  return { x: Number(node.dataset.x), y: Number(node.dataset.y) };
}

// As the server draws it (negoce/web/influence/drawing.py): an arrow stops at the circle.
function path(line, from, to, radius) {
  if (line.classList.contains("influence-chief")) return `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const x = (from.x + to.x) / 2 + (to.y - from.y) / 6;
  const y = (from.y + to.y) / 2 - (to.x - from.x) / 6;
  const back = (radius + GAP) / (Math.hypot(to.x - x, to.y - y) || 1);
  return `M${from.x} ${from.y}Q${x} ${y} ${to.x - (to.x - x) * back} ${to.y - (to.y - y) * back}`;
}

customElements.define("n-influence", Influence);
