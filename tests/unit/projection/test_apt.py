"""What apt would print, for lists made up so that each of its rules decides something; and against apt itself."""

from __future__ import annotations

import gzip
import lzma
import shutil
import zlib
from itertools import count
from pathlib import Path

import lz4.frame
import pyoxigraph as ox
import pytest
from scripts import apt_compare

from aftershock import resources
from aftershock.errors import UsageError
from aftershock.ingest.readers.debian import read
from aftershock.isolation import Limits
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.debian import package_name, package_url
from aftershock.model.documents import Document
from aftershock.projection import stored
from aftershock.projection.build import build
from aftershock.projection.chances import chances_of
from aftershock.projection.estate import read_estate
from aftershock.projection.radius import radius, run
from aftershock.projection.schema import read_schema

PACKAGES = """\
Package: base
Version: 1

Package: direct
Version: 1
Depends: base (>= 99)

Package: either
Version: 1
Pre-Depends: other | base

Package: other
Version: 1

Package: any
Version: 1
Depends: base:any

Package: second
Version: 1
Depends: direct

Package: virtual-user
Version: 1
Depends: virtual

Package: second-user
Version: 1
Depends: second (>= 5)

Package: stand-in
Version: 1
Provides: second (= 6)

Package: too-old
Version: 1
Provides: second (= 4)

Package: unversioned
Version: 1
Provides: second

Package: stand-in-user
Version: 1
Depends: stand-in

Package: former
Version: 1
Provides: second (= 7)

Package: replaced
Version: 1
Depends: base
"""
NEWER = """\
Package: former
Version: 2

Package: replaced
Version: 2

Package: late
Version: 1
Depends: replaced, elsewhere
"""
BASE_PROVIDES = PACKAGES.replace("Package: base\nVersion: 1\n", "Package: base\nVersion: 1\nProvides: virtual\n")


@pytest.fixture
def project(tmp_path):
    """Project lists of packages, each a document of its own."""
    numbers = count()

    def projected(*texts):
        store = ox.Store()
        for path in (*resources.ontology_files(), *resources.catalog_files()):
            store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
        active = []
        for place, text in enumerate(texts):
            reading = read(Document(text.encode(), f"list-{place}"))
            store.bulk_load(reading.nquads, format=ox.RdfFormat.N_QUADS)
            store.bulk_load(
                reading.nquads.replace(f" <{reading.document}> .".encode(), b" ."), format=ox.RdfFormat.N_QUADS
            )
            active.append(reading.document)

        def ask(text):
            return store.query(text).serialize(format=ox.QueryResultsFormat.TSV)

        schema = read_schema(ask)
        estate = read_estate(ask, schema, frozenset(active))
        graph = build(schema, estate)
        folder = tmp_path / f"projection-{next(numbers)}"
        stored.save(folder, "1", schema, estate, graph, chances_of(schema, estate, graph))
        return stored.load(folder)

    return projected


def reached(projection, name, **options):
    start = list(projection.components).index(package_url(name))
    answer = radius(run(projection, [start], 0, alternatives="apt", **options))
    assert answer.alternatives == "apt"
    assert all(row.likelihood is None and row.path[-1].evidence == "stated" for row in answer.affected)
    return {package_name(row.component): row.depth for row in answer.affected}


def test_each_rule_of_apt(project):
    found = reached(project(BASE_PROVIDES), "base")
    assert found == {
        "direct": 1,  # whatever version it asks for
        "either": 1,  # among alternatives
        "replaced": 1,
        "second": 2,
        "second-user": 3,
        "stand-in": 3,  # provides what was reached, in a version that somebody asks for
        "former": 3,
        "stand-in-user": 4,
    }


def test_any_architecture_and_provided_names_are_other_names(project):
    assert reached(project(BASE_PROVIDES), "any") == {}
    allowed = PACKAGES.replace("Version: 1\n", "Version: 1\nMulti-Arch: allowed\nProvides: virtual\n", 1)
    assert not {"any", "virtual-user"} & set(reached(project(allowed), "base"))


def test_lists_count_together(project):
    found = reached(project(PACKAGES, NEWER), "base")
    assert "former" not in found  # its newest version provides nothing
    assert found["replaced"] == 1  # an older version that depends is known
    assert found["late"] == 2


def test_a_name_that_another_list_has_is_reached_over_it(project):
    there = "Package: elsewhere\nVersion: 1\nDepends: base\n"
    assert "late" in reached(project(NEWER, there, "Package: base\nVersion: 1\n"), "elsewhere")
    provider = "Package: p\nVersion: 1\nProvides: elsewhere (= 3)\n"
    asking = "Package: q\nVersion: 1\nDepends: elsewhere (>= 3)\n"
    assert reached(project(provider + "\n" + asking, there), "elsewhere") == {"q": 1, "p": 1}
    asking = asking.replace(">= 3", ">= 4")
    assert reached(project(asking, provider, there), "elsewhere") == {"q": 1}


def test_without_lists_apt_has_nothing_to_follow(project):
    projection = project()
    assert projection.apt.shape == (0, 3)
    assert projection.apt.dtype == "int32"


def test_depth_holds_and_rules_cannot_be_switched_off(project):
    projection = project(PACKAGES)
    assert set(reached(projection, "base", depth=1)) == {"direct", "either", "replaced"}
    with pytest.raises(UsageError, match="apt knows no rules"):
        run(projection, [0], 0, alternatives="apt", without_rules=[0])


def test_a_knowledge_base_answers_as_apt(tmp_path):
    with KnowledgeBase.open(tmp_path / "data") as base:
        report = base.ingest(Document(BASE_PROVIDES.encode(), "Packages"))
        assert (report.format, report.outcome) == ("debian-packages", "added")
        found = base.blast_radius("pkg:deb/debian/base", alternatives="apt")
        assert {row.component for row in found.affected} == {
            package_url(name)
            for name in ("direct", "either", "replaced", "second", "second-user", "stand-in", "former", "stand-in-user")
        }
        over = {row.label: row.path[-1] for row in found.affected}
        assert over["direct"].documents == (report.graphs[0],)
        assert over["stand-in"].relation == "https://w3id.org/aftershock/ontology#provides"
        assert any("likelihoods are not computed" in note for note in found.notes)
        with pytest.raises(UsageError, match="knows neither rules nor times nor suppositions"):
            base.blast_radius("base", alternatives="apt", at="2026-01-01")


@pytest.mark.skipif(
    shutil.which("apt-cache") is None or not apt_compare.lists(),
    reason="apt has no lists of packages here, so that nothing can be compared with apt-cache; run apt-get update",
)
def test_apt_itself_says_the_same(tmp_path, monkeypatch):
    """Of apt's lists a tenth and what the answers need, for time: `python -m scripts.apt_compare` asks about all."""
    names = ["liblog4j2-java", "default-jre", "libsoxr0"]
    needed = set(names).union(*map(apt_compare.apt_says, names))
    lists = [cut(path, needed, tmp_path / "lists" / path.name) for path in apt_compare.lists()[:-1]]
    settings = tmp_path / "apt.conf"
    settings.write_text(f'Dir::State::lists "{tmp_path}/lists"; Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";')
    monkeypatch.setenv("APT_CONFIG", str(settings))

    with KnowledgeBase.open(tmp_path / "data", limits=Limits.for_command_line()) as base:
        for path in (*lists, apt_compare.STATUS):
            base.ingest(path)
        for name in names:
            said = apt_compare.apt_says(name)
            assert said <= needed, "apt answers from the lists that were cut"
            assert len(said) > 30
            assert apt_compare.we_say(base, name) == said, name
    assert len(set(apt_compare.package_names()) - needed) > 5_000


def cut(path, needed, place):
    """Write a list with only the packages that are needed, and about a tenth of the others."""
    opened = {".lz4": lz4.frame.open, ".xz": lzma.open, ".gz": gzip.open}.get(path.suffix, Path.open)
    with opened(path, "rb") as packed:
        packages = packed.read().split(b"\n\n")
    place = place.with_suffix("") if path.suffix in {".lz4", ".xz", ".gz"} else place
    place.parent.mkdir(exist_ok=True)
    with place.open("wb") as written:
        for package in packages:
            name = package.partition(b"\n")[0].removeprefix(b"Package: ")
            if name.decode() in needed or (name and zlib.crc32(name) % 10 == 0):
                written.write(package + b"\n\n")
    return place
