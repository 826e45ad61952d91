"""What is done for 256 searches at once: each has a bit in a row of four words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numpy.typing import NDArray

from graphsvc.kernels.compiling import compiled
from graphsvc.kernels.vectors import WHOLE, at, load, store, words

Bits = NDArray[np.uint64]
WORDS = 4  # of 64 bits, which the processor takes at once
_ROW = words(WORDS)
_insert: Any = cgutils.get_or_insert_function


@intrinsic
def _join(_: Any, to: Any, here: Any, of: Any, row: Any) -> Any:
    """Set in a row of one array what is set in a row of another."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = at(context, builder, signature.args[0], given[0], given[1], _ROW)
        more = load(builder, at(context, builder, signature.args[2], given[2], given[3], _ROW))
        store(builder, builder.or_(load(builder, place), more), place)
        return context.get_dummy_value()

    return types.void(to, types.intp, of, types.intp), code


@intrinsic
def _settle(_: Any, node: Any, everyone: Any, seen: Any, front: Any, coming: Any) -> Any:
    """Keep of what comes to a node what it has not seen, as its front.

    Returns 0 where that is nothing, else 1; and 2 more where it has seen everyone now.
    """

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        def row_of(which: int, row: Any) -> Any:
            return at(context, builder, signature.args[which], given[which], row, _ROW)

        all_of_them = load(builder, row_of(1, None))
        seen_at, front_at, coming_at = (row_of(which, given[0]) for which in (2, 3, 4))
        known = load(builder, seen_at)
        fresh = builder.and_(load(builder, coming_at), builder.not_(known))
        known = builder.or_(known, fresh)
        none = ir.Constant(_ROW, [0] * WORDS)
        store(builder, none, coming_at)
        store(builder, known, seen_at)
        store(builder, fresh, front_at)
        is_new = _any(builder, builder.icmp_unsigned("!=", fresh, none))
        lacks = _any(builder, builder.icmp_unsigned("!=", known, all_of_them))
        full = builder.shl(builder.zext(builder.not_(lacks), WHOLE), WHOLE(1))
        return builder.or_(builder.zext(is_new, WHOLE), full)

    return types.int64(types.intp, everyone, seen, front, coming), code


def _any(builder: Any, truths: Any) -> Any:
    bits = ir.IntType(WORDS)
    return builder.icmp_unsigned("!=", builder.bitcast(truths, bits), bits(0))


@intrinsic
def _count(_: Any, of: Any, row: Any, among: Any, other: Any) -> Any:
    """Count what is set both in a row of one array and in one of another."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        one = load(builder, at(context, builder, signature.args[0], given[0], given[1], _ROW))
        two = load(builder, at(context, builder, signature.args[2], given[2], given[3], _ROW))
        both, total = builder.and_(one, two), WHOLE(0)
        counting = _insert(builder.module, ir.FunctionType(WHOLE, [WHOLE]), "llvm.ctpop.i64")
        # Word by word: few processors can count the bits of several words in one step.
        for word in range(WORDS):
            bits = builder.extract_element(both, ir.IntType(32)(word))
            total = builder.add(total, builder.call(counting, [bits]))
        return total

    return types.int64(of, types.intp, among, types.intp), code


# The arguments are those of the functions above, without the first.
join = cast("Callable[[Bits, int, Bits, int], None]", _join)
settle = cast("Callable[[int, Bits, Bits, Bits, Bits], int]", _settle)
count = cast("Callable[[Bits, int, Bits, int], int]", _count)


@compiled
def bits_in(word: np.uint64) -> int:
    """Count the ones in a word, in parallel within it."""
    word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
    pairs = np.uint64(0x3333333333333333)
    word = (word & pairs) + ((word >> np.uint64(2)) & pairs)
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
