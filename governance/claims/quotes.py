"""Which sentences are quoted: more than half of their letters stand between quotation marks."""

WORDS = 3


class Quotes:
    """Follows the quotation marks through the sentences of one piece; a quotation may span several."""

    def __init__(self) -> None:
        self._open = False

    def take(self, text: str) -> bool:
        """Tell whether the next sentence is mostly quoted, and remember whether a quotation stays open."""
        parts = text.split('"')
        inside = parts[0 if self._open else 1 :: 2]
        self._open ^= len(parts) % 2 == 0
        quoted = "".join(inside)
        is_long = quoted.count(" ") >= WORDS or len(quoted) >= len(text) - 2
        return is_long and 2 * len(quoted) > len(text)
