// The rows of <n-sale-lines>: made, filled and marked. Nothing is worked out here: the server answers every amount.
let made = 0;

export function cell(row, name) {
  return row.querySelector(`[name="line_${name}"]`);
}

// A copy of the blank row of a kind, under a key of its own.
export function blankRow(editor, kind) {
  const template = editor.querySelector(`template[data-blank="${kind}"]`);
  const row = template.content.firstElementChild.cloneNode(true);
  rename(row, row.dataset.key);
  return row;
}

export function copyOf(row) {
  const copy = row.cloneNode(true);
  const from = row.querySelectorAll("select, textarea");
  copy.querySelectorAll("select, textarea").forEach((field, at) => (field.value = from[at].value));
  rename(copy, row.dataset.key);
  return copy;
}

function rename(row, before) {
  made += 1;
  const key = `n${made}x${Date.now().toString(36).slice(-5)}`;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of ["id", "aria-controls"]) {
      if (element.getAttribute(name)?.endsWith(`-${before}`)) element.setAttribute(name, element.getAttribute(name).slice(0, -before.length) + key);
    }
  }
  row.dataset.key = key;
  cell(row, "key").value = key;
}

// What was copied from a spreadsheet: a line a row, a code and a quantity, with or without a label between them.
export function pastedRows(text) {
  return text
    .split(/\r?\n/)
    .map((line) => line.split("\t").map((part) => part.trim()))
    .filter(([code]) => code)
    .map((parts) => ({ code: parts[0], quantity: parts.length > 2 && !/^[\d\s.,]+$/.test(parts[1]) ? parts[2] : parts[1] ?? "" }));
}

// What the server said of the row since: the product of its code fills what is still empty, its price what nobody typed.
export function takeAnswer(row) {
  const out = row.querySelector(".sale-out");
  if (!out) return;
  const faults = (out.dataset.cells || "").split(" ");
  for (const field of row.querySelectorAll("[name^='line_']:not([type='hidden'])")) {
    const wrong = faults.includes(field.name.slice(5));
    field.toggleAttribute("aria-invalid", false);
    if (wrong) field.setAttribute("aria-invalid", "true");
  }
  row.title = row.querySelector(".sale-reasons")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const code = cell(row, "code");
  if (!out.dataset.fillCode || !code || (out.dataset.fillFor || "").toUpperCase() !== code.value.trim().toUpperCase()) return;
  fill(cell(row, "label"), out.dataset.fillLabel);
  fill(cell(row, "unit"), out.dataset.fillUnit);
  fill(cell(row, "vat"), out.dataset.fillVat);
  const price = cell(row, "price");
  if (!cell(row, "price_typed").value && price !== document.activeElement) price.value = out.dataset.fillPrice ?? "";
}

function fill(field, value) {
  if (field && !field.value && field !== document.activeElement) field.value = value ?? "";
}

// A row becomes another product: what came with the one before goes.
export function forgetProduct(row) {
  for (const name of ["product", "label", "unit", "vat", "price", "price_typed"]) cell(row, name).value = "";
}
