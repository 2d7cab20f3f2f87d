// From degrees to the outline: it is Mercator's. The four figures were fitted on the centres of 33,000 communes: 98.9 % of
// them then lie inside the outline of their own département (docs/decisions/0033-tours.md).
const RIGHT = 2389.85, LEFT = 214.504, DOWN = 2374.135, TOP = 2470.674;

export const WHOLE = { x: 0, y: 0, width: 613, height: 585 };
const SMALLEST = 24;

export function project([latitude, longitude]) {
  const north = Math.asinh(Math.tan((latitude * Math.PI) / 180));
  return [LEFT + RIGHT * ((longitude * Math.PI) / 180), TOP - DOWN * north];
}

// The part of the map that shows some places with room around them; all of it without a place.
export function boxAround(places) {
  if (!places.length) return WHOLE;
  const xs = places.map(([x]) => x), ys = places.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)], [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const size = Math.min(Math.max((right - left) * 1.25, (bottom - top) * 1.25, SMALLEST), WHOLE.width);
  return { x: (left + right - size) / 2, y: (top + bottom - size) / 2, width: size, height: size };
}
