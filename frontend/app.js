// The script of every page: htmx, the elements of the frame, and the loader of islands.
import "./lib/company_choice.js";
import "./lib/exchanges.js";
import "./lib/failures.js";
import "./lib/once.js";
import "./elements/dialog.js";
import "./elements/drawer.js";
import "./elements/menu.js";
import "./elements/shortcuts.js";
import "./elements/theme.js";
import "./elements/toast.js";
import { watchIslands } from "./lib/islands.js";

watchIslands(document, {
  "n-activity": () => import("./elements/activity.js"),
  "n-autosize": () => import("./elements/autosize.js"),
  "n-board": () => import("./elements/board.js"),
  "n-calendar": () => import("./elements/calendar.js"),
  "n-call": () => import("./elements/call.js"),
  "n-chart": () => import("./elements/chart.js"),
  "n-columns": () => import("./elements/columns.js"),
  "n-copy": () => import("./elements/copy.js"),
  "n-day": () => import("./elements/day.js"),
  "n-edit": () => import("./elements/edit.js"),
  "n-fold": () => import("./elements/fold.js"),
  "n-grid": () => import("./elements/grid.js"),
  "n-influence": () => import("./elements/influence.js"),
  "n-list": () => import("./elements/list.js"),
  "n-matrix": () => import("./elements/matrix.js"),
  "n-map": () => import("./elements/map.js"),
  "n-next": () => import("./elements/next.js"),
  "n-order": () => import("./elements/order.js"),
  "n-palette": () => import("./elements/palette.js"),
  "n-print": () => import("./elements/print.js"),
  "n-progress": () => import("./elements/progress.js"),
  "n-reach": () => import("./elements/reach.js"),
  "n-sale-lines": () => import("./elements/sale_lines.js"),
  "n-table-picture": () => import("./elements/table_picture.js"),
  "n-views": () => import("./elements/views.js"),
});
