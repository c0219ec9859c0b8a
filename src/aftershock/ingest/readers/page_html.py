"""What a reader sees of an HTML page, as text: blocks on lines of their own, rows of tables between bars."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["visible_text"]

_UNSEEN: Final = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "video",
        "audio",
        "map",
        "datalist",
        "-comment",
        "-cdata",
        "-doctype",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Writer:
    """Collects lines; the rows of a table it sets between bars once their cells are known."""

    lines: list[str] = field(default_factory=list)
    current: str = ""
    rows: list[tuple[int, list[int]]] = field(default_factory=list)

    def write(self, text: str, *, kept: bool) -> None:
        if kept:
            head, *rest = text.replace("\r\n", "\n").split("\n")
            self.current += head
            for line in rest:
                self.flush()
                self.current = line
            return
        words = _SPACES.sub(" ", text)
        self.current += words.lstrip(" ") if not self.current or self.current.endswith(" ") else words

    def flush(self) -> None:
        line = self.current.rstrip(" \t")
        if line:
            self.lines.append(line)
        self.current = ""

    def open(self, tag: str) -> None:
        self.flush()
        if tag == "tr":
            self.rows.append((len(self.lines), []))
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1][1].append(len(self.lines))

    def close(self, tag: str) -> None:
        self.flush()
        if tag == "tr" and self.rows:
            self._set_row(*self.rows.pop())

    def _set_row(self, first: int, starts: list[int]) -> None:
        bounds = [*starts, len(self.lines)]
        cells = [self.lines[start:end] for start, end in pairwise(bounds)]
        if starts and starts[0] == first and all(len(cell) <= 1 for cell in cells) and any(cells):
            del self.lines[first:]
            self.lines.append(f"| {' | '.join(''.join(cell) for cell in cells)} |")


def visible_text(html: str) -> str:
    """Give the text of an HTML page as a reader sees it.

    Parameters
    ----------
    html
        A page or a part of one.

    Returns
    -------
    str
        Lines; scripts, styles, the head and hidden elements left out, entities decoded, blanks run together.

    Examples
    --------
    >>> print(visible_text("<h1>Bot &mdash; x</h1><script>1</script><p>a <b>b</b><br>c<table><tr><td>k<td>0.1</table>"))
    Bot — x
    a b
    c
    | k | 0.1 |
    """
    from selectolax.lexbor import LexborHTMLParser

    writer = _Writer()
    root = LexborHTMLParser(html).root
    todo: list[tuple[LexborNode, bool, bool]] = [(root, False, False)] if root is not None else []
    while todo:
        node, leaving, kept = todo.pop()
        tag = node.tag or ""
        if leaving:
            writer.close(tag)
        elif tag == "-text":
            writer.write(node.text_content or "", kept=kept)
        elif tag == "br":
            writer.flush()
        elif not _is_hidden(node, tag):
            if tag in _BLOCKS:
                writer.open(tag)
                todo.append((node, True, kept))
            todo.extend((child, False, kept or tag == "pre") for child in _children(node))
    writer.flush()
    return "\n".join(writer.lines)


def _children(node: LexborNode) -> list[LexborNode]:
    """Give the children, last first, so that a stack takes them in order."""
    found: list[LexborNode] = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found[::-1]


def _is_hidden(node: LexborNode, tag: str) -> bool:
    if tag in _UNSEEN:
        return True
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
