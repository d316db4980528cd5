"""Whether the live pages agree with each other: arithmetic on stored claims; numbers by the frozen words."""
