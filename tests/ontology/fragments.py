"""Small documents that are right, one for each concern, in a namespace that each use of them fills in (``x:``)."""

from __future__ import annotations

HEAD = """
@prefix x: <https://x.example/{name}#> .
@prefix aft: <https://w3id.org/aftershock/ontology#> .
@prefix atlas: <https://w3id.org/aftershock/id/atlas/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix maestro: <https://w3id.org/aftershock/id/maestro/> .
@prefix mitigation: <https://w3id.org/aftershock/id/mitigation/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pav: <http://purl.org/pav/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rule: <https://w3id.org/aftershock/id/rule/> .
@prefix semapv: <https://w3id.org/semapv/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix threat: <https://w3id.org/aftershock/id/threat/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

COMPONENT = """
x:bot a aft:AIAgent ; skos:prefLabel "Bot"@en ; aft:slug "bot" ; aft:accountable x:team ;
    aft:environment aft:Production ; aft:exposure aft:Internet ; aft:dataClass aft:PersonalData ;
    aft:criticality aft:Important ; aft:dependencyCompleteness aft:Complete ; aft:partOf x:elsewhere ;
    aft:usesModel x:model-r1 ; aft:usesTool x:elsewhere-too .
x:model-r1 a aft:Model ; rdfs:label "Model, release 1"@en ; aft:releaseOf x:model ; aft:version "1" ;
    aft:publishedBy x:team .
x:team a aft:Team ; skos:prefLabel "Team"@en .
"""

DEPENDENCY = """
x:bot a aft:AIAgent ; skos:prefLabel "Bot"@en ; aft:accountable x:team .
x:key a aft:Credential ; skos:prefLabel "Key"@en .
x:edge a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:elsewhere ;
    aft:sourceCertainty aft:Stated ; aft:likelihood 0.5 ;
    aft:hasQualifier aft:PinnedByDigest ; aft:lacksQualifier aft:SignatureVerified ;
    aft:validFrom "2026-03-01T00:00:00Z"^^xsd:dateTimeStamp ;
    aft:validUntil "2026-03-01T00:00:00-01:00"^^xsd:dateTimeStamp ;
    aft:observedAt "2026-03-01T00:00:00Z"^^xsd:dateTime .
x:other a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:elsewhere-too .
x:third a aft:Dependency ; aft:dependent x:elsewhere ; aft:relation aft:loads ; aft:dependee x:elsewhere-too .
x:need a aft:Need ; aft:needOf x:bot ; aft:relation aft:usesModel ; aft:minimum 1 ;
    aft:completeness aft:Incomplete ; aft:alternative x:edge, x:other .
"""

RULE = """
x:rule a aft:PropagationRule ; skos:prefLabel "Rule"@en ; aft:slug "a-rule" ;
    aft:overRelation x:mirrors ; aft:direction aft:ObjectToSubject ; aft:fromMode aft:Control ; aft:toMode x:Tainted ;
    aft:ifDependent aft:Registry ; aft:ifDependee x:Elsewhere ;
    aft:ifEdgeHas x:Nightly ; aft:unlessEdgeHas aft:SignatureVerified ;
    aft:effect aft:FollowsByItself ; aft:combines aft:AnyAlternative ; aft:coinScope aft:PerSource ;
    aft:likelihoodLow 0.5 ; aft:likelihood 0.9 ; aft:likelihoodHigh 1 ; aft:horizonDays 30 ;
    aft:estimateBasis aft:IncidentBase ; aft:denominator "12 of 40" ; dcterms:source x:source .
x:mirrors a owl:ObjectProperty, aft:CarryingRelation ; rdfs:label "mirrors"@en .
x:Tainted a aft:Mode ; rdfs:label "tainted"@en .
x:Nightly a aft:Qualifier ; rdfs:label "nightly"@en .
x:implication a aft:ModeImplication ; aft:fromMode x:Tainted ; aft:toMode aft:Confidentiality .
"""

CATALOGUE = """
x:threat a aft:Threat ; skos:prefLabel "Threat"@en ; skos:definition "It is done."@en ; aft:slug "a-threat" ;
    aft:startsMode aft:Control ; aft:strikes aft:Registry .
x:weakness a aft:Weakness ; skos:prefLabel "Weakness"@en ; skos:definition "It lacks."@en ;
    aft:lackOf x:control ; aft:raisesRule rule:registry-integrity .
x:consequence a aft:Consequence ; skos:prefLabel "Consequence"@en ; skos:definition "It is computed."@en .
x:control a aft:SecurityControl ; skos:prefLabel "Control"@en ; skos:definition "It is there."@en .
x:layer-threat a aft:LayerThreat ; skos:prefLabel "Layer threat"@en ; aft:layer maestro:L1 .
"""

CLAIM = """
x:statement a aft:LayerStatement ; aft:agent x:bot ; aft:layer maestro:L7 ; aft:sourceCertainty aft:NotCertain ;
    aft:text "Its hub could be compromised." ; prov:wasDerivedFrom x:document .
x:claim a aft:ThreatClaim ; aft:agent x:bot ; aft:threat threat:registry-compromise ; aft:polarity aft:Exposed ;
    aft:claimBasis aft:Recognised ; aft:recogniserVersion "1" ; aft:bearsOn x:hub ;
    prov:wasDerivedFrom x:statement, x:span .
x:span a oa:SpecificResource ; oa:hasSource x:document ; oa:hasSelector x:quote, x:position .
x:quote a oa:TextQuoteSelector ; oa:exact "hub could be compromised" ; aft:startOffset 4 ; aft:endOffset 28 .
x:position a oa:TextPositionSelector ; oa:start 4 ; oa:end 28 .
x:rest a aft:UnclassifiedStatement ; aft:text "It is blue." ; prov:wasDerivedFrom x:statement .
"""

MITIGATION = """
x:mitigation a aft:Mitigation ; skos:prefLabel "Mitigation"@en ; skos:definition "It helps."@en ;
    aft:answers threat:registry-compromise .
x:effect a aft:MitigationEffect ; aft:ofMitigation x:mitigation ; aft:onRule rule:registry-integrity ;
    aft:factorLow 0 ; aft:factor 0.1 ; aft:factorHigh 0.3 ; aft:estimateBasis aft:Survey ; dcterms:source x:source .
x:present a aft:MitigationDeployment ; aft:ofMitigation mitigation:digest-pinning ; aft:deployedOn x:bot ;
    aft:status aft:Present ; prov:wasDerivedFrom x:document .
x:unknown a aft:MitigationDeployment ; aft:ofMitigation x:mitigation ; aft:deployedOn x:bot ;
    aft:status aft:Unknown ; aft:wouldSettleIt "the lock file"@en .
"""

RISK = """
x:risk a aft:RiskAssessment ; aft:assesses x:bot ; aft:factorScore x:one, x:two ; aft:factorSum 0.7 ;
    aft:cvssBase 7.5 ; aft:threatMultiplier 0.95 ; aft:mitigationFactor 0.85 ; aft:scoreShown 7.2 ; aft:aarsShown 1.02 ;
    aft:scoreLow 1.3 ; aft:scoreHigh 10.0 ; aft:missingInput aft:BaseScoreInput .
x:one a aft:FactorScore ; aft:factorName "Opacity" ; aft:score 0.2 ; aft:order 1 .
x:two a aft:FactorScore ; aft:factorOf x:factor ; aft:factorName "Autonomy" ; aft:score 0.5 ; aft:order 2 .
"""

DOCUMENT = """
x:document a aft:SourceDocument ; aft:illustrative true ; aft:defaultCertainty aft:Assumed ;
    aft:mediaType "text/plain" ;
    aft:sha256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" .
x:same a aft:IdentityStatement ; aft:canonical x:kept ; aft:member x:name ; aft:matchedBy aft:ContentHash ;
    aft:decision aft:Accepted .
x:alarm a aft:IdentityAlarm ; aft:alarmOn x:kept ; aft:digestSeen "00", "11" .
"""

MAPPING = """
x:catalogue a aft:Catalogue ; skos:prefLabel "Catalogue"@en ; rdfs:seeAlso <https://catalogue.example/> .
x:release a aft:CatalogueRelease ; aft:ofCatalogue x:catalogue ; aft:version "1.0" ; skos:prefLabel "Catalogue 1.0"@en .
x:entry a aft:CatalogueEntry ; skos:inScheme x:release ; skos:notation "T1" ; skos:prefLabel "Entry"@en ;
    rdfs:seeAlso <https://catalogue.example/T1> ; aft:entryKind aft:Technique .
x:other-entry a aft:CatalogueEntry ; skos:inScheme x:release ; skos:notation "T2" ; skos:prefLabel "Other entry"@en ;
    rdfs:seeAlso <https://catalogue.example/T2> .
x:concept a aft:Consequence ; skos:prefLabel "Concept"@en ; skos:definition "It is mapped."@en ;
    skos:closeMatch x:entry .
x:mapping a sssom:Mapping ; owl:annotatedSource x:concept ; owl:annotatedProperty skos:closeMatch ;
    owl:annotatedTarget x:entry ; sssom:mapping_justification semapv:MappingChaining ;
    sssom:object_source x:release ; pav:authoredOn "2026-11-22"^^xsd:date ; aft:mappingKind aft:DerivedMapping ;
    aft:mappingPath "T2 counters T1" .
x:gap a aft:Gap ; aft:gapOf x:unmapped ; aft:inRelease x:release ; aft:gapReason aft:NoFittingEntry .
x:unmapped a aft:Consequence ; skos:prefLabel "Unmapped"@en ; skos:definition "It is not mapped."@en .
"""

SCENARIO = """
x:incident a aft:Incident ; skos:prefLabel "Incident"@en ; aft:startsAt x:package ; dcterms:source x:report ;
    aft:windowFrom "2026-03-01T00:00:00Z"^^xsd:dateTimeStamp ;
    aft:windowUntil "2026-03-02T00:00:00Z"^^xsd:dateTimeStamp .
x:package a aft:Package ; skos:prefLabel "Package"@en .
x:published a aft:ScenarioEvent ; aft:ofScenario x:incident ; aft:eventKind aft:BadReleasePublished ;
    aft:onComponent x:package ; aft:putsInMode aft:Integrity ; dcterms:source x:report ;
    aft:notBefore "2026-03-01T08:00:00Z"^^xsd:dateTimeStamp ; aft:notAfter "2026-03-01T09:00:00Z"^^xsd:dateTimeStamp .
x:figure a aft:Figure ; aft:ofScenario x:incident ; aft:measures "installations" ;
    aft:figureLow 100 ; aft:figureHigh 250 ; aft:saidLow x:report ; aft:saidHigh x:other-report ;
    aft:comparesWith aft:Application .
"""

FRAGMENTS = {
    "component": COMPONENT,
    "dependency": DEPENDENCY,
    "rule": RULE,
    "catalogue": CATALOGUE,
    "claim": CLAIM,
    "mitigation": MITIGATION,
    "risk": RISK,
    "document": DOCUMENT,
    "mapping": MAPPING,
    "scenario": SCENARIO,
}


def right(fragment: str) -> str:
    """Give a document that is right, as Turtle."""
    return HEAD.format(name=f"right-{fragment}") + FRAGMENTS[fragment]
