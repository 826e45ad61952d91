"""Rows of numbers side by side as vectors of LLVM, for what is said to the compiler outright.

Compilers take numbers side by side only where they can prove that nothing overlaps. Operations on
vectors can be done by any processor: in one step where it has the width for it, in several where
not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.np import arrayobj

WHOLE = ir.IntType(64)
_NUMBER = ir.DoubleType()
_array_of: Any = arrayobj.make_array


def numbers(many: int) -> Any:
    """Return the type of a row of so many numbers with a fraction."""
    return ir.VectorType(_NUMBER, many)


def words(many: int) -> Any:
    """Return the type of a row of so many words of 64 bits."""
    return ir.VectorType(WHOLE, many)


def at(context: Any, builder: Any, kind: Any, array: Any, row: Any, vector: Any) -> Any:
    """Point to a row of an array of rows or, without a row, to an array that is one."""
    element = types.float64 if vector.element == _NUMBER else types.uint64
    if kind.dtype is not element or kind.layout != "C":
        raise TypeError(f"no rows of {element} side by side: {kind}")
    start = _array_of(kind)(context, builder, array).data
    if row is not None:
        start = builder.gep(start, [builder.mul(row, ir.Constant(row.type, vector.count))])
    return builder.bitcast(start, vector.as_pointer())


def load(builder: Any, place: Any) -> Any:
    """Read a row."""
    row = builder.load(place)
    row.align = 8  # of one number: rows of arrays are not aligned to their length
    return row


def store(builder: Any, row: Any, place: Any) -> None:
    """Write a row."""
    builder.store(row, place).align = 8


def spread(builder: Any, number: Any, many: int) -> Any:
    """Make a row of the same number."""
    vector, none = numbers(many), ir.Constant(numbers(many), ir.Undefined)
    first = builder.insert_element(ir.Constant(vector, ir.Undefined), number, ir.IntType(32)(0))
    return builder.shuffle_vector(first, none, ir.VectorType(ir.IntType(32), many)([0] * many))


def folded(builder: Any, row: Any, join: Callable[[Any, Any], Any]) -> Any:
    """Make one number of a row: halves are joined, in the same order on every machine."""
    left = row.type.count
    while left > 1:
        left //= 2
        whole = ir.VectorType(ir.IntType(32), left)
        lower = builder.shuffle_vector(row, row, whole(list(range(left))))
        upper = builder.shuffle_vector(row, row, whole(list(range(left, 2 * left))))
        row = join(lower, upper)
    return builder.extract_element(row, ir.IntType(32)(0))
