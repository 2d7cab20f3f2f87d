// The public page of an offer: when an option is ticked, the server says what the offer comes to. The page works without.
const totals = document.getElementById("offer-totals");
const boxes = [...document.querySelectorAll("input[name='option']")];
let asked;

document.querySelector("[data-recount]")?.setAttribute("hidden", "");
for (const box of boxes) box.addEventListener("change", recount);
// A browser that goes back shows boxes as they were left, beside the totals of the page.
if (boxes.some((box) => box.checked !== box.defaultChecked)) recount();

async function recount() {
  asked?.abort();
  asked = new AbortController();
  totals.setAttribute("aria-busy", "true");
  const query = new URLSearchParams(boxes.filter((box) => box.checked).map((box) => ["option", box.value]));
  try {
    const answer = await fetch(`${totals.dataset.url}?${query}`, { signal: asked.signal, redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    totals.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name === "AbortError") return;
    // What stands there is no longer true: the button that asks for the whole page comes back.
    totals.replaceChildren();
    totals.removeAttribute("aria-busy");
    document.querySelector("[data-recount]")?.removeAttribute("hidden");
  }
}

// The rows as the server draws them now; the boxes stay, with what has the focus.
function show(fresh) {
  const rows = [...fresh.querySelectorAll(".offer-lines tbody tr")];
  for (const [place, row] of document.querySelectorAll(".offer-lines tbody tr").entries()) {
    row.className = rows[place].className;
    for (const [column, cell] of [...row.cells].entries()) if (column) cell.textContent = rows[place].cells[column].textContent;
  }
  totals.replaceChildren(...fresh.getElementById("offer-totals").childNodes);
}
