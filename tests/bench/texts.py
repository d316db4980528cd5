"""A page of our own, of any length, and never twice the same sentence: what was read a moment ago is remembered."""

from itertools import cycle, islice

CONDITIONS = ("migraine", "chronic migraine", "neuropathic pain", "depression", "PTSD", "fibromyalgia")
PLACES = ("a hospital", "a day clinic", "our center", "a specialist practice", "a pain service")
PAGE_SECTIONS = 8  # about 1,500 words
SECTION = """## What to know about {condition}, part {number}

People who live with {condition} often wait {number} months before somebody tells them what can be done about it.
Most of them are offered preventive treatment first, and a good share do well on it within {number} weeks.

- Keep a diary of at least {number} attacks and bring it to {place}.
- Ketamine is given off-label here, after {number} established treatments have failed.
- Ketamine may ease {condition} for some patients, which {number} small trials have looked at.

In trial {number} the mean score fell by {number} points after one infusion, and 20 patients took part in it. Some
advertisements numbered {number} say that ketamine cures {condition}; it does not. At {place} a nurse watches blood
pressure for {number} minutes after each dose, and nobody drives home on day {number}. Side effects such as nausea and
dizziness were noted by {number} in a hundred patients. Ask your physician which of the {number} options suits you,
and why. For **{condition}** the evidence from site {number} is [limited](https://site{number}.example/review) and of
short duration.
"""


def page(sections: int = PAGE_SECTIONS, first: int = 1) -> str:
    """So many sections of about 185 words; other numbers give other sentences."""
    numbers = range(first, first + sections)
    filled = zip(numbers, cycle(CONDITIONS), cycle(PLACES), strict=False)
    parts = [
        SECTION.format(number=number, condition=name, place=place)
        for number, name, place in islice(filled, sections)
    ]
    return "\n".join(parts)


PLAIN_SECTION = """## How a visit goes, part {number}

The front desk opens at eight and asks for your name and for letter {number} of your general practitioner. Bring the
list of what you take, with the doses, and the diary of the last {number} weeks. A nurse takes your blood pressure in
room {number} and writes down what troubles you most.

- Coat rack {number} is on the left, behind the stairs.
- Parking place {number} is free of charge for two hours.
- The pharmacy in building {number} closes at noon on Saturdays.

After {number} minutes the physician comes in and asks how often the attacks come, how long they last and what you do
about them. Nobody has to answer question {number} if it is too private. The letter to your general practitioner
leaves on day {number}, and a copy of it comes to you by post. If something in it is wrong, call extension {number}
and we shall mend it together.
"""


def plain_page(words: int = 1500, first: int = 1) -> str:
    """About so many words that say nothing of any medicine, so that nothing in them has to be settled."""
    section_words = len(PLAIN_SECTION.split())
    sections = -(-words // section_words)
    return "\n".join(PLAIN_SECTION.format(number=number) for number in range(first, first + sections))
