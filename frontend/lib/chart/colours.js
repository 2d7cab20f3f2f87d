// The colours of the tokens as they stand here and now: light, dark, or a part of the page with its own theme.
const NAMES = ["ink", "ink-2", "ink-3", "line", "line-strong", "surface", "sunken", "accent", "accent-soft", "good", "warn", "bad", "info"];
const LIVES = ["suspect", "lead", "approach", "cold", "warm", "hot", "new", "irregular", "regular", "ambassador", "dormant", "lost"];

export function coloursOf(element) {
  const probe = document.createElement("i");
  probe.hidden = true;
  element.append(probe);
  const read = (value) => {
    probe.style.color = value;
    return hex(getComputedStyle(probe).color);
  };
  const found = {};
  for (const name of NAMES) found[name] = read(`var(--${name})`);
  for (const name of LIVES) found[`life-${name}`] = read(`var(--life-${name})`);
  found["accent-light"] = mix(found.accent, found.surface, 0.45);
  const { fontFamily } = getComputedStyle(element);
  probe.remove();
  return { ...found, font: fontFamily };
}

// What paints on a canvas understands `rgb(…)` only, so do the shades made of two colours.
function hex(colour) {
  const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0];
  return `rgb(${parts.slice(0, 3).join(",")})`;
}

export function mix(colour, other, share) {
  const [from, to] = [colour, other].map((each) => each.match(/[\d.]+/g).map(Number));
  return `rgb(${from.map((part, at) => Math.round(part * share + to[at] * (1 - share))).join(",")})`;
}

export function faded(colour, opacity) {
  return colour.replace("rgb(", "rgba(").replace(")", `,${opacity})`);
}
