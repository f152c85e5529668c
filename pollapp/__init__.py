"""pollapp: live polling for workshops on polarisation and prevention.

This file imports nothing, so that ``python -m pollapp`` can prepare the process first.
"""
