"""Live pages that may stay up to a day although they contradict the statement, as the screens show them."""
