// What all charts share: type, axes, tips, legend.
import { figure } from "./words.js";

export function frame(data, colours, still) {
  return {
    animation: !still,
    animationDuration: 250,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: colours.font, fontSize: 12, color: colours["ink-2"] },
    grid: { left: 6, right: 18, top: 12, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: {
      confine: true,
      transitionDuration: 0,
      backgroundColor: colours.surface,
      borderColor: colours["line-strong"],
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: colours.ink, fontSize: 12, fontFamily: colours.font },
      extraCssText: "box-shadow: none; border-radius: 8px;",
    },
  };
}

export function legend(names, colours) {
  return { data: names, top: 0, left: 0, type: "scroll", icon: "roundRect", itemWidth: 10, itemHeight: 10, itemGap: 14, textStyle: { color: colours["ink-2"], fontSize: 12 }, pageTextStyle: { color: colours["ink-2"] }, pageIconColor: colours["ink-2"], pageIconInactiveColor: colours.line };
}

const named = (name, colours) => ({ name, nameTextStyle: { color: colours["ink-3"], fontSize: 11 } });

export function wordAxis(words, label, colours, more = {}) {
  return {
    type: "category", data: words, ...named(label, colours),
    axisTick: { show: false }, axisLine: { lineStyle: { color: colours["line-strong"] } },
    axisLabel: { color: colours["ink-3"], fontSize: 11, hideOverlap: true, overflow: "truncate" }, ...more,
  };
}

export function figureAxis(unit, label, colours, more = {}) {
  return {
    type: "value", ...named(label, colours), axisLine: { show: false }, axisTick: { show: false }, splitNumber: 4,
    minInterval: unit === "decimal" ? 0 : 1, // all others are written whole: a half would be said as its neighbour
    splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { color: colours["ink-3"], fontSize: 11, hideOverlap: true, formatter: (value) => figure(value, unit, true) }, ...more,
  };
}

// A tip is built of elements: no text of a person ever becomes markup.
export function tip(title, lines) {
  const box = document.createElement("div");
  box.className = "chart-tip";
  const head = document.createElement("strong");
  head.textContent = title;
  box.append(head);
  for (const [name, value, colour] of lines) {
    const line = document.createElement("div");
    const mark = document.createElement("i");
    if (colour) mark.style.background = colour;
    const words = document.createElement("span");
    words.textContent = name;
    const amount = document.createElement("b");
    amount.textContent = value;
    line.append(mark, words, amount);
    box.append(line);
  }
  return box;
}
