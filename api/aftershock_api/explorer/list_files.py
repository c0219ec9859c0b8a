"""Lists taken away as CSV: all that the filters of a page let through, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.explore.list_tables import agents_table, components_table, mitigations_table, threats_table
from aftershock.explore.tables import csv_text
from aftershock_api.explorer.agent_list import agents_ordered
from aftershock_api.explorer.lists import component_columns, components_found, mitigations_found, threats_found
from aftershock_api.explorer.order import ordered
from aftershock_api.explorer.selected import names_of

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock_api.explorer.agent_list import AgentsQuery
    from aftershock_api.explorer.lists import ComponentsQuery, ListQuery

__all__ = ["agents_csv", "components_csv", "mitigations_csv", "threats_csv"]


def agents_csv(knowledge: KnowledgeBase, asked: AgentsQuery) -> str:
    """Write the agents that the filters let through as CSV.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them, in which order.
    """
    return csv_text(agents_table(agents_ordered(knowledge, asked), knowledge.marks()))


def components_csv(knowledge: KnowledgeBase, asked: ComponentsQuery) -> str:
    """Write the components that the filters let through as CSV.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them, in which order.
    """
    items = components_found(knowledge, asked)
    names = names_of(knowledge, (item.owner for item in items))
    items = ordered(items, component_columns(names), asked.sort, asked.order)
    return csv_text(components_table(items, knowledge.marks(), names))


def threats_csv(knowledge: KnowledgeBase, asked: ListQuery) -> str:
    """Write the threats, weaknesses and consequences that go by a text as CSV.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them, in which order.
    """
    return csv_text(threats_table(threats_found(knowledge, asked)))


def mitigations_csv(knowledge: KnowledgeBase, asked: ListQuery) -> str:
    """Write the mitigations that go by a text as CSV.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        Which of them, in which order.
    """
    return csv_text(mitigations_table(mitigations_found(knowledge, asked)))
