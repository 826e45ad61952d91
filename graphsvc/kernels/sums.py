"""Sums of which nothing is lost in rounding until the end."""

from __future__ import annotations

from graphsvc.kernels.compiling import compiled_in_place


@compiled_in_place
def added(before: float, more: float) -> tuple[float, float]:
    """Add two numbers, and tell what the sum loses in rounding (Knuth's two-sum)."""
    after = before + more
    gained = after - before
    return after, (before - (after - gained)) + (more - gained)
