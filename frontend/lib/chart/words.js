// Figures on axes and in tips, written as the page's language does. Nothing is worked out here.
const language = () => document.documentElement.lang || "fr";
const kept = new Map();

function plain(value, decimals) {
  const key = `${language()}${decimals}`;
  if (!kept.has(key)) kept.set(key, new Intl.NumberFormat(language(), { maximumFractionDigits: decimals }));
  return kept.get(key).format(value).replace("-", "−");
}

const french = () => language().startsWith("fr");
const euros = (value, decimals, size = "") => (french() ? `${plain(value, decimals)} ${size}€` : `€${plain(value, decimals)}${size}`);

// `short` is for an axis: 62 k€; a tip says 61 840 €.
export function figure(value, unit, short = false) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "—";
  const size = Math.abs(value);
  if (unit === "money") {
    if (short && size >= 1e6) return euros(value / 1e6, 1, "M");
    if (short && size >= 1e3) return euros(value / 1e3, size >= 1e4 ? 0 : 1, "k");
    return euros(value, 0);
  }
  if (unit === "percent") return `${plain(value, short ? 0 : 1)}${french() ? " " : ""}%`;
  if (unit === "days") return `${plain(value, 0)} ${french() ? "j" : "d"}`;
  return plain(value, unit === "decimal" ? 1 : 0);
}
