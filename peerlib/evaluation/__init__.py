"""The programme-evaluation computations: thin, sourced, checked against published results.

Not portable: NumPy, SciPy, statsmodels and Matplotlib are loaded inside the
functions that need them.
"""
