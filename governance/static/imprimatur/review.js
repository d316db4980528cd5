// The review screen: a finding is settled in place, a link opens the fold that it leads into. Without this file each
// form answers with the whole screen, and nothing else differs.

import { useKeys } from "./review-keys.js";

const settling = (form) => form.matches("#findings form[action*='/settle/'], #findings form[action*='/confirm/']");
const said = document.getElementById("review-said");

function open(target) {
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function openLinked() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  open(target);
  target.scrollIntoView({ block: "start" });
}

// What was typed or ticked stays, the password and the code too: nothing of them leaves the browser here.
function keepTyped(from, to) {
  for (const field of to.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    const before = field.id && from.querySelector(`#${CSS.escape(field.id)}`);
    if (!before) continue;
    field.value = before.value;
    field.checked = before.checked;
  }
}

function replace(selector, fresh) {
  const now = document.querySelector(selector);
  const next = fresh.querySelector(selector);
  if (!now || !next) return;
  keepTyped(now, next);
  now.replaceWith(next);
}

// The text itself stays, with its folds as they are: only what the marks say of it is taken over.
function takeMarks(fresh) {
  const marks = "#page :is(mark.claim, a.ref)";
  const next = fresh.querySelectorAll(marks);
  document.querySelectorAll(marks).forEach((mark, index) => {
    if (!next[index]) return;
    mark.className = next[index].className;
    if (mark.matches("a")) mark.replaceWith(next[index].cloneNode(true));
  });
}

function goOn(index) {
  const waiting = [...document.querySelectorAll("#findings > .finding")].filter((card) => card.querySelector("form"));
  const next = waiting[Math.min(index, waiting.length - 1)] || document.querySelector("#sign h2");
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function take(fresh, index) {
  if (!fresh.querySelector("#findings")) {
    document.getElementById("content").replaceWith(fresh.getElementById("content"));
    scrollTo(0, 0);
    return;
  }
  takeMarks(fresh);
  ["#summary", "#findings", "#blockers", "form.sign"].forEach((selector) => replace(selector, fresh));
  said.textContent = fresh.querySelector(".messagelist")?.textContent.trim() || "";
  const wrong = document.querySelector("#findings .errorlist");
  if (wrong) wrong.parentElement.querySelector("input")?.focus();
  else goOn(index);
}

async function settle(form) {
  const cards = [...document.querySelectorAll("#findings > .finding")];
  const index = Math.max(0, cards.indexOf(form.closest(".finding")));
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    take(new DOMParser().parseFromString(await answer.text(), "text/html"), index);
  } catch {
    form.submit(); // the plain way says what is wrong
  }
}

document.addEventListener("submit", (event) => {
  if (!settling(event.target)) return;
  event.preventDefault();
  if (!event.target.hasAttribute("aria-busy")) settle(event.target);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (link) open(document.getElementById(link.hash.slice(1)));
});
addEventListener("hashchange", openLinked);
openLinked();
useKeys(open);
