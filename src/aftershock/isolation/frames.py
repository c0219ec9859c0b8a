"""What parent and worker say to each other: frames of a JSON header and raw bytes, never an object of the other's.

On the wire a frame is the length of its header (4 bytes, big-endian), the header as JSON, the length of its payload
(8 bytes, big-endian), and the payload.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from aftershock import errors

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Frame", "FrameError", "Incoming", "error_frame", "pack", "raised", "unpack"]

Kind = Literal["hello", "call", "answer", "part", "end", "error"]

_HEADER_LIMIT: Final = 64 * 1024 * 1024
_AT_ONCE: Final = 64 * 1024
"""Bytes that are sent, or taken, by one call of the system."""


class FrameError(ConnectionError):
    """What came is no frame, or larger than allowed."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame.

    Parameters
    ----------
    kind
        ``"hello"`` (a worker is ready), ``"call"``, ``"answer"`` (the whole of it, or its header where parts follow),
        ``"part"``, ``"end"`` (of the parts), ``"error"``.
    header
        Small facts.
    payload
        Bytes.
    name
        The task of a call; the class of an error.
    more
        Whether parts follow an answer.
    resident
        Bytes of memory the worker holds, once it has answered.
    """

    kind: Kind
    header: dict[str, Any] = field(default_factory=dict)
    payload: bytes = b""
    name: str = ""
    more: bool = False
    resident: int = 0


def pack(frame: Frame) -> list[bytes]:
    r"""Give a frame's bytes, in pieces to be sent one after the other.

    Raises
    ------
    TypeError
        If the header holds what JSON cannot.

    Examples
    --------
    >>> pack(Frame("end"))[0][:4]
    b'\x00\x00\x00>'
    """
    head = {
        "kind": frame.kind,
        "header": frame.header,
        "name": frame.name,
        "more": frame.more,
        "resident": frame.resident,
    }
    text = json.dumps(head, separators=(",", ":")).encode()
    start = struct.pack(">I", len(text)) + text + struct.pack(">Q", len(frame.payload))
    if len(frame.payload) <= _AT_ONCE:
        return [start + frame.payload]
    return [start, frame.payload]


class Incoming:
    """Bytes given out in the sizes that are asked for: small ones from what came at once, large ones as they come.

    Parameters
    ----------
    receive
        Fills a view as far as it can, and says how far; 0 at the end. It may raise; what came before is kept then.

    Examples
    --------
    >>> import io
    >>> coming = Incoming(io.BytesIO(b"abcdef").readinto)
    >>> coming.read(2), coming.read(3), coming.read(2), coming.read(1)
    (b'ab', b'cde', b'f', b'')
    """

    __slots__ = ("_held", "_piece", "_receive")

    def __init__(self, receive: Callable[[memoryview], int]) -> None:
        self._receive = receive
        self._held = bytearray()
        self._piece = memoryview(bytearray(_AT_ONCE))

    def read(self, size: int) -> bytes:
        """Give so many bytes; fewer only at the end."""
        held = self._held
        while len(held) < size <= _AT_ONCE:
            count = self._receive(self._piece)
            if count == 0:
                break
            held += self._piece[:count]
        if size <= _AT_ONCE:
            taken = bytes(held[:size])
            del held[:size]
            return taken
        whole = bytearray(size)
        view, filled = memoryview(whole), min(size, len(held))
        view[:filled] = held[:filled]
        del held[:filled]
        while filled < size and (count := self._receive(view[filled:])):
            filled += count
        return bytes(view[:filled])


def unpack(read: Callable[[int], bytes], payload_limit: int) -> Frame | None:
    """Read the next frame.

    Parameters
    ----------
    read
        Gives exactly as many bytes as it is asked for; fewer only at the end.
    payload_limit
        The largest payload taken, in bytes.

    Returns
    -------
    Frame or None
        ``None`` where the other side has ended.

    Raises
    ------
    FrameError
        If what came is no frame.
    """
    start = read(4)
    if not start:
        return None
    length = int.from_bytes(start, "big")
    if len(start) < 4 or length > _HEADER_LIMIT:
        raise FrameError("a frame begins with what is no length of a header")
    try:
        head = json.loads(read(length))
    except ValueError as error:
        raise FrameError("a frame's header is not JSON") from error
    size_bytes = read(8)
    size = int.from_bytes(size_bytes, "big")
    if len(size_bytes) < 8 or size > payload_limit:
        raise FrameError(f"a frame's payload is {size:,} bytes long; {payload_limit:,} is the limit")
    payload = read(size) if size else b""
    if len(payload) < size:
        raise FrameError("a frame ends before its payload does")
    try:
        return Frame(**head, payload=payload)
    except TypeError as error:
        raise FrameError("a frame's header lacks a field, or has one too many") from error


def error_frame(error: errors.AftershockError) -> Frame:
    """Tell an error of ours: its class, its sentence, its fields."""
    fields = {name: value for name, value in vars(error).items() if not name.startswith("_")}
    return Frame("error", {"message": str(error), "fields": fields}, name=type(error).__name__)


def raised(frame: Frame) -> errors.AftershockError:
    """Make the error that an error frame tells of: the same class, sentence and fields.

    Examples
    --------
    >>> raised(error_frame(errors.BusyError("wait a little", 3))).retry_after
    3
    """
    kind = getattr(errors, frame.name, None) if frame.name in errors.__all__ else None
    if not (isinstance(kind, type) and issubclass(kind, errors.AftershockError)):
        raise FrameError(f"an error of the unknown class {frame.name!r} came")
    error = kind.__new__(kind)
    error.args = (frame.header["message"],)
    for name, value in frame.header["fields"].items():
        setattr(error, name, tuple(value) if isinstance(value, list) else value)
    return error
