"""A picture, with its table, as one file that needs no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.explore.page import offline_page
from aftershock_api.explorer.rules import rules_of

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture

__all__ = ["offline_picture"]


def offline_picture(knowledge: KnowledgeBase, picture: Picture) -> str:
    """Write a picture as one file.

    Parameters
    ----------
    knowledge
        What knows the titles of its documents, and whose number a rule's likelihood is.
    picture
        As its page shows it.
    """
    titles = knowledge.titles(one for edge in picture.edges for one in edge.documents)
    return offline_page(picture, rules_of(knowledge).bases, titles)
