"""The text of a page: decoded, refused where it is damaged, cut into lines that know their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from aftershock.model.documents import Document

__all__ = ["Line", "PageText", "is_html", "read_text"]

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_TAGS: Final = re.compile(
    r"<(?:html|head|body|div|p|h[1-6]|table|tr|td|section|article|main|span|ul|li|dl|br|meta)\b[^<>]*>", re.IGNORECASE
)
_DECORATION: Final = " \t\u00a0\ufeff#*_>"
_MOJIBAKE: Final = re.compile(
    r"â(?:€[\u0080-\u00ff–—‘’“”•…™œž˜š›\u009d†‡ˆ‰‹Œ¡-¿]|[\u0080-\u00bfˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ„†‡…][\u0080-\u00bf‹›œžŸ¡-¿“”‘’„…™]?)"
    r"|[ÂÃ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|ï»¿|ðŸ|‚Ä[îìíôúùò¶¢]|√[ó±°]"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LARGEST: Final = 5_000_000
_BYTE_ORDER_MARKS: Final = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"\x00\x00\xfe\xff", "UTF-32"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Parameters
    ----------
    number
        Counted from 1.
    text
        Without its end.
    start
        Where it begins, in characters of the page.
    """

    number: int
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends, in characters of the page."""
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """Its words without blanks and marks of emphasis or headings at both ends."""
        return self.text.strip(_DECORATION)


@dataclass(frozen=True, slots=True)
class PageText:
    r"""The text of a page.

    Parameters
    ----------
    text
        All of it; of an HTML page what a reader sees.
    lines
        Its lines, empty ones too.
    media_type
        ``"text/plain"`` or ``"text/html"``.

    Examples
    --------
    >>> page = PageText.of("one\r\ntwo")
    >>> [(line.number, line.text, line.start) for line in page.lines]
    [(1, 'one', 0), (2, 'two', 5)]
    """

    text: str
    lines: tuple[Line, ...]
    media_type: str = "text/plain"

    @classmethod
    def of(cls, text: str, media_type: str = "text/plain") -> PageText:
        """Cut a text into lines.

        Parameters
        ----------
        text
            The text.
        media_type
            What it was taken from.
        """
        lines: list[Line] = []
        start = 0
        for match in _BREAK.finditer(text):
            lines.append(Line(len(lines) + 1, text[start : match.start()], start))
            start = match.end()
        if start < len(text) or not lines:
            lines.append(Line(len(lines) + 1, text[start:], start))
        return cls(text, tuple(lines), media_type)


def is_html(text: str, media_type: str | None = None) -> bool:
    """Tell whether a text is HTML.

    Parameters
    ----------
    text
        The text, or its beginning.
    media_type
        What its sender called it, if anything.

    Examples
    --------
    >>> is_html("<!doctype html><title>x</title>"), is_html("a < b and c > d")
    (True, False)
    """
    if media_type and media_type.partition(";")[0].strip().lower() in {"text/html", "application/xhtml+xml"}:
        return True
    opening = text.lstrip("\ufeff \t\r\n").lower()
    return opening.startswith(("<!doctype html", "<html", "<?xml")) or len(_TAGS.findall(text)) >= 3


def read_text(document: Document) -> PageText:
    r"""Decode a page.

    Parameters
    ----------
    document
        The page, as UTF-8 text or as UTF-8 HTML.

    Returns
    -------
    PageText
        Its text, every character where the file has it (byte order mark and carriage returns too); of HTML the text
        that a reader sees, blocks on lines of their own, rows of tables between bars.

    Raises
    ------
    DocumentError
        If it is empty, binary, not UTF-8, or was once decoded wrongly; with the line, and what it looks like.

    Examples
    --------
    >>> from aftershock.model.documents import Document
    >>> read_text(Document(b"A\nB\x97C", "page.txt"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    aftershock.errors.DocumentError: page.txt, line 2: byte 0x97 is not UTF-8; in Windows-1252 it is '—': save the ...
    """
    text = _decode(document)
    _refuse_damage(text, document.name)
    if is_html(text, document.media_type):
        from aftershock.ingest.readers.page_html import visible_text

        text = visible_text(text)
        _refuse_damage(text, document.name)
        return PageText.of(text, "text/html")
    return PageText.of(text)


def _decode(document: Document) -> str:
    content, name = document.content, document.name
    if len(content) > _LARGEST:
        raise DocumentError(f"it has {len(content):,} bytes; a page has at most {_LARGEST:,}", name)
    if not content.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise DocumentError("it is empty; a page has a title, ten factors and seven layers", name)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            raise DocumentError(f"it is {encoding}; save the page as UTF-8", name, 1)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise DocumentError(
                "the page ends in the middle of a character: it was cut off here", name, line
            ) from error
        byte = content[error.start : error.start + 1]
        meant = byte.decode("cp1252", errors="ignore")
        looks = f"; in Windows-1252 it is {meant!r}" if meant.isprintable() and meant else ""
        raise DocumentError(f"byte 0x{byte[0]:02x} is not UTF-8{looks}: save the page as UTF-8", name, line) from error


def _refuse_damage(text: str, name: str) -> None:
    control = _CONTROL.search(text)
    if control:
        line = _line_of(text, control.start())
        what = "it is binary, not text" if text.count("\x00") > 1 else "a control character stands here; remove it"
        raise DocumentError(f"{what} (character U+{ord(control[0]):04X})", name, line)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\u00a0"):
        raise DocumentError("it shows no text; a page has a title, ten factors and seven layers", name)
    lost, garbled = text.find("\ufffd"), _MOJIBAKE.search(text)
    if lost >= 0 and (garbled is None or lost < garbled.start()):
        raise DocumentError(
            "the replacement character U+FFFD stands here: a letter was lost when the page was saved; "
            "fetch it again and save it as UTF-8",
            name,
            _line_of(text, lost),
        )
    if garbled:
        meant = _meant(text, garbled.start())
        like = f"looks like {meant!r}" if meant else "looks like a letter beyond ASCII that was"
        raise DocumentError(
            f"{garbled[0]!r} {like} read with the wrong encoding; fetch the page again and save it as UTF-8",
            name,
            _line_of(text, garbled.start()),
        )


def _meant(text: str, start: int) -> str | None:
    """Give what a garbled run was before it was decoded wrongly; ``None`` where bytes of it were lost."""
    for length in (4, 3, 2):
        for encoding in ("cp1252", "mac_roman", "latin-1"):
            run = text[start : start + length].replace(" ", "\u00a0")
            try:
                meant = run.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            if len(meant) < len(run):
                return meant[0]
    return None


def _line_of(text: str, offset: int) -> int:
    return len(_BREAK.findall(text, 0, offset)) + 1
