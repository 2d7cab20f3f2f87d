// An influence is drawn from the handle of somebody to somebody else. `point` gives the place of a pointer in the drawing.
const SVG = "http://www.w3.org/2000/svg";

export class Link {
  constructor(drawing, source, event, point) {
    Object.assign(this, { drawing, source, point });
    this.line = document.createElementNS(SVG, "path");
    this.line.setAttribute("class", "influence-draft");
    drawing.querySelector(".influence-node").before(this.line);
    this.follow(event);
  }

  // Whom the pointer is over: the one aimed at shows it.
  follow(event) {
    const { x, y } = this.point(event);
    this.line.setAttribute("d", `M${this.source.dataset.x} ${this.source.dataset.y}L${x} ${y}`);
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest(".influence-node");
    const aimed = under && under !== this.source && this.drawing.contains(under) ? under : undefined;
    if (aimed === this.aimed) return;
    this.aimed?.removeAttribute("data-aimed");
    aimed?.setAttribute("data-aimed", "");
    this.aimed = aimed;
  }

  // Takes the line away; returns the one it was drawn to, or nobody.
  end() {
    this.line.remove();
    this.aimed?.removeAttribute("data-aimed");
    return this.aimed;
  }
}

export function askForInfluence(source, target) {
  const url = target ? `${source.dataset.sway}?target=${target.dataset.key}` : source.dataset.sway;
  document.dispatchEvent(new CustomEvent("dialog:open", { detail: { url, kind: "modal" } }));
}
