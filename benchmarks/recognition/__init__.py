"""How well threats are recognised: statements with labels, and what the shipped recogniser finds in them."""
