"""What can be said of counts: how far apart, how much together, how it moved. Formulas and nothing else.

Everything is worked out with whole numbers and fractions, and rounded once, by whoever shows it; what can only be a
float (a logarithm, the tail of a distribution) says so.
Each function names its formula and where it comes from.
"""
