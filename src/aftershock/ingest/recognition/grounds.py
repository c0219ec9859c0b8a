"""What each threat needs to be there at all: without memory there is none to poison."""

from __future__ import annotations

import re
from typing import Final

from aftershock.ingest.recognition.phrases import any_of
from aftershock.ingest.recognition.tokens import fold

__all__ = ["lacks_ground"]

_REACH: Final = 300
_MODEL: Final = (
    "models, model, language model, language models, neural network, llm,"
    "classifier, classifiers, learning, machine learning"
)
_TEXT: Final = (
    "text, prompts, prompt, foreign text, outside text, natural language,"
    "untrusted text, free text, web pages, input text"
)
_NETWORK: Final = (
    "network, networks, network access, tenants, tenant, neighbours, neighbors, other hosts, hosts, servers, accounts"
)
_DATA: Final = (
    "data, personal data, user data, records, documents, files, customer data,"
    "private data, sensitive data, secrets, information"
)
_WEIGHTS: Final = (
    "weights, models, model, weights of its own, model of its own, own model, own models, own weights,private weights"
)
_PACKAGES: Final = (
    "packages, dependencies, package, dependency, libraries, third-party code, updates, releases, external packages"
)
_GROUNDS: Final = {
    "memory-poisoning": (
        "memory, memories, state, history, long-term memory, persistent memory,session state, recollection"
    ),
    "insecure-tool-integration": (
        "tools, tool, plug-ins, plugins, connectors, functions, external tools, actions,integrations"
    ),
    "container-escape": "containers, container, guest code, code, user code, virtual machines, foreign code",
    "lateral-movement": _NETWORK,
    "credential-theft": (
        "credentials, credential, keys, tokens, passwords, secrets, key, accounts,login data, api keys"
    ),
    "registry-compromise": "registry, registries, hub, index, marketplace, catalogue",
    "api-gateway-compromise": "gateway, gateways, proxy, api gateway, broker, relay, api",
    "build-compromise": "build, builds, pipeline, build pipeline, build server, compilation, build step",
    "data-poisoning": (
        f"training, training data, retrieval, vector store, knowledge base, fine-tuning,{_DATA}, {_MODEL}"
    ),
    "data-exfiltration": _DATA,
    "model-stealing": _WEIGHTS,
    "backdoored-model": _WEIGHTS,
    "malicious-model-distribution": "models, uploads, hub, model, third-party models, user models",
    "adversarial-exploitation": _MODEL,
    "prompt-injection": f"{_MODEL}, {_TEXT}, agent, planner",
    "misaligned-output": f"{_MODEL}, generated text, text, free text",
    "compromised-release": _PACKAGES,
    "namespace-re-registration": "namespace, namespaces, names, accounts, user names, registry, hub",
    "tool-description-change": "tools, tool, mcp servers, servers, plug-ins, tool descriptions, connectors",
    "cascading-failure": (
        "other agents, dependents, downstream agents, downstream systems, agents,dependencies, consumers"
    ),
    "resource-exhaustion": "shared resources, server, servers, cloud, metered resources, service",
    "missing-rbac": "users, accounts, roles, second user, other users, multiple users",
    "weak-authentication": "users, accounts, network, network interface, remote access, endpoint, api, server",
}
_HANDLED: Final = any_of(
    "kept, stored, used, handled, held, read, loaded, involved, retained, collected, present, trained, called,"
    "run, saved, hosted,"
    "processed, taken, there, needed, touched, built, installed, exposed, shared, offered"
)
_HAVE: Final = any_of(
    "have, has, use, uses, hold, holds, keep, keeps, store, stores, run, runs, call, calls, host, hosts, load,"
    "loads, train, trains, read,"
    "reads, handle, handles, touch, touches, need, needs, contain, contains, involve, involves, see, know,"
    "remember, accept, accepts, serve"
)
_ENDS: Final = (
    rf"(?=\s*(?:[,.;:)]|$)|\s+(?:so|and|or|nor|hence|thus|whatsoever|at\s+all|of\s+its\s+own|between|that|which"
    rf"|to|for|in|on|behind|here|beyond)\b"
    rf"|\s+(?:is|are|was|were|has\s+been|have\s+been|gets?)\s+(?:ever\s+)?{_HANDLED}\b)"
)
_PATTERNS: Final = {
    slug: re.compile(
        rf"\b(?:(?:no|without(?:\s+any)?|neither|nor|zero|lacks(?:\s+any)?)\s+(?:[\w-]+(?:,|\s+(?:and"
        rf"|or))?\s+){{0,3}}?"
        rf"|(?:(?:do|does|did)\s+not|doesn't|don't|never|cannot)\s+(?:\w+ly\s+)?{_HAVE}\s+(?:any\s+|an?\s+"
        rf"|the\s+)?(?:[\w-]+\s+){{0,2}}?)"
        rf"{any_of(words)}{_ENDS}"
    )
    for slug, words in _GROUNDS.items()
}


def lacks_ground(text: str, slug: str, start: int, end: int) -> bool:
    """Tell whether a sentence says that what a threat strikes is not there, outside the threat's own name.

    Parameters
    ----------
    text
        The sentence.
    slug
        The threat.
    start, end
        The threat's name in it.

    Examples
    --------
    >>> text = "It calls no tools; tool misuse is a theoretical topic."
    >>> lacks_ground(text, "insecure-tool-integration", 19, 30)
    True
    """
    pattern = _PATTERNS.get(slug)
    if pattern is None:
        return False
    before, after = fold(text[max(0, start - _REACH) : start]), fold(text[end : end + _REACH])
    return pattern.search(before) is not None or pattern.search(after) is not None
