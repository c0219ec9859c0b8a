"""A hub of models at scale: the shape of the illustrative estate, as N-Triples, streamed.

Everything is drawn from one stream of pseudo-random numbers, so the same numbers give the same bytes on any machine;
nothing is kept, so memory does not grow. Shares and skews are invented, like the estate's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.errors import UsageError
from aftershock.explore.hub_statements import TYPE, Statements, iri
from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["generate"]

_TITLE, _IDENTIFIER = f"<{PREFIXES['dcterms']}title>", f"<{PREFIXES['dcterms']}identifier>"
_BOOLEAN = f"<{PREFIXES['xsd']}boolean>"

_PINS = (
    (0.25, (), (AFT.PinnedByDigest, AFT.SignatureVerified)),
    (0.15, (AFT.PinnedByDigest,), ()),
    (0.10, (AFT.SignatureVerified,), ()),
)
_ISOLATION = (
    (0.25, (AFT.SharedKernel, AFT.SharedGPUMemory), (AFT.MicroVM, AFT.Quotas)),
    (0.40, (AFT.MicroVM, AFT.Quotas), (AFT.SharedKernel, AFT.SharedGPUMemory)),
)
_LOADING = (
    (0.55, (AFT.CachedLocally,), (AFT.RunsCodeOnLoad,)),
    (0.15, (AFT.RunsCodeOnLoad,), (AFT.Sandboxed,)),
)
_DERIVATION = (
    (0.20, (AFT.Quantised,), ()),
    (0.12, (AFT.FineTuned,), ()),
    (0.06, (AFT.Adapter,), ()),
    (0.02, (AFT.Distilled,), ()),
)
_TRAFFIC = ((0.20, (), (AFT.EndToEndEncrypted,)), (0.20, (AFT.EndToEndEncrypted,), ()))
_TOOLS = ((0.25, (AFT.CanWrite,), (AFT.HumanApproval,)), (0.15, (AFT.CanWrite, AFT.HumanApproval), ()))
_SCOPES = ((0.50, (AFT.ReadScope,), ()), (0.30, (AFT.WriteScope,), ()), (0.10, (AFT.AdminScope,), ()))
_LIFETIME = ((0.30, (), (AFT.ShortLived,)), (0.20, (AFT.ShortLived,), ()))


def generate(models: int = 100_000, applications: int = 5_000, seed: int = 1) -> Iterator[bytes]:
    """Generate an illustrative hub: one registry, and what is published, run and built on it.

    Parameters
    ----------
    models
        How many models there are, projects and releases together; at least 1.
    applications
        How many applications are built on them; at least 1. Agents, tools, hosts and the rest follow from it.
    seed
        Which hub; the same three numbers give the same bytes.

    Returns
    -------
    iterator of bytes
        N-Triples, some whole lines at a time; the first tell of the document itself (subject
        ``id/generated/hub-<models>-<applications>-<seed>``): that it is illustrative and its edges assumed.

    Raises
    ------
    UsageError
        If a number is not a whole number, or is too small.

    Examples
    --------
    >>> first = next(generate(models=10, applications=2, seed=1)).decode().splitlines()[0]
    >>> first.split()[0]
    '<https://w3id.org/aftershock/id/generated/hub-10-2-1>'
    >>> b"".join(generate(10, 2, 1)) == b"".join(generate(10, 2, 1))
    True
    """
    for name, value, least in (("models", models, 1), ("applications", applications, 1), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int):
            raise UsageError(f"{name} is {value!r}; it must be a whole number, {least} or more")
        if value < least:
            raise UsageError(f"{name} is {value}; it must be {least} or more")
    return _Hub(models, applications, seed).chunks()


class _Hub(Statements):
    """What the hub consists of, and how much of each."""

    def __init__(self, models: int, applications: int, seed: int) -> None:
        super().__init__(f"hub-{models}-{applications}-{seed}", seed)
        self.projects = models // 5
        self.releases = models - self.projects
        self.applications = applications
        self.agents = max(1, applications * 3 // 5)
        self.workers = max(1, applications // 2)
        self.hosts = max(2, applications // 50)
        self.gateways = max(2, applications // 1000)
        self.publishers = max(1, models // 20)
        self.datasets = max(1, models // 20)
        self.tools = max(1, applications // 4)
        self.stores = max(1, applications // 8)
        self.teams = max(1, applications // 20)

    def chunks(self) -> Iterator[bytes]:
        yield self.document().encode()
        for part in (self.platform(), self.supply(), self.models(), self.serving(), self.users()):
            for text in part:
                yield text.encode()

    def release(self, n: int) -> str:
        return f"hub-model-{n % self.projects}-r{n // self.projects + 1}" if self.projects else f"hub-model-{n}"

    def owned(self, slug: str, kind: str, label: str) -> str:
        text = self.component(slug, kind, label)
        if self.chance(0.95):
            text += f"{iri(slug)} <{AFT.accountable}> {iri(f'hub-team-{self.index(self.teams)}')} .\n"
        return text

    # --- what there is

    def document(self) -> str:
        this = f"<{ID}generated/{self.name}>"
        return (
            f"{this} {TYPE} <{AFT.SourceDocument}> .\n"
            f'{this} <{AFT.illustrative}> "true"^^{_BOOLEAN} .\n'
            f"{this} <{AFT.defaultCertainty}> <{AFT.Assumed}> .\n"
            f'{this} {_TITLE} "A generated hub, {self.name}"@en .\n'
            f'{this} {_IDENTIFIER} "{self.name}" .\n'
        )

    def platform(self) -> Iterator[str]:
        yield self.component("hub-registry", AFT.Registry, "Registry of the generated hub")
        yield self.component("hub-mirror", AFT.Registry, "Mirror of the generated hub")
        yield self.edge("hub-mirror", AFT.ingestsContentFrom, "hub-registry")
        yield self.component("hub-orchestrator", AFT.Orchestrator, "Orchestrator of the generated hub")
        yield self.component("hub-sso", AFT.IdentityProvider, "Single sign-on of the generated hub")
        yield self.edge("hub-orchestrator", AFT.authenticatesThrough, "hub-sso")
        for n in range(self.teams):
            yield self.component(f"hub-team-{n}", AFT.Team, f"Team {n}")
        for n in range(self.gateways):
            gateway = f"hub-gateway-{n}"
            yield self.owned(gateway, AFT.Gateway, f"Gateway {n}")
            yield self.edge(gateway, AFT.authenticatesThrough, "hub-sso")
        for n in range(self.hosts):
            yield self.owned(f"hub-host-{n}", AFT.Runtime, f"GPU host {n}")
            yield self.edge(f"hub-host-{n}", AFT.managedBy, "hub-orchestrator")

    def supply(self) -> Iterator[str]:
        for n in range(self.publishers):
            yield self.component(f"hub-publisher-{n}", AFT.Publisher, f"Publisher {n}")
        for n in range(self.datasets):
            dataset = f"hub-dataset-{n}"
            yield self.component(dataset, AFT.Dataset, f"Data set {n}")
            yield self.edge(dataset, AFT.distributedThrough, "hub-registry", _PINS)
            yield self.edge(dataset, AFT.publishedBy, f"hub-publisher-{self.early(self.publishers)}")

    def models(self) -> Iterator[str]:
        for n in range(self.projects):
            yield self.component(f"hub-model-{n}", AFT.Model, f"Model {n}")
        for n in range(self.releases):
            release = self.release(n)
            text = self.component(release, AFT.Model, f"Model release {release.removeprefix('hub-model-')}")
            if self.projects:
                subject = iri(release)
                text += f"{subject} <{AFT.releaseOf}> {iri(f'hub-model-{n % self.projects}')} .\n"
                text += f'{subject} <{AFT.version}> "{n // self.projects + 1}" .\n'
            text += self.edge(release, AFT.publishedBy, f"hub-publisher-{self.early(self.publishers)}")
            if self.chance(0.15):
                text += self.need(release, AFT.distributedThrough, ("hub-registry", "hub-mirror"), _PINS)
            else:
                text += self.edge(release, AFT.distributedThrough, "hub-registry", _PINS)
            if n and self.chance(0.7):
                text += self.edge(release, AFT.derivedFrom, self.release(self.early(n)), _DERIVATION)
            if self.chance(0.3):
                text += self.edge(release, AFT.trainedOn, f"hub-dataset-{self.early(self.datasets)}")
            yield text

    def serving(self) -> Iterator[str]:
        for n in range(self.workers):
            worker = f"hub-worker-{n}"
            yield self.owned(worker, AFT.Service, f"Inference worker {n}")
            yield self.edge(worker, AFT.runsOn, f"hub-host-{self.index(self.hosts)}", _ISOLATION)
            for loaded in self.some(self.releases, 3):
                yield self.edge(worker, AFT.loads, self.release(loaded), _LOADING)
        for n in range(self.tools):
            yield self.owned(f"hub-tool-{n}", AFT.McpServer if self.chance(0.4) else AFT.Tool, f"Tool {n}")
        for n in range(self.stores):
            yield self.owned(f"hub-index-{n}", AFT.RetrievalStore, f"Index {n}")

    def users(self) -> Iterator[str]:
        for n in range(self.agents):
            yield "".join(self.agent(n))
        for n in range(self.applications):
            name = f"hub-application-{n}"
            text = self.owned(name, AFT.Application, f"Application {n}")
            if self.chance(0.02):
                text += f"{iri(name)} <{AFT.dependencyCompleteness}> <{AFT.NoAssertion}> .\n"
            else:
                for used in self.some(self.agents, 2):
                    text += self.edge(name, AFT.dependsOn, f"hub-agent-{used}")
            yield text

    def agent(self, n: int) -> Iterator[str]:
        name = f"hub-agent-{n}"
        yield self.owned(name, AFT.AIAgent, f"Agent {n}")
        used = [self.release(release) for release in self.some(self.releases, 3)]
        yield self.either(name, AFT.usesModel, used, 0.5)
        yield self.either(name, AFT.dependsOn, [f"hub-worker-{worker}" for worker in self.some(self.workers, 2)], 0.6)
        yield self.either(
            name, AFT.routesThrough, [f"hub-gateway-{way}" for way in self.some(self.gateways, 2)], 0.5, _TRAFFIC
        )
        for tool in self.some(self.tools, 3):
            yield self.edge(name, AFT.usesTool, f"hub-tool-{tool}", _TOOLS)
        if self.chance(0.3):
            yield self.edge(name, AFT.retrievesFrom, f"hub-index-{self.index(self.stores)}")
        if n and self.chance(0.1):
            yield self.edge(name, AFT.delegatesTo, f"hub-agent-{self.index(n)}")
        if self.chance(0.3):
            key = f"hub-key-{n}"
            yield self.component(key, AFT.Credential, f"Key of agent {n}")
            yield self.edge(name, AFT.holdsCredential, key, _LIFETIME)
            yield self.edge(key, AFT.grantsAccessTo, f"hub-tool-{self.index(self.tools)}", _SCOPES)
