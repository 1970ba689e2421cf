"""How fast the course answers and marks. Run all with ``make benchmark``."""
