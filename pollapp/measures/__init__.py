"""What can be said of counts: shares, middles, rankings, positions. Formulas and nothing else.

Everything is worked out with whole numbers and fractions, and rounded once, by whoever shows it.
Each function names its formula and where it comes from.
"""
