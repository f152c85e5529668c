"""What can be said of counts: how far apart, how much together, how it moved. Formulas and nothing else.

Everything is worked out with whole numbers and fractions, and rounded once, by whoever shows it.
Each function names its formula and where it comes from.
"""
