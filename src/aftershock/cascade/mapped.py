"""Many arrays in one file, which is mapped into memory rather than read: one open file, however many arrays."""

from __future__ import annotations

import json
import mmap
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from aftershock.errors import StoreError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

__all__ = ["read_arrays", "write_arrays"]

_ALIGNED: Final = 64
_MAGIC: Final = b"AFTARR01"
_END: Final = struct.Struct("<QQ8s")


def write_arrays(file: str | os.PathLike[str], arrays: Mapping[str, Any]) -> None:
    """Write arrays, each at a multiple of 64 bytes, then a JSON index of them, where it begins, its length and a mark.

    Parameters
    ----------
    file
        Where to; what is there is replaced.
    arrays
        By name, of numbers or truth values, in any shape.

    Raises
    ------
    OSError
        If it cannot be written.

    Examples
    --------
    >>> from tempfile import NamedTemporaryFile
    >>> with NamedTemporaryFile() as file:
    ...     write_arrays(file.name, {"offsets": np.array([0, 2, 3])})
    ...     read_arrays(file.name)["offsets"].tolist()
    [0, 2, 3]
    """
    index: dict[str, tuple[int, str, tuple[int, ...]]] = {}
    with Path(file).open("wb") as out:
        for name, given in arrays.items():
            array = np.asarray(given, order="C")
            out.write(bytes(-out.tell() % _ALIGNED))
            index[name] = (out.tell(), array.dtype.str, array.shape)
            out.write(array.reshape(-1).view(np.uint8).data if array.size else b"")
        start, text = out.tell(), json.dumps(index).encode()
        out.write(text)
        out.write(_END.pack(start, len(text), _MAGIC))


def read_arrays(file: str | os.PathLike[str]) -> dict[str, Any]:
    """Map the arrays that `write_arrays` wrote.

    Parameters
    ----------
    file
        Where they are. It may be removed, but not changed, while an array of it is in use.

    Returns
    -------
    dict
        Arrays by name; they cannot be written to.

    Raises
    ------
    StoreError
        If it is not there, or no such file, or not whole.
    """
    try:
        with Path(file).open("rb") as opened:
            whole = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        index = _index(whole)
        return {
            name: np.ndarray(shape, dtype, buffer=whole, offset=offset)
            for name, (offset, dtype, shape) in index.items()
        }
    except (OSError, ValueError, TypeError, struct.error) as problem:
        raise StoreError(f"{file} is no file of arrays of this version: {problem}") from problem


def _index(whole: mmap.mmap) -> dict[str, tuple[int, str, tuple[int, ...]]]:
    start, length, magic = _END.unpack_from(whole, len(whole) - _END.size)
    if magic != _MAGIC or start + length + _END.size != len(whole):
        raise ValueError("it is not whole")
    index: dict[str, tuple[int, str, tuple[int, ...]]] = json.loads(whole[start : start + length])
    return index
