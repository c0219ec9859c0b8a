"""The face of the library, and the one place that composes the stages: documents in, answers out."""

from __future__ import annotations

from aftershock.knowledge_base.base import KnowledgeBase
from aftershock.knowledge_base.together import together

__all__ = ["KnowledgeBase", "together"]
