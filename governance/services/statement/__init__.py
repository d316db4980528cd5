"""A position statement from its draft to the law: written, signed by two, approved."""
