"""Text that would run as script wherever it were taken for markup, script, style or an address."""

from __future__ import annotations

CALL = "window.ran=1;alert(1)"

LABELS = (
    f"<script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"<img src=x onerror='{CALL}'>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f'"><img src=x onerror="{CALL}">',
    f"'><img src=x onerror={CALL}>",
    f'" onmouseover="{CALL}" x="',
    f"' autofocus onfocus='{CALL}' x='",
    f"<a href='javascript:{CALL}'>href</a>",
    f"<iframe src='javascript:{CALL}'></iframe>",
    f"<iframe srcdoc='<script>parent.{CALL}</script>'></iframe>",
    f"<details open ontoggle={CALL}>",
    f"<style>@import 'https://a.example/x.css';*{{background:url(javascript:{CALL})}}</style>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={CALL}>",
    f"{{{{ constructor.constructor('{CALL}')() }}}}",
    f"${{{CALL}}}",
    f"';{CALL};//",
    f'";{CALL};//',
    f"\\';{CALL};//",
    f"-->{CALL}<!--",
    f"]]>{CALL}",
    f"</textarea><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</style><script>{CALL}</script>",
    f"\u2028{CALL}\u2029",
    f"<b onclick={CALL}>bold</b> href",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"<base href='https://a.example/'><script src=x></script>{CALL}",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f'=HYPERLINK("javascript:{CALL}")',
    f"\u202e<script>{CALL}</script>" + "x" * 400,
)
"""Labels, titles and sentences."""

IRIS = (
    "javascript:window.ran=1",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//x",
    "data:text/html,alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:alert(1)",
    "https://a.example/'onmouseover='alert(1)",
    "https://a.example/x'-alert(1)-'",
    "https://a.example/&lt;script&gt;alert(1)&lt;/script&gt;",
    "https://a.example/%3Cscript%3Ealert(1)%3C/script%3E",
    "https://a.example/?a=1&b=2#';alert(1);//",
    "urn:x:$(alert(1))",
    "pkg:npm/%3Csvg%20onload=alert(1)%3E@1",
    "https://w3id.org/aftershock/id/component/%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "https://w3id.org/aftershock/id/component/..%2F..%2Fhealthz",
)
"""IRIs that a Turtle parser takes."""

HUB = "https://w3id.org/aftershock/id/component/hostile-hub"


def estate() -> str:
    """Write an estate in which everything that has a name has a hostile one, around one hub."""
    labels = [_literal(label) for label in LABELS]
    lines = [
        "@prefix aft: <https://w3id.org/aftershock/ontology#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        f"<> dcterms:title {labels[0]} .",
        f"<{HUB}> a aft:Registry ; skos:prefLabel {_literal('A hub <b>&amp;</b> ' + LABELS[1])} .",
    ]
    for number, label in enumerate(labels):
        iri = IRIS[number] if number < len(IRIS) else f"https://w3id.org/aftershock/id/component/hostile-{number}"
        team = f"https://a.example/team/'onclick='alert({number})"
        lines += [
            f"<{iri}> a aft:Model ; skos:prefLabel {label} ; aft:accountable <{team}> .",
            f"<{iri}> aft:distributedThrough <{HUB}> .",
            f"<{team}> a aft:Team ; skos:prefLabel {label} .",
        ]
    return "\n".join(lines) + "\n"


def page() -> str:
    """Write an agent's threat-model page in which every sentence is hostile."""
    layers = [f"{label} leaves it exposed to model stealing and {label} container escape." for label in LABELS[:7]]
    factors = (
        "Autonomy of Action",
        "Goal-Driven Planning",
        "Self-Modification",
        "Dynamic Tool Use",
        "Persistent Memory",
        "Contextual Awareness",
        "Dynamic Identity",
        "Multi-Agent Interactions",
        "Non-Determinism",
        "Opacity & Reflexivity",
    )
    return "\n".join(
        [
            f"Mallory {LABELS[2]} — agentic threat model",
            f"It does {LABELS[0]} and {LABELS[5]}.",
            "OWASP AIVSS score rationale",
            *(f"| {factor} | 0.50 | |" for factor in factors),
            "Scored with the canonical OWASP AIVSS formula.",
            "MAESTRO 7-layer threat model",
            "Per-layer threats for this agent.",
            *layers,
            "MAESTRO — the 7-layer agentic threat-modeling framework.",
        ]
    )


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
