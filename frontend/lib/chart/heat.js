// A heat map: one hue, the stronger the more.
import "echarts/lib/chart/heatmap";
import { mix } from "./colours.js";
import { figure } from "./words.js";
import { frame, tip, wordAxis } from "./frame.js";

const [LEFT, WORDS] = [110, 46];

export function heatOptions(data, colours, still, width) {
  const narrow = (width - LEFT) / Math.max(data.categories.length, 1) < WORDS; // the table says the unit
  const option = frame(data, colours, still);
  const most = Math.max(...data.cells.map((cell) => cell.value), 1e-9);
  const plain = { axisLine: { show: false }, splitArea: { show: false } };
  option.xAxis = wordAxis(data.categories, data.xLabel, colours, { ...plain, nameLocation: "middle", nameGap: 26 });
  option.yAxis = wordAxis(data.rows, data.yLabel, colours, { ...plain, inverse: true, nameLocation: "start" });
  option.grid.bottom = data.xLabel ? 28 : 4;
  if (data.yLabel) option.grid.top = 26;
  const shade = (value) => mix(colours.accent, colours.surface, 0.06 + 0.69 * Math.max(value, 0) / most);
  option.series = [{
    type: "heatmap", id: "heat",
    data: data.cells.map((cell) => ({ value: [cell.column, cell.row, cell.value], cell, cursor: cell.url ? "pointer" : "default", itemStyle: { color: shade(cell.value) }, label: { color: cell.value > most * 0.55 ? colours.surface : colours.ink } })),
    label: { show: true, fontSize: narrow ? 10 : 12, formatter: ({ data: { cell } }) => figure(cell.value, narrow && data.unit === "percent" ? "number" : data.unit, true) },
    itemStyle: { borderColor: colours.surface, borderWidth: 2, borderRadius: 3 },
    emphasis: { itemStyle: { borderColor: colours.accent } },
  }];
  option.tooltip.formatter = ({ data: { cell } }) => tip(`${data.rows[cell.row]} · ${data.categories[cell.column]}`, [["", figure(cell.value, data.unit)]]);
  return option;
}
