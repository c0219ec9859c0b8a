"""What a picture shows as a table: a row for each relation, and one for each component that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock.explore.tables import Table
    from aftershock.model.answers import Picture, PictureNode

__all__ = ["picture_table"]

_END = ("", "_label", "_class", "_owner")


def picture_table(picture: Picture) -> Table:
    """Give the relations that a picture shows, from what falls first to what falls next.

    Parameters
    ----------
    picture
        As it is shown. A component at the end of none of its relations has a row of its own, with the other end empty.

    Returns
    -------
    tuple
        Names of columns, and rows. Modes and documents stand with spaces between; the likelihood is the default of
        the rule, where a rule is known.

    Examples
    --------
    >>> from aftershock.model.answers import Picture, PictureNode
    >>> node = PictureNode("urn:x", "Alone", "Model", None, "start", None, 0, 0.0, 0.0)
    >>> columns, rows = picture_table(Picture("One", (node,), (), 1, 1, ""))
    >>> dict(zip(columns, rows[0]))["from_label"], len(rows)
    ('Alone', 1)
    """
    nodes = {node.iri: node for node in picture.nodes}
    related = {end for edge in picture.edges for end in (edge.source, edge.target)}
    columns = (
        *(f"from{part}" for part in _END),
        "relation",
        *(f"to{part}" for part in _END),
        *("certainty", "modes", "rule", "likelihood", "documents"),
    )
    rows: list[tuple[object, ...]] = [
        (
            *_end(nodes[edge.source]),
            edge.relation,
            *_end(nodes[edge.target]),
            *(edge.certainty, " ".join(edge.modes), edge.rule_label),
            *(edge.likelihood[1] if edge.likelihood else None, " ".join(edge.documents)),
        )
        for edge in picture.edges
    ]
    alone = [node for node in picture.nodes if node.iri not in related]
    return columns, rows + [(*_end(node), *[None] * (len(columns) - len(_END))) for node in alone]


def _end(node: PictureNode) -> tuple[object, ...]:
    return node.iri, node.label, node.class_name, node.owner
