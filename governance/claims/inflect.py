"""English inflection by rule: one entry of the data stands for all its forms.

An entry is words with marks: `relieve/v` (a verb: relieves, relieved, relieving), `cure/n` (a noun and its
plural), `safe/a` (an adjective: safer, safest, safely). A phrase may mark any of its words: `game changer/n`.
"""

from itertools import product

_IRREGULAR_VERBS = """
be is are was were been being; have has had having; do does did done doing; go goes went gone going;
bring brings brought bringing; break breaks broke broken breaking; beat beats beat beaten beating;
begin begins began begun beginning; give gives gave given giving; get gets got gotten getting;
make makes made making; take takes took taken taking; come comes came coming; become becomes became becoming;
overcome overcomes overcame overcoming; feel feels felt feeling; find finds found finding;
fall falls fell fallen falling; fight fights fought fighting; leave leaves left leaving;
lose loses lost losing; keep keeps kept keeping; hold holds held holding; see sees saw seen seeing;
send sends sent sending; say says said saying; show shows showed shown showing; grow grows grew grown growing;
regrow regrows regrew regrown regrowing; rise rises rose risen rising; lie lies lay lain lying;
lead leads led leading; mean means meant meaning; meet meets met meeting; pay pays paid paying;
put puts put putting; cut cuts cut cutting; let lets let letting; set sets set setting;
reset resets reset resetting; shut shuts shut shutting; hit hits hit hitting; rid rids rid ridding;
rebuild rebuilds rebuilt rebuilding; build builds built building; shrink shrinks shrank shrunk shrinking;
sink sinks sank sunk sinking; win wins won winning; undo undoes undid undone undoing;
outdo outdoes outdid outdone outdoing; wear wears wore worn wearing; write writes wrote written writing;
prove proves proved proven proving; know knows knew known knowing; think thinks thought thinking;
tell tells told telling; teach teaches taught teaching; hear hears heard hearing; sell sells sold selling;
rewrite rewrites rewrote rewritten rewriting; forget forgets forgot forgotten forgetting;
throw throws threw thrown throwing; fly flies flew flown flying; run runs ran running; cast casts cast casting;
speak speaks spoke spoken speaking; choose chooses chose chosen choosing; stand stands stood standing;
withstand withstands withstood withstanding; understand understands understood understanding;
outweigh outweighs outweighed outweighing; live lives lived living; lift lifts lifted lifting;
drop drops dropped dropping; stop stops stopped stopping; slip slips slipped slipping; quit quits quit quitting;
plan plans planned planning; wipe wipes wiped wiping; swap swaps swapped swapping; cap caps capped capping;
ship ships shipped shipping; dim dims dimmed dimming; numb numbs numbed numbing; rev revs revved revving;
skip skips skipped skipping; ditch ditches ditched ditching; tap taps tapped tapping; top tops topped topping;
scrap scraps scrapped scrapping; control controls controlled controlling; quell quells quelled quelling;
dispel dispels dispelled dispelling; bounce bounces bounced bouncing; sit sits sat sitting;
trap traps trapped trapping; curb curbs curbed curbing; refer refers referred referring;
knit knits knitted knit knitting; snap snaps snapped snapping; wake wakes woke woken waking;
sleep sleeps slept sleeping; shine shines shone shining; spring springs sprang sprung springing;
admit admits admitted admitting; rely relies relied relying; transform transforms transformed transforming;
outstrip outstrips outstripped outstripping; eat eats ate eaten eating; buy buys bought buying;
drive drives drove driven driving; shake shakes shook shaken shaking; spread spreads spread spreading;
mail mails mailed mailing; strip strips stripped stripping; seek seeks sought seeking; spend spends spent spending;
melt melts melted molten melting; deal deals dealt dealing; forgo forgoes forwent forgone forgoing;
"""
_IRREGULAR = {
    row.split()[0]: row.split() for row in _IRREGULAR_VERBS.replace("\n", " ").split(";") if row.split()
}
_PLURALS = {"life": "lives", "man": "men", "woman": "women", "child": "children", "person": "people"}
_VOWELS = frozenset("aeiou")


def forms(entry: str) -> set[tuple[str, ...]]:
    """All forms of an entry, each as its words: `break/v free` gives ("broke", "free") and so on."""
    options = [_word_forms(part) for part in entry.replace("-", " ").split()]
    return {tuple(" ".join(choice).replace("'", " '").split()) for choice in product(*options)}


def tenses(entry: str) -> dict[str, str]:
    """The verb forms of an entry: "b" base, "s" third person, "d" past or participle, "g" -ing."""
    found: dict[str, str] = {}
    for part in entry.replace("-", " ").split():
        base, _, mark = part.partition("/")
        if mark == "v":
            found |= _tensed(base)
    return found


def _word_forms(part: str) -> list[str]:
    base, _, mark = part.partition("/")
    if mark == "v":
        return sorted(set(verb(base)))
    if mark == "n":
        return [base, plural(base)]
    return adjective(base) if mark == "a" else [base]


def _tensed(base: str) -> dict[str, str]:
    found = {}
    for form in verb(base):
        is_ing = form.endswith("ing") and form != base
        is_third = form.endswith("s") and not base.endswith(form)
        found[form] = "b" if form == base else "g" if is_ing else "s" if is_third else "d"
    return found


def verb(base: str) -> list[str]:
    """Base, third person, past (and participle), -ing."""
    if base in _IRREGULAR:
        return _IRREGULAR[base]
    return [base, plural(base), _with_ending(base, "ed"), _with_ending(base, "ing")]


def plural(base: str) -> str:
    """The -s form, of nouns and of verbs."""
    if base in _PLURALS:
        return _PLURALS[base]
    if base.endswith(("s", "x", "z", "ch", "sh")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def adjective(base: str) -> list[str]:
    """The adjective, its comparative, superlative and adverb; long ones have the adverb only."""
    adverb = (
        base[:-1] + "y" if base.endswith("le") else base[:-1] + "ily" if base.endswith("y") else base + "ly"
    )
    if base.endswith("ic"):
        adverb = base + "ally"
    if len(base) > 6:
        return [base, adverb]
    return [base, _with_ending(base, "er"), _with_ending(base, "est"), adverb]


def _with_ending(base: str, ending: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + ending
    if base.endswith("ee"):
        return base + (ending[1:] if ending.startswith("e") else ending)
    if base.endswith("y") and base[-2:-1] not in _VOWELS and not ending.startswith("i"):
        return base[:-1] + "i" + ending
    return base + base[-1] + ending if _doubles(base) else base + ending


def _doubles(base: str) -> bool:
    short = len(base) <= 4 and sum(letter in _VOWELS for letter in base) == 1
    return (
        short
        and len(base) > 2
        and base[-1] not in "aeiouwxy"
        and base[-2] in _VOWELS
        and base[-3] not in _VOWELS
    )
