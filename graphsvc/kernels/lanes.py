"""What is done for eight searches at once: each has a lane in a row of eight numbers.

Lanes of a mask are bits of a whole number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from graphsvc.kernels.compiling import Number
from graphsvc.kernels.vectors import WHOLE, at, folded, load, numbers, spread, store

LANES = 8
_NUMBER = ir.DoubleType()
_ROW = numbers(LANES)
_BITS = ir.IntType(LANES)


def _at(context: Any, builder: Any, kind: Any, array: Any, row: Any) -> Any:
    return at(context, builder, kind, array, row, _ROW)


def _spread(builder: Any, number: Any) -> Any:
    return spread(builder, number, LANES)


def _lanes_of(builder: Any, mask: Any) -> Any:
    """Turn the bits of a whole number into a row of truths."""
    return builder.bitcast(builder.trunc(mask, _BITS), ir.VectorType(ir.IntType(1), LANES))


def _mask_of(builder: Any, truths: Any) -> Any:
    return builder.zext(builder.bitcast(truths, _BITS), WHOLE)


@intrinsic
def _add_row(_: Any, to: Any, at: Any, of: Any, row: Any) -> Any:
    """Add a row of one array to a row of another."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = _at(context, builder, signature.args[0], given[0], given[1])
        added = load(builder, _at(context, builder, signature.args[2], given[2], given[3]))
        store(builder, builder.fadd(load(builder, place), added), place)
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
        known = load(builder, place)
        here = load(builder, _at(context, builder, kind, given[0], given[1]))
        way = builder.fadd(here, _spread(builder, given[3]))
        nearer = builder.fcmp_ordered("<", way, known)
        infinite = _NUMBER(float("inf"))
        before = builder.block
        with builder.if_then(builder.icmp_unsigned("!=", builder.bitcast(nearer, _BITS), _BITS(0))):
            store(builder, builder.select(nearer, way, known), place)
            new = builder.select(nearer, way, _spread(builder, infinite))
            least = folded(
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
        far = load(builder, _at(context, builder, kind, given[0], given[2]))
        here = load(builder, _at(context, builder, kind, given[0], given[1]))
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
        row = load(builder, _at(context, builder, signature.args[2], given[2], None))
        none = ir.Constant(_ROW, [0.0] * LANES)
        added = builder.select(_lanes_of(builder, given[3]), row, none)
        total = builder.fadd(load(builder, place), added)
        store(builder, total, place)
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
        row = load(builder, _at(context, builder, kinds[2], given[2], given[3]))
        none = ir.Constant(_ROW, [0.0] * LANES)
        on = builder.select(_lanes_of(builder, given[5]), row, none)
        place = _at(context, builder, kinds[0], given[0], None)
        more = builder.fmul(_spread(builder, given[4]), on)
        store(builder, builder.fadd(load(builder, place), more), place)
        part = builder.fmul(load(builder, _at(context, builder, kinds[1], given[1], None)), on)
        return folded(builder, part, builder.fadd)

    return (
        types.float64(beyond, coming, share, types.intp, types.float64, types.int64),
        code,
    )


@intrinsic
def _sum_of_products(_: Any, row: Any, of: Any, at: Any) -> Any:
    """Multiply two rows lane by lane, and add up."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        one = load(builder, _at(context, builder, signature.args[0], given[0], None))
        two = load(builder, _at(context, builder, signature.args[1], given[1], given[2]))
        return folded(builder, builder.fmul(one, two), builder.fadd)

    return types.float64(row, of, types.intp), code


# The arguments are those of the functions above, without the first.
add_row = cast("Callable[[Number, int, Number, int], None]", _add_row)
come_nearer = cast("Callable[[Number, int, int, float], float]", _come_nearer)
leads_on = cast("Callable[[Number, int, int, float, float], int]", _leads_on)
add_where = cast("Callable[[Number, int, Number, int], int]", _add_where)
share_in = cast("Callable[[Number, Number, Number, int, float, int], float]", _share_in)
sum_of_products = cast("Callable[[Number, Number, int], float]", _sum_of_products)
