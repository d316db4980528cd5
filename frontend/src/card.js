// The card of a finding: the server's own, copied from the list of all findings, with the way to mend it at once.

export function icon(standing) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `i on-${standing}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${standing}`);
  svg.append(use);
  return svg;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(label, name, detail) {
  const made = element("button", "button plain small", label);
  made.type = "button";
  made.addEventListener("click", () => {
    made.dispatchEvent(new CustomEvent(`imprimatur:${name}`, { bubbles: true, detail }));
  });
  return made;
}

export function mending(finding) {
  const row = element("div", "mend", "");
  const insert = button("Insert", "insert", finding.number);
  insert.setAttribute("aria-label", `Insert: ${finding.insert}`);
  row.append(element("h4", "", "Words that fit"), element("p", "", finding.insert), insert);
  return row;
}

export function cardOf(finding, className) {
  const wrap = element("div", className, "");
  const model = document.getElementById(`f${finding.number}`);
  if (model?.matches("article")) wrap.append(copied(model, finding));
  return wrap;
}

function copied(model, finding) {
  const card = model.cloneNode(true);
  card.querySelector(".mend")?.remove();
  for (const item of [card, ...card.querySelectorAll("[id], [aria-labelledby]")]) {
    item.removeAttribute("id");
    item.removeAttribute("aria-labelledby");
  }
  card.setAttribute("aria-label", `${finding.standing}, ${finding.topics}`);
  if (finding.insert) card.append(mending(finding));
  card.append(foot(finding));
  return card;
}

function foot(finding) {
  const row = element("div", "row apart", "");
  const keys = `${finding.insert ? "Alt + Enter inserts. " : ""}F8 goes to the next, Escape closes.`;
  row.append(element("p", "hint", keys), button("Close", "close", finding.number));
  return row;
}
