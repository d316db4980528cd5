// Rows in the form of a document: added, moved and removed in place. Without this file each button sends the form
// and the server does the same.

const said = (box, text) => { box.querySelector("[role=status]").textContent = text; };
const rowsOf = (box) => [...box.querySelectorAll(":scope > fieldset")];
const buttonOf = (row, act) => row.querySelector(`button[value*="/${act}/"]`);

// Names, ids and labels follow the place of a row, as the server would number them.
function renumber(box) {
  const field = box.dataset.rows;
  const rows = rowsOf(box);
  const place = new RegExp(`(${field})-(\\d+|__row__)(?=-|$)`);
  rows.forEach((row, number) => {
    for (const item of [row, ...row.querySelectorAll("[id], [name], [for]")]) {
      for (const name of ["id", "name", "for"]) {
        if (item.hasAttribute(name)) item.setAttribute(name, item.getAttribute(name).replace(place, `$1-${number}`));
      }
    }
    row.querySelector("legend").textContent = `Row ${number + 1}`;
    for (const button of row.querySelectorAll("button[name=rows]")) {
      button.value = button.value.replace(/[^/]*$/, number);
      button.querySelector("span").textContent = ` row ${number + 1}`;
    }
    buttonOf(row, "up").disabled = number === 0;
    buttonOf(row, "down").disabled = number === rows.length - 1;
  });
  box.querySelector(`[name="${field}-total"]`).value = rows.length;
  box.querySelector(`#id_${field}-add`).disabled = rows.length >= Number(box.dataset.most);
}

function add(box) {
  const pattern = box.querySelector(":scope > template");
  pattern.before(pattern.content.cloneNode(true));
  renumber(box);
  const row = rowsOf(box).at(-1);
  row.querySelector("input, textarea").focus();
  said(box, `Row ${rowsOf(box).length} is new and empty.`);
}

function move(box, row, act) {
  const other = act === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other || other.tagName !== "FIELDSET") return;
  if (act === "up") other.before(row); else other.after(row);
  renumber(box);
  const button = buttonOf(row, act);
  (button.disabled ? buttonOf(row, act === "up" ? "down" : "up") : button).focus();
  said(box, `The row is number ${rowsOf(box).indexOf(row) + 1} now.`);
}

function remove(box, row) {
  const number = rowsOf(box).indexOf(row);
  row.remove();
  renumber(box);
  const next = rowsOf(box)[number];
  (next ? next.querySelector("input, textarea") : box.querySelector("[value*='/add/']")).focus();
  said(box, `Row ${number + 1} is removed.`);
}

async function find(box, row) {
  const cell = (column) => row.querySelector(`[name$="-${column}"]`);
  const query = new URLSearchParams({ pmid: cell("pmid").value, doi: cell("doi").value });
  try {
    const response = await fetch(`${box.dataset.find}?${query}`, { headers: { Accept: "application/json" } });
    const found = await response.json();
    for (const [column, value] of Object.entries(found.row)) {
      if (cell(column) && !cell(column).value.trim()) cell(column).value = value;
    }
    said(box, found.said);
  } catch {
    said(box, "The site cannot be reached now. What you typed is kept; please try again.");
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[name=rows]");
  const box = button && button.closest("[data-rows]");
  if (!box) return;
  event.preventDefault();
  const act = button.value.split("/")[1];
  const row = button.closest("fieldset.im-row");
  if (act === "add") add(box);
  else if (act === "remove") remove(box, row);
  else if (act === "find") await find(box, row);
  else move(box, row, act);
  // Whoever keeps or checks what is typed hears of it as of typing.
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
