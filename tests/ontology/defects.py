"""Ways in which one statement of a document that is right can be wrong.

A case is a document in a namespace of its own (``x:``), so that all of them can be put into one graph and be looked at
by one run of a slow validator.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.ontology.defects_of_links import TABLE
from tests.ontology.fragments import FRAGMENTS, HEAD


@dataclass(frozen=True, slots=True)
class Defect:
    """A right document with one statement changed: `old` becomes `new`; `shapes` are the shapes that must object."""

    name: str
    fragment: str
    old: str
    new: str
    shapes: tuple[str, ...]

    @property
    def turtle(self) -> str:
        """The broken document."""
        text = FRAGMENTS[self.fragment]
        assert text.count(self.old) == 1, f"{self.name}: {self.old!r} is there {text.count(self.old)} times"
        return HEAD.format(name=self.name) + text.replace(self.old, self.new)


_TABLE = {
    "component": [
        ("two-kinds", "x:bot a aft:AIAgent", "x:bot a aft:AIAgent, aft:Registry", "ComponentKind"),
        ("two-disjoint-kinds", "x:team a aft:Team", "x:team a aft:Team, aft:Service", "ComponentKind ServiceOwner"),
        ("no-kind", "x:team a aft:Team", "x:team a aft:Component", "ComponentOfAKind Component publishedBy"),
        ("blank-component", "x:team a aft:Team", "[] a aft:Team", "Component ComponentLabel"),
        ("no-label", 'x:team a aft:Team ; skos:prefLabel "Team"@en', "x:team a aft:Team", "ComponentLabel"),
        ("spaced-slug", 'aft:slug "bot"', 'aft:slug "the bot"', "Slug"),
        ("two-slugs", 'aft:slug "bot"', 'aft:slug "bot", "robot"', "Slug"),
        ("slug-in-a-language", 'aft:slug "bot"', 'aft:slug "bot"@en', "Slug"),
        ("owner-is-a-model", "aft:accountable x:team", "aft:accountable x:model-r1", "Component"),
        ("no-owner", "aft:accountable x:team ;", "", "ServiceOwner"),
        ("environment-of-no-such-name", "aft:environment aft:Production", "aft:environment aft:Producton", "Component"),
        ("environment-in-words", "aft:environment aft:Production", 'aft:environment "production"', "Component"),
        ("two-exposures", "aft:exposure aft:Internet", "aft:exposure aft:Internet, aft:Partner", "Component"),
        ("data-class-is-an-exposure", "aft:dataClass aft:PersonalData", "aft:dataClass aft:Partner", "Component"),
        ("criticality-is-an-environment", "aft:criticality aft:Important", "aft:criticality aft:Staging", "Component"),
        ("completeness-of-no-such-kind", "Completeness aft:Complete", "Completeness aft:Stated", "Component"),
        ("part-of-a-threat", "aft:partOf x:elsewhere", "aft:partOf threat:registry-compromise", "Component"),
        ("release-of-two", "aft:releaseOf x:model", "aft:releaseOf x:model, x:model-2", "Release"),
        ("release-of-itself", "aft:releaseOf x:model ", "aft:releaseOf x:model-r1 ", "Release"),
        ("release-without-version", 'aft:version "1" ;', "", "ReleaseVersion"),
        ("two-versions", 'aft:version "1"', 'aft:version "1", "2"', "Component"),
        ("short-digest", 'aft:version "1"', 'aft:version "1" ; aft:sha256 "00"', "Component"),
        ("model-uses-tool", 'aft:version "1" ;', 'aft:version "1" ; aft:usesTool x:elsewhere ;', "usesTool"),
        ("team-as-model", "aft:usesModel x:model-r1", "aft:usesModel x:team", "usesModel"),
        ("published-by-a-model", "aft:publishedBy x:team", "aft:publishedBy x:model-r1", "publishedBy"),
    ],
    "dependency": [
        ("no-dependent", "x:edge a aft:Dependency ; aft:dependent x:bot ;", "x:edge a aft:Dependency ;", "Dependency"),
        (
            "two-dependents",
            "x:edge a aft:Dependency ; aft:dependent x:bot",
            "x:edge a aft:Dependency ; aft:dependent x:bot, x:elsewhere",
            "Dependency Need",
        ),
        (
            "no-relation",
            "aft:dependent x:elsewhere ; aft:relation aft:loads ;",
            "aft:dependent x:elsewhere ;",
            "Dependency",
        ),
        ("relation-of-no-such-name", "aft:relation aft:loads", "aft:relation aft:loadz", "Dependency"),
        ("relation-that-carries-nothing", "aft:relation aft:loads", "aft:relation aft:partOf", "Dependency"),
        (
            "no-dependee",
            "aft:relation aft:loads ; aft:dependee x:elsewhere-too",
            "aft:relation aft:loads",
            "Dependency",
        ),
        ("dependee-in-words", "aft:dependee x:elsewhere ;", 'aft:dependee "elsewhere" ;', "Dependency"),
        ("dependee-is-a-mode", "aft:dependee x:elsewhere ;", "aft:dependee aft:Control ;", "Dependency"),
        ("key-as-model", "aft:dependee x:elsewhere ;", "aft:dependee x:key ;", "usesModel-dependency"),
        (
            "certainty-of-no-such-kind",
            "aft:sourceCertainty aft:Stated",
            "aft:sourceCertainty aft:Certain",
            "Dependency",
        ),
        (
            "two-certainties",
            "aft:sourceCertainty aft:Stated",
            "aft:sourceCertainty aft:Stated, aft:Stale",
            "Dependency",
        ),
        ("likelihood-above-one", "aft:likelihood 0.5", "aft:likelihood 1.5", "Dependency"),
        ("likelihood-in-words", "aft:likelihood 0.5", 'aft:likelihood "half"', "Dependency"),
        ("qualifier-is-a-mode", "aft:hasQualifier aft:PinnedByDigest", "aft:hasQualifier aft:Control", "Dependency"),
        (
            "qualifier-there-and-not",
            "aft:hasQualifier aft:PinnedByDigest",
            "aft:hasQualifier aft:SignatureVerified",
            "Dependency",
        ),
        (
            "lacked-qualifier-is-a-mode",
            "aft:lacksQualifier aft:SignatureVerified",
            "aft:lacksQualifier aft:Control",
            "Dependency",
        ),
        ("ends-before-it-begins", "00:00:00-01:00", "00:00:00+01:00", "Dependency"),
        (
            "time-without-zone",
            '"2026-03-01T00:00:00Z"^^xsd:dateTimeStamp',
            '"2026-03-01T00:00:00"^^xsd:dateTimeStamp',
            "Time",
        ),
        ("time-as-text", '"2026-03-01T00:00:00Z"^^xsd:dateTime .', '"2026-03-01T00:00:00Z" .', "Time"),
        ("time-is-a-date", '"2026-03-01T00:00:00Z"^^xsd:dateTime .', '"2026-03-01"^^xsd:date .', "Time"),
        (
            "begins-twice",
            '"2026-03-01T00:00:00Z"^^xsd:dateTimeStamp',
            '"2026-03-01T00:00:00Z"^^xsd:dateTimeStamp, "2026-02-01T00:00:00Z"^^xsd:dateTimeStamp',
            "Dependency",
        ),
        ("need-of-nothing", "aft:needOf x:bot ;", "", "Need"),
        ("need-without-relation", "aft:relation aft:usesModel ; aft:minimum 1", "aft:minimum 1", "Need"),
        ("need-without-minimum", "aft:minimum 1 ;", "", "Need"),
        ("need-of-none", "aft:minimum 1", "aft:minimum 0", "Need"),
        ("need-of-half", "aft:minimum 1", "aft:minimum 1.5", "Need"),
        ("need-without-completeness", "aft:completeness aft:Incomplete ;", "", "Need"),
        ("need-without-alternatives", "; aft:alternative x:edge, x:other", "", "Need"),
        ("alternative-is-a-component", "aft:alternative x:edge, x:other", "aft:alternative x:edge, x:key", "Need"),
        (
            "alternative-of-somebody-else-over-another-relation",
            "aft:alternative x:edge, x:other",
            "aft:alternative x:edge, x:third",
            "Need",
        ),
    ],
    "rule": [
        ("rule-without-relation", "aft:overRelation x:mirrors ;", "", "PropagationRule"),
        (
            "rule-over-two-relations",
            "aft:overRelation x:mirrors",
            "aft:overRelation x:mirrors, aft:loads",
            "PropagationRule",
        ),
        ("rule-over-a-mode", "aft:overRelation x:mirrors", "aft:overRelation x:Tainted", "PropagationRule"),
        ("rule-without-direction", "aft:direction aft:ObjectToSubject ;", "", "PropagationRule"),
        ("rule-both-ways", "aft:ObjectToSubject", "aft:ObjectToSubject, aft:SubjectToObject", "PropagationRule"),
        (
            "rule-from-no-mode",
            "aft:fromMode aft:Control ; aft:toMode x:Tainted",
            "aft:toMode x:Tainted",
            "PropagationRule",
        ),
        ("rule-to-a-qualifier", "aft:toMode x:Tainted", "aft:toMode aft:Quotas", "PropagationRule"),
        ("rule-without-effect", "aft:effect aft:FollowsByItself ;", "", "PropagationRule"),
        ("rule-combines-strangely", "aft:combines aft:AnyAlternative", "aft:combines aft:PerEdge", "PropagationRule"),
        ("rule-without-coin", "; aft:coinScope aft:PerSource", "", "PropagationRule"),
        ("low-above-default", "aft:likelihoodLow 0.5", "aft:likelihoodLow 0.95", "PropagationRule"),
        ("default-above-high", "aft:likelihoodHigh 1 ", "aft:likelihoodHigh 0.8 ", "PropagationRule"),
        ("high-above-one", "aft:likelihoodHigh 1 ", "aft:likelihoodHigh 1.1 ", "PropagationRule"),
        ("low-below-nothing", "aft:likelihoodLow 0.5", "aft:likelihoodLow -0.1", "PropagationRule"),
        ("no-likelihood", "aft:likelihood 0.9 ;", "", "PropagationRule"),
        ("rule-without-horizon", "; aft:horizonDays 30", "", "PropagationRule"),
        ("horizon-in-hours", "aft:horizonDays 30", 'aft:horizonDays "720 hours"', "PropagationRule"),
        ("rule-without-basis", "aft:estimateBasis aft:IncidentBase ;", "", "PropagationRule"),
        (
            "basis-of-no-such-kind",
            "aft:estimateBasis aft:IncidentBase",
            "aft:estimateBasis aft:Guess",
            "PropagationRule",
        ),
        ("incidents-without-denominator", 'aft:denominator "12 of 40" ;', "", "PropagationRuleDenominator"),
        ("rule-without-source", "; dcterms:source x:source", "", "PropagationRule"),
        ("source-in-words", "dcterms:source x:source", 'dcterms:source "a talk"', "PropagationRule"),
        ("guard-is-a-mode", "aft:ifDependent aft:Registry", "aft:ifDependent x:Tainted", "PropagationRule"),
        ("guard-of-no-such-name", "aft:ifDependent aft:Registry", "aft:ifDependent aft:Registri", "PropagationRule"),
        (
            "guard-needs-what-stops-it",
            "aft:ifEdgeHas x:Nightly",
            "aft:ifEdgeHas aft:SignatureVerified",
            "PropagationRule",
        ),
        (
            "guard-qualifier-is-a-class",
            "aft:unlessEdgeHas aft:SignatureVerified",
            "aft:unlessEdgeHas aft:Model",
            "PropagationRule",
        ),
        ("rule-without-label", 'skos:prefLabel "Rule"@en ;', "", "PropagationRuleLabel"),
        (
            "relation-without-label",
            'aft:CarryingRelation ; rdfs:label "mirrors"@en',
            "aft:CarryingRelation",
            "CarryingRelation",
        ),
        ("mode-without-label", 'aft:Mode ; rdfs:label "tainted"@en', "aft:Mode", "Mode"),
        ("mode-implies-itself", "aft:toMode aft:Confidentiality", "aft:toMode x:Tainted", "ModeImplication"),
        ("implication-without-end", "; aft:toMode aft:Confidentiality", "", "ModeImplication"),
    ],
    "catalogue": [
        ("threat-without-label", 'skos:prefLabel "Threat"@en ;', "", "CatalogueEntry"),
        ("threat-without-definition", 'skos:definition "It is done."@en ;', "", "CatalogueEntry"),
        ("threat-starts-nothing", "aft:startsMode aft:Control ;", "", "Threat"),
        ("threat-starts-two", "aft:startsMode aft:Control", "aft:startsMode aft:Control, aft:Integrity", "Threat"),
        ("threat-strikes-nothing", "; aft:strikes aft:Registry", "", "Threat"),
        ("threat-strikes-a-threat", "aft:strikes aft:Registry", "aft:strikes x:weakness", "Threat"),
        ("threat-is-a-lack", "aft:strikes aft:Registry", "aft:strikes aft:Registry ; aft:lackOf x:control", "Threat"),
        ("weakness-lacks-nothing", "aft:lackOf x:control ;", "", "Weakness"),
        ("weakness-lacks-a-threat", "aft:lackOf x:control", "aft:lackOf x:threat", "Weakness"),
        (
            "weakness-starts-a-mode",
            "aft:lackOf x:control",
            "aft:lackOf x:control ; aft:startsMode aft:Control",
            "Weakness",
        ),
        ("weakness-raises-a-mode", "aft:raisesRule rule:registry-integrity", "aft:raisesRule aft:Control", "Weakness"),
        (
            "consequence-starts-a-mode",
            "x:consequence a aft:Consequence",
            "x:consequence a aft:Consequence ; aft:startsMode aft:Control",
            "Consequence",
        ),
        ("layer-threat-of-no-layer", "aft:layer maestro:L1", "aft:layer aft:Control", "LayerThreat"),
        (
            "ninth-layer",
            "aft:layer maestro:L1",
            'aft:layer [ a aft:Layer ; skos:prefLabel "Ninth"@en ; skos:notation "L9" ; aft:layerNumber 1 ]',
            "Layer",
        ),
    ],
    "claim": [
        ("statement-of-no-layer", "aft:layer maestro:L7 ;", "", "LayerStatement"),
        ("statement-without-certainty", "aft:sourceCertainty aft:NotCertain ;", "", "LayerStatement"),
        ("statement-from-nowhere", "; prov:wasDerivedFrom x:document", "", "LayerStatement"),
        (
            "statement-without-agent",
            "x:statement a aft:LayerStatement ; aft:agent x:bot ;",
            "x:statement a aft:LayerStatement ;",
            "LayerStatement",
        ),
        ("statement-without-text", 'aft:text "Its hub could be compromised." ;', "", "LayerStatementText"),
        (
            "claim-without-agent",
            "x:claim a aft:ThreatClaim ; aft:agent x:bot ;",
            "x:claim a aft:ThreatClaim ;",
            "ThreatClaim",
        ),
        ("claim-of-nothing", "aft:threat threat:registry-compromise ;", "", "ThreatClaim"),
        ("claim-of-a-mode", "aft:threat threat:registry-compromise", "aft:threat aft:Control", "ThreatClaim"),
        ("claim-without-polarity", "aft:polarity aft:Exposed ;", "", "ThreatClaim"),
        ("claim-without-basis", "aft:claimBasis aft:Recognised ;", "", "ThreatClaim"),
        ("claim-without-version", 'aft:recogniserVersion "1" ;', "", "RecogniserVersion"),
        ("claim-without-component", "aft:bearsOn x:hub ;", "", "ThreatClaim"),
        ("claim-on-a-mode", "aft:bearsOn x:hub", "aft:bearsOn aft:Control", "ThreatClaim"),
        (
            "claim-without-words",
            "prov:wasDerivedFrom x:statement, x:span",
            "prov:wasDerivedFrom x:statement",
            "ThreatClaim",
        ),
        ("span-of-nothing", "oa:hasSource x:document ;", "", "Span"),
        ("empty-quote", 'oa:exact "hub could be compromised"', 'oa:exact ""', "Quote"),
        ("ends-where-it-starts", "aft:startOffset 4", "aft:startOffset 28", "Offsets"),
        ("starts-before-the-page", "aft:startOffset 4", "aft:startOffset -4", "Offsets"),
        ("no-end", "; aft:endOffset 28", "", "Offsets"),
        ("position-ends-before", "oa:start 4", "oa:start 40", "Position"),
        ("unclassified-without-text", 'aft:text "It is blue." ;', "", "UnclassifiedStatement"),
    ],
    "mitigation": [
        ("answers-a-mode", "aft:answers threat:registry-compromise", "aft:answers aft:Control", "Mitigation"),
        ("effect-of-nothing", "aft:ofMitigation x:mitigation ; aft:onRule", "aft:onRule", "MitigationEffect"),
        (
            "effect-on-a-threat",
            "aft:onRule rule:registry-integrity",
            "aft:onRule threat:registry-compromise",
            "MitigationEffect",
        ),
        ("factor-that-raises", "aft:factorHigh 0.3", "aft:factorHigh 1.3", "MitigationEffect"),
        ("factor-above-high", "aft:factor 0.1", "aft:factor 0.4", "MitigationEffect"),
        ("effect-without-basis", "aft:estimateBasis aft:Survey ;", "", "MitigationEffect"),
        ("effect-without-source", "; dcterms:source x:source", "", "MitigationEffect"),
        ("present-without-evidence", "; prov:wasDerivedFrom x:document", "", "DeploymentEvidence"),
        ("unknown-for-ever", '; aft:wouldSettleIt "the lock file"@en', "", "DeploymentUnknown"),
        ("status-of-no-such-kind", "aft:status aft:Present", "aft:status aft:Stated", "MitigationDeployment"),
        (
            "deployed-on-a-mode",
            "aft:deployedOn x:bot ;\n    aft:status aft:Present",
            "aft:deployedOn aft:Control ;\n    aft:status aft:Present",
            "MitigationDeployment",
        ),
    ],
    "risk": [
        ("assesses-nothing", "aft:assesses x:bot ;", "", "RiskAssessment"),
        ("factor-is-a-mode", "aft:factorScore x:one, x:two", "aft:factorScore x:one, aft:Control", "RiskAssessment"),
        ("factor-above-one", "aft:score 0.2", "aft:score 1.7", "FactorScore"),
        ("factor-without-score", "aft:score 0.2 ;", "", "FactorScore"),
        ("factor-without-name", 'aft:factorName "Opacity" ;', "", "FactorScoreName"),
        ("factor-twice", 'aft:factorName "Opacity"', 'aft:factorName "Autonomy"', "RiskAssessment"),
        ("factor-at-place-nought", "aft:order 1", "aft:order 0", "FactorScore"),
        ("score-upside-down", "aft:scoreLow 1.3", "aft:scoreLow 10.1", "RiskAssessment"),
        ("missing-input-in-words", "aft:missingInput aft:BaseScoreInput", 'aft:missingInput "base"', "RiskAssessment"),
        ("cvss-above-ten", "aft:cvssBase 7.5", "aft:cvssBase 75", "RiskAssessment"),
    ],
    "document": [
        ("document-digest", 'b855"', 'B855"', "SourceDocument"),
        ("illustrative-in-words", "aft:illustrative true", 'aft:illustrative "yes"', "DocumentDeclaration"),
        (
            "default-of-no-such-kind",
            "aft:defaultCertainty aft:Assumed",
            "aft:defaultCertainty aft:Complete",
            "DocumentDeclaration",
        ),
        ("media-type", '"text/plain"', '"text"', "SourceDocument"),
        ("canonical-twice", "aft:canonical x:kept", "aft:canonical x:kept, x:too", "IdentityStatement"),
        ("canonical-is-member", "aft:canonical x:kept", "aft:canonical x:name", "IdentityStatement"),
        ("member-of-nothing", "aft:member x:name ;", "", "IdentityStatement"),
        ("matched-by-a-mode", "aft:matchedBy aft:ContentHash", "aft:matchedBy aft:Control", "IdentityStatement"),
        ("undecided", "aft:decision aft:Accepted", "aft:decision aft:Present", "IdentityStatement"),
        ("alarm-on-nothing", "aft:alarmOn x:kept ;", "", "IdentityAlarm"),
        ("alarm-over-one-digest", '"00", "11"', '"00"', "IdentityAlarm"),
    ],
}

DEFECTS = tuple(
    Defect(name, fragment, old, new, tuple(shapes.split()))
    for fragment, rows in (_TABLE | TABLE).items()
    for name, old, new, shapes in rows
)
