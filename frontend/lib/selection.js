// What can be done with the rows chosen in a list, for the palette: the buttons of the bulk bar, by their own words.
function bar() {
  return document.querySelector("n-list [data-bulk]:not([hidden])");
}

// « 3 choisies », or nothing when no row is chosen.
export function selectionWords() {
  return bar()?.querySelector("[data-bulk-count]")?.textContent.trim() ?? "";
}

// The group of commands that answer to what is typed; null without any.
export function selectionGroup(typed) {
  const chosen = bar();
  if (!chosen) return null;
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const controls = [...chosen.querySelectorAll("a.button, button.button")].filter((control) => {
    const label = folded(control.textContent);
    return words.every((word) => label.includes(word));
  });
  if (!controls.length) return null;
  const group = Object.assign(document.createElement("section"), { className: "palette-group" });
  group.append(Object.assign(document.createElement("h3"), { textContent: `${chosen.getAttribute("aria-label")} · ${selectionWords()}` }));
  for (const control of controls) group.append(option(control));
  return group;
}

function option(control) {
  const line = Object.assign(document.createElement("button"), { type: "button", className: "palette-option" });
  line.dataset.option = "";
  const icon = control.querySelector("svg")?.cloneNode(true);
  if (icon) line.append(icon);
  line.append(Object.assign(document.createElement("span"), { textContent: control.textContent.trim() }));
  // After the palette has closed: the control may open the dialog of the page.
  line.addEventListener("click", () => setTimeout(() => control.click(), 20));
  return line;
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
