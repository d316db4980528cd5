// The keys of the review screen. Each person switches them off for their browser; they never act while one types.

const dialog = document.getElementById("keys");
const button = document.getElementById("keys-button");
const name = `imprimatur-keys-${dialog?.dataset.person}`;
const typing = "input, textarea, select, [contenteditable]";

const isOff = () => localStorage.getItem(name) === "off";
const findings = () => [...document.querySelectorAll("#findings .finding")].filter((card) => card.checkVisibility());
const here = () => document.activeElement.closest("#findings .finding");

function go(step) {
  const cards = findings();
  const at = cards.indexOf(here());
  const next = cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : at + step];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

function settle(open) {
  const card = here() || findings().find((item) => item.querySelector("form"));
  const field = card?.querySelector("[data-settle], input[type=radio]");
  if (!field) return;
  open(field);
  field.focus();
}

function comment() {
  const form = document.getElementById("comment");
  if (!form) return;
  const words = here()?.querySelector(".quote").textContent.trim();
  const option = [...form.elements.passage.options].find((item) => words && item.dataset.words === words);
  if (option) form.elements.passage.value = option.value;
  form.elements.body.focus();
}

function onward() {
  (document.querySelector("[data-next]") || document.querySelector("a[href='#sign-off']"))?.click();
}

function show() {
  document.getElementById("keys-switch").textContent = isOff() ? "Switch them on" : "Switch them off";
  document.getElementById("keys-state").textContent = isOff() ? "They are off in this browser." : "They are on.";
  dialog.showModal();
}

function toggle() {
  localStorage.setItem(name, isOff() ? "on" : "off");
  dialog.close();
}

export function useKeys(open) {
  if (!dialog || !button) return;
  const acts = {
    j: () => go(1),
    k: () => go(-1),
    s: () => settle(open),
    c: comment,
    n: onward,
    "?": show,
  };
  button.hidden = false;
  button.addEventListener("click", show);
  document.getElementById("keys-switch").addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    const act = acts[event.key.toLowerCase()];
    const isTaken = event.ctrlKey || event.altKey || event.metaKey || event.target.closest(typing) || dialog.open;
    if (!act || isTaken || isOff()) return;
    event.preventDefault();
    act();
  });
}
