// Where the dots of the matrix stand under the weights of its sliders: the sum of R-P3, worked out here so that they move
// with the hand. The answer of the server, which counts every company, then says the same.
const SIDES = ["potential", "accessibility"];

// The index from 0 to 10; null where no note is known.
const index = (notes, weights) => {
  let total = 0;
  let whole = 0;
  for (const [at, weight] of weights) {
    if (notes[at] === "" || !weight) continue;
    total += weight * Number(notes[at]);
    whole += weight;
  }
  return whole ? Math.floor((total * 20 + whole) / (whole * 2)) / 100 : null;
};

// Moves every dot of `drawing` that bears its notes; those stay that would have no place.
export const placeDots = (drawing, sliders) => {
  const [left, top, right, bottom] = drawing.dataset.box.split(" ").map(Number);
  const [high, near] = SIDES.map((side) =>
    sliders
      .map((slider, at) => [at, slider.disabled ? 0 : Number(slider.value), slider.dataset.side])
      .filter((each) => each[2] === side)
  );
  for (const dot of drawing.querySelectorAll("[data-notes]")) {
    const notes = dot.dataset.notes.split(",");
    const [potential, accessibility] = [index(notes, high), index(notes, near)];
    if (potential === null || accessibility === null) continue;
    dot.setAttribute("cx", (left + ((right - left) * accessibility) / 10).toFixed(1));
    dot.setAttribute("cy", (bottom - ((bottom - top) * potential) / 10).toFixed(1));
  }
};
