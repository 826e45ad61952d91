"""What is done for eight searches at once: each has a lane in a row of eight numbers.

Compilers take numbers side by side only where they can prove that nothing overlaps. Here it is said
outright, as operations on vectors of LLVM, which any processor can do: in one step where it has the
width for it, in several where not. Lanes of a mask are bits of a whole number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numba.np import arrayobj

from graphsvc.kernels.compiling import Number

LANES = 8
_NUMBER = ir.DoubleType()
_ROW = ir.VectorType(_NUMBER, LANES)
_BITS = ir.IntType(LANES)
_WHOLE = ir.IntType(64)
_array_of: Any = arrayobj.make_array


def _at(context: Any, builder: Any, kind: Any, array: Any, row: Any) -> Any:
    """Point to a row of lanes, of an array of them or, without a row, of these alone."""
    if kind.dtype is not types.float64 or kind.layout != "C":
        raise TypeError(f"no rows of eight numbers side by side: {kind}")
    start = _array_of(kind)(context, builder, array).data
    if row is not None:
        start = builder.gep(start, [builder.mul(row, ir.Constant(row.type, LANES))])
    return builder.bitcast(start, _ROW.as_pointer())


def _load(builder: Any, place: Any) -> Any:
    row = builder.load(place)
    row.align = 8  # of one number: rows of arrays are not aligned to their length
    return row


def _store(builder: Any, row: Any, place: Any) -> None:
    builder.store(row, place).align = 8


def _spread(builder: Any, number: Any) -> Any:
    """Make a row of the same number."""
    whole = ir.VectorType(ir.IntType(32), LANES)
    first = builder.insert_element(ir.Constant(_ROW, ir.Undefined), number, ir.IntType(32)(0))
    return builder.shuffle_vector(first, ir.Constant(_ROW, ir.Undefined), whole([0] * LANES))


def _folded(builder: Any, row: Any, join: Callable[[Any, Any], Any]) -> Any:
    """Make one number of a row: halves are joined, in the same order on every machine."""
    left = LANES
    while left > 1:
        left //= 2
        whole = ir.VectorType(ir.IntType(32), left)
        lower = builder.shuffle_vector(row, row, whole(list(range(left))))
        upper = builder.shuffle_vector(row, row, whole(list(range(left, 2 * left))))
        row = join(lower, upper)
    return builder.extract_element(row, ir.IntType(32)(0))


def _lanes_of(builder: Any, mask: Any) -> Any:
    """Turn the bits of a whole number into a row of truths."""
    return builder.bitcast(builder.trunc(mask, _BITS), ir.VectorType(ir.IntType(1), LANES))


def _mask_of(builder: Any, truths: Any) -> Any:
    return builder.zext(builder.bitcast(truths, _BITS), _WHOLE)


@intrinsic
def _add_row(_: Any, to: Any, at: Any, of: Any, row: Any) -> Any:
    """Add a row of one array to a row of another."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _at(context, builder, signature.args[0], given[0], given[1])
        added = _load(builder, _at(context, builder, signature.args[2], given[2], given[3]))
        _store(builder, builder.fadd(_load(builder, place), added), place)
        return context.get_dummy_value()

    return types.void(to, types.intp, of, types.intp), code


@intrinsic
def _come_nearer(_: Any, away: Any, node: Any, other: Any, length: Any) -> Any:
    """Let a node be as far as another and a tie's length, where that is nearer than was known.

    Returns the least of what changed; infinity if nothing did.
    """

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        kind = signature.args[0]
        place = _at(context, builder, kind, given[0], given[2])
        known = _load(builder, place)
        here = _load(builder, _at(context, builder, kind, given[0], given[1]))
        way = builder.fadd(here, _spread(builder, given[3]))
        nearer = builder.fcmp_ordered("<", way, known)
        infinite = _NUMBER(float("inf"))
        before = builder.block
        with builder.if_then(builder.icmp_unsigned("!=", builder.bitcast(nearer, _BITS), _BITS(0))):
            _store(builder, builder.select(nearer, way, known), place)
            new = builder.select(nearer, way, _spread(builder, infinite))
            least = _folded(
                builder,
                new,
                lambda one, two: builder.select(builder.fcmp_ordered("<", one, two), one, two),
            )
            inside = builder.block
        shortest = builder.phi(_NUMBER)
        shortest.add_incoming(infinite, before)
        shortest.add_incoming(least, inside)
        return shortest

    return types.float64(away, types.intp, types.intp, types.float64), code


@intrinsic
def _leads_on(_: Any, away: Any, node: Any, other: Any, length: Any, same: Any) -> Any:
    """Tell in which lanes a tie is the last of a shortest way, within a share of its length.

    Never where nothing leads to it.
    """

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        kind = signature.args[0]
        far = _load(builder, _at(context, builder, kind, given[0], given[2]))
        here = _load(builder, _at(context, builder, kind, given[0], given[1]))
        more = builder.fsub(builder.fadd(here, _spread(builder, given[3])), far)
        allowed = builder.fmul(_spread(builder, given[4]), far)
        return _mask_of(builder, builder.fcmp_ordered("<=", more, allowed))

    counted = types.float64, types.float64
    return types.int64(away, types.intp, types.intp, *counted), code


@intrinsic
def _add_where(_: Any, to: Any, at: Any, row: Any, mask: Any) -> Any:
    """Add some lanes to those of a row; returns in which of them that made 0."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _at(context, builder, signature.args[0], given[0], given[1])
        row = _load(builder, _at(context, builder, signature.args[2], given[2], None))
        none = ir.Constant(_ROW, [0.0] * LANES)
        added = builder.select(_lanes_of(builder, given[3]), row, none)
        total = builder.fadd(_load(builder, place), added)
        _store(builder, total, place)
        at_none = builder.fcmp_ordered("==", total, none)
        return builder.and_(_mask_of(builder, at_none), given[3])

    return types.int64(to, types.intp, row, types.int64), code


@intrinsic
def _share_in(
    _: Any, beyond: Any, coming: Any, share: Any, other: Any, size: Any, mask: Any
) -> Any:
    """Add size x share to what lies beyond, in some lanes; returns the sum of coming x share."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        kinds = signature.args
        row = _load(builder, _at(context, builder, kinds[2], given[2], given[3]))
        none = ir.Constant(_ROW, [0.0] * LANES)
        on = builder.select(_lanes_of(builder, given[5]), row, none)
        place = _at(context, builder, kinds[0], given[0], None)
        more = builder.fmul(_spread(builder, given[4]), on)
        _store(builder, builder.fadd(_load(builder, place), more), place)
        part = builder.fmul(_load(builder, _at(context, builder, kinds[1], given[1], None)), on)
        return _folded(builder, part, builder.fadd)

    return (
        types.float64(beyond, coming, share, types.intp, types.float64, types.int64),
        code,
    )


@intrinsic
def _sum_of_products(_: Any, row: Any, of: Any, at: Any) -> Any:
    """Multiply two rows lane by lane, and add up."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        one = _load(builder, _at(context, builder, signature.args[0], given[0], None))
        two = _load(builder, _at(context, builder, signature.args[1], given[1], given[2]))
        return _folded(builder, builder.fmul(one, two), builder.fadd)

    return types.float64(row, of, types.intp), code


# The arguments are those of the functions above, without the first.
add_row = cast("Callable[[Number, int, Number, int], None]", _add_row)
come_nearer = cast("Callable[[Number, int, int, float], float]", _come_nearer)
leads_on = cast("Callable[[Number, int, int, float, float], int]", _leads_on)
add_where = cast("Callable[[Number, int, Number, int], int]", _add_where)
share_in = cast("Callable[[Number, Number, Number, int, float, int], float]", _share_in)
sum_of_products = cast("Callable[[Number, Number, int], float]", _sum_of_products)
