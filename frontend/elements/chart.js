// <n-chart>: draws the chart whose figures stand inside it; each bar, cell or dot leads to the list behind it.
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendScrollComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { coloursOf } from "../lib/chart/colours.js";
import { dotOptions } from "../lib/chart/dots.js";
import { saveAsPicture } from "../lib/chart/picture.js";
import { seriesOptions } from "../lib/chart/series.js";

use([BarChart, LineChart, ScatterChart, GridComponent, LegendScrollComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

const dots = async () => dotOptions;
const series = async () => seriesOptions;
const KINDS = {
  bars: series, stacked: series, lines: series, interval: series, bubbles: dots, calibration: dots,
  heat: async () => (await import("../lib/chart/heat.js")).heatOptions,
  sankey: async () => (await import("../lib/chart/sankey.js")).sankeyOptions,
};
const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

class Chart extends HTMLElement {
  async connectedCallback() {
    this.host = this.querySelector(".chart-canvas");
    this.host.replaceChildren(); // a page that the browser's history gives back holds a dead drawing
    this.data = JSON.parse(this.querySelector("script").textContent);
    const options = await KINDS[this.data.kind]();
    if (!this.isConnected || this.picture) return;
    this.options = options;
    this.picture = init(this.host);
    this.picture.on("click", this.follow);
    this.watch = new ResizeObserver(() => this.host.clientWidth && this.picture.resize());
    this.watch.observe(this.host);
    this.button = this.querySelector("[data-png]");
    this.button.hidden = false;
    this.button.addEventListener("click", this.save);
    document.addEventListener("theme:changed", this.draw);
    dark.addEventListener("change", this.draw);
    this.draw();
  }

  disconnectedCallback() {
    this.watch?.disconnect();
    this.button?.removeEventListener("click", this.save);
    document.removeEventListener("theme:changed", this.draw);
    dark.removeEventListener("change", this.draw);
    this.picture?.dispose();
    this.picture = null;
  }

  draw = () => {
    this.colours = coloursOf(this);
    this.picture.setOption(this.options(this.data, this.colours, still.matches, this.host.clientWidth), { notMerge: true });
    this.dataset.drawn = "";
  };

  follow = (point) => {
    const { data } = point;
    const url = data?.cell?.url || data?.dot?.url || data?.url || this.series(point)?.links?.[point.dataIndex];
    if (!url) return;
    const { ctrlKey, metaKey } = point.event?.event ?? {};
    if (ctrlKey || metaKey) window.open(url, "_blank", "noopener");
    else location.assign(url);
  };

  series(point) {
    return this.data.series[Number(point.seriesId?.slice(1))];
  }

  save = () => saveAsPicture(this.picture, this.data.title, this.colours);
}

customElements.define("n-chart", Chart);
