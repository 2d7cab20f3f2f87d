// Bubbles in quadrants, and calibration: what was foreseen against what happened.
import { faded } from "./colours.js";
import { figure } from "./words.js";
import { figureAxis, frame, legend, tip } from "./frame.js";

const [SMALLEST, LARGEST, CLEAR] = [7, 40, 16];

export function dotOptions(data, colours, still) {
  const option = frame(data, colours, still);
  const calibration = data.kind === "calibration";
  const bounds = calibration ? { min: 0, max: 100, interval: 25 } : { scale: true };
  option.xAxis = figureAxis(data.xUnit, data.xLabel, colours, { ...bounds, nameLocation: "middle", nameGap: calibration ? 34 : 24, splitLine: { show: calibration, lineStyle: { color: colours.line } } });
  option.yAxis = figureAxis(data.unit, data.yLabel, colours, { ...bounds, nameLocation: "end", nameTextStyle: { color: colours["ink-3"], fontSize: 11, align: "left" }, splitLine: { show: calibration, lineStyle: { color: colours.line } } });
  // A dot at the corner is as wide as that: the figures of both axes stay clear of it.
  if (calibration) for (const axis of [option.xAxis, option.yAxis]) axis.axisLabel = { ...axis.axisLabel, margin: CLEAR };
  option.grid.bottom = calibration ? 36 : 28;
  option.grid.top = 30;
  const most = Math.max(...data.dots.map((dot) => dot.size), 1e-9);
  const area = (size) => Math.max(SMALLEST, LARGEST * Math.sqrt(Math.max(size, 0) / most));
  const groups = [...new Set(data.dots.map((dot) => dot.group))];
  option.series = groups.map((group, at) => ({
    type: "scatter", id: `g${at}`, name: group, color: colours[data.dots.find((dot) => dot.group === group).hue],
    data: data.dots.filter((dot) => dot.group === group).map((dot) => ({
      value: [dot.x, dot.y], dot, symbolSize: calibration ? Math.max(8, area(dot.size) * 0.6) : area(dot.size),
      itemStyle: { color: faded(colours[dot.hue], calibration ? 0.9 : 0.7) }, cursor: dot.url ? "pointer" : "default",
    })),
    emphasis: { itemStyle: { opacity: 1, borderColor: colours.ink, borderWidth: 1 } },
  }));
  if (groups.length > 1) {
    option.legend = legend(groups, colours);
    option.grid.top = 46;
  }
  const straight = [];
  if (data.xSplit !== null) straight.push({ xAxis: data.xSplit });
  if (data.ySplit !== null) straight.push({ yAxis: data.ySplit });
  if (straight.length) option.series[0].markLine = { silent: true, symbol: "none", animation: false, label: { show: false }, lineStyle: { color: colours["line-strong"], type: [3, 4] }, data: straight };
  if (calibration) option.series.push({ type: "line", id: "right", data: [[0, 0], [100, 100]], silent: true, symbol: "none", z: 1, tooltip: { show: false }, lineStyle: { color: colours["line-strong"], width: 1.5, type: [3, 4] } });
  option.tooltip.formatter = ({ data: { dot } }) => tip(dot.name, [
    [data.xLabel, figure(dot.x, data.xUnit)], [data.yLabel, figure(dot.y, data.unit)], ["", figure(dot.size, data.sizeUnit), colours[dot.hue]],
  ]);
  return option;
}
