"""Letters that pass for Latin ones, characters that nobody sees, digits that pass for letters.

Source: the Unicode confusables (UTS 39) that stand for one basic Latin letter, and the default-ignorable
code points (UAX 44). Each pair is the look-alike and what a reader takes it for.
"""

import re

GREEK = (
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX "
    "αa εe ιi κk νv οo ρp τt υu χx γy ηn σo ϲc ϳj ϱp ςc ωw άa έe ίi όo"
)
CYRILLIC = (
    "АA ВB ЕE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ХX аa еe ѕs іi јj кk мm нh оo рp сc тt уy хx ѵv ԁd ԛq ԝw "
    "һh ӏl "
    "гr вb иn пn ьb ёe їi ԌG ԚQ ԜW ѴV ӀI"
)
LATIN = (
    "ıi ȷj ɑa ɡg ɩi ɪi ʟl ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy "
    "ᴢz ɘe ɛe ƙk ɱm "
    "ƚl ɨi ʉu ɾr ɯw ʋv ĸk ŋn ʍm ǃ! ƖI"
)
OTHER = "օo սu հh ոn ցg ՍU ՏS ՕO ᎪA ᎬE ᏦK ᎷM ᎻH ᏢP ᎢT ᏚS ᏟC ᏞL ᎥI ⅼl ⲟo ⲕk"

ACCENTED = "øo ØO łl ŁL đd ĐD ħh ŧt"

LATIN_OF = {pair[0]: pair[1:] for table in (GREEK, CYRILLIC, LATIN, OTHER) for pair in table.split()}
# Letters of other languages' names, which are look-alikes only where they spell a drug.
PLAIN_OF = str.maketrans({pair[0]: pair[1] for pair in ACCENTED.split()})
UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e0fff"
)
LEET = str.maketrans("013457@$!|+€£", "oieastasiitel")
FOREIGN = re.compile(
    r"[\u0370-\u052f\u0531-\u0587\u13a0-\u13ff\u1d00-\u1dbf\u0250-\u02af\u2c80-\u2cff\u0131\u0138\u014b\u0180-\u024f\ua730-\ua7ff]"
)
