# ruff: noqa: N815 -- an attribute bears the term's own name, and properties begin with a small letter
"""IRIs of our terms, as plain strings: written by scripts/vocabulary.py from ontology/, never by hand.

Examples
--------
>>> AFT.Model
'https://w3id.org/aftershock/ontology#Model'
>>> PREFIXES["threat"] + "registry-compromise"
'https://w3id.org/aftershock/id/threat/registry-compromise'
"""

from __future__ import annotations

from typing import Final

__all__ = ["AFT", "ID", "NAMESPACE", "PREFIXES"]

NAMESPACE: Final = "https://w3id.org/aftershock/ontology#"
"""What the IRIs of the ontology's terms begin with."""

ID: Final = "https://w3id.org/aftershock/id/"
"""What the IRIs of individuals begin with."""

PREFIXES: Final[dict[str, str]] = {
    "aft": NAMESPACE,
    "agent": ID + "agent/",
    "atlas": ID + "atlas/",
    "attack": ID + "attack/",
    "capec": ID + "capec/",
    "component": ID + "component/",
    "control": ID + "control/",
    "cosai": ID + "cosai/",
    "cwe": ID + "cwe/",
    "d3fend": ID + "d3fend/",
    "dcterms": "http://purl.org/dc/terms/",
    "dependency": ID + "dependency/",
    "document": ID + "document/",
    "effect": ID + "effect/",
    "event": ID + "event/",
    "factor": ID + "factor/",
    "figure": ID + "figure/",
    "gap": ID + "gap/",
    "graph": ID + "graph/",
    "id": ID,
    "implication": ID + "implication/",
    "incident": ID + "incident/",
    "maestro": ID + "maestro/",
    "mapping": ID + "mapping/",
    "mitigation": ID + "mitigation/",
    "need": ID + "need/",
    "oa": "http://www.w3.org/ns/oa#",
    "owasp-agentic": ID + "owasp-agentic/",
    "owasp-asi": ID + "owasp-asi/",
    "owasp-llm": ID + "owasp-llm/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rule": ID + "rule/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "source": ID + "source/",
    "sssom": "https://w3id.org/sssom/",
    "threat": ID + "threat/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that our files and answers use."""


class AFT:
    """The terms of the ontology; each attribute is the IRI of the term of that name."""

    # --- Classes
    AIAgent: Final = NAMESPACE + "AIAgent"
    AccessScope: Final = NAMESPACE + "AccessScope"
    Application: Final = NAMESPACE + "Application"  # A service that people or other systems use.
    Artifact: Final = NAMESPACE + "Artifact"  # A component that is made and then copied: its bytes decide what it is.
    Build: Final = NAMESPACE + "Build"  # A service that turns source into artifacts.
    CarryingRelation: Final = NAMESPACE + "CarryingRelation"
    CatalogGraph: Final = NAMESPACE + "CatalogGraph"  # A named graph with curated knowledge.
    Catalogue: Final = NAMESPACE + "Catalogue"
    CatalogueEntry: Final = NAMESPACE + "CatalogueEntry"
    CatalogueRelease: Final = NAMESPACE + "CatalogueRelease"
    Certainty: Final = NAMESPACE + "Certainty"  # How certain a source is of what it says.
    ClaimBasis: Final = NAMESPACE + "ClaimBasis"  # How a claim came about.
    CoinScope: Final = NAMESPACE + "CoinScope"  # What shares one draw of chance.
    Combination: Final = NAMESPACE + "Combination"  # How alternatives of a need combine.
    Completeness: Final = NAMESPACE + "Completeness"  # How much of a list is given.
    Component: Final = NAMESPACE + "Component"  # A thing that can be in a compromise mode or hand one on.
    Consequence: Final = NAMESPACE + "Consequence"  # Something that is computed, not done.
    ContainerImage: Final = NAMESPACE + "ContainerImage"  # A file system and start command that a runtime executes.
    ContentSource: Final = NAMESPACE + "ContentSource"  # Where content that an agent reads comes from.
    Credential: Final = NAMESPACE + "Credential"  # A secret or token that opens access to something.
    Criticality: Final = NAMESPACE + "Criticality"  # How much depends on a service.
    CurationGraph: Final = NAMESPACE + "CurationGraph"  # A named graph with what people decided; it survives re-ingest.
    DataClass: Final = NAMESPACE + "DataClass"  # How sensitive data is.
    Dataset: Final = NAMESPACE + "Dataset"  # Data that models are trained, tuned or evaluated on.
    Decision: Final = NAMESPACE + "Decision"  # What a person decided of a proposed match.
    Dependency: Final = NAMESPACE + "Dependency"
    DeploymentStatus: Final = NAMESPACE + "DeploymentStatus"  # Whether a mitigation is there.
    DerivationKind: Final = NAMESPACE + "DerivationKind"
    Direction: Final = NAMESPACE + "Direction"  # Which end of a relation hands on to which.
    Effect: Final = NAMESPACE + "Effect"  # Who brings it about.
    EntryKind: Final = NAMESPACE + "EntryKind"  # What a catalogue calls its entries.
    Environment: Final = NAMESPACE + "Environment"  # Where a service stands in its life.
    EstimateBasis: Final = NAMESPACE + "EstimateBasis"  # Whose number a likelihood or factor is.
    EventKind: Final = NAMESPACE + "EventKind"  # What an event does to the course of a scenario.
    Exposure: Final = NAMESPACE + "Exposure"  # How far a service can be reached.
    FactorScore: Final = NAMESPACE + "FactorScore"  # One agentic risk factor of an assessment with its value.
    Figure: Final = NAMESPACE + "Figure"
    Gap: Final = NAMESPACE + "Gap"  # That a catalogue release has no fitting entry for a concept of ours, and why.
    GapReason: Final = NAMESPACE + "GapReason"  # Why a catalogue has no fitting entry.
    Gateway: Final = NAMESPACE + "Gateway"  # A service that calls to other services pass through.
    Guardrail: Final = NAMESPACE + "Guardrail"  # A service that checks what goes into or comes out of a model.
    IdentityAlarm: Final = NAMESPACE + "IdentityAlarm"
    IdentityProvider: Final = NAMESPACE + "IdentityProvider"  # A service that says who somebody is.
    IdentityStatement: Final = NAMESPACE + "IdentityStatement"
    Incident: Final = NAMESPACE + "Incident"  # A scenario that happened and is documented in public.
    IsolationClass: Final = NAMESPACE + "IsolationClass"
    Layer: Final = NAMESPACE + "Layer"  # One of the seven layers of the MAESTRO framework.
    LayerStatement: Final = NAMESPACE + "LayerStatement"
    LayerThreat: Final = NAMESPACE + "LayerThreat"
    MappingKind: Final = NAMESPACE + "MappingKind"  # By whose word a mapping holds.
    MatchBasis: Final = NAMESPACE + "MatchBasis"  # What an identity rests on.
    McpServer: Final = NAMESPACE + "McpServer"  # A tool offered over the Model Context Protocol.
    MemoryStore: Final = NAMESPACE + "MemoryStore"  # What an agent keeps between conversations and reads again.
    Mitigation: Final = NAMESPACE + "Mitigation"  # Something that can be done against the passage of compromise.
    MitigationDeployment: Final = NAMESPACE + "MitigationDeployment"
    MitigationEffect: Final = NAMESPACE + "MitigationEffect"  # By which factor a mitigation lowers a rule's likelihood.
    Mode: Final = NAMESPACE + "Mode"  # A way in which a component can be compromised.
    ModeImplication: Final = NAMESPACE + "ModeImplication"
    Model: Final = NAMESPACE + "Model"  # Trained weights with what is needed to load them.
    Monitor: Final = NAMESPACE + "Monitor"  # A service that records what others do.
    NamedGraph: Final = NAMESPACE + "NamedGraph"  # A set of statements with one provenance.
    Need: Final = NAMESPACE + "Need"
    OntologyGraph: Final = NAMESPACE + "OntologyGraph"  # A named graph with a part of the vocabulary.
    Orchestrator: Final = NAMESPACE + "Orchestrator"  # A service that decides what runs where.
    Package: Final = NAMESPACE + "Package"  # A unit of code that a package manager resolves.
    Polarity: Final = NAMESPACE + "Polarity"  # Which way a claim points.
    Principal: Final = NAMESPACE + "Principal"  # A person or group that acts and is answerable.
    Prompt: Final = NAMESPACE + "Prompt"  # Instructions that an agent is started with.
    PropagationRule: Final = NAMESPACE + "PropagationRule"
    ProvenanceGraph: Final = NAMESPACE + "ProvenanceGraph"
    Publisher: Final = NAMESPACE + "Publisher"  # A principal in whose name artifacts are released.
    Qualifier: Final = NAMESPACE + "Qualifier"  # A property of an edge that decides whether a rule passes over it.
    ReadingGraph: Final = NAMESPACE + "ReadingGraph"
    Registry: Final = NAMESPACE + "Registry"  # A service from which artifacts are fetched.
    RetrievalStore: Final = NAMESPACE + "RetrievalStore"  # Content that an agent searches to answer.
    RiskAssessment: Final = NAMESPACE + "RiskAssessment"
    RiskFactor: Final = NAMESPACE + "RiskFactor"  # An agentic risk factor of AIVSS.
    RiskInput: Final = NAMESPACE + "RiskInput"  # A number that a risk method needs besides the factors.
    RiskMethod: Final = NAMESPACE + "RiskMethod"
    Runtime: Final = NAMESPACE + "Runtime"  # What services run on: a host, a GPU, a tenant's space on them.
    Scenario: Final = NAMESPACE + "Scenario"
    ScenarioEvent: Final = NAMESPACE + "ScenarioEvent"  # One event of a scenario.
    SecurityControl: Final = NAMESPACE + "SecurityControl"
    Service: Final = NAMESPACE + "Service"  # A component that runs.
    Skill: Final = NAMESPACE + "Skill"  # Instructions and code that an agent can take up at run time.
    SourceDocument: Final = NAMESPACE + "SourceDocument"  # A document as it came; its named graph holds what it says.
    SourceGraph: Final = NAMESPACE + "SourceGraph"  # A named graph with what a document itself says.
    SourceRepository: Final = NAMESPACE + "SourceRepository"  # Where the source of artifacts is kept.
    Team: Final = NAMESPACE + "Team"  # A principal that is accountable for services.
    Threat: Final = NAMESPACE + "Threat"
    ThreatClaim: Final = NAMESPACE + "ThreatClaim"
    Tool: Final = NAMESPACE + "Tool"  # A service that an agent calls to act or to look something up.
    UnclassifiedStatement: Final = NAMESPACE + "UnclassifiedStatement"
    Weakness: Final = NAMESPACE + "Weakness"  # A lack that makes a rule more likely or undoes a mitigation.

    # --- Relations that carry compromise
    authenticatesThrough: Final = NAMESPACE + "authenticatesThrough"
    builtBy: Final = NAMESPACE + "builtBy"  # The dependee writes the dependent's bytes.
    builtFrom: Final = NAMESPACE + "builtFrom"  # The dependent's bytes come from the dependee's source.
    delegatesTo: Final = NAMESPACE + "delegatesTo"  # The dependent hands tasks to the dependee and takes its results.
    dependsOn: Final = NAMESPACE + "dependsOn"  # The dependent needs the dependee in order to work.
    derivedFrom: Final = NAMESPACE + "derivedFrom"
    distributedThrough: Final = NAMESPACE + "distributedThrough"  # The dependent is fetched from the dependee.
    grantsAccessTo: Final = NAMESPACE + "grantsAccessTo"
    holdsCredential: Final = NAMESPACE + "holdsCredential"  # The dependent has the dependee in its reach.
    hostedBy: Final = NAMESPACE + "hostedBy"  # The dependent is offered by the dependee as a service.
    ingestsContentFrom: Final = NAMESPACE + "ingestsContentFrom"
    loads: Final = NAMESPACE + "loads"  # The dependent reads the dependee into its own process.
    managedBy: Final = NAMESPACE + "managedBy"  # The dependee decides what the dependent runs.
    observes: Final = NAMESPACE + "observes"  # The dependent records what the dependee does.
    publishedBy: Final = NAMESPACE + "publishedBy"  # The dependent is released in the dependee's name.
    retrievesFrom: Final = NAMESPACE + "retrievesFrom"  # The dependent searches the dependee to answer.
    routesThrough: Final = NAMESPACE + "routesThrough"  # The dependent's calls pass through the dependee.
    runsOn: Final = NAMESPACE + "runsOn"  # The dependee executes the dependent.
    trainedOn: Final = NAMESPACE + "trainedOn"  # The dependent learned from the dependee.
    usesModel: Final = NAMESPACE + "usesModel"  # The dependent's decisions come from the dependee.
    usesTool: Final = NAMESPACE + "usesTool"  # The dependent calls the dependee to act.
    writesTo: Final = NAMESPACE + "writesTo"  # The dependent changes the dependee's content.

    # --- Other properties
    aarsShown: Final = NAMESPACE + "aarsShown"  # The agentic uplift as the page shows it.
    accountable: Final = NAMESPACE + "accountable"  # Who answers for a component and is called first.
    agent: Final = NAMESPACE + "agent"  # The agent that a statement or claim is about.
    alarmOn: Final = NAMESPACE + "alarmOn"  # The component whose name goes with two digests.
    alternative: Final = NAMESPACE + "alternative"  # One of the dependencies that can fill the need.
    answers: Final = NAMESPACE + "answers"  # A threat or weakness that the mitigation is meant for.
    askedAs: Final = NAMESPACE + "askedAs"
    askedVersions: Final = NAMESPACE + "askedVersions"
    assesses: Final = NAMESPACE + "assesses"  # The agent that is assessed.
    bearsOn: Final = NAMESPACE + "bearsOn"  # The component at which a cascade of the claim would start.
    cancels: Final = NAMESPACE + "cancels"  # A mitigation that does not work where the weakness is.
    canonical: Final = NAMESPACE + "canonical"  # The name that is kept.
    claimBasis: Final = NAMESPACE + "claimBasis"  # Whether it was recognised in words or made by a person.
    coinScope: Final = NAMESPACE + "coinScope"  # What shares one draw of chance.
    combines: Final = NAMESPACE + "combines"  # How alternatives of a need combine under the rule.
    comparesWith: Final = NAMESPACE + "comparesWith"
    completeness: Final = NAMESPACE + "completeness"  # Whether all alternatives are named.
    covers: Final = NAMESPACE + "covers"  # A class of components that belongs to the layer by its nature.
    criticality: Final = NAMESPACE + "criticality"  # How much depends on the service, in its owner's own words.
    crossLayer: Final = NAMESPACE + "crossLayer"
    cvssBase: Final = NAMESPACE + "cvssBase"  # The CVSS base score that the page gives, 0 to 10.
    dataClass: Final = NAMESPACE + "dataClass"  # The most sensitive class of data that a service handles.
    decision: Final = NAMESPACE + "decision"  # What was decided.
    defaultCertainty: Final = NAMESPACE + "defaultCertainty"
    denominator: Final = NAMESPACE + "denominator"
    dependee: Final = NAMESPACE + "dependee"  # The component that is relied on.
    dependencyCompleteness: Final = NAMESPACE + "dependencyCompleteness"
    dependent: Final = NAMESPACE + "dependent"  # The component that relies on the other.
    deployedOn: Final = NAMESPACE + "deployedOn"  # The component that the deployment is about.
    digestSeen: Final = NAMESPACE + "digestSeen"
    direction: Final = NAMESPACE + "direction"  # Which end hands on to which.
    effect: Final = NAMESPACE + "effect"  # Whether it follows by itself or somebody must still act.
    endOffset: Final = NAMESPACE + "endOffset"
    entryKind: Final = NAMESPACE + "entryKind"  # What the catalogue itself calls the entry.
    environment: Final = NAMESPACE + "environment"  # The environment a service runs in.
    estimateBasis: Final = NAMESPACE + "estimateBasis"  # Whose number it is.
    eventKind: Final = NAMESPACE + "eventKind"  # What kind of event it is.
    evidenceWanted: Final = NAMESPACE + "evidenceWanted"
    exposure: Final = NAMESPACE + "exposure"  # From where a service can be reached.
    factor: Final = NAMESPACE + "factor"  # What is left of the likelihood by default, 0 to 1.
    factorHigh: Final = NAMESPACE + "factorHigh"  # The most that is left, 0 to 1.
    factorLow: Final = NAMESPACE + "factorLow"  # The least that is left, 0 to 1.
    factorName: Final = NAMESPACE + "factorName"  # The factor's name as the page writes it.
    factorOf: Final = NAMESPACE + "factorOf"  # The factor that a score is of.
    factorScore: Final = NAMESPACE + "factorScore"  # One factor with its value.
    factorSum: Final = NAMESPACE + "factorSum"  # The sum of the factors, 0 to 10.
    figureHigh: Final = NAMESPACE + "figureHigh"  # The most that a source says.
    figureLow: Final = NAMESPACE + "figureLow"  # The least that a source says.
    fits: Final = NAMESPACE + "fits"
    fromMode: Final = NAMESPACE + "fromMode"  # The mode at the end that hands on.
    gapOf: Final = NAMESPACE + "gapOf"  # The concept of ours for which there is no entry.
    gapReason: Final = NAMESPACE + "gapReason"  # Why there is none.
    hasQualifier: Final = NAMESPACE + "hasQualifier"  # A qualifier that is known to be there.
    horizonDays: Final = NAMESPACE + "horizonDays"  # The time in which it happens or not.
    ifDependee: Final = NAMESPACE + "ifDependee"  # A class that the dependee must have; one of several suffices.
    ifDependent: Final = NAMESPACE + "ifDependent"  # A class that the dependent must have; one of several suffices.
    ifEdgeHas: Final = NAMESPACE + "ifEdgeHas"  # A qualifier that the rule needs.
    illustrative: Final = NAMESPACE + "illustrative"
    inRelease: Final = NAMESPACE + "inRelease"  # The catalogue release in which there is none.
    lackOf: Final = NAMESPACE + "lackOf"  # The control whose absence the weakness is.
    lacksQualifier: Final = NAMESPACE + "lacksQualifier"
    layer: Final = NAMESPACE + "layer"  # The layer a statement or a layer threat belongs to.
    layerNumber: Final = NAMESPACE + "layerNumber"  # 1 to 7, counted from the foundation models upwards.
    leadsTo: Final = NAMESPACE + "leadsTo"  # A consequence that a threat or weakness tends to.
    likelihood: Final = NAMESPACE + "likelihood"  # The default likelihood within the horizon, 0 to 1.
    likelihoodHigh: Final = NAMESPACE + "likelihoodHigh"  # The high end of the likelihood within the horizon, 0 to 1.
    likelihoodLow: Final = NAMESPACE + "likelihoodLow"  # The low end of the likelihood within the horizon, 0 to 1.
    lineage: Final = NAMESPACE + "lineage"  # What the editions of one document have in common.
    mappingKind: Final = NAMESPACE + "mappingKind"  # By whose word a mapping holds.
    mappingPath: Final = NAMESPACE + "mappingPath"
    matchedBy: Final = NAMESPACE + "matchedBy"  # What the match rests on.
    measures: Final = NAMESPACE + "measures"  # What a figure counts, in words, with its unit.
    mediaType: Final = NAMESPACE + "mediaType"  # The type of a document's bytes.
    member: Final = NAMESPACE + "member"  # The name that is taken to mean the canonical one.
    minimum: Final = NAMESPACE + "minimum"
    missingInput: Final = NAMESPACE + "missingInput"  # An input that the source does not give.
    mitigationFactor: Final = NAMESPACE + "mitigationFactor"  # MF as the page gives it.
    needOf: Final = NAMESPACE + "needOf"  # The component that has the need.
    newestVersion: Final = NAMESPACE + "newestVersion"
    notAfter: Final = NAMESPACE + "notAfter"
    notBefore: Final = NAMESPACE + "notBefore"
    observedAt: Final = NAMESPACE + "observedAt"  # When somebody last saw that it holds.
    ofCatalogue: Final = NAMESPACE + "ofCatalogue"  # The catalogue that a release is of.
    ofMitigation: Final = NAMESPACE + "ofMitigation"  # The mitigation that an effect or deployment is of.
    ofScenario: Final = NAMESPACE + "ofScenario"  # The scenario that an event or figure belongs to.
    onComponent: Final = NAMESPACE + "onComponent"  # The component that an event is about.
    onRule: Final = NAMESPACE + "onRule"  # The rule whose likelihood the effect lowers.
    order: Final = NAMESPACE + "order"  # The place in the page's order, from 1.
    overRelation: Final = NAMESPACE + "overRelation"
    partOf: Final = NAMESPACE + "partOf"
    polarity: Final = NAMESPACE + "polarity"  # Whether the claim is of exposure or of protection.
    provides: Final = NAMESPACE + "provides"
    putsInMode: Final = NAMESPACE + "putsInMode"  # The mode that the component is in from the event on.
    raisesRule: Final = NAMESPACE + "raisesRule"  # A rule that is more likely where the weakness is.
    recogniserVersion: Final = NAMESPACE + "recogniserVersion"  # Which version of recognition made the claim.
    relation: Final = NAMESPACE + "relation"  # The carrying relation of the edge or need.
    releaseOf: Final = NAMESPACE + "releaseOf"
    revision: Final = NAMESPACE + "revision"  # The number of the store's last change.
    saidHigh: Final = NAMESPACE + "saidHigh"  # The source of the high figure.
    saidLow: Final = NAMESPACE + "saidLow"  # The source of the low figure.
    score: Final = NAMESPACE + "score"  # The value of a factor, 0 to 1.
    scoreHigh: Final = NAMESPACE + "scoreHigh"  # The highest score that the inputs allow.
    scoreLow: Final = NAMESPACE + "scoreLow"  # The lowest score that the inputs allow.
    scoreShown: Final = NAMESPACE + "scoreShown"
    sha256: Final = NAMESPACE + "sha256"  # Digest of the bytes, 64 hexadecimal digits.
    slug: Final = NAMESPACE + "slug"  # The short name by which people type a component, an agent, a threat or a rule.
    sourceCertainty: Final = NAMESPACE + "sourceCertainty"  # How certain the source itself is.
    startOffset: Final = NAMESPACE + "startOffset"
    startsAt: Final = NAMESPACE + "startsAt"  # The component at which a replay of the scenario starts.
    startsMode: Final = NAMESPACE + "startsMode"  # The mode in which a component is once the threat has come true.
    status: Final = NAMESPACE + "status"  # Whether the mitigation is there.
    strikes: Final = NAMESPACE + "strikes"  # A class of components at which the threat can start.
    supersededBy: Final = NAMESPACE + "supersededBy"  # The newer edition's graph that took the place of this one.
    text: Final = NAMESPACE + "text"  # The words as the source has them.
    threat: Final = NAMESPACE + "threat"  # What a claim claims.
    threatMultiplier: Final = NAMESPACE + "threatMultiplier"  # ThM as the page gives it.
    toMode: Final = NAMESPACE + "toMode"  # The mode at the end that receives.
    unlessEdgeHas: Final = NAMESPACE + "unlessEdgeHas"  # A qualifier that stops the rule.
    validFrom: Final = NAMESPACE + "validFrom"
    validUntil: Final = NAMESPACE + "validUntil"
    version: Final = NAMESPACE + "version"  # The version of a release, as its publisher writes it.
    versionRange: Final = NAMESPACE + "versionRange"
    vertical: Final = NAMESPACE + "vertical"  # Whether the layer cuts through all others.
    windowFrom: Final = NAMESPACE + "windowFrom"
    windowUntil: Final = NAMESPACE + "windowUntil"
    wouldSettleIt: Final = NAMESPACE + "wouldSettleIt"  # What somebody would look at to know.

    # --- Individuals: basis of a claim
    Asserted: Final = NAMESPACE + "Asserted"  # A person made the claim.
    Recognised: Final = NAMESPACE + "Recognised"  # A program recognised the catalogue's words.

    # --- Individuals: basis of an estimate
    Definition: Final = NAMESPACE + "Definition"  # It follows from what the words mean.
    ExpertEstimate: Final = NAMESPACE + "ExpertEstimate"
    ExploitPrediction: Final = NAMESPACE + "ExploitPrediction"  # A model predicts exploitation.
    IncidentBase: Final = NAMESPACE + "IncidentBase"  # Counted over incidents, with its denominator.
    MeasuredInLab: Final = NAMESPACE + "MeasuredInLab"  # An experiment measured it.
    Survey: Final = NAMESPACE + "Survey"  # People or systems were asked.

    # --- Individuals: certainty
    Assumed: Final = NAMESPACE + "Assumed"
    Derived: Final = NAMESPACE + "Derived"  # It follows from other statements by a named path.
    Inferred: Final = NAMESPACE + "Inferred"  # A program concluded it.
    NotCertain: Final = NAMESPACE + "NotCertain"  # The source says it with reserve.
    Stale: Final = NAMESPACE + "Stale"  # It was true and has not been seen for long.
    Stated: Final = NAMESPACE + "Stated"  # The source says it without reserve.

    # --- Individuals: class of isolation
    ConfidentialComputing: Final = NAMESPACE + "ConfidentialComputing"
    MicroVM: Final = NAMESPACE + "MicroVM"  # Each dependent has a kernel of its own.
    Sandboxed: Final = NAMESPACE + "Sandboxed"  # It runs where it can reach little.
    SharedGPUMemory: Final = NAMESPACE + "SharedGPUMemory"
    SharedKernel: Final = NAMESPACE + "SharedKernel"  # Dependents share one operating system kernel.

    # --- Individuals: coin scope
    PerEdge: Final = NAMESPACE + "PerEdge"  # One draw for every edge.
    PerSource: Final = NAMESPACE + "PerSource"  # One draw for the source, however many edges leave it.

    # --- Individuals: combination
    AllAlternatives: Final = NAMESPACE + "AllAlternatives"  # Every alternative must fall: a fallback rescues.
    AnyAlternative: Final = NAMESPACE + "AnyAlternative"  # One fallen alternative suffices: a fallback adds exposure.

    # --- Individuals: completeness
    Complete: Final = NAMESPACE + "Complete"  # Nothing is missing from the list.
    Incomplete: Final = NAMESPACE + "Incomplete"  # Something is missing from the list.
    NoAssertion: Final = NAMESPACE + "NoAssertion"  # The document does not say.

    # --- Individuals: compromise mode
    Availability: Final = NAMESPACE + "Availability"  # The component does not do its work.
    Confidentiality: Final = NAMESPACE + "Confidentiality"  # What the component holds is known to an adversary.
    Control: Final = NAMESPACE + "Control"
    Integrity: Final = NAMESPACE + "Integrity"

    # --- Individuals: criticality
    Important: Final = NAMESPACE + "Important"  # It is missed within a day.
    MissionCritical: Final = NAMESPACE + "MissionCritical"  # The organisation stops without it.
    Ordinary: Final = NAMESPACE + "Ordinary"  # It can wait.

    # --- Individuals: data class
    InternalData: Final = NAMESPACE + "InternalData"  # The organisation may know it.
    PersonalData: Final = NAMESPACE + "PersonalData"  # It is about people.
    PublicData: Final = NAMESPACE + "PublicData"  # Anybody may know it.
    SecretData: Final = NAMESPACE + "SecretData"  # Its disclosure opens further doors.

    # --- Individuals: decision
    Accepted: Final = NAMESPACE + "Accepted"  # It holds.
    Proposed: Final = NAMESPACE + "Proposed"  # Nobody has decided.
    Rejected: Final = NAMESPACE + "Rejected"  # It does not hold.

    # --- Individuals: deployment status
    Absent: Final = NAMESPACE + "Absent"  # It is not there, by evidence.
    Present: Final = NAMESPACE + "Present"  # It is there, by evidence.
    Unknown: Final = NAMESPACE + "Unknown"  # Nobody has looked.

    # --- Individuals: direction
    ObjectToSubject: Final = NAMESPACE + "ObjectToSubject"  # From the dependee to the dependent.
    SubjectToObject: Final = NAMESPACE + "SubjectToObject"  # From the dependent to the dependee.

    # --- Individuals: effect
    EnablesAttack: Final = NAMESPACE + "EnablesAttack"  # Somebody still has to act.
    FollowsByItself: Final = NAMESPACE + "FollowsByItself"  # Nobody has to do anything more.

    # --- Individuals: environment
    Development: Final = NAMESPACE + "Development"  # Where it is made.
    Production: Final = NAMESPACE + "Production"  # Real users depend on it.
    Staging: Final = NAMESPACE + "Staging"  # A rehearsal of production.

    # --- Individuals: exposure
    Internal: Final = NAMESPACE + "Internal"  # Only the organisation reaches it.
    Internet: Final = NAMESPACE + "Internet"  # Anybody can reach it.
    Partner: Final = NAMESPACE + "Partner"  # Named partners can reach it.

    # --- Individuals: input of a risk method
    BaseScoreInput: Final = NAMESPACE + "BaseScoreInput"  # The CVSS base score of the weakness that is assumed.
    MitigationFactorInput: Final = NAMESPACE + "MitigationFactorInput"
    ThreatMultiplierInput: Final = NAMESPACE + "ThreatMultiplierInput"  # How far exploitation of the weakness has come.

    # --- Individuals: kind of derivation
    Adapter: Final = NAMESPACE + "Adapter"  # Derived by adding small trained weights.
    Distilled: Final = NAMESPACE + "Distilled"  # Derived by training another model on the answers of the first.
    FineTuned: Final = NAMESPACE + "FineTuned"  # Derived by training further.
    Quantised: Final = NAMESPACE + "Quantised"  # Derived by lowering the precision of weights.

    # --- Individuals: kind of entry
    AttackPattern: Final = NAMESPACE + "AttackPattern"  # How a weakness is commonly attacked.
    Countermeasure: Final = NAMESPACE + "Countermeasure"  # What another catalogue sets against a technique or risk.
    RiskEntry: Final = NAMESPACE + "RiskEntry"  # A risk as a list of risks names it.
    Technique: Final = NAMESPACE + "Technique"  # What an adversary does.
    ThreatEntry: Final = NAMESPACE + "ThreatEntry"  # A threat as another list names it.
    WeaknessEntry: Final = NAMESPACE + "WeaknessEntry"  # A flaw in software or its use, as CWE lists them.

    # --- Individuals: kind of event
    BadReleasePublished: Final = NAMESPACE + "BadReleasePublished"
    CompromiseBegan: Final = NAMESPACE + "CompromiseBegan"  # A component came into a mode.
    CompromiseEnded: Final = NAMESPACE + "CompromiseEnded"  # The component is no longer in the mode.
    Disclosed: Final = NAMESPACE + "Disclosed"  # The public was told.
    Discovered: Final = NAMESPACE + "Discovered"  # Somebody noticed.
    Spread: Final = NAMESPACE + "Spread"  # It passed on to further components.
    Withdrawn: Final = NAMESPACE + "Withdrawn"  # What carried it was taken away.

    # --- Individuals: kind of mapping
    CuratedMapping: Final = NAMESPACE + "CuratedMapping"  # People who read both entries made the link.
    DerivedMapping: Final = NAMESPACE + "DerivedMapping"
    OfficialMapping: Final = NAMESPACE + "OfficialMapping"  # The catalogue itself states the link.

    # --- Individuals: match basis
    ContentHash: Final = NAMESPACE + "ContentHash"  # The bytes are the same.
    Judgement: Final = NAMESPACE + "Judgement"  # A person knows it.
    PackageUrl: Final = NAMESPACE + "PackageUrl"  # The package URL is the same.

    # --- Individuals: polarity
    Exposed: Final = NAMESPACE + "Exposed"  # The agent is said to be open to it.
    Mitigated: Final = NAMESPACE + "Mitigated"  # The agent is said to be protected from it.

    # --- Individuals: qualifier
    CachedLocally: Final = NAMESPACE + "CachedLocally"  # A copy on the spot is used when the source is gone.
    CanWrite: Final = NAMESPACE + "CanWrite"  # The dependee can change things.
    EndToEndEncrypted: Final = NAMESPACE + "EndToEndEncrypted"  # The dependee cannot read what passes.
    HumanApproval: Final = NAMESPACE + "HumanApproval"  # A person agrees before it acts.
    Mirrored: Final = NAMESPACE + "Mirrored"  # A copy elsewhere serves the same bytes.
    OpenToStrangers: Final = NAMESPACE + "OpenToStrangers"  # People outside can put content there.
    OutwardChannel: Final = NAMESPACE + "OutwardChannel"  # The dependent can send data out.
    PinnedByDigest: Final = NAMESPACE + "PinnedByDigest"  # The dependent fixes the exact bytes it accepts.
    PrivateArtifact: Final = NAMESPACE + "PrivateArtifact"  # The artifact is not public.
    Quotas: Final = NAMESPACE + "Quotas"  # What one dependent can use up is bounded.
    ReproducedBuild: Final = NAMESPACE + "ReproducedBuild"  # Somebody else builds the same bytes.
    ReviewGate: Final = NAMESPACE + "ReviewGate"  # A second person agrees to each change.
    RunsCodeOnLoad: Final = NAMESPACE + "RunsCodeOnLoad"  # Loading executes code from the artifact.
    ShortLived: Final = NAMESPACE + "ShortLived"  # The credential ends by itself within hours.
    SignatureVerified: Final = NAMESPACE + "SignatureVerified"  # A signature is checked before use.
    ToolFilter: Final = NAMESPACE + "ToolFilter"  # What a tool returns is checked before the agent reads it.

    # --- Individuals: reason of a gap
    NoFittingEntry: Final = NAMESPACE + "NoFittingEntry"  # The catalogue could cover it and has no entry that fits.
    NotYetReviewed: Final = NAMESPACE + "NotYetReviewed"  # Nobody has looked yet.
    OutsideItsScope: Final = NAMESPACE + "OutsideItsScope"

    # --- Individuals: scope of access
    AdminScope: Final = NAMESPACE + "AdminScope"  # The credential opens everything.
    ReadScope: Final = NAMESPACE + "ReadScope"  # The credential allows reading.
    WriteScope: Final = NAMESPACE + "WriteScope"  # The credential allows changes.
