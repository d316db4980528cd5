// What is found, in a pane: a line under the words, a shape in the gutter, and the card of the one that is open.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, WidgetType, gutter, hoverTooltip } from "@codemirror/view";
import { cardOf, icon } from "./card.js";

export const setFindings = StateEffect.define();
export const openCard = StateEffect.define();
export const closeCard = StateEffect.define();

export const OPEN = ["conflict", "unclear"];

// The pane only asks, by a cancelable event; `findings.js` knows what comes next.
function asking(name) {
  const ask = () => new CustomEvent(`imprimatur:${name}`, { bubbles: true, cancelable: true });
  return (view) => !view.dom.dispatchEvent(ask());
}

export const findingKeys = [
  { key: "F8", run: asking("next"), shift: asking("previous") },
  { key: "Alt-Enter", run: asking("insert") },
  { key: "Escape", run: asking("close") },
];

class Card extends WidgetType {
  constructor(finding) {
    super();
    this.finding = finding;
  }

  eq(other) {
    return other.finding.number === this.finding.number && other.finding.words === this.finding.words;
  }

  toDOM() {
    return cardOf(this.finding, "cm-card");
  }

  ignoreEvent() {
    return true;
  }
}

class Shape extends GutterMarker {
  constructor(standing) {
    super();
    this.standing = standing;
  }

  toDOM() {
    return icon(this.standing);
  }
}

const SHAPES = Object.fromEntries(OPEN.map((standing) => [standing, new Shape(standing)]));

const found = StateField.define({
  create: () => ({ items: [], open: 0 }),
  update(value, change) {
    let { items, open } = value;
    if (change.docChanged) items = moved(items, change.changes);
    for (const effect of change.effects) {
      if (effect.is(setFindings)) items = effect.value.filter((item) => isOpen(item, change.newDoc.length));
      if (effect.is(openCard)) open = effect.value;
      if (effect.is(closeCard)) open = 0;
    }
    return items === value.items && open === value.open ? value : { items, open };
  },
  provide: (field) => EditorView.decorations.compute([field], (state) => decorations(state, state.field(field))),
});

function isOpen(item, length) {
  return OPEN.includes(item.standing) && item.start < item.end && item.end <= length;
}

function moved(items, changes) {
  const span = (start, end) => [changes.mapPos(start, 1), changes.mapPos(end, -1)];
  return items
    .map((item) => {
      const [start, end] = span(item.start, item.end);
      return { ...item, start, end, cues: item.cues.map((cue) => span(...cue)) };
    })
    .filter((item) => item.start < item.end);
}

function decorations(state, { items, open }) {
  const marks = items.flatMap(marksOf);
  const card = items.find((item) => item.number === open);
  if (card) {
    const widget = Decoration.widget({ widget: new Card(card), block: true, side: 1 });
    marks.push(widget.range(state.doc.lineAt(card.end).to));
  }
  return Decoration.set(marks, true);
}

function marksOf(item) {
  const line = Decoration.mark({ class: `claim ${item.standing[0]}` });
  const cue = Decoration.mark({ class: "cue" });
  const cues = item.cues.filter(([from, to]) => item.start <= from && from < to && to <= item.end);
  return [line.range(item.start, item.end), ...cues.map(([from, to]) => cue.range(from, to))];
}

function onLine(view, line) {
  const here = view.state.field(found).items.filter((item) => item.start >= line.from && item.start <= line.to);
  return here.sort((one, other) => OPEN.indexOf(one.standing) - OPEN.indexOf(other.standing))[0];
}

const shapes = gutter({
  class: "cm-shapes",
  lineMarker: (view, line) => SHAPES[onLine(view, line)?.standing] ?? null,
  lineMarkerChange: (update) => update.startState.field(found) !== update.state.field(found),
  initialSpacer: () => SHAPES.conflict,
  domEventHandlers: {
    mousedown(view, line) {
      const item = onLine(view, line);
      if (item) view.dom.dispatchEvent(new CustomEvent("imprimatur:open", { bubbles: true, detail: item.number }));
      return Boolean(item);
    },
  },
});

const hover = hoverTooltip((view, at) => {
  const { items, open } = view.state.field(found);
  const item = items.find((one) => one.start <= at && at <= one.end);
  if (!item || item.number === open) return null;
  return { pos: item.start, end: item.end, above: false, create: () => ({ dom: cardOf(item, "cm-hover") }) };
}, { hoverTime: 400 });

export function marking() {
  return [found, shapes, hover];
}
