// Bars, stacked bars, lines, and lines with the interval that surrounds them.
import { faded } from "./colours.js";
import { figure } from "./words.js";
import { figureAxis, frame, legend, tip, wordAxis } from "./frame.js";

const BAND = " band";
const WHOLE = { min: 0, max: 100, interval: 25 };

// A share never goes beyond 100 %: an axis to 120 % would say that it may.
function wholeShare({ series }) {
  const values = series.flatMap((each) => each.values);
  return Math.min(...values) >= 0 && Math.max(...values) <= 100 && Math.max(...values) > 60 ? WHOLE : {};
}

export function seriesOptions(data, colours, still) {
  const option = frame(data, colours, still);
  const words = wordAxis(data.categories, "", colours, data.horizontal ? { inverse: true } : {});
  if (data.kind === "lines" || data.kind === "interval") words.boundaryGap = false;
  if (data.horizontal) words.axisLabel = { ...words.axisLabel, width: 130, interval: 0 };
  const figures = [figureAxis(data.unit, data.yLabel, colours, data.unit === "percent" ? wholeShare(data) : {})];
  const apart = data.series.find((each) => each.line && each.unit && each.unit !== data.unit);
  if (apart) figures.push(figureAxis(apart.unit, "", colours, { splitLine: { show: false }, ...(apart.unit === "percent" ? WHOLE : {}) }));
  if (data.horizontal) Object.assign(option, { xAxis: figures, yAxis: words });
  else Object.assign(option, { xAxis: words, yAxis: figures });
  if (data.series.length > 1) {
    option.legend = legend(data.series.map((each) => each.name), colours);
    option.grid.top = 34;
  }
  option.series = data.series.flatMap((each, at) => drawn(data, each, at, colours, apart));
  option.tooltip.trigger = "axis";
  option.tooltip.axisPointer = { type: data.kind === "lines" || data.kind === "interval" ? "line" : "shadow", lineStyle: { color: colours["line-strong"] }, shadowStyle: { color: faded(colours["ink-3"], 0.08) } };
  option.tooltip.formatter = (points) => tip(points[0].axisValueLabel ?? points[0].name, lines(data, points[0].dataIndex, colours));
  return option;
}

function lines(data, at, colours) {
  return data.series.map((each) => {
    const unit = each.unit ?? data.unit;
    const range = each.low && Number.isFinite(each.low[at]) ? ` (${figure(each.low[at], unit)} – ${figure(each.high[at], unit)})` : "";
    return [each.name, figure(each.values[at], unit) + range, colours[each.hues?.[at] ?? each.hue]];
  });
}

function drawn(data, each, at, colours, apart) {
  const colour = colours[each.hue];
  const bars = (data.kind === "bars" || data.kind === "stacked") && !each.line;
  if (bars) {
    const stacked = data.kind === "stacked";
    const round = stacked ? 0 : data.horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0];
    return [{
      type: "bar", id: `s${at}`, name: each.name, stack: stacked ? "all" : undefined, barMaxWidth: 34, barGap: "15%", barCategoryGap: "32%",
      color: colour,
      data: each.values.map((value, place) => ({ value, itemStyle: { color: colours[each.hues[place]] ?? colour, borderRadius: round }, cursor: each.links[place] ? "pointer" : "default" })),
      emphasis: { disabled: true },
    }];
  }
  const line = {
    type: "line", id: `s${at}`, name: each.name, data: each.values, color: colour, symbol: "circle", symbolSize: 6, showSymbol: each.values.length <= 40,
    lineStyle: { width: 2, type: each.dashed ? [5, 4] : "solid" }, yAxisIndex: apart === each ? 1 : 0, emphasis: { disabled: true }, z: 3,
    cursor: each.links.some(Boolean) ? "pointer" : "default", triggerLineEvent: false,
  };
  if (!each.low) return [line];
  const band = { type: "line", stack: `band${at}`, symbol: "none", lineStyle: { opacity: 0 }, silent: true, tooltip: { show: false }, animation: false };
  const spread = each.low.map((low, place) => (Number.isFinite(low) && Number.isFinite(each.high[place]) ? each.high[place] - low : null));
  return [
    { ...band, id: `l${at}`, name: each.name + BAND, data: each.low },
    { ...band, id: `h${at}`, name: each.name + BAND, data: spread, areaStyle: { color: faded(colour, 0.16) } },
    line,
  ];
}
