"""Notices a paragraph without heading that plainly reads like another layer than the one at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.ingest.readers.layer_names import LAYER_NAMES
from aftershock.model.documents import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aftershock.ingest.readers.page_layers import LayerText

__all__ = ["misplaced"]

_ENOUGH: Final = 3
_TOO_MANY: Final = 4
_WORDS: Final = {
    1: r"foundation models?|language models?|llms?|gpt\S*|model weights?|models?|backdoor\w*|misalign\w+|adversarial"
    r"|fine-tun\w+|model (?:stealing|theft|extraction)|prompt injection",
    2: r"training data|datasets?|rag|retrieval|vector \w+|embeddings?|databases?|knowledge base|poison\w+|data"
    r"|data (?:exfiltration|poisoning|retention|leak\w*|storage|sources?)",
    3: r"orchestrat\w+|frameworks?|tool(?:s|-calling| misuse| integration| execution| calls?| use)?|planning|planner"
    r"|workflows?|plug-?ins?|langchain|memory",
    4: r"hosting|hosted|containers?|sandbox\w*|gpus?|infrastructure|deploy\w*|cloud|tenants?|serverless|kubernetes"
    r"|lateral movement|virtual machines?|runtime",
    5: r"evaluat\w+|logging|logs?|observability|guardrails?|monitor\w*|drift|tracing|telemetry|blind spots?|audit\w*"
    r"|detect\w*",
    6: r"authentication|authorization|rbac|role-based|access controls?|compliance|soc ?2|iso ?27001|gdpr|certif\w+"
    r"|hipaa|polic(?:y|ies)|encryption|oauth|sso",
    7: r"ecosystem|marketplaces?|multi-agent|downstream|supply[ -]chain|registry|registries|agent-to-agent|third-party"
    r"|mcp|other agents|external agents|cascad\w+|partners?|integrations?",
}
_PATTERNS: Final = {number: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for number, words in _WORDS.items()}


def misplaced(page: str, layers: Iterable[LayerText], document: str) -> tuple[Finding, ...]:
    """Notice paragraphs that read like another layer; refuse a page on which most do.

    Parameters
    ----------
    page
        The page's text.
    layers
        What stands on it about each layer.
    document
        What errors call it.

    Returns
    -------
    tuple of Finding
        A warning for each that has at most one of its own layer's words and three more of another's.

    Raises
    ------
    DocumentError
        If these are four or more: the paragraphs are not in the order of the layers.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_layers import LayerText
    >>> text = "Nothing is said of authentication, RBAC, SOC2 or other certifications."
    >>> [found.message for found in misplaced(text, [LayerText(4, 0, len(text), "stated", 12)], "page.txt")]
    ["stands where 'Deployment and Infrastructure' is expected and reads like 'Security and Compliance'"]
    """
    found = tuple(_misplaced(page, layers))
    if len(found) >= _TOO_MANY:
        raise DocumentError(
            f"{found[0].message}, and {len(found) - 1} more of seven are out of place too: write the "
            "paragraphs in the order of the layers, or each below its heading",
            document,
            found[0].line,
            found[0].field,
        )
    return found


def _misplaced(page: str, layers: Iterable[LayerText]) -> Iterator[Finding]:
    for layer in layers:
        text = page[layer.start : layer.end]
        scores = {
            number: len({match[0].casefold() for match in pattern.finditer(text)})
            for number, pattern in _PATTERNS.items()
        }
        likely = max(scores, key=lambda number: scores[number])
        if scores[layer.number] <= 1 and scores[likely] >= scores[layer.number] + _ENOUGH:
            message = f"stands where {LAYER_NAMES[layer.number]!r} is expected and reads like {LAYER_NAMES[likely]!r}"
            yield Finding("warning", message, layer.line, LAYER_NAMES[layer.number])
