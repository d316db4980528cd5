// Keeps what is typed into the form of a document: with the site after a pause, on leaving a field and on closing the
// tab; in this browser until the site has it. The site's answers say who else is on the page.

const form = document.querySelector("#document-form");
const address = new URL(form.dataset.keep, location.href);
const key = `imprimatur:${form.dataset.person}:${location.pathname}`;
const PAUSE = 2000;
const BEAT = 60_000;
const AWAY = 5 * 60_000; // whoever types nothing for so long is not said to be here

const field = (name) => form.elements.namedItem(name);
const pairs = () => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "kept", "kept-tab"].includes(name));
const words = () => JSON.stringify(pairs());
const show = (text) => { document.querySelector("#kept-state").textContent = text; };
const say = (text) => { document.querySelector("#kept-said").textContent = text; };

field("kept-tab").value = crypto.getRandomValues(new Uint32Array(4)).join("-").slice(0, 40);
let sent = "typed" in form.dataset ? "" : words(); // what the site has, or the page as it was saved
let typedAt = Date.now();
let timer = 0;
let isSaving = false;
let isRefused = false;

// ---------- in this browser ----------

function keepHere() {
  try {
    localStorage.setItem(key, JSON.stringify({ at: typedAt, pairs: pairs(), isSaving }));
  } catch {
    say("This browser has no room to keep your words. Please save soon.");
  }
}

function keptHere(name = key) {
  try { return JSON.parse(localStorage.getItem(name)); } catch { return null; }
}

// ---------- with the site ----------

function body(withWords) {
  const data = withWords ? new FormData(form) : new FormData();
  for (const name of ["csrfmiddlewaretoken", "seen", "kept", "kept-tab"]) data.set(name, field(name).value);
  if (withWords) data.set("kept-stamp", String(typedAt));
  return data;
}

function answered(answer, status) {
  if (answer.here) tellHere(answer.here);
  field("kept").value = answer.revision;
  isRefused = status === 409;
  if (isRefused) show(`${answer.said} This browser keeps what you type.`);
}

// One at a time: each names the revision that the one before it made.
let going = null;
let isAgain = false;

async function keepThere() {
  if (going) { isAgain = true; return; }
  going = keepOnce();
  await going;
  going = null;
  if (isAgain) { isAgain = false; await keepThere(); }
}

async function keepOnce() {
  const now = words();
  const isNew = now !== sent && !isSaving;
  try {
    const response = await fetch(address, { method: "POST", body: body(isNew), redirect: "error" });
    if (!response.ok && response.status !== 409) throw new Error(String(response.status));
    answered(await response.json(), response.status);
    if (isNew && response.ok) kept(now);
  } catch {
    if (isNew) lost();
  }
}

function kept(now) {
  sent = now;
  if (words() === now) localStorage.removeItem(key);
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  show(`Kept at ${time}, not saved yet`);
  say("");
}

function lost() {
  show("The site cannot be reached. This browser keeps your words.");
  say("The site cannot be reached. This browser keeps your words.");
}

function tellHere(sentences) {
  const box = document.querySelector("#here");
  const names = (texts) => texts.map((text) => text.split(", last seen")[0]).join();
  if (names(sentences) !== names([...box.children].map((item) => item.textContent))) say(sentences.join(" "));
  box.replaceChildren(...sentences.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  box.hidden = sentences.length === 0;
}

// ---------- when ----------

function typed() {
  typedAt = Date.now();
  clearTimeout(timer);
  timer = setTimeout(() => { keepHere(); keepThere(); }, PAUSE);
}

function leaving() {
  if (isSaving || words() === sent) return;
  keepHere();
  if (!isRefused) navigator.sendBeacon(address, body(true));
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("focusout", () => { if (words() !== sent && !isSaving) { keepHere(); keepThere(); } });
addEventListener("pagehide", leaving);
addEventListener("online", keepThere);
document.addEventListener("visibilitychange", () => { if (document.hidden) leaving(); });
form.addEventListener("submit", () => {
  isSaving = true;
  clearTimeout(timer);
  keepHere();
  sessionStorage.setItem("imprimatur:saving", key);
});
addEventListener("pageshow", (event) => { if (event.persisted) isSaving = false; });
setInterval(() => { if (Date.now() - typedAt < AWAY && !document.hidden) keepThere(); }, BEAT);

// ---------- what was left ----------

function isOver(left) {
  const told = (list) => JSON.stringify(list.filter(([name]) => name !== "reason" && name !== "seen"));
  const same = told(left.pairs) === told(pairs());
  const isWithSite = String(left.at) === form.dataset.keptStamp;
  const seen = Number((left.pairs.find(([name]) => name === "seen") || [])[1] || 0);
  return same || isWithSite || (left.isSaving && "mine" in form.dataset && Number(field("seen").value) > seen);
}

// The page of what was just saved as new: the words left at the form of new ones are in it.
function forgetSaved() {
  const saving = sessionStorage.getItem("imprimatur:saving");
  sessionStorage.removeItem("imprimatur:saving");
  const from = document.referrer && new URL(document.referrer).pathname;
  if (saving && saving !== key && saving.endsWith(`:${from}`)) localStorage.removeItem(saving);
}

function offer(left) {
  const box = document.querySelector("#kept-in-browser").content.firstElementChild.cloneNode(true);
  box.querySelector("time").textContent = new Date(left.at).toLocaleString();
  box.querySelector("[data-take]").addEventListener("click", () => takeUp(left));
  box.querySelector("[data-throw]").addEventListener("click", () => { localStorage.removeItem(key); box.remove(); });
  document.querySelector("#here").after(box);
}

// The server shows the form again with these words, as it does for a row's button, and saves nothing.
function takeUp(left) {
  const again = Object.assign(document.createElement("form"), { method: "post", action: location.href, hidden: true });
  const token = field("csrfmiddlewaretoken").value;
  for (const [name, value] of [...left.pairs, ["rows", ""], ["csrfmiddlewaretoken", token]]) {
    const input = document.createElement("textarea");
    again.append(Object.assign(input, { name, value }));
  }
  document.body.append(again);
  again.submit();
}

forgetSaved();
const left = keptHere();
if (left && "typed" in form.dataset) typed();
else if (left && isOver(left)) localStorage.removeItem(key);
else if (left) offer(left);
keepThere();
