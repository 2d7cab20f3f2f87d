// A chart as a PNG file: its title above it, on the paper of the theme, twice as fine as the screen.
const FINE = 2;
const HEAD = 44;
const EDGE = 16;

export function saveAsPicture(chart, title, colours) {
  const drawing = chart.renderToCanvas({ pixelRatio: FINE, backgroundColor: colours.surface });
  const sheet = document.createElement("canvas");
  sheet.width = drawing.width + 2 * EDGE * FINE;
  sheet.height = drawing.height + (HEAD + EDGE) * FINE;
  const pen = sheet.getContext("2d");
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = colours.ink;
  pen.font = `600 ${15 * FINE}px ${colours.font}`;
  pen.fillText(title, EDGE * FINE, 28 * FINE, sheet.width - 2 * EDGE * FINE);
  pen.drawImage(drawing, EDGE * FINE, HEAD * FINE);
  sheet.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${fileName(title)}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}

function fileName(title) {
  return title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[^\w]+/g, "-").replace(/^-|-$/g, "").toLowerCase() || "chart";
}
