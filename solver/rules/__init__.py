"""The rules of the roster, one family a file. `solver.policy` finds every rule in this package by its name."""
