// All findings of the form: shown in their fields, walked through by key, mended by one.
import { mending } from "./card.js";
import { OPEN } from "./marks.js";
import { goTo } from "./sections.js";

export class Findings {
  constructor(fields, panels) {
    Object.assign(this, { fields, panels, items: [], opened: 0 });
    this.on("next", () => this.step(1));
    this.on("previous", () => this.step(-1));
    this.on("insert", (number) => this.insert(number ?? this.opened ?? 0));
    this.on("close", () => this.close());
    this.on("open", (number) => this.open(number));
    document.addEventListener("keydown", (event) => this.typed(event));
    document.addEventListener("click", (event) => this.clicked(event));
  }

  // Who asks learns by the prevented event that something was done.
  on(name, act) {
    document.addEventListener(`imprimatur:${name}`, (event) => {
      if (act(event.detail || undefined) !== false) event.preventDefault();
    });
  }

  show(answer) {
    const fields = this.fields.all();
    const place = new Map(fields.map(([name], number) => [name, number]));
    this.items = answer.findings.map((item) => ({ ...item, place: place.get(item.field) ?? fields.length }));
    this.items.sort((one, other) => one.place - other.place || one.start - other.start);
    for (const [name, field] of fields) field.show(this.bound(name, field));
    for (const item of this.items) this.dress(item);
    this.panels.tell(this.items, answer);
  }

  // With the words that were judged, so that no others are ever replaced.
  bound(name, field) {
    const here = this.items.filter((item) => item.field === name);
    for (const item of here) item.words = field.text.slice(item.start, item.end);
    return here;
  }

  dress(item) {
    const card = document.getElementById(`f${item.number}`);
    if (item.insert && card?.matches("article") && !card.querySelector(".mend")) card.append(mending(item));
  }

  get walk() {
    return this.items.filter((item) => OPEN.includes(item.standing));
  }

  step(by) {
    const walk = this.walk;
    if (!walk.length) return this.panels.say("Nothing is open.", 0);
    const now = walk.findIndex((item) => item.number === this.opened);
    const next = now >= 0 ? now + by : this.nearest(walk, by);
    this.open(walk.at(next % walk.length).number);
  }

  nearest(walk, by) {
    const [name, field] = this.fields.focused();
    if (!field) return by > 0 ? 0 : -1;
    const place = this.fields.place(name);
    const isAfter = (item) => item.place > place || (item.place === place && item.end >= field.at);
    const after = walk.findIndex(isAfter);
    if (by > 0) return Math.max(after, 0);
    return after < 0 ? -1 : after - 1;
  }

  open(number) {
    const item = this.items.find((one) => one.number === number);
    if (!item) return;
    this.shut();
    this.opened = number;
    this.fields.get(item.field)?.open(this.now(item) ?? item);
    this.panels.tellOne(item);
  }

  close() {
    if (!this.opened) return false;
    const item = this.items.find((one) => one.number === this.opened);
    this.shut();
    this.fields.get(item?.field)?.view?.focus();
  }

  shut() {
    this.opened = 0;
    for (const [, field] of this.fields.all()) field.close();
  }

  // Where the judged words stand now: the text may have moved on since.
  now(item) {
    const text = this.fields.get(item.field)?.text ?? "";
    if (text.slice(item.start, item.end) === item.words) return item;
    const start = text.indexOf(item.words);
    const isOnlyOne = start >= 0 && text.indexOf(item.words, start + 1) < 0;
    return isOnlyOne ? { ...item, start, end: start + item.words.length } : null;
  }

  insert(number) {
    const item = this.items.find((one) => one.number === number) ?? this.atCursor();
    if (!item?.insert) return false;
    const now = this.now(item);
    if (!now) return this.panels.say("The sentence has changed. It is being checked again.", 0);
    this.opened = 0;
    this.fields.get(item.field).replace(now.start, now.end, item.insert);
    this.panels.say("Inserted. Undo brings the old sentence back.", 0);
  }

  atCursor() {
    const [name, field] = this.fields.focused();
    return this.walk.find((item) => item.field === name && item.start <= field.at && field.at <= item.end);
  }

  // A link of the lists beside the text leads to a field, or to the words of a finding in it.
  clicked(event) {
    const link = event.target.closest?.("a[href^='#id_']");
    if (!link) return;
    event.preventDefault();
    const number = Number(link.closest("[id^='f']")?.id.slice(1));
    if (number) this.open(number);
    else goTo(link.hash);
  }

  // The panes have these keys themselves; here they are for the plain inputs and the rest of the page.
  typed(event) {
    if (event.defaultPrevented || event.key !== "F8") return;
    event.preventDefault();
    this.step(event.shiftKey ? -1 : 1);
  }
}
