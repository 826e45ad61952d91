"""Code that is kept for the next process."""

from __future__ import annotations

import os
from pathlib import Path

from graphsvc.kernels.compiling import drop_stale


def test_code_older_than_any_source_is_dropped(tmp_path: Path) -> None:
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    for name, when in (
        ("one.py", 100),
        ("two.py", 200),
        ("__pycache__/one.of-1.py311.nbi", 150),
        ("__pycache__/one.of-1.py311.1.nbc", 250),
        ("__pycache__/one.cpython-311.pyc", 150),
    ):
        file = tmp_path / name
        file.touch()
        os.utime(file, (when, when))
    drop_stale(tmp_path)
    # `two` changed after `one` was compiled, and may be compiled into it.
    assert sorted(file.name for file in kept.iterdir()) == [
        "one.cpython-311.pyc",
        "one.of-1.py311.1.nbc",
    ]


def test_a_folder_without_kept_code_is_left_alone(tmp_path: Path) -> None:
    drop_stale(tmp_path)
    assert list(tmp_path.iterdir()) == []
