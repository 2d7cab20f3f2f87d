// Flows from one side to the other.
import "echarts/lib/chart/sankey";
import { figure } from "./words.js";
import { frame, tip } from "./frame.js";

export function sankeyOptions(data, colours, still) {
  const option = frame(data, colours, still);
  const names = Object.fromEntries(data.nodes.map((node) => [node.key, node.name]));
  const targets = new Set(data.flows.map((flow) => flow.target));
  option.series = [{
    type: "sankey", id: "flows", animation: false, left: 4, right: 4, top: 8, bottom: 8, nodeWidth: 10, nodeGap: 13, nodeAlign: "justify", draggable: false, layoutIterations: 0,
    // A thin flow behind its name would strike it through.
    label: { color: colours.ink, textBorderColor: colours.surface, textBorderWidth: 3, fontSize: 12, formatter: ({ name }) => names[name] ?? name },
    data: data.nodes.map((node) => ({
      name: node.key, url: node.url, itemStyle: { color: colours[node.hue], borderWidth: 0 }, cursor: node.url ? "pointer" : "default",
      label: { position: targets.has(node.key) ? "left" : "right" },
    })),
    links: data.flows.map((flow) => ({ ...flow, cursor: flow.url ? "pointer" : "default" })),
    lineStyle: { color: "gradient", opacity: 0.28, curveness: 0.5 },
    emphasis: { focus: "adjacency", lineStyle: { opacity: 0.5 } },
    blur: { lineStyle: { opacity: 0.1 }, itemStyle: { opacity: 0.4 }, label: { opacity: 0.5 } },
  }];
  option.tooltip.formatter = ({ dataType, data: given, name, value }) => (dataType === "edge"
    ? tip(`${names[given.source]} → ${names[given.target]}`, [["", figure(given.value, data.unit)]])
    : tip(names[name], [["", figure(value, data.unit)]]));
  return option;
}
