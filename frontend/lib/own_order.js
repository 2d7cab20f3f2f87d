// Lines put in one's own order: dragged by their grip, or moved by the arrows (on the grip, or with Alt anywhere).

// `lines()` gives them all, `lineOf(element)` the one an element stands in; `onMoved(line)` is told of each step by
// key and, when a drag has changed the order, of its end. `signal` ends it all.
export function ownOrder(host, { lines, lineOf, onMoved, signal }) {
  host.addEventListener("keydown", (event) => moveByKey(event, lineOf, onMoved), { signal });
  host.addEventListener("pointerdown", (event) => grab(event, { lines, lineOf, onMoved, signal }), { signal });
}

function moveByKey(event, lineOf, onMoved) {
  const line = lineOf(event.target);
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!line || !step || !(event.altKey || event.target.closest(".grip"))) return;
  event.preventDefault();
  event.stopPropagation();
  const other = step < 0 ? line.previousElementSibling : line.nextElementSibling;
  if (!other) return;
  if (step < 0) other.before(line);
  else other.after(line);
  event.target.focus();
  onMoved(line);
}

function grab(event, { lines, lineOf, onMoved, signal }) {
  const grip = event.target.closest(".grip");
  const line = grip && lineOf(grip);
  if (!line) return;
  event.preventDefault();
  const before = lines();
  line.dataset.dragging = "";
  const stop = new AbortController();
  // What is taken off the page while it is dragged lets go of the pointer too.
  signal.addEventListener("abort", () => stop.abort(), { signal: stop.signal });
  const move = ({ clientY }) => {
    const over = lines().find((one) => one !== line && isWithin(one.getBoundingClientRect(), clientY));
    if (!over) return;
    const { top, height } = over.getBoundingClientRect();
    if (clientY < top + height / 2) over.before(line);
    else over.after(line);
  };
  const drop = () => {
    stop.abort();
    delete line.dataset.dragging;
    if (lines().some((one, place) => one !== before[place])) onMoved(line);
  };
  addEventListener("pointermove", move, { signal: stop.signal });
  addEventListener("pointerup", drop, { signal: stop.signal });
  addEventListener("pointercancel", drop, { signal: stop.signal });
}

function isWithin({ top, bottom }, y) {
  return y >= top && y <= bottom;
}
