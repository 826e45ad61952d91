"""Compiled loops over arrays: what takes the time when a whole country is measured.

Arrays in, arrays out; what the numbers mean is told where they are asked for, in `analytics`. A
graph comes as two arrays, `starts` and `others`: the neighbours of node i are
`others[starts[i]:starts[i + 1]]`, in ascending order, both of 32-bit whole numbers.
"""
