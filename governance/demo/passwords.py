"""Passwords that can be read out and typed, and not be guessed."""

import secrets

CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"
GROUPS, SYLLABLES = 5, 2


def new_password() -> str:
    """Five groups such as `kolu-vate-…`: ten syllables out of 70 each, some 61 bits from the system's source."""
    return "-".join("".join(_syllable() for _ in range(SYLLABLES)) for _ in range(GROUPS))


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)
